#include "tests/golden/printed_rows.h"

namespace labintake::golden {
namespace {

using truth::FoundDocument;
using truth::FoundRow;
using Json = nlohmann::json;

// The string at `key`, "" when it is missing or null.
std::string TextOf(const Json& node, const char* key) {
  const auto it = node.find(key);
  return it == node.end() || it->is_null() ? "" : it->get<std::string>();
}

}  // namespace

truth::FoundDocument ParseFound(const Json& json) {
  FoundDocument out;
  const Json reports = json.is_array() ? json : Json::array({json});
  bool first = true;
  for (const Json& report : reports) {
    if (first) {
      out.collected = TextOf(report.at("document"), "collected");
      out.reported = TextOf(report.at("document"), "reported");
      first = false;
    }
    for (const Json& row : report.at("results")) {
      FoundRow f;
      f.page = row.at("page").get<int>();
      f.name = TextOf(row.at("name"), "text");
      f.value = TextOf(row.at("value"), "text");
      f.number = TextOf(row.at("value"), "number");
      f.comparator = TextOf(row.at("value"), "comparator");
      f.unit = TextOf(row.at("unit"), "text");
      f.range = TextOf(row.at("range"), "text");
      f.low = TextOf(row.at("range"), "low");
      f.high = TextOf(row.at("range"), "high");
      f.flag = TextOf(row.at("flag"), "text");
      f.flag_code = TextOf(row.at("flag"), "code");
      f.accepted = row.at("status").get<std::string>() == "accepted";
      for (const Json& finding : row.at("findings")) f.findings.push_back(TextOf(finding, "code"));
      out.rows.push_back(std::move(f));
    }
  }
  return out;
}

}  // namespace labintake::golden
