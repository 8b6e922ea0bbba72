#include "pipeline/output/results_json.h"

#include <array>
#include <cmath>

#include "pipeline/cli.h"
#include "pipeline/output/summary.h"

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json OrNull(const std::optional<Decimal>& number) { return number ? Json(number->ToString()) : Json(nullptr); }
double Rounded(double value, double steps) { return std::round(value * steps) / steps; }

Json ToJson(const Box& box) {
  if (box == Box{}) return nullptr;
  return Json::array({Rounded(box.x0, 10), Rounded(box.y0, 10), Rounded(box.x1, 10), Rounded(box.y1, 10)});
}

Json ToJson(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& f : findings) {
    Json also = Json::array();
    for (const Box& box : f.also) also.push_back(ToJson(box));
    list.push_back({{"code", ToString(f.code)},
                    {"severity", ToString(f.severity)},
                    {"message", f.message},
                    {"box", ToJson(f.box)},
                    {"also", std::move(also)}});
  }
  return list;
}

// null where there is no quantity.
Json ToJson(const CanonicalQuantity& q) {
  if (!q.value) return nullptr;
  return {{"value", OrNull(q.value)},
          {"low", OrNull(q.low)},
          {"high", OrNull(q.high)},
          {"ucum", OrNull(q.ucum)},
          {"conversion", OrNull(q.conversion)}};
}

Json ToJson(const Observation& o) {
  const char* comparator = ToString(o.value.comparator);
  return {
      {"page", o.page},
      {"panel", o.panel},
      {"specimen", OrNull(o.specimen)},
      {"name",
       {{"text", o.name.text},
        {"analyte", OrNull(o.analyte.id)},
        {"loinc", OrNull(o.analyte.loinc)},
        {"specimen", OrNull(o.analyte.specimen)},
        {"match", ToString(o.analyte.match)},
        {"candidates", o.analyte.candidates},
        {"box", ToJson(o.name.box)}}},
      {"value",
       {{"text", o.value.text},
        {"kind", ToString(o.value.kind)},
        {"number", OrNull(o.value.number)},
        {"comparator", OrNull(std::string(comparator))},
        {"box", ToJson(o.value.box)}}},
      {"unit", {{"text", o.unit.text}, {"ucum", OrNull(o.unit.ucum)}, {"box", ToJson(o.unit.box)}}},
      {"range",
       {{"text", o.range.text},
        {"low", OrNull(o.range.low)},
        {"high", OrNull(o.range.high)},
        {"low_inclusive", o.range.low_inclusive},
        {"high_inclusive", o.range.high_inclusive},
        {"box", ToJson(o.range.box)}}},
      {"flag",
       {{"text", o.flag.text}, {"code", o.flag.code}, {"derived", o.flag.derived}, {"box", ToJson(o.flag.box)}}},
      {"canonical", ToJson(o.canonical)},
      {"box", ToJson(o.box)},
      {"rule", o.rule},
      {"confidence", PrintedConfidence(o.confidence)},
      {"status", ToString(o.status)},
      {"findings", ToJson(o.findings)},
  };
}

// What is the same for every report of a file. `report` is 0 for a file without one.
Json DocumentHead(const FileResult& result, int report) {
  Json document = {{"file", BaseName(result.path)}, {"report", report == 0 ? Json(nullptr) : Json(report)}};
  const Document* d = result.document ? &*result.document : nullptr;
  document["sha256"] = d ? OrNull(d->sha256) : Json(nullptr);
  document["media_type"] = d ? OrNull(d->media_type) : Json(nullptr);
  document["pages"] = d ? Json(d->pages.size()) : Json(nullptr);
  document["page_kinds"] = Json::array();
  if (d) {
    for (const PageSummary& page : d->pages) document["page_kinds"].push_back(ToString(page.kind));
  }
  document["repaired"] = d ? Json(d->repaired) : Json(nullptr);
  return document;
}

void AddHeader(const ReportHeader& h, const FormatChoice& format, Json* document) {
  Json& d = *document;
  d["lab"] = OrNull(h.lab);
  d["format"] = OrNull(format.id);
  d["accession"] = OrNull(h.accession);
  d["specimen"] = OrNull(h.specimen);
  d["collected"] = OrNull(h.collected);
  d["received"] = OrNull(h.received);
  d["reported"] = OrNull(h.reported);
  d["patient"] = {{"sex", OrNull(h.sex)}, {"age", OrNull(h.age)}};
}

void AddLines(const std::vector<ClassifiedLine>& lines, Json* document) {
  std::array<int, kLineClassCount> counts{};
  Json unread = Json::array();
  for (const ClassifiedLine& line : lines) {
    ++counts.at(static_cast<std::size_t>(line.line_class));
    if (line.line_class != LineClass::kUnread) continue;
    unread.push_back({{"page", line.page}, {"box", ToJson(line.box)}, {"text", line.text}});
  }
  Json coverage = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) coverage[ToString(static_cast<LineClass>(i))] = counts.at(i);
  (*document)["coverage"] = std::move(coverage);
  (*document)["unread"] = std::move(unread);
}

Json ReportObject(const FileResult& result, const Report& report) {
  Json document = DocumentHead(result, report.number);
  document["first_page"] = report.first_page;
  document["last_page"] = report.last_page;
  AddHeader(report.header, result.document->format, &document);
  const Tally tally = TallyOf(report);
  document["status"] = ToString(report.status);
  document["error"] = nullptr;
  document["notice"] = tally.rows == 0 ? Json("no results found") : Json(nullptr);
  document["rows"] = tally.rows;
  document["review"] = tally.review;
  document["findings"] = ToJson(report.findings);
  AddLines(report.lines, &document);
  Json rows = Json::array();
  for (const Observation& o : report.observations) rows.push_back(ToJson(o));
  return {{"document", std::move(document)}, {"results", std::move(rows)}};
}

// A file without a report, because it failed or because nothing in it is one.
Json EmptyObject(const FileResult& result) {
  Json document = DocumentHead(result, 0);
  document["first_page"] = nullptr;
  document["last_page"] = nullptr;
  AddHeader({}, result.document ? result.document->format : FormatChoice{}, &document);
  if (result.document) {
    document["status"] = ToString(DocumentStatus::kComplete);
    document["error"] = nullptr;
    document["notice"] = "no results found";
  } else {
    document["status"] = ToString(DocumentStatus::kFailed);
    document["error"] = {{"code", ToString(result.document.error().code)},
                         {"message", result.document.error().message}};
    document["notice"] = nullptr;
  }
  document["rows"] = 0;
  document["review"] = 0;
  document["findings"] = Json::array();
  AddLines({}, &document);
  return {{"document", std::move(document)}, {"results", Json::array()}};
}

void Open(const Json& value, int levels, std::size_t indent, std::string* out) {
  if (levels == 0 || !value.is_structured() || value.empty()) {
    *out += DumpLine(value);
    return;
  }
  *out += value.is_array() ? "[" : "{";
  const char* separator = "\n";
  for (const auto& item : value.items()) {
    *out += separator;
    out->append(indent + 1, ' ');
    if (value.is_object()) *out += DumpLine(Json(item.key())) + ": ";
    Open(item.value(), levels - 1, indent + 1, out);
    separator = ",\n";
  }
  *out += "\n";
  out->append(indent, ' ');
  *out += value.is_array() ? "]" : "}";
}

constexpr int kReportLevels = 3;  // report, its document and results, each row: one line a field

}  // namespace

std::vector<Json> ToJson(const FileResult& result) {
  std::vector<Json> objects;
  if (result.document) {
    for (const Report& report : result.document->reports) objects.push_back(ReportObject(result, report));
  }
  if (objects.empty()) objects.push_back(EmptyObject(result));
  return objects;
}

std::string DumpLine(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string DumpOpen(const Json& value, int levels) {
  std::string out;
  Open(value, levels, 0, &out);
  return out;
}

void JsonWriter::Begin() {
  in_list_ = always_list_;
  if (in_list_) sink_("[");
}

void JsonWriter::Add(const FileResult& result) {
  const std::vector<Json> objects = ToJson(result);
  if (!in_list_ && objects.size() > 1) {
    in_list_ = true;
    sink_("[");
  }
  for (const Json& object : objects) {
    if (in_list_) sink_(written_ == 0 ? "\n" : ",\n");
    sink_(DumpOpen(object, kReportLevels));
    ++written_;
  }
}

void JsonWriter::End() { sink_(in_list_ ? "\n]\n" : "\n"); }

void JsonLinesWriter::Add(const FileResult& result) {
  for (const Json& object : ToJson(result)) sink_(DumpLine(object) + "\n");
}

}  // namespace labintake::pipeline
