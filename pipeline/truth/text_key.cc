#include "pipeline/truth/text_key.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace labintake::truth {
namespace {

std::string Normalised(std::string_view text) {
  utf8proc_uint8_t* out = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &out, options);
  if (size < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  std::free(out);
  return result;
}

std::vector<utf8proc_int32_t> CodePoints(std::string_view text) {
  std::vector<utf8proc_int32_t> out;
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t c = -1;
    const utf8proc_ssize_t n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                                                static_cast<utf8proc_ssize_t>(text.size() - i), &c);
    if (n <= 0) {
      ++i;
      continue;
    }
    out.push_back(c);
    i += static_cast<std::size_t>(n);
  }
  return out;
}

void Append(utf8proc_int32_t c, std::string* out) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t n = utf8proc_encode_char(c, bytes.data());
  out->append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(std::max<utf8proc_ssize_t>(n, 0)));
}

void ReplaceAll(std::string_view from, std::string_view to, std::string* text) {
  for (std::size_t at = text->find(from); at != std::string::npos; at = text->find(from, at + to.size())) {
    text->replace(at, from.size(), to);
  }
}

bool IsSpace(utf8proc_int32_t c) {
  if (c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f') return true;
  const utf8proc_category_t category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

bool IsWordCharacter(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return true;
    default: return false;
  }
}

}  // namespace

std::string Fold(std::string_view text) {
  std::string out;
  for (utf8proc_int32_t c : CodePoints(Normalised(text))) {
    if (IsSpace(c)) continue;
    if ((c >= 0x2010 && c <= 0x2014) || c == 0x2212) c = '-';
    Append(c, &out);
  }
  ReplaceAll("\u2264", "<=", &out);
  ReplaceAll("\u2265", ">=", &out);
  ReplaceAll("<or=", "<=", &out);
  ReplaceAll(">or=", ">=", &out);
  return out;
}

std::string NameKey(std::string_view text) {
  std::string out;
  for (utf8proc_int32_t c : CodePoints(Fold(text))) {
    if (IsWordCharacter(c) || c == '%' || c == '#' || c == '+' || c == '/') Append(c, &out);
  }
  return out;
}

double NameLikeness(std::string_view a, std::string_view b) {
  const std::vector<utf8proc_int32_t> x = CodePoints(NameKey(a)), y = CodePoints(NameKey(b));
  if (x.empty() || y.empty()) return 0;
  std::vector<std::size_t> row(y.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= x.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t replaced = diagonal + (x[i - 1] != y[j - 1] ? 1 : 0);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return 1.0 - static_cast<double>(row.back()) / static_cast<double>(std::max(x.size(), y.size()));
}

std::string FlagSide(std::string_view flag) {
  std::string key = Fold(flag);
  if (key.size() > 2 && key.front() == '(' && key.back() == ')') key = key.substr(1, key.size() - 2);
  const auto one_of = [&key](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), key) != words.end();
  };
  if (one_of({"h", "hh", "ha", "h*", "high", "+", "++", "\u2191", "aboverange", "elevated"})) return "H";
  if (one_of({"l", "ll", "la", "l*", "low", "-", "--", "\u2193", "belowrange"})) return "L";
  if (one_of({"", "n", "normal", "withinrange", "lowendofrange", "highendofrange"})) return "";
  if (one_of({"a", "aa", "*", "abnormal"})) return "A";
  return key;
}

}  // namespace labintake::truth
