#include "review/items/document_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "db/header_fields.h"

namespace labintake::review {
namespace {

OrderedJson HeaderJson(const ReportHeader& header) {
  OrderedJson json = OrderedJson::object();
  for (const db::HeaderField& field : db::HeaderFields()) json[field.name] = header.*field.member;
  return json;
}

OrderedJson RowJson(const db::DocumentOverview& overview, const db::ExportRow& row) {
  const Observation& o = row.observation;
  const bool blind = overview.blind.contains(row.item);
  const auto shown = [blind](const std::string& text) { return blind ? std::string() : text; };
  return {{"item", row.item},
          {"report", row.report},
          {"page", o.page},
          {"box", ToJson(o.box)},
          {"boxes",
           {{"name", ToJson(o.name.box)},
            {"value", ToJson(o.value.box)},
            {"unit", ToJson(o.unit.box)},
            {"range", ToJson(o.range.box)},
            {"flag", ToJson(o.flag.box)}}},
          {"panel", o.panel},
          {"fields",
           {{"name", shown(o.name.text)},
            {"value", shown(o.value.text)},
            {"unit", shown(o.unit.text)},
            {"range", shown(o.range.text)},
            {"flag", shown(o.flag.text)},
            {"analyte", shown(o.analyte.id)}}},
          {"analyte_name", shown(o.analyte.name)},
          {"flag_code", shown(o.flag.code)},
          {"status", db::ToString(row.status)},
          {"added", overview.added.contains(row.item)},
          {"blind", blind},
          {"decided_by", row.decided_by},
          {"confidence", blind ? OrderedJson(nullptr) : OrderedJson(o.confidence)}};
}

// A row that a person added and that is not decided: it waits for a second key.
OrderedJson WaitingRow(const db::OverviewLine& line, bool blind) {
  db::ExportRow row;
  row.item = line.item;
  row.observation.page = line.page;
  row.observation.box = line.box;
  db::DocumentOverview added;
  added.added.insert(line.item);
  if (blind) added.blind.insert(line.item);
  return RowJson(added, row);
}

}  // namespace

OrderedJson ToJson(const db::DocumentSummary& s) {
  return {{"id", s.id},
          {"client", s.client},
          {"file", s.file},
          {"sha256", s.sha256},
          {"created_at", s.created_at},
          {"format", s.format},
          {"pages", s.pages},
          {"rows", s.rows},
          {"open_items", s.open_items},
          {"priority", s.priority},
          {"done_by", s.done_by},
          {"done_at", s.done_at}};
}

OrderedJson ToJson(const db::DocumentCounts& c) {
  return {{"rows", c.rows},
          {"entered", c.entered},
          {"not_results", c.not_results},
          {"unreadable", c.unreadable},
          {"lines", c.lines},
          {"lines_explained", c.lines_explained},
          {"open_items", c.open_items},
          {"waits_for_second_key", c.waits_for_second_key}};
}

OrderedJson ToJson(const db::OverviewReport& report) {
  OrderedJson json = HeaderJson(report.header);
  json["number"] = report.number;
  json["first_page"] = report.first_page;
  json["last_page"] = report.last_page;
  json["corrected"] = report.corrected;
  json["machine"] = report.machine ? HeaderJson(*report.machine) : OrderedJson(nullptr);
  json["findings"] = OrderedJson::array();
  for (const Finding& finding : report.findings) {
    OrderedJson one = ToJson(finding);
    one["fields"] = OrderedJson::array();
    json["findings"].push_back(std::move(one));
  }
  return json;
}

OrderedJson ToJson(const db::DocumentOverview& overview) {
  OrderedJson json = ToJson(overview.summary);
  OrderedJson pages = OrderedJson::array(), reports = OrderedJson::array(), rows = OrderedJson::array(),
              lines = OrderedJson::array();
  for (const PageSummary& page : overview.pages) {
    pages.push_back({{"number", page.number},
                     {"width", page.width},
                     {"height", page.height},
                     {"kind", ToString(page.kind)},
                     {"image", fmt::format("/api/v1/documents/{}/pages/{}.png", overview.summary.id, page.number)}});
  }
  for (const db::OverviewReport& report : overview.reports) reports.push_back(ToJson(report));
  for (const db::ExportRow& row : overview.rows) rows.push_back(RowJson(overview, row));
  for (const db::OverviewLine& line : overview.lines) {
    const bool blind = overview.blind.contains(line.item);
    if (line.line_class == db::kAddedLine && !line.item.empty() && !overview.answered.contains(line.item)) {
      rows.push_back(WaitingRow(line, blind));
    }
    lines.push_back({{"page", line.page},
                     {"box", ToJson(line.box)},
                     {"class", line.line_class},
                     {"text", blind ? "" : line.text},
                     {"item", line.item},
                     {"answered", overview.answered.contains(line.item)}});
  }
  json["page_list"] = std::move(pages);
  json["reports"] = std::move(reports);
  json["rows_found"] = std::move(rows);
  json["lines"] = std::move(lines);
  json["questions"] = OrderedJson::array();
  json["counts"] = ToJson(CountsOf(overview));
  json["draft"] = nullptr;
  return json;
}

}  // namespace labintake::review
