#include "pipeline/truth/judgement.h"

#include <algorithm>

namespace labintake::truth {
namespace {

RowVerdict VerdictOn(const FoundRow& row, const std::vector<std::string>& wrong) {
  if (!row.accepted) return RowVerdict::kWaits;
  return wrong.empty() ? RowVerdict::kRight : RowVerdict::kWrong;
}

bool IsSilentError(RowVerdict verdict) { return verdict == RowVerdict::kWrong || verdict == RowVerdict::kInvented; }

}  // namespace

FoundDocument ToFoundDocument(const Document& document) {
  FoundDocument out;
  for (const Report& report : document.reports)
    for (const Observation& row : report.observations) out.rows.push_back(ToFoundRow(row));
  if (document.reports.empty()) return out;
  out.collected = document.reports.front().header.collected;
  out.reported = document.reports.front().header.reported;
  return out;
}

bool Judgement::Passes() const {
  return idle_gaps.empty() && wrong_dates.empty() &&
         std::none_of(rows.begin(), rows.end(), [](const JudgedRow& row) { return row.fails; });
}

std::size_t Judgement::CountExact(const Expectation& expected) const {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const JudgedRow& row) {
    return row.expected && row.found && row.wrong.empty() && !expected.rows[*row.expected].optional;
  }));
}

Judgement Judge(const Expectation& expected, const std::vector<KnownGap>& gaps, const FoundDocument& found) {
  Judgement out;
  std::vector<bool> gap_used(gaps.size()), row_used(found.rows.size());
  // Required rows choose first; then optional ones among what is left.
  std::vector<JudgedRow> judged(expected.rows.size());
  for (const bool optional : {false, true}) {
    std::vector<ExpectedRow> wanted;
    std::vector<FoundRow> free;
    std::vector<std::size_t> wanted_at, free_at;
    for (std::size_t i = 0; i < expected.rows.size(); ++i) {
      if (expected.rows[i].optional != optional) continue;
      wanted.push_back(expected.rows[i]);
      wanted_at.push_back(i);
    }
    for (std::size_t j = 0; j < found.rows.size(); ++j) {
      if (row_used[j]) continue;
      free.push_back(found.rows[j]);
      free_at.push_back(j);
    }
    const std::vector<std::optional<std::size_t>> pairs = MatchRows(wanted, free);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      JudgedRow& row = judged[wanted_at[i]];
      row.expected = wanted_at[i];
      row.verdict = RowVerdict::kMissing;
      if (!pairs[i]) continue;
      row.found = free_at[*pairs[i]];
      row_used[*row.found] = true;
      row.wrong = WrongFields(wanted[i], free[*pairs[i]]);
      row.verdict = VerdictOn(free[*pairs[i]], row.wrong);
    }
  }
  for (JudgedRow& row : judged) {
    const ExpectedRow& wanted = expected.rows[*row.expected];
    if (wanted.optional) {
      row.fails = row.verdict == RowVerdict::kWrong;
      if (row.found) out.rows.push_back(std::move(row));
      continue;
    }
    for (std::size_t g = 0; g < gaps.size() && !row.gap; ++g)
      if (!gap_used[g] && Names(gaps[g], wanted)) row.gap = g;
    if (row.gap) gap_used[*row.gap] = true;
    // A gap excuses what waits or was not read; closed, it has to go.
    row.fails = IsSilentError(row.verdict) || row.gap.has_value() == (row.verdict == RowVerdict::kRight);
    out.rows.push_back(std::move(row));
  }
  for (std::size_t j = 0; j < found.rows.size(); ++j) {
    if (row_used[j]) continue;
    const RowVerdict verdict = found.rows[j].accepted ? RowVerdict::kInvented : RowVerdict::kExtraWaits;
    out.rows.push_back({verdict, std::nullopt, j, {}, std::nullopt, IsSilentError(verdict)});
  }
  for (std::size_t g = 0; g < gaps.size(); ++g)
    if (!gap_used[g]) out.idle_gaps.push_back(g);
  const auto check_date = [&](const char* name, const std::string& wanted, const std::string& got) {
    if (!wanted.empty() && !got.empty() && got.substr(0, wanted.size()) != wanted) out.wrong_dates.emplace_back(name);
  };
  check_date("collected", expected.collected, found.collected);
  check_date("reported", expected.reported, found.reported);
  return out;
}

}  // namespace labintake::truth
