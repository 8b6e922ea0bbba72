#include "pipeline/commands/known_rows.h"

#include <optional>

#include "db/digest.h"
#include "pipeline/truth/row_matching.h"

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

}  // namespace labintake::pipeline
