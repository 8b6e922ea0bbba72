#include "extractors/scan/reading_text.h"

#include <algorithm>

namespace labintake::scan {
namespace {

// A code point, as its bytes.
std::vector<std::string_view> Letters(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < text.size();) {
    size_t n = 1;
    while (i + n < text.size() && (static_cast<unsigned char>(text[i + n]) & 0xc0) == 0x80) ++n;
    out.push_back(text.substr(i, n));
    i += n;
  }
  return out;
}

// Readings that differ in what no lab prints differently are the same.
std::string_view Plain(std::string_view letter) {
  if (letter == "—" || letter == "–") return "-";
  if (letter == "‘" || letter == "’" || letter == "`") return "'";
  if (letter == "“" || letter == "”") return "\"";
  return letter;
}

// The code point of a letter of one or two bytes; 0 for others.
int CodePoint(std::string_view letter) {
  if (letter.size() == 1) return static_cast<unsigned char>(letter[0]);
  if (letter.size() != 2) return 0;
  return (static_cast<unsigned char>(letter[0]) & 0x1f) << 6 | (static_cast<unsigned char>(letter[1]) & 0x3f);
}

// Whether a letter that the model of the page's language lacks is rather what is printed than `other`, which that model
// read. A letter of few languages ("ħ", "ų") is more often a stain, and of two accents that of the language is as
// likely.
bool IsBelieved(std::string_view letter, std::string_view other) {
  constexpr int kAccented = 0xc0, kExtended = 0x100, kEnd = 0x250;
  const int c = CodePoint(letter), o = CodePoint(other);
  if (c >= kExtended && c < kEnd) return false;
  return c < kAccented || c >= kEnd || o < kAccented || o >= kEnd;
}

}  // namespace

std::string PlainText(std::string_view text) {
  std::string out;
  for (const std::string_view letter : Letters(text)) out += Plain(letter);
  return out;
}

std::string Joined(const std::vector<ocr::ReadWord>& words) {
  std::string out;
  for (const ocr::ReadWord& w : words) out += w.text;
  return PlainText(out);
}

float Weakest(const std::vector<ocr::ReadWord>& words) {
  float weakest = words.empty() ? 0 : 1;
  for (const ocr::ReadWord& w : words) weakest = std::min(weakest, w.confidence);
  return weakest;
}

std::optional<std::string> Settle(const std::string& a, const std::string& b, const ocr::Recognizer& of_a,
                                  const ocr::Recognizer& of_b) {
  const std::vector<std::string_view> x = Letters(a), y = Letters(b);
  const size_t n = x.size(), m = y.size();
  // Distances of the tails.
  std::vector<std::vector<int>> d(n + 1, std::vector<int>(m + 1));
  for (size_t i = n + 1; i-- > 0;)
    for (size_t k = m + 1; k-- > 0;) {
      if (i == n || k == m) {
        d[i][k] = static_cast<int>(n - i + m - k);
      } else {
        d[i][k] = std::min({d[i + 1][k + 1] + (Plain(x[i]) == Plain(y[k]) ? 0 : 1), d[i + 1][k] + 1, d[i][k + 1] + 1});
      }
    }
  std::string out;
  for (size_t i = 0, k = 0; i < n || k < m;) {
    if (i < n && k < m && Plain(x[i]) == Plain(y[k]) && d[i][k] == d[i + 1][k + 1]) {
      out += x[i], ++i, ++k;
    } else if (i < n && k < m && d[i][k] == d[i + 1][k + 1] + 1) {
      const bool only_b = !of_a.Knows(y[k]), only_a = !of_b.Knows(x[i]);
      if (only_a == only_b || (only_b && !IsBelieved(y[k], x[i]))) return std::nullopt;
      out += only_b ? y[k] : x[i];
      ++i, ++k;
    } else if (k < m && d[i][k] == d[i][k + 1] + 1) {
      if (of_a.Knows(y[k]) || !IsBelieved(y[k], "")) return std::nullopt;
      out += y[k], ++k;
    } else {
      if (of_b.Knows(x[i])) return std::nullopt;
      out += x[i], ++i;
    }
  }
  return out;
}

}  // namespace labintake::scan
