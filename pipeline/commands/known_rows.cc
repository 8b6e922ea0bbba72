#include "pipeline/commands/known_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "db/digest.h"
#include "pipeline/truth/row_matching.h"
#include "pipeline/truth/text_key.h"

namespace labintake::pipeline {
namespace {

std::string ContentOf(const Document& document, const truth::Expectation& expected) {
  if (expected.rows.empty()) return document.sha256;
  std::string text;
  for (const truth::ExpectedRow& row : expected.rows) {
    text += row.names.front() + "\n" + row.value.value_or("") + "\n";
  }
  return db::Sha256Hex(text);
}

bool SaysTheSame(const std::optional<std::string>& corrected, const std::string& read) {
  return !corrected || truth::Fold(*corrected) == truth::Fold(read);
}

bool IsRight(const db::ReviewedRow& reviewed) {
  if (reviewed.action != db::DecisionAction::kEdit) return reviewed.action == db::DecisionAction::kAccept;
  const db::CorrectedFields& c = reviewed.corrected;
  const Observation& row = reviewed.row;
  return SaysTheSame(c.name, row.name.text) && SaysTheSame(c.value, row.value.text) &&
         SaysTheSame(c.unit, row.unit.text) && SaysTheSame(c.range, row.range.text) &&
         SaysTheSame(c.flag, row.flag.text);
}

}  // namespace

JudgedDocument JudgeRows(const Document& document, const truth::Expectation& expected) {
  JudgedDocument judged;
  const std::string content = ContentOf(document, expected);
  std::vector<truth::FoundRow> found;
  for (const Report& report : document.reports) {
    for (const Observation& row : report.observations) {
      found.push_back(truth::ToFoundRow(row));
      judged.rows.push_back({content, row.origin, row.score, false});
    }
  }
  const std::vector<std::optional<std::size_t>> pairs = truth::MatchRows(expected.rows, found);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i]) {
      judged.rows[*pairs[i]].right = truth::WrongFields(expected.rows[i], found[*pairs[i]]).empty();
    } else if (!expected.rows[i].optional) {
      ++judged.lost;
    }
  }
  return judged;
}

std::vector<KnownRow> JudgeReviewed(const db::ReviewedRows& reviewed) {
  std::map<std::pair<Origin, RowStatus>, double> seen, all;
  for (const db::ReviewedRow& one : reviewed.rows) ++seen[{one.row.origin, one.row.status}];
  for (const db::RowStock& stock : reviewed.stock) all[{stock.origin, stock.status}] += stock.rows;
  std::vector<KnownRow> rows;
  for (const db::ReviewedRow& one : reviewed.rows) {
    const std::pair<Origin, RowStatus> kind{one.row.origin, one.row.status};
    // Rows that were reviewed and have been read anew since may be more than there are.
    rows.push_back({one.sha256, one.row.origin, one.row.score, IsRight(one), std::max(1.0, all[kind] / seen[kind])});
  }
  return rows;
}

}  // namespace labintake::pipeline
