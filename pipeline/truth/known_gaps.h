// known_gaps.json of a sample: the rows that the program does not accept yet, each with its reason.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/error.h"
#include "pipeline/truth/expected_rows.h"

namespace labintake::truth {

// `value` and `page` tell rows of one name apart.
struct KnownGap {
  std::string name, reason;
  std::optional<std::string> value;
  std::optional<int> page;
};

// Throws nlohmann::json::exception when the text has another form.
std::vector<KnownGap> ParseKnownGaps(const nlohmann::json& json);

// The gaps in the file beside the truth of a document; empty where there is no such file. Error kArgument: the file's
// name and what is wrong.
Result<std::vector<KnownGap>> ReadKnownGaps(const std::string& truth_path);

bool Names(const KnownGap& gap, const ExpectedRow& row);

}  // namespace labintake::truth
