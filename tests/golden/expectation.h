// known_gaps.json of a sample, and the rows that the program printed.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/truth/expected_rows.h"
#include "pipeline/truth/row_matching.h"

namespace labintake::golden {

using truth::Expectation;
using truth::ExpectedRow;
using truth::FoundRow;
using truth::MatchRows;
using truth::ParseExpectation;
using truth::WrongFields;

// A row that is not accepted at present; `value` and `page` tell rows of one name apart.
struct KnownGap {
  std::string name, reason;
  std::optional<std::string> value;
  std::optional<int> page;
};

// Of all reports of one file.
struct FoundDocument {
  std::vector<FoundRow> rows;
  std::string collected, reported;  // of the first report
};

// These throw nlohmann::json::exception when the text has another form.
std::vector<KnownGap> ParseKnownGaps(const nlohmann::json& json);
FoundDocument ParseFound(const nlohmann::json& json);

}  // namespace labintake::golden
