#include "pipeline/truth/row_matching.h"

#include <algorithm>
#include <cmath>

#include "model/decimal.h"
#include "pipeline/truth/text_key.h"

namespace labintake::truth {
namespace {

constexpr double kLeastLikeness = 0.7;

bool SameNumber(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty();
  const std::optional<Decimal> x = Decimal::Parse(a), y = Decimal::Parse(b);
  return x && y && *x == *y;
}

bool ValueRight(const ExpectedRow& e, const FoundRow& f) {
  if (Fold(*e.value) != Fold(f.value)) return false;
  return e.number.empty() || (SameNumber(e.number, f.number) && e.comparator == f.comparator);
}

// The cell may hold more than the range (its unit, words), never less.
bool RangeTextRight(const std::string& expected, const FoundRow& f) {
  std::string wanted = Fold(expected);
  if (wanted.empty()) return Fold(f.range).empty();
  const auto bracket = [](char c) { return c == '(' || c == ')' || c == '[' || c == ']'; };
  while (!wanted.empty() && bracket(wanted.back())) wanted.pop_back();
  while (!wanted.empty() && bracket(wanted.front())) wanted.erase(0, 1);
  return Fold(f.range).find(wanted) != std::string::npos;
}

// Limits are judged also where the text is not.
bool RangeRight(const ExpectedRow& e, const FoundRow& f) {
  if (e.range && !RangeTextRight(*e.range, f)) return false;
  if (e.low.empty() && e.high.empty()) return true;
  return SameNumber(e.low, f.low) && SameNumber(e.high, f.high);
}

// "3,5" and "3.5"; not "1,234", which may be a thousand.
std::optional<Decimal> PlainNumber(std::string text) {
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos) {
    if (text.find('.') != std::string::npos || text.size() - comma == 4) return std::nullopt;
    text[comma] = '.';
  }
  return Decimal::Parse(text);
}

// Truth that does not say what its texts mean still does where they are plain: "3.5 - 5.3", in brackets or not.
struct Limits {
  std::optional<Decimal> value, low, high;
};
Limits LimitsOf(const ExpectedRow& e) {
  Limits limits{Decimal::Parse(e.number), Decimal::Parse(e.low), Decimal::Parse(e.high)};
  if (!limits.value && e.value) limits.value = PlainNumber(Fold(*e.value));
  if (limits.low || limits.high || !e.range) return limits;
  std::string range = Fold(*e.range);
  std::erase_if(range, [](char c) { return c == '(' || c == ')' || c == '[' || c == ']'; });
  const std::size_t dash = range.find('-', 1);
  if (dash == std::string::npos) return limits;
  limits.low = PlainNumber(range.substr(0, dash));
  limits.high = PlainNumber(range.substr(dash + 1));
  if (!limits.low || !limits.high) limits.low = limits.high = std::nullopt;
  return limits;
}

// On which side of its printed range the value lies; nullopt when that cannot be said.
std::optional<std::string> Outside(const ExpectedRow& e) {
  const auto [value, low, high] = LimitsOf(e);
  if (!value || (!low && !high)) return std::nullopt;
  if (low && *value < *low) return "L";
  return high && *value > *high ? "H" : "";
}

bool FlagRight(const ExpectedRow& e, const FoundRow& f) {
  const std::string wanted = FlagSide(*e.flag), text = FlagSide(f.flag), code = FlagSide(f.flag_code);
  if (!wanted.empty()) return wanted == text || wanted == code || (wanted == "A" && (code == "H" || code == "L"));
  // Nothing is printed: a code must follow from value and range.
  if (!text.empty()) return false;
  const std::optional<std::string> outside = Outside(e);
  if (code.empty() || code == outside) return true;
  return code == "A" && !outside && Fold(e.value.value_or("")) != Fold(e.range.value_or(""));
}

std::string TextOf(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }

}  // namespace

FoundRow ToFoundRow(const Observation& row) {
  FoundRow found;
  found.page = row.page;
  found.name = row.name.text;
  found.value = row.value.text;
  found.number = TextOf(row.value.number);
  found.comparator = ToString(row.value.comparator);
  found.unit = row.unit.text;
  found.range = row.range.text;
  found.low = TextOf(row.range.low);
  found.high = TextOf(row.range.high);
  found.flag = row.flag.text;
  found.flag_code = row.flag.code;
  found.accepted = row.status == RowStatus::kAccepted;
  for (const Finding& finding : row.findings) found.findings.push_back(ToString(finding.code));
  return found;
}

std::vector<std::optional<std::size_t>> MatchRows(const std::vector<ExpectedRow>& expected,
                                                  const std::vector<FoundRow>& found) {
  struct Pair {
    double score;
    std::size_t expected, found;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const ExpectedRow& e = expected[i];
    for (std::size_t j = 0; j < found.size(); ++j) {
      const FoundRow& f = found[j];
      double likeness = 0;
      for (const std::string& name : e.names) likeness = std::max(likeness, NameLikeness(name, f.name));
      if (likeness < kLeastLikeness) continue;
      const double place = std::abs(static_cast<double>(i) / static_cast<double>(expected.size()) -
                                    static_cast<double>(j) / static_cast<double>(found.size()));
      const double score = likeness + (Fold(e.value.value_or("")) == Fold(f.value) ? 1.0 : 0.0) +
                           (e.page == f.page ? 0.2 : 0.0) + (Fold(e.unit.value_or("")) == Fold(f.unit) ? 0.1 : 0.0) +
                           0.05 * (1 - place);
      pairs.push_back({score, i, j});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.score > b.score; });
  std::vector<std::optional<std::size_t>> out(expected.size());
  std::vector<bool> used(found.size());
  for (const Pair& p : pairs) {
    if (out[p.expected] || used[p.found]) continue;
    out[p.expected] = p.found;
    used[p.found] = true;
  }
  return out;
}

std::vector<std::string> WrongFields(const ExpectedRow& e, const FoundRow& f) {
  std::vector<std::string> wrong;
  if (e.page != f.page) wrong.push_back("page");
  const auto is_name = [&f](const std::string& name) { return NameKey(name) == NameKey(f.name); };
  if (std::none_of(e.names.begin(), e.names.end(), is_name)) wrong.push_back("name");
  if (e.value && !ValueRight(e, f)) wrong.push_back("value");
  if (e.unit && Fold(*e.unit) != Fold(f.unit)) wrong.push_back("unit");
  if (!RangeRight(e, f)) wrong.push_back("range");
  if (e.flag && !FlagRight(e, f)) wrong.push_back("flag");
  return wrong;
}

}  // namespace labintake::truth
