#include "pipeline/commands/alias_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/commands/csv.h"

namespace labintake::pipeline {
namespace {

std::string Trimmed(std::string text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::string AliasesToCsv(const std::vector<db::Alias>& aliases) {
  std::string out = "lab,name,panel,specimen,analyte,by,at,note,id,added_in,retracted_in,retracted_by,retracted_at\n";
  for (const db::Alias& a : aliases) {
    for (const std::string& text : {a.lab, a.name, a.panel, a.specimen, a.analyte, a.by, a.at, a.note}) {
      out += CsvTextCell(text) + ",";
    }
    out += fmt::format("{},{},{},{},{}\n", a.id, a.added_in, a.retracted_in ? std::to_string(*a.retracted_in) : "",
                       CsvTextCell(a.retracted_by), a.retracted_at);
  }
  return out;
}

Result<std::vector<AliasLine>> AliasesFromCsv(std::string_view text, const std::string& by) {
  if (!IsUtf8(text)) {
    return Fail(ErrorCode::kArgument, "The file is not UTF-8; save it as \"CSV UTF-8\" and try again.");
  }
  const std::vector<CsvRecord> records = ParseCsv(text);
  const std::vector<std::string> head = records.empty() ? std::vector<std::string>() : records[0].cells;
  for (const char* column : {"name", "analyte"}) {
    if (std::find(head.begin(), head.end(), column) == head.end()) {
      return Fail(ErrorCode::kArgument,
                  fmt::format("The file has no column named {}; keep the first line as exported.", column));
    }
  }
  std::vector<AliasLine> lines;
  for (size_t i = 1; i < records.size(); ++i) {
    const auto cell = [&](std::string_view column) {
      for (size_t c = 0; c < std::min(head.size(), records[i].cells.size()); ++c) {
        if (head[c] == column) return Trimmed(Unguarded(records[i].cells[c]));
      }
      return std::string();
    };
    if (!cell("retracted_in").empty()) continue;
    AliasLine& line = lines.emplace_back();
    line.line = records[i].line;
    if (records[i].malformed) line.trouble = "a quotation mark is not closed, or text follows it";
    if (records[i].cells.size() > head.size()) line.trouble = "there are more cells than columns";
    db::Alias& alias = line.alias;
    alias.lab = cell("lab");
    alias.name = cell("name");
    alias.panel = cell("panel");
    alias.specimen = cell("specimen");
    alias.analyte = cell("analyte");
    alias.note = cell("note");
    alias.by = cell("by").empty() ? by : cell("by");
  }
  return lines;
}

}  // namespace labintake::pipeline
