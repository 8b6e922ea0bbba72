#include "pipeline/reprocess/row_diff.h"

#include <map>
#include <utility>

#include "db/place_matching.h"

namespace labintake::pipeline {
namespace {

using db::RowQuestion;
using Fields = std::vector<std::pair<const char*, std::string>>;

std::string Number(const std::optional<Decimal>& number) { return number ? number->ToString() : std::string(); }

std::string Limits(const ReferenceRange& range) {
  std::string text;
  if (range.low) text += (range.low_inclusive ? ">=" : ">") + range.low->ToString();
  if (range.low && range.high) text += " ";
  if (range.high) text += (range.high_inclusive ? "<=" : "<") + range.high->ToString();
  return text;
}

// What the row says, and what is made of it.
Fields FieldsOf(const Observation& row) {
  const CanonicalQuantity& canonical = row.canonical;
  return {{"name", row.name.text},
          {"value", row.value.text},
          {"unit", row.unit.text},
          {"range", row.range.text},
          {"flag", row.flag.text},
          {"panel", row.panel},
          {"specimen", row.specimen},
          {"number", ToString(row.value.comparator) + Number(row.value.number)},
          {"unit code", row.unit.ucum},
          {"limits", Limits(row.range)},
          {"flag code", row.flag.code},
          {"analyte", row.analyte.id},
          {"code", row.analyte.loinc},
          {"canonical value", canonical.value ? Number(canonical.value) + " " + canonical.ucum : ""},
          {"status", ToString(row.status)}};
}

Fields FieldsOf(const ReportHeader& header) {
  return {{"lab", header.lab},           {"accession", header.accession},
          {"specimen", header.specimen}, {"collected", header.collected},
          {"received", header.received}, {"reported", header.reported},
          {"sex", header.sex},           {"age", header.age}};
}

std::vector<FieldChange> Compare(const Fields& before, const Fields& after, const std::string& prefix = "") {
  std::vector<FieldChange> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].second == after[i].second) continue;
    changes.push_back({prefix + before[i].first, before[i].second, after[i].second});
  }
  return changes;
}

AnswerFate FateOf(RowQuestion before, RowQuestion after) {
  if (after == RowQuestion::kDecided) return AnswerFate::kStands;
  if (after == RowQuestion::kOpen) {
    return before == RowQuestion::kDecided ? AnswerFate::kAskedAgain : AnswerFate::kAsked;
  }
  return before == RowQuestion::kOpen ? AnswerFate::kWithdrawn : AnswerFate::kNone;
}

std::vector<db::Place> PlacesOf(const std::vector<db::CurrentRow>& rows) {
  std::vector<db::Place> places;
  for (const db::CurrentRow& r : rows) {
    places.push_back({r.row.page, r.row.box, r.row.name.text, r.row.value.text, "", ""});
  }
  return places;
}

void DiffRows(const db::CurrentRun& before, const db::CurrentRun& after, RunDiff* diff) {
  const std::vector<db::Place> asked = PlacesOf(before.rows), found = PlacesOf(after.rows);
  const std::vector<db::Match> matches = db::MatchPlaces(asked, found);
  std::vector<const db::CurrentRow*> former(after.rows.size(), nullptr);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const db::CurrentRow& row = before.rows[i];
    if (matches[i].kind != db::MatchKind::kNone) {
      former[matches[i].index] = &row;
    } else {
      // An answer stands with the row that the person saw.
      diff->removed.push_back(
          {row.row,
           {},
           FateOf(row.question, row.question == RowQuestion::kDecided ? RowQuestion::kDecided : RowQuestion::kNone)});
    }
  }
  for (std::size_t j = 0; j < after.rows.size(); ++j) {
    const db::CurrentRow& row = after.rows[j];
    if (former[j] == nullptr) {
      diff->added.push_back({row.row, {}, FateOf(RowQuestion::kNone, row.question)});
      continue;
    }
    std::vector<FieldChange> fields = Compare(FieldsOf(former[j]->row), FieldsOf(row.row));
    if (fields.empty() && former[j]->question == row.question) continue;
    diff->changed.push_back({row.row, std::move(fields), FateOf(former[j]->question, row.question)});
  }
}

void DiffReports(const db::CurrentRun& before, const db::CurrentRun& after, RunDiff* diff) {
  diff->reports = Compare({{"format", before.format}}, {{"format", after.format}});
  std::map<int, std::pair<ReportHeader, ReportHeader>> headers;
  for (const auto& [number, header] : before.headers) headers[number].first = header;
  for (const auto& [number, header] : after.headers) headers[number].second = header;
  for (const auto& [number, both] : headers) {
    const std::string prefix = headers.size() > 1 ? std::to_string(number) + ": " : "";
    for (FieldChange& change : Compare(FieldsOf(both.first), FieldsOf(both.second), prefix)) {
      diff->reports.push_back(std::move(change));
    }
  }
}

}  // namespace

const char* ToString(AnswerFate fate) {
  switch (fate) {
    case AnswerFate::kNone: return "";
    case AnswerFate::kStands: return "stands";
    case AnswerFate::kAskedAgain: return "asked-again";
    case AnswerFate::kAsked: return "asked";
    case AnswerFate::kWithdrawn: return "withdrawn";
  }
  return "";
}

bool RunDiff::empty() const {
  return reports.empty() && added.empty() && removed.empty() && changed.empty() && unread_before == unread_after;
}

RunDiff DiffRuns(const db::RunChange& change) {
  RunDiff diff;
  if (!change.changed) return diff;
  DiffReports(change.before, change.after, &diff);
  DiffRows(change.before, change.after, &diff);
  diff.unread_before = change.before.unread_lines;
  diff.unread_after = change.after.unread_lines;
  return diff;
}

}  // namespace labintake::pipeline
