// expected.json and known_gaps.json of a sample, and the rows that the program printed.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace labintake::golden {

// A row as the page prints it. A field without value is not judged.
struct ExpectedRow {
  int page = 0;
  std::vector<std::string> names;  // the printed name first, then other fair spellings
  std::optional<std::string> value, unit, range, flag;
  std::string number, comparator, low, high;  // decimal strings; "" where not judged
  bool optional = false;
};

struct Expectation {
  std::vector<ExpectedRow> rows;
  std::string collected, reported;  // ISO dates; "" where not judged
};

// A row that is not accepted at present; `value` and `page` tell rows of one name apart.
struct KnownGap {
  std::string name, reason;
  std::optional<std::string> value;
  std::optional<int> page;
};

struct FoundRow {
  int page = 0;
  std::string name, value, number, comparator, unit, range, low, high, flag, flag_code;
  bool accepted = false;
  std::vector<std::string> findings;  // codes
};

// Of all reports of one file.
struct FoundDocument {
  std::vector<FoundRow> rows;
  std::string collected, reported;  // of the first report
};

// These throw nlohmann::json::exception when the text has another form.
Expectation ParseExpectation(const nlohmann::json& json);
std::vector<KnownGap> ParseKnownGaps(const nlohmann::json& json);
FoundDocument ParseFound(const nlohmann::json& json);

}  // namespace labintake::golden
