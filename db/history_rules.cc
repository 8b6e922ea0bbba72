#include "db/history_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <set>

#include "data/history_tsv.h"
#include "terminology/tsv.h"
#include "terminology/validation/printed_number.h"

namespace labintake::db {
namespace {

// Earlier results that agree: so many days, and none more than this factor from another.
constexpr size_t kFewestDays = 2, kMostDays = 4;
constexpr double kAgree = 1.5;
// A result whose point is in the wrong place would be this close to them with the point put right.
constexpr double kClose = 1.3;

struct Rule {
  std::string_view analyte, name, limit;
  int days = 0;
};

const std::vector<Rule>& Rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> made;
    terminology::ForEachRow<5>(data::history_tsv, [&](const std::array<std::string_view, 5>& cells) {
      const auto& [analyte, name, limit, days, source] = cells;
      Rule rule{analyte, name, limit, 0};
      std::from_chars(days.data(), days.data() + days.size(), rule.days);
      made.push_back(rule);
    });
    return made;
  }();
  return rules;
}

// Positive quantities without a comparator only: "<5" may be anything below.
std::optional<double> NumberOf(const Value& value, const CanonicalQuantity& canonical) {
  if (!canonical.value || value.comparator != Comparator::kNone || value.kind != ValueKind::kQuantity) {
    return std::nullopt;
  }
  const double number = validation::AsDouble(*canonical.value);
  return number > 0 ? std::optional(number) : std::nullopt;
}

struct Point {
  std::string_view day;
  double number = 0;
};

std::vector<Point> Points(const Observation& row, std::span<const EarlierResult> earlier) {
  std::vector<Point> points;
  for (const EarlierResult& e : earlier) {
    const std::optional<double> number = NumberOf(e.value, e.canonical);
    if (number && e.canonical.ucum == row.canonical.ucum) points.push_back({e.day, *number});
  }
  return points;
}

std::optional<int> DaysBetween(std::string_view from, std::string_view to) {
  const auto day = [](std::string_view text) -> std::optional<std::chrono::sys_days> {
    if (text.size() < 10) return std::nullopt;
    int y = 0, m = 0, d = 0;
    std::from_chars(text.data(), text.data() + 4, y);
    std::from_chars(text.data() + 5, text.data() + 7, m);
    std::from_chars(text.data() + 8, text.data() + 10, d);
    const std::chrono::year_month_day date{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                                           std::chrono::day(static_cast<unsigned>(d))};
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
  };
  const auto a = day(from), b = day(to);
  if (!a || !b) return std::nullopt;
  return static_cast<int>((*b - *a).count());
}

std::string Quantity(const CanonicalQuantity& q) {
  return q.value->ToString() + (q.ucum.empty() || q.ucum == "1" ? "" : " " + q.ucum);
}

// "" where the result may be believed.
std::string PowerOfTen(const Rule& rule, const Observation& row, std::span<const EarlierResult> earlier) {
  const std::optional<double> now = NumberOf(row.value, row.canonical);
  const std::vector<Point> points = Points(row, earlier);
  if (!now) return "";
  double low = 0, high = 0;
  std::set<std::string_view> days;
  for (const Point& point : points) {
    if (days.size() == kMostDays && !days.contains(point.day)) break;
    days.insert(point.day);
    low = low == 0 ? point.number : std::min(low, point.number);
    high = std::max(high, point.number);
  }
  if (days.size() < kFewestDays || high > low * kAgree) return "";
  for (const int power : {1, 2, 3}) {
    const double factor = std::pow(10, power);
    const auto close = [&](double number) { return number >= low / kClose && number <= high * kClose; };
    const bool up = rule.limit != "down" && close(*now / factor), down = rule.limit != "up" && close(*now * factor);
    if (!up && !down) continue;
    static constexpr std::array kParts = {"A tenth", "A hundredth", "A thousandth"};
    return (up ? std::to_string(static_cast<int>(factor)) + " times" : std::string(kParts.at(power - 1U)) + " of") +
           " what the earlier results agree on";
  }
  return "";
}

std::string Change(const Rule& rule, std::string_view day, const Observation& row,
                   std::span<const EarlierResult> earlier) {
  const std::optional<double> now = NumberOf(row.value, row.canonical);
  const std::vector<Point> points = Points(row, earlier);
  if (!now || points.empty()) return "";
  // Only against the latest: what came before it has been believed.
  const std::optional<int> days = DaysBetween(points.front().day, day);
  if (!days || *days > rule.days ||
      std::abs(*now - points.front().number) <= validation::AsDouble(*Decimal::Parse(rule.limit)))
    return "";
  return "Within " + std::to_string(rule.days) + " days it hardly changes by more than " + std::string(rule.limit) +
         " " + row.canonical.ucum;
}

// All earlier ones that say anything agree, and this is another.
template <typename T, typename Read>
std::string Fixed(const Observation& row, std::span<const EarlierResult> earlier, T unknown, Read read) {
  const T now = read(row.value.text);
  if (now == unknown) return "";
  T before = unknown;
  for (const EarlierResult& e : earlier) {
    const T value = read(e.value.text);
    if (value == unknown) continue;
    if (value == now) return "";
    if (before != unknown && before != value) return "";
    before = value;
  }
  return before == unknown ? "" : "This does not change in a person's life";
}

std::string Why(const Rule& rule, std::string_view day, const Observation& row,
                std::span<const EarlierResult> earlier) {
  if (rule.name == "power-of-ten") return PowerOfTen(rule, row, earlier);
  if (rule.name == "change") return Change(rule, day, row, earlier);
  if (rule.name == "fixed-abo") return Fixed(row, earlier, std::string(), AboGroupIn);
  if (rule.name == "fixed-sign") return Fixed(row, earlier, ' ', SignIn);
  return "";
}

}  // namespace

const std::vector<std::string>& AnalytesWithHistoryRules() {
  static const std::vector<std::string> analytes = [] {
    std::set<std::string> all;
    for (const Rule& rule : Rules()) all.emplace(rule.analyte);
    return std::vector<std::string>(all.begin(), all.end());
  }();
  return analytes;
}

std::optional<Finding> FindHistoryBreak(const Observation& row, std::string_view day,
                                        std::span<const EarlierResult> earlier) {
  if (earlier.empty()) return std::nullopt;
  for (const Rule& rule : Rules()) {
    if (rule.analyte != row.analyte.id) continue;
    const std::string why = Why(rule, day, row, earlier);
    if (why.empty()) continue;
    const EarlierResult& last = earlier.front();
    const std::string before = last.canonical.value ? Quantity(last.canonical) : last.value.text;
    const std::string now = row.canonical.value ? Quantity(row.canonical) : row.value.text;
    return Finding{FindingCode::kHistoryBreaks,
                   why + ": " + before + " on " + last.day + ", " + now + " here.",
                   row.value.box,
                   Severity::kDoubt,
                   {}};
  }
  return std::nullopt;
}

}  // namespace labintake::db
