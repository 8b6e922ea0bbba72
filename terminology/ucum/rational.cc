#include "terminology/ucum/rational.h"

#include <algorithm>

#include "model/ascii.h"

namespace labintake::ucum {
namespace {

constexpr size_t kMostDigits = 200;
constexpr int kMostDecimalExponent = 999;
// Longer runs of zeros are written as an exponent.
constexpr int kMostZeros = 9;

struct Digits {
  bool negative = false;
  std::string digits;
  int power = 0;  // of the last digit
};

std::optional<Digits> ReadDigits(std::string_view text) {
  Digits out;
  size_t i = 0;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) out.negative = text[i++] == '-';
  while (i < text.size() && IsDigit(text[i])) out.digits += text[i++];
  if (i < text.size() && text[i] == '.') {
    ++i;
    const size_t start = i;
    while (i < text.size() && IsDigit(text[i])) out.digits += text[i++];
    out.power = -static_cast<int>(std::min<size_t>(i - start, kMostDigits + 1));
  }
  if (out.digits.empty() || out.digits.size() > kMostDigits) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) minus = text[i++] == '-';
    const size_t start = i;
    int exponent = 0;
    while (i < text.size() && IsDigit(text[i]) && exponent <= kMostDecimalExponent) {
      exponent = exponent * 10 + (text[i++] - '0');
    }
    if (i == start || exponent > kMostDecimalExponent) return std::nullopt;
    out.power += minus ? -exponent : exponent;
  }
  if (i != text.size()) return std::nullopt;
  return out;
}

Rational ValueOf(const Digits& d) {
  Rational value(mpz_class(d.digits, 10));
  value *= PowerOfTen(d.power);
  return d.negative ? Rational(-value) : value;
}

// |value| / 10^place, rounded half to even.
mpz_class RoundedUnits(const Rational& value, int place) {
  const Rational scaled = abs(value) / PowerOfTen(place);
  mpz_class quotient, rest;
  mpz_fdiv_qr(quotient.get_mpz_t(), rest.get_mpz_t(), scaled.get_num_mpz_t(), scaled.get_den_mpz_t());
  rest *= 2;
  const int order = cmp(rest, scaled.get_den());
  if (order > 0 || (order == 0 && mpz_odd_p(quotient.get_mpz_t()))) ++quotient;
  return quotient;
}

// The digits of n * 10^place as printed.
std::string Print(std::string digits, int place) {
  if (place >= 0 && (place <= kMostZeros || digits == "0")) {
    return digits == "0" ? digits : digits + std::string(static_cast<size_t>(place), '0');
  }
  const int length = static_cast<int>(digits.size());
  if (place < 0 && -place - length < kMostZeros) {
    if (length <= -place) digits.insert(0, static_cast<size_t>(1 - place - length), '0');
    digits.insert(digits.size() - static_cast<size_t>(-place), 1, '.');
    return digits;
  }
  const int exponent = place + length - 1;
  if (length > 1) digits.insert(1, 1, '.');
  return digits + "e" + std::to_string(exponent);
}

}  // namespace

std::optional<Rational> ParseRational(std::string_view text) {
  const std::optional<Digits> digits = ReadDigits(text);
  if (!digits) return std::nullopt;
  return ValueOf(*digits);
}

Rational PowerOfTen(int exponent) { return Power(Rational(10), exponent); }

Rational Power(const Rational& base, int exponent) {
  const auto size = static_cast<unsigned long>(exponent < 0 ? -exponent : exponent);
  Rational power;
  mpz_pow_ui(power.get_num_mpz_t(), base.get_num_mpz_t(), size);
  mpz_pow_ui(power.get_den_mpz_t(), base.get_den_mpz_t(), size);
  return exponent < 0 ? Rational(1 / power) : power;
}

int FloorLog10(const Rational& value) {
  // The lengths in decimal digits give the answer but for one or two.
  const auto length = [](const mpz_class& n) { return static_cast<int>(mpz_sizeinbase(n.get_mpz_t(), 10)); };
  int k = length(value.get_num()) - length(value.get_den()) + 1;
  const Rational magnitude = abs(value);
  while (PowerOfTen(k) > magnitude) --k;
  return k;
}

PrintedNumber FromDecimal(const Decimal& decimal) {
  const std::optional<Digits> digits = ReadDigits(decimal.ToString());
  return digits ? PrintedNumber{ValueOf(*digits), digits->power} : PrintedNumber{};
}

std::optional<Decimal> RoundAt(const Rational& value, int place) {
  const mpz_class units = RoundedUnits(value, place);
  std::string text = Print(units.get_str(), place);
  if (sgn(value) < 0 && units != 0) text.insert(0, 1, '-');
  return Decimal::Parse(text);
}

std::string ToText(const Rational& value, int digits) {
  if (value == 0) return "0";
  int place = FloorLog10(value) - digits + 1;
  mpz_class units = RoundedUnits(value, place);
  while (mpz_divisible_ui_p(units.get_mpz_t(), 10) != 0) {
    units /= 10;
    ++place;
  }
  return (sgn(value) < 0 ? "-" : "") + Print(units.get_str(), place);
}

}  // namespace labintake::ucum
