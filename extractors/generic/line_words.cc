#include "extractors/generic/line_words.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace labintake::generic {

bool EndsOpen(const std::string& text) {
  if (text.empty()) return false;
  const char last = text.back();
  if (last == ',' || last == '-' || last == '/' || last == '(' || last == '&' || last == '+') return true;
  const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
  if (count('(') > count(')') || count('[') > count(']')) return true;
  return EndsInFunctionWord(text);
}

bool Parenthesised(const std::string& text) { return text.size() > 2 && text.front() == '(' && text.back() == ')'; }

bool Abbreviation(const std::string& text) {
  if (!Parenthesised(text) || text.size() > 12) return false;
  const std::string inner = text.substr(1, text.size() - 2);
  if (inner.find(' ') != std::string::npos) return false;
  int upper = 0, lower = 0;
  for (const unsigned char c : inner) {
    upper += std::isupper(c) != 0;
    lower += std::islower(c) != 0;
  }
  return upper >= 2 && lower <= 2;
}

bool IsSign(const std::string& text) { return text.find_first_not_of("+-") == std::string::npos && text.size() <= 3; }

bool StartsLower(const std::string& text) {
  // "p-Cresol", and "α-Ketoglutaric Acid" as it is recognised, begin a name.
  const bool prefix = text.size() > 2 && text[1] == '-' && std::isalpha(static_cast<unsigned char>(text[2])) != 0;
  // "eGFR", "pCO2", "cK+": a symbol begins a name as well.
  const std::string first = text.substr(0, text.find(' '));
  const bool symbol = std::any_of(first.begin(), first.end(),
                                  [](unsigned char c) { return std::isupper(c) != 0 || std::isdigit(c) != 0; });
  return !text.empty() && !prefix && !symbol && std::islower(static_cast<unsigned char>(text[0])) != 0;
}

bool SameType(const Segment& a, const Segment& b) {
  return std::abs(a.font_size - b.font_size) < 0.6 && a.bold == b.bold &&
         a.words.front().color == b.words.front().color && a.words.front().italic == b.words.front().italic;
}

bool IsHeaderField(const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos || colon + 1 == text.size()) return false;
  std::string label = text.substr(0, colon);
  while (!label.empty() && label.back() == ' ') label.pop_back();
  return terminology::LookUpHeaderLabel(label).has_value();
}

}  // namespace labintake::generic
