#include "pipeline/commands/queue_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "pipeline/commands/csv.h"
#include "pipeline/commands/item_text.h"

namespace labintake::pipeline {
namespace {

constexpr std::array kTableHead = {"ITEM", "KIND",  "STATE", "DOC",   "PAGE", "AGE",
                                   "NAME", "VALUE", "UNIT",  "RANGE", "FLAG"};
using TableRow = std::array<std::string, kTableHead.size()>;

// Characters, not bytes: near enough for the scripts that laboratories print.
size_t Width(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

TableRow ToTableRow(const db::ReviewItem& item, std::string_view now) {
  const bool line = item.kind == db::ItemKind::kUnreadLine;
  if (item.kind == db::ItemKind::kName) {
    // The example's value would be taken for what is asked.
    return {item.id,
            ToString(item.kind),
            ToString(item.state),
            std::to_string(item.document),
            std::to_string(item.page),
            Age(item.created_at, now),
            Printable(item.row.name.text),
            "",
            Printable(item.row.unit.text),
            "",
            ""};
  }
  return {item.id,
          ToString(item.kind),
          ToString(item.state),
          std::to_string(item.document),
          std::to_string(item.page),
          Age(item.created_at, now),
          Printable(line ? item.line_text : item.row.name.text),
          Printable(item.row.value.text),
          Printable(item.row.unit.text),
          Printable(item.row.range.text),
          Printable(item.row.flag.text.empty() ? item.row.flag.code : item.row.flag.text)};
}

void PrintTable(const std::vector<db::ReviewItem>& items, std::string_view now, std::ostream& out) {
  if (items.empty()) return;
  std::vector<TableRow> rows(1);
  std::copy(kTableHead.begin(), kTableHead.end(), rows[0].begin());
  for (const db::ReviewItem& item : items) rows.push_back(ToTableRow(item, now));
  std::array<size_t, kTableHead.size()> widths{};
  for (size_t r = 0; r < rows.size(); ++r) {
    // The text of a whole line would push all other columns off the screen.
    const bool line = r > 0 && items[r - 1].kind == db::ItemKind::kUnreadLine;
    for (size_t c = 0; c < widths.size(); ++c) {
      if (!(line && c == 6)) widths[c] = std::max(widths[c], Width(rows[r][c]));
    }
  }
  for (size_t r = 0; r < rows.size(); ++r) {
    std::string text;
    for (size_t c = 0; c < widths.size(); ++c) {
      const size_t width = Width(rows[r][c]);
      text += rows[r][c] + std::string(width < widths[c] ? widths[c] - width : 0, ' ') + "  ";
    }
    out << text.substr(0, text.find_last_not_of(' ') + 1) << '\n';
    if (r > 0) {
      const std::string findings = FindingSentences(items[r - 1]);
      if (!findings.empty()) out << "    " << Printable(findings) << '\n';
    }
  }
}

void PrintCsv(const std::vector<db::ReviewItem>& items, std::string_view now, std::ostream& out) {
  out << "item,kind,state,document,client,page,x0,y0,x1,y1,name,value,unit,range,flag,line,findings,age,created_at,"
         "decided_at,lab,rows,analyte\n";
  for (const db::ReviewItem& item : items) {
    out << item.id << ',' << ToString(item.kind) << ',' << ToString(item.state) << ',' << item.document << ','
        << CsvTextCell(item.client) << ',' << item.page << ','
        << fmt::format("{},{},{},{}", item.box.x0, item.box.y0, item.box.x1, item.box.y1);
    for (const std::string& text : {item.row.name.text, item.row.value.text, item.row.unit.text, item.row.range.text,
                                    item.row.flag.text, item.line_text, FindingSentences(item)}) {
      out << ',' << CsvTextCell(text);
    }
    out << ',' << Age(item.created_at, now) << ',' << item.created_at << ',' << item.decided_at << ','
        << CsvTextCell(item.lab) << ',' << (item.kind == db::ItemKind::kName ? std::to_string(item.rows) : "") << ','
        << CsvTextCell(item.row.analyte.id) << '\n';
  }
}

void PrintField(const char* name, const std::string& text, const std::string& parsed, const Box& box,
                std::ostream& out) {
  std::string place;
  if (!(box == Box{})) place = fmt::format("[{:.1f} {:.1f} {:.1f} {:.1f}]", box.x0, box.y0, box.x1, box.y1);
  out << fmt::format("  {:<6} {:<28} {:<36} {}\n", name, Printable(text), Printable(parsed), place);
}

std::string Parsed(const Value& value) {
  std::string parsed = ToString(value.kind);
  if (value.number) parsed += std::string(" ") + ToString(value.comparator) + value.number->ToString();
  return parsed;
}

std::string Parsed(const ReferenceRange& range) {
  std::string parsed;
  if (range.low) parsed += std::string(range.low_inclusive ? ">=" : ">") + range.low->ToString();
  if (range.high)
    parsed += std::string(parsed.empty() ? "" : " ") + (range.high_inclusive ? "<=" : "<") + range.high->ToString();
  return parsed;
}

void PrintAnalyte(const Observation& row, std::ostream& out) {
  const Analyte& a = row.analyte;
  if (!a.id.empty()) {
    out << fmt::format("  means  {}  {}  {}  {}\n", a.id, Printable(a.name),
                       a.loinc.empty() ? "no LOINC code" : a.loinc, ToString(a.match));
  }
  if (!a.candidates.empty()) {
    std::string ids;
    for (const std::string& id : a.candidates) ids += "  " + Printable(id);
    out << "  may mean" << ids << '\n';
  }
  const CanonicalQuantity& q = row.canonical;
  if (q.value) out << fmt::format("  that is {} {}  {}\n", q.value->ToString(), q.ucum, Printable(q.conversion));
}

void PrintDecision(const db::Decision& d, std::ostream& out) {
  out << fmt::format("  {}  {}  by {}", d.at, ToString(d.action), Printable(d.by));
  const std::pair<const char*, const std::optional<std::string>*> fields[] = {
      {"name", &d.corrected.name},   {"value", &d.corrected.value}, {"unit", &d.corrected.unit},
      {"range", &d.corrected.range}, {"flag", &d.corrected.flag},   {"analyte", &d.corrected.analyte}};
  for (const auto& [name, text] : fields) {
    if (*text) out << "  " << name << "=\"" << Printable(**text) << '"';
  }
  if (!d.note.empty()) out << "  (" << Printable(d.note) << ')';
  out << '\n';
}

void PrintDetails(const db::ReviewItem& item, std::string_view now, std::ostream& out) {
  out << fmt::format("{}  {}  {}  {}\n", item.id, ToString(item.kind), ToString(item.state), Age(item.created_at, now));
  out << fmt::format("document {}  {}  sha256 {}\n", item.document, Printable(item.file), item.sha256);
  if (!item.client.empty()) out << "client " << Printable(item.client) << '\n';
  out << fmt::format("page {}  report {}  box [{:.1f} {:.1f} {:.1f} {:.1f}]\n", item.page, item.report, item.box.x0,
                     item.box.y0, item.box.x1, item.box.y1);
  if (item.kind == db::ItemKind::kName) {
    out << fmt::format("name on {} row{} of {}; for example:\n", item.rows, item.rows == 1 ? "" : "s",
                       item.lab.empty() ? "reports without a laboratory" : Printable(item.lab));
  }
  if (item.kind == db::ItemKind::kRow || item.kind == db::ItemKind::kName) {
    const Observation& row = item.row;
    out << fmt::format("panel {}  specimen {}  rule {}  confidence {:.{}f}\n", Printable(row.panel),
                       Printable(row.specimen), row.rule, row.confidence,
                       row.confidence > 0.99 ? 5 : 3);  // probabilities differ in their nines
    PrintField("name", row.name.text, "", row.name.box, out);
    PrintField("value", row.value.text, Parsed(row.value), row.value.box, out);
    PrintField("unit", row.unit.text, row.unit.ucum, row.unit.box, out);
    PrintField("range", row.range.text, Parsed(row.range), row.range.box, out);
    PrintField("flag", row.flag.text, row.flag.code + (row.flag.derived ? " (derived)" : ""), row.flag.box, out);
    PrintAnalyte(row, out);
  }
  if (item.kind == db::ItemKind::kUnreadLine) out << "  " << Printable(item.line_text) << '\n';
  if (!item.findings.empty()) out << "findings\n";
  for (const Finding& f : item.findings) {
    const char* mark = f.severity == Severity::kNote ? "note " : "";
    out << fmt::format("  {}{}: {}\n", mark, ToString(f.code), Printable(f.message));
  }
  if (!item.decisions.empty()) out << "decisions\n";
  for (const db::Decision& d : item.decisions) PrintDecision(d, out);
}

}  // namespace

void PrintItems(const std::vector<db::ReviewItem>& items, ListFormat format, std::string_view now, std::ostream& out) {
  switch (format) {
    case ListFormat::kTable: PrintTable(items, now, out); return;
    case ListFormat::kCsv: PrintCsv(items, now, out); return;
    case ListFormat::kJson:
    case ListFormat::kJsonl: break;
  }
  const bool list = format == ListFormat::kJson;
  if (list) out << '[';
  for (size_t i = 0; i < items.size(); ++i) {
    OrderedJson json = ToJson(items[i]);
    json["age"] = Age(items[i].created_at, now);
    if (list) out << (i == 0 ? "\n" : ",\n");
    out << Dump(json);
    if (!list) out << '\n';
  }
  if (list) out << (items.empty() ? "]\n" : "\n]\n");
}

void PrintItem(const db::ReviewItem& item, ListFormat format, std::string_view now, std::ostream& out) {
  switch (format) {
    case ListFormat::kTable: PrintDetails(item, now, out); return;
    case ListFormat::kCsv: PrintCsv({item}, now, out); return;
    case ListFormat::kJson:
    case ListFormat::kJsonl: break;
  }
  OrderedJson json = ToJson(item);
  json["age"] = Age(item.created_at, now);
  out << Dump(json) << '\n';
}

}  // namespace labintake::pipeline
