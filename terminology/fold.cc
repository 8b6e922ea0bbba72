#include "terminology/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "model/ascii.h"

namespace labintake::terminology {
namespace {

// What a code point is folded to before NFKC, where NFKC and case folding alone would not do: 0 keeps it.
char32_t Before(char32_t c) {
  switch (c) {
    case 0xAD:
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D: return '-';
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0xB4:
    case 0x60: return '\'';
    case 0x131: return 'i';  // dotless i
    case 0x141:
    case 0x142: return 'l';
    case 0xD8:
    case 0xF8: return 'o';
    case 0x110:
    case 0x111: return 'd';
    default: return 0;
  }
}

bool IsIgnorable(char32_t c) { return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF; }

void Append(std::string& out, char32_t c) {
  std::array<utf8proc_uint8_t, 4> bytes;
  const utf8proc_ssize_t length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(length));
}

std::string CollapseSpaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (!IsSpace(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string FoldUnicode(std::string_view text) {
  std::string prepared;
  prepared.reserve(text.size() + 8);
  size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t code = -1;
    const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                                     static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    if (length <= 0) {
      Append(prepared, 0xFFFD);
      ++at;
      continue;
    }
    at += static_cast<size_t>(length);
    const char32_t c = static_cast<char32_t>(code);
    if (IsIgnorable(c)) continue;
    const char32_t mapped = Before(c);
    Append(prepared, mapped != 0 ? mapped : c);
  }
  utf8proc_uint8_t* raw = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(prepared.data()),
                                             static_cast<utf8proc_ssize_t>(prepared.size()), &raw, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
  if (size < 0) return CollapseSpaces(prepared);
  std::string out;
  out.reserve(static_cast<size_t>(size));
  utf8proc_ssize_t i = 0;
  while (i < size) {
    utf8proc_int32_t code = -1;
    const utf8proc_ssize_t length = utf8proc_iterate(raw + i, size - i, &code);
    if (length <= 0) break;
    i += length;
    const utf8proc_category_t category = utf8proc_category(code);
    if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP) {
      out += ' ';
    } else {
      const char32_t mapped = Before(static_cast<char32_t>(code));
      Append(out, mapped != 0 ? mapped : static_cast<char32_t>(code));
    }
  }
  return CollapseSpaces(out);
}

}  // namespace

std::string KeyOfFolded(std::string_view folded) {
  std::string key;
  key.reserve(folded.size());
  const auto tight = [](char c) { return c == '/' || c == '&' || c == '|' || c == '+' || c == '(' || c == ')'; };
  const auto put = [&](char c) {
    if (tight(c)) {
      if (!key.empty() && key.back() == ' ') key.pop_back();
      key += c;
    } else if (c == ' ') {
      if (!key.empty() && key.back() != ' ' && !tight(key.back())) key += ' ';
    } else {
      key += c;
    }
  };
  for (size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    const char before = i > 0 ? folded[i - 1] : '\0';
    const char after = i + 1 < folded.size() ? folded[i + 1] : '\0';
    if (static_cast<unsigned char>(c) >= 0x80) {
      utf8proc_int32_t code = -1;
      const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(folded.data()) + i,
                                                       static_cast<utf8proc_ssize_t>(folded.size() - i), &code);
      const utf8proc_category_t category = length > 0 ? utf8proc_category(code) : UTF8PROC_CATEGORY_CN;
      if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) {
        key.append(folded.substr(i, static_cast<size_t>(length)));
      } else {
        put(' ');
      }
      if (length > 1) i += static_cast<size_t>(length) - 1;
    } else if (IsWordByte(c) || c == '#' || c == '%' || c == '<' || c == '>' || tight(c)) {
      put(c);
    } else if (c == '[' || c == '{') {
      put('(');
    } else if (c == ']' || c == '}') {
      put(')');
    } else if (c == '-' && ((after == '\0' && IsWordByte(before)) || (before == '(' && after == ')') ||
                            (before == '\0' && IsWordByte(after)))) {
      put('-');
    } else if (c != '\'') {
      put(' ');
    } else if (IsWordByte(before) && after != 's') {
      put(' ');  // l'analyse; but "patient's" is one word
    }
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::string Key(std::string_view text) { return KeyOfFolded(Fold(text)); }

// Signs alone ("#") have no letters but are their own key.
std::string KeyOrText(std::string_view text) {
  std::string folded = Fold(text);
  std::string key = KeyOfFolded(folded);
  if (!key.empty()) return key;
  std::erase(folded, ' ');
  return folded;
}

std::string Fold(std::string_view text) {
  const bool ascii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '`'; });
  if (!ascii) return FoldUnicode(text);
  std::string out = CollapseSpaces(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace labintake::terminology
