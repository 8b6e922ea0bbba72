#include "terminology/validation/printed_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "model/ascii.h"

namespace labintake::validation {
namespace {

double ParseDouble(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The digits of a number without exponent, its sign and how many digits stand behind the point.
struct Digits {
  bool negative = false;
  std::string digits;
  int decimals = 0;

  explicit Digits(const Decimal& number) : negative(number.negative()), decimals(number.decimals()) {
    for (const char c : number.ToString())
      if (IsDigit(c)) digits += c;
  }
  // With `behind` digits behind the point, and no more zeros before it than a number needs.
  std::string Text(int behind) const {
    std::string s = digits;
    if (behind < 0) s.append(static_cast<size_t>(-behind), '0');
    const size_t places = static_cast<size_t>(std::max(behind, 0));
    if (s.size() <= places) s.insert(0, places + 1 - s.size(), '0');
    if (places > 0) s.insert(s.size() - places, 1, '.');
    const size_t point = std::min(s.find('.'), s.size());
    s.erase(0, std::min(s.find_first_not_of('0'), point - 1));
    return negative ? "-" + s : s;
  }
};

}  // namespace

double AsDouble(const Decimal& number) { return ParseDouble(number.ToString()); }

double HalfStep(const Decimal& number) {
  const std::string text = number.ToString();
  const size_t e = text.find('e');
  double power = e == std::string::npos ? 0 : ParseDouble(std::string_view(text).substr(e + 1));
  power -= number.decimals();
  if (e == std::string::npos && number.decimals() == 0) {
    constexpr size_t kRounded = 4;  // digits
    const size_t zeros = text.size() - 1 - std::min(text.find_last_not_of('0'), text.size() - 1);
    if (text.size() >= kRounded && zeros < text.size() - 1) power = static_cast<double>(zeros);
  }
  return 0.5 * std::pow(10.0, power);
}

std::string_view LookAlikes(char digit) {
  // Pairs that two recognisers and two readers disagree about most on scans; each stands in both lines.
  switch (digit) {
    case '0': return "86";
    case '1': return "74";
    case '2': return "7";
    case '3': return "85";
    case '4': return "91";
    case '5': return "638";
    case '6': return "508";
    case '7': return "12";
    case '8': return "30659";
    case '9': return "48";
    default: return "";
  }
}

std::vector<Reading> OtherReadings(const Decimal& printed) {
  std::vector<Reading> readings;
  const auto add = [&](std::string text, Misreading misreading) {
    const double value = ParseDouble(text);
    readings.push_back({std::move(text), value, misreading});
  };
  const std::string text = printed.ToString();
  const bool exponent = HasExponent(printed);
  const Digits digits(printed);
  const int count = static_cast<int>(digits.digits.size());
  if (!exponent && printed.decimals() == 0)
    for (int behind = 1; behind < std::min(count + (HasLeadingZero(printed) ? 0 : 1), 4); ++behind)
      add(digits.Text(behind), Misreading::kPointLost);
  for (size_t i = 0; i < text.size() && text[i] != 'e'; ++i) {
    for (const char other : LookAlikes(text[i])) {
      std::string changed = text;
      changed[i] = other;
      add(std::move(changed), Misreading::kDigit);
    }
  }
  if (!printed.negative() && text.find_first_of("123456789") != std::string::npos)
    add("-" + text, Misreading::kMinusLost);
  if (!exponent && printed.decimals() > 0) {
    for (const int behind : {printed.decimals() - 1, printed.decimals() + 1})
      if (behind > 0 && behind < count) add(digits.Text(behind), Misreading::kPointMoved);
    add(digits.Text(0), Misreading::kPointGained);
  }
  return readings;
}

Decimal WithPointMoved(const Decimal& number, int places) {
  return Decimal::Parse(Digits(number).Text(number.decimals() + places)).value_or(number);
}

bool HasExponent(const Decimal& number) { return number.ToString().find('e') != std::string::npos; }

bool HasLeadingZero(const Decimal& number) {
  const std::string text = number.ToString();
  return number.decimals() == 0 && text.size() > 1 && text[0] == '0' && IsDigit(text[1]) && !HasExponent(number);
}

}  // namespace labintake::validation
