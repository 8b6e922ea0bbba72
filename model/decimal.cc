#include "model/decimal.h"

#include "model/ascii.h"

namespace labintake {
namespace {

// Compares |a| and |b| given as digits and the power of ten of their last digit.
std::strong_ordering CompareMagnitude(std::string a, int a_power, std::string b, int b_power) {
  if (a_power > b_power) a.append(static_cast<size_t>(a_power - b_power), '0');
  if (b_power > a_power) b.append(static_cast<size_t>(b_power - a_power), '0');
  const auto strip = [](const std::string& s) {
    const size_t first = s.find_first_not_of('0');
    return first == std::string::npos ? std::string() : s.substr(first);
  };
  a = strip(a);
  b = strip(b);
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

}  // namespace

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  Decimal out;
  size_t i = 0;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) out.negative_ = text[i++] == '-';
  while (i < text.size() && IsDigit(text[i])) out.digits_ += text[i++];
  if (i < text.size() && text[i] == '.') {
    ++i;
    const size_t start = i;
    while (i < text.size() && IsDigit(text[i])) out.digits_ += text[i++];
    out.decimals_ = static_cast<int>(i - start);
    if (out.decimals_ == 0) return std::nullopt;
    if (out.digits_.size() == static_cast<size_t>(out.decimals_)) out.digits_.insert(0, 1, '0');
  }
  if (out.digits_.empty() || out.digits_.size() > 40) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool minus = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) minus = text[i++] == '-';
    const size_t start = i;
    while (i < text.size() && IsDigit(text[i]) && i - start < 3) out.exponent_ = out.exponent_ * 10 + (text[i++] - '0');
    if (i == start || out.exponent_ > 99) return std::nullopt;
    if (minus) out.exponent_ = -out.exponent_;
    out.has_exponent_ = true;
  }
  if (i != text.size()) return std::nullopt;
  return out;
}

std::string Decimal::ToString() const {
  std::string s = digits_;
  if (decimals_ > 0) s.insert(s.size() - static_cast<size_t>(decimals_), 1, '.');
  if (negative_) s.insert(0, 1, '-');
  if (has_exponent_) s += "e" + std::to_string(exponent_);
  return s;
}

std::strong_ordering Decimal::operator<=>(const Decimal& o) const {
  const auto zero = [](const Decimal& d) { return d.digits_.find_first_not_of('0') == std::string::npos; };
  if (zero(*this) && zero(o)) return std::strong_ordering::equal;
  const bool minus = negative_ && !zero(*this), other_minus = o.negative_ && !zero(o);
  if (minus != other_minus) return minus ? std::strong_ordering::less : std::strong_ordering::greater;
  const auto c = CompareMagnitude(digits_, exponent_ - decimals_, o.digits_, o.exponent_ - o.decimals_);
  return minus ? 0 <=> c : c;
}

}  // namespace labintake
