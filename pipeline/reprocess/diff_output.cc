#include "pipeline/reprocess/diff_output.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "pipeline/cli.h"

namespace labintake::pipeline {
namespace {

using Json = nlohmann::ordered_json;

const char* Sentence(AnswerFate fate) {
  switch (fate) {
    case AnswerFate::kNone: return "";
    case AnswerFate::kStands: return "a person's answer stands";
    case AnswerFate::kAskedAgain: return "a person's answer is on record; the row is asked about again";
    case AnswerFate::kAsked: return "waits for a person";
    case AnswerFate::kWithdrawn: return "waits for nobody any more";
  }
  return "";
}

std::string RowText(const Observation& row) {
  std::string text = row.name.text;
  const std::string range = row.range.text.empty() ? "" : "(" + row.range.text + ")";
  for (const std::string* part : {&row.value.text, &row.unit.text, &row.flag.text, &range}) {
    if (!part->empty()) text += "  " + *part;
  }
  return text;
}

std::string ChangesText(const std::vector<FieldChange>& changes) {
  std::string text;
  for (const FieldChange& change : changes) {
    text += fmt::format("{}{} \"{}\" -> \"{}\"", text.empty() ? "" : "; ", change.field, change.before, change.after);
  }
  return text;
}

std::string Line(char sign, const ChangedRow& changed) {
  std::string text = fmt::format("  {} page {}  ", sign, changed.row.page);
  if (changed.fields.empty()) {
    text += RowText(changed.row);
  } else {
    text += changed.row.name.text + ": " + ChangesText(changed.fields);
  }
  if (changed.answer != AnswerFate::kNone) text += fmt::format("  [{}]", Sentence(changed.answer));
  return TerminalText(text) + "\n";
}

std::string Heading(const db::DocumentEntry& document, const RunDiff& diff) {
  std::string text = fmt::format("document {}", document.id);
  if (!document.client.empty()) text += ", client " + document.client;
  if (!document.labs.empty() && !document.labs.front().empty()) text += ", " + document.labs.front();
  text +=
      fmt::format(": {} added, {} removed, {} changed", diff.added.size(), diff.removed.size(), diff.changed.size());
  if (diff.unread_before != diff.unread_after) {
    text += fmt::format(", unread lines {} -> {}", diff.unread_before, diff.unread_after);
  }
  return TerminalText(text) + "\n";
}

Json FieldsJson(const std::vector<FieldChange>& changes) {
  Json fields = Json::object();
  for (const FieldChange& change : changes) fields[change.field] = {{"before", change.before}, {"after", change.after}};
  return fields;
}

Json RowJson(const ChangedRow& changed) {
  const Observation& row = changed.row;
  Json json = {{"page", row.page},        {"panel", row.panel},        {"name", row.name.text},
               {"value", row.value.text}, {"unit", row.unit.text},     {"range", row.range.text},
               {"flag", row.flag.text},   {"analyte", row.analyte.id}, {"status", ToString(row.status)}};
  if (!changed.fields.empty()) json["fields"] = FieldsJson(changed.fields);
  if (changed.answer != AnswerFate::kNone) json["answer"] = ToString(changed.answer);
  return json;
}

Json RowsJson(const std::vector<ChangedRow>& rows) {
  Json json = Json::array();
  for (const ChangedRow& row : rows) json.push_back(RowJson(row));
  return json;
}

}  // namespace

std::string DiffText(const db::DocumentEntry& document, const RunDiff& diff) {
  std::string text = Heading(document, diff);
  if (!diff.reports.empty()) text += TerminalText("  ~ report: " + ChangesText(diff.reports)) + "\n";
  for (const ChangedRow& row : diff.added) text += Line('+', row);
  for (const ChangedRow& row : diff.removed) text += Line('-', row);
  for (const ChangedRow& row : diff.changed) text += Line('~', row);
  return text;
}

std::string DiffJsonLine(const db::DocumentEntry& document, const RunDiff& diff) {
  Json json = {{"document", document.id},
               {"client", document.client},
               {"file", document.file},
               {"added", RowsJson(diff.added)},
               {"removed", RowsJson(diff.removed)},
               {"changed", RowsJson(diff.changed)},
               {"reports", FieldsJson(diff.reports)}};
  json["unread"] = {{"before", diff.unread_before}, {"after", diff.unread_after}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace labintake::pipeline
