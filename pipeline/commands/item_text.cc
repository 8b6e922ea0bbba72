#include "pipeline/commands/item_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "db/utc_time.h"

namespace labintake::pipeline {
namespace {

using review::ToJson;

OrderedJson AnalyteToJson(const Analyte& a) {
  return {{"id", a.id},
          {"name", a.name},
          {"loinc", a.loinc},
          {"specimen", a.specimen},
          {"match", ToString(a.match)},
          {"candidates", a.candidates}};
}

OrderedJson CanonicalToJson(const CanonicalQuantity& q) {
  return {{"value", ToJson(q.value)},
          {"low", ToJson(q.low)},
          {"high", ToJson(q.high)},
          {"ucum", q.ucum},
          {"conversion", q.conversion}};
}

OrderedJson RowToJson(const Observation& row) {
  const std::string comparator = ToString(row.value.comparator);
  return {{"panel", row.panel},
          {"specimen", row.specimen},
          {"name", {{"text", row.name.text}, {"box", ToJson(row.name.box)}}},
          {"value",
           {{"text", row.value.text},
            {"kind", ToString(row.value.kind)},
            {"number", ToJson(row.value.number)},
            {"comparator", comparator.empty() ? OrderedJson(nullptr) : OrderedJson(comparator)},
            {"box", ToJson(row.value.box)}}},
          {"unit", {{"text", row.unit.text}, {"ucum", row.unit.ucum}, {"box", ToJson(row.unit.box)}}},
          {"range",
           {{"text", row.range.text},
            {"low", ToJson(row.range.low)},
            {"high", ToJson(row.range.high)},
            {"low_inclusive", row.range.low_inclusive},
            {"high_inclusive", row.range.high_inclusive},
            {"box", ToJson(row.range.box)}}},
          {"flag",
           {{"text", row.flag.text},
            {"code", row.flag.code},
            {"derived", row.flag.derived},
            {"box", ToJson(row.flag.box)}}},
          {"analyte", AnalyteToJson(row.analyte)},
          {"canonical", CanonicalToJson(row.canonical)},
          {"confidence", row.confidence},
          {"rule", row.rule},
          {"status", ToString(row.status)}};
}

OrderedJson FieldsToJson(const db::CorrectedFields& fields) {
  OrderedJson json = OrderedJson::object();
  if (fields.name) json["name"] = *fields.name;
  if (fields.value) json["value"] = *fields.value;
  if (fields.unit) json["unit"] = *fields.unit;
  if (fields.range) json["range"] = *fields.range;
  if (fields.flag) json["flag"] = *fields.flag;
  if (fields.analyte) json["analyte"] = *fields.analyte;
  return json;
}

OrderedJson DecisionToJson(const db::Decision& d) {
  return {{"action", ToString(d.action)},
          {"corrected", FieldsToJson(d.corrected)},
          {"by", d.by},
          {"at", d.at},
          {"note", d.note},
          {"reading", d.reading}};
}

}  // namespace

OrderedJson ToJson(const db::ReviewItem& item) {
  OrderedJson json = {
      {"item", item.id},
      {"kind", ToString(item.kind)},
      {"state", ToString(item.state)},
      {"document", {{"id", item.document}, {"client", item.client}, {"sha256", item.sha256}, {"file", item.file}}},
      {"report", item.report},
      {"page", item.page},
      {"box", ToJson(item.box)}};
  if (!item.lab.empty()) json["lab"] = item.lab;
  if (item.kind == db::ItemKind::kName) {
    json["name"] = item.row.name.text;
    json["rows"] = item.rows;
    json["example"] = RowToJson(item.row);
  }
  if (item.kind == db::ItemKind::kRow) json["row"] = RowToJson(item.row);
  if (item.audit) json["audit"] = true;
  if (item.kind == db::ItemKind::kUnreadLine) json["line"] = item.line_text;
  json["findings"] = OrderedJson::array();
  for (const Finding& finding : item.findings) json["findings"].push_back(ToJson(finding));
  json["reading"] = item.reading;
  json["created_at"] = item.created_at;
  json["decided_at"] = item.decided_at.empty() ? OrderedJson(nullptr) : OrderedJson(item.decided_at);
  json["decisions"] = OrderedJson::array();
  for (const db::Decision& decision : item.decisions) json["decisions"].push_back(DecisionToJson(decision));
  return json;
}

std::string FindingSentences(const db::ReviewItem& item) {
  if (item.kind == db::ItemKind::kName) {
    std::string sentence =
        fmt::format("No name of the catalogue; {} row{} with it", item.rows, item.rows == 1 ? "" : "s");
    const char* separator = ". Perhaps ";
    for (const std::string& id : item.row.analyte.candidates) {
      sentence += separator + id;
      separator = ", ";
    }
    return sentence;
  }
  std::string sentences;
  for (const Severity severity : {Severity::kDoubt, Severity::kNote})
    for (const Finding& finding : item.findings) {
      if (finding.severity != severity) continue;
      if (!sentences.empty()) sentences += "; ";
      sentences += finding.message.empty() ? ToString(finding.code) : finding.message;
    }
  if (sentences.empty() && item.kind == db::ItemKind::kUnreadLine)
    return "This line looks like a result and was not read.";
  return sentences;
}

std::string Age(std::string_view since, std::string_view now) {
  const auto from = db::UtcSeconds(since), to = db::UtcSeconds(now);
  if (!from || !to) return "";
  const std::int64_t minutes = std::max<std::int64_t>(0, *to - *from) / 60;
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 48 * 60) return fmt::format("{} h", minutes / 60);
  return fmt::format("{} d", minutes / (24 * 60));
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    printable += c < 0x20 || c == 0x7F || c1 ? ' ' : text[i];
  }
  return printable;
}

}  // namespace labintake::pipeline
