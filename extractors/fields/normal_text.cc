#include "extractors/fields/normal_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace labintake::fields {
namespace {

struct Decoded {
  char32_t code = 0;
  size_t length = 1;  // 1 with code 0 for a byte that is no UTF-8
};

Decoded DecodeAt(std::string_view s, size_t i) {
  const auto byte = [&](size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char first = byte(i);
  if (first < 0x80) return {first, 1};
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || i + length > s.size()) return {0, 1};
  char32_t code = first & (0xFF >> (length + 1));
  for (size_t k = i + 1; k < i + length; ++k) {
    if ((byte(k) & 0xC0) != 0x80) return {0, 1};
    code = (code << 6) | (byte(k) & 0x3F);
  }
  return {code, length};
}

// Letters of Latin-1 and Latin Extended-A without their accents, by code from U+00C0 and U+0100. '.' has no plain form.
constexpr std::string_view kLatin1 = "AAAAAA.CEEEEIIII.NOOOOO.OUUUUY..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
constexpr std::string_view kLatinA =
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKk.LlLlLl."
    ".LlNnNnNnn..OoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

constexpr auto kSigns = std::to_array<std::pair<char32_t, std::string_view>>({
    {0x00A0, " "},  {0x00AD, "-"},  {0x00B2, "^2"},  {0x00B3, "^3"}, {0x00B5, "u"},  {0x00B9, "^1"}, {0x00C6, "AE"},
    {0x00D7, "x"},  {0x00DF, "ss"}, {0x00E6, "ae"},  {0x00F7, "~"},  {0x03BC, "u"},  {0x2000, " "},  {0x2001, " "},
    {0x2002, " "},  {0x2003, " "},  {0x2004, " "},   {0x2005, " "},  {0x2006, " "},  {0x2007, " "},  {0x2008, " "},
    {0x200A, " "},  {0x2010, "-"},  {0x2011, "-"},   {0x2012, "-"},  {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},
    {0x2018, "'"},  {0x2019, "'"},  {0x2026, "..."}, {0x2039, "<"},  {0x203A, ">"},  {0x2070, "^0"}, {0x2074, "^4"},
    {0x2075, "^5"}, {0x2076, "^6"}, {0x2077, "^7"},  {0x2078, "^8"}, {0x2079, "^9"}, {0x2212, "-"},  {0x2264, "<="},
    {0x2265, ">="}, {0x2266, "<="}, {0x2267, ">="},  {0x2A7D, "<="}, {0x2A7E, ">="}, {0x3000, " "},
});

bool IsRaised(char32_t c) { return c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079); }

}  // namespace

void NormalText::Append(std::string_view plain, size_t from) {
  for (const char c : plain) {
    text_ += c;
    origin_.push_back(from);
  }
}

NormalText::NormalText(std::string_view source, SplitDecimals decimals) : source_(source) {
  text_.reserve(source.size());
  origin_.reserve(source.size() + 1);
  bool raised = false;
  for (size_t i = 0; i < source.size();) {
    const Decoded d = DecodeAt(source, i);
    const char32_t c = d.code;
    const bool was_raised = std::exchange(raised, IsRaised(c));
    if (c != 0 && c < 0x80) {
      const bool space = c == ' ' || (c >= '\t' && c <= '\r');
      const bool splits = space && decimals == SplitDecimals::kJoin && !text_.empty() && IsDigit(text_.back()) &&
                          CharAt(source, i + 1) == '.' && IsDigit(CharAt(source, i + 2));
      if (!splits) Append(space ? std::string_view(" ") : source.substr(i, 1), i);
    } else if (c >= 0xFF01 && c <= 0xFF5E) {  // full-width forms
      const char narrow = static_cast<char>(c - 0xFEE0);
      Append({&narrow, 1}, i);
    } else if (c == 0x2009 || c == 0x202F) {  // thin spaces between digits are thousands marks
      const bool between = !text_.empty() && IsDigit(text_.back()) && IsDigit(CharAt(source, i + d.length));
      Append(between ? "'" : " ", i);
    } else if (c == 0xB7 || c == 0x22C5) {  // 1.6·10^9
      const bool times = StartsWithAt(source, i + d.length, "10");
      Append(times ? std::string_view("x") : source.substr(i, d.length), i);
    } else {
      std::string_view plain = source.substr(i, d.length);
      const auto sign = std::lower_bound(kSigns.begin(), kSigns.end(), c,
                                         [](const auto& entry, char32_t code) { return entry.first < code; });
      if (sign != kSigns.end() && sign->first == c) {
        plain = sign->second;
        if (was_raised && IsRaised(c)) plain.remove_prefix(1);  // 10¹² is 10^12
      } else if (c >= 0xC0 && c < 0x100 && kLatin1[c - 0xC0] != '.') {
        plain = kLatin1.substr(c - 0xC0, 1);
      } else if (c >= 0x100 && c < 0x180 && kLatinA[c - 0x100] != '.') {
        plain = kLatinA.substr(c - 0x100, 1);
      }
      Append(plain, i);
    }
    i += d.length;
  }
  origin_.push_back(source.size());
  lower_ = text_;
  for (char& c : lower_) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
}

size_t NormalText::EndOf(size_t begin, size_t bytes) const {
  const size_t end = origin_[begin] + bytes;
  return static_cast<size_t>(
      std::lower_bound(origin_.begin() + static_cast<std::ptrdiff_t>(begin), origin_.end(), end) - origin_.begin());
}

size_t NormalText::SkipSpaces(size_t i) const {
  while (i < text_.size() && text_[i] == ' ') ++i;
  return i;
}

size_t NormalText::WordEnd(size_t i) const { return std::min(text_.find(' ', i), text_.size()); }

}  // namespace labintake::fields
