#include "tests/bench/spoil.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "terminology/validation/printed_number.h"

namespace labintake {

const char* NameOf(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kPoint: return "lost decimal point";
    case ErrorKind::kDigit: return "digit misread";
    case ErrorKind::kMinus: return "lost minus";
    case ErrorKind::kExponent: return "lost power of ten";
  }
  return "";
}

std::string Spoil(const Observation& row, ErrorKind kind, std::mt19937& random) {
  std::string text = row.value.text;
  const Decimal& number = *row.value.number;
  const size_t tail = text.find_first_of("eExX*^", text.find_first_of("0123456789"));
  switch (kind) {
    case ErrorKind::kPoint: {
      if (number.decimals() == 0) return "";
      const size_t mark = text.find_last_of(".,");
      return mark == std::string::npos ? "" : text.erase(mark, 1);
    }
    case ErrorKind::kDigit: {
      std::vector<size_t> digits;
      for (size_t i = 0; i < std::min(tail, text.size()); ++i)
        if (!validation::LookAlikes(text[i]).empty()) digits.push_back(i);
      if (digits.empty()) return "";
      const size_t at = digits[random() % digits.size()];
      const std::string_view others = validation::LookAlikes(text[at]);
      text[at] = others[random() % others.size()];
      return text;
    }
    case ErrorKind::kMinus: {
      const size_t minus = text.find('-');
      return !number.negative() || minus == std::string::npos ? "" : text.erase(minus, 1);
    }
    case ErrorKind::kExponent: {
      if (number.ToString().find('e') == std::string::npos || tail == std::string::npos) return "";
      text.resize(tail);
      while (text.ends_with(' ')) text.pop_back();
      return text;
    }
  }
  return "";
}

}  // namespace labintake
