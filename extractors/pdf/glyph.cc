#include "extractors/pdf/glyph.h"

#include <algorithm>
#include <cmath>

namespace labintake::pdf {
namespace {

// In ems. Kerning and rounding stay below the first; the narrowest space between words that producers draw by moving
// the pen is about 0.15 em (condensed fonts, justified lines).
constexpr double kMaxGapInWord = 0.12;
constexpr double kMaxOverlapInWord = 0.35;
constexpr double kBaselineTolerance = 0.12;

bool SameStyle(const Word& w, const Glyph& g) {
  return std::abs(w.font_size - g.font_size) < 0.15 * std::max(w.font_size, g.font_size);
}

// A raised or lowered small glyph (exponent, footnote mark, index) right behind a word.
bool IsScript(const Word& w, const Glyph& g) {
  return g.font_size < 0.85 * w.font_size && g.font_size > 0.4 * w.font_size &&
         std::abs(g.baseline - w.baseline) < 0.6 * w.font_size;
}

Word Start(const Glyph& g) {
  Word w;
  w.text = g.text;
  w.box = g.box;
  w.baseline = g.baseline;
  w.font_size = g.font_size;
  w.bold = g.bold;
  w.italic = g.italic;
  w.color = g.color;
  return w;
}

// Raised digits are told apart from digits on the line: 10⁹ is not 109, and a footnote mark is no part of a value.
std::string Raised(const std::string& digits) {
  static const char* const kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  for (const char c : digits) {
    if (c < '0' || c > '9') return digits;
    out += kRaised[c - '0'];
  }
  return out;
}

void Append(Word& w, const Glyph& g) {
  const bool raised = IsScript(w, g) && g.baseline < w.baseline - 0.15 * w.font_size;
  w.text += raised ? Raised(g.text) : g.text;
  w.box = w.box.Union(g.box);
}

bool Follows(const Word& w, const Glyph& g) {
  const double em = std::max(w.font_size, 1.0);
  const double gap = g.box.x0 - w.box.x1;
  if (gap > kMaxGapInWord * em || gap < -kMaxOverlapInWord * em || g.box.x1 < w.box.x1 - 0.1 * em) return false;
  if (SameStyle(w, g)) return std::abs(w.baseline - g.baseline) <= kBaselineTolerance * em;
  return IsScript(w, g);
}

// Joins fragments that touch although they were drawn apart: one glyph at a time, or right to left.
std::vector<Word> JoinFragments(std::vector<Word> words) {
  std::vector<size_t> order(words.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const double ya = std::round(words[a].baseline * 2), yb = std::round(words[b].baseline * 2);
    return ya != yb ? ya < yb : words[a].box.x0 < words[b].box.x0;
  });
  std::vector<bool> gone(words.size(), false);
  for (size_t k = 0; k + 1 < order.size(); ++k) {
    Word& left = words[order[k]];
    // The joined word takes the place of its last fragment, so that chains go on.
    Word& right = words[order[k + 1]];
    const double em = std::max(left.font_size, 1.0);
    const double gap = right.box.x0 - left.box.x1;
    if (std::abs(left.baseline - right.baseline) > kBaselineTolerance * em || right.space_before ||
        std::abs(left.font_size - right.font_size) > 0.05 * em || gap > 0.06 * em || gap < -0.06 * em ||
        left.color != right.color || left.bold != right.bold)
      continue;
    right.text = left.text + right.text;
    right.box = left.box.Union(right.box);
    right.space_before = left.space_before;
    gone[order[k]] = true;
  }
  std::vector<Word> out;
  out.reserve(words.size());
  for (size_t i = 0; i < words.size(); ++i)
    if (!gone[i]) out.push_back(std::move(words[i]));
  return out;
}

}  // namespace

std::vector<Word> BuildWords(const std::vector<Glyph>& glyphs) {
  std::vector<Word> words;
  bool open = false;  // words.back() may still grow
  bool space_pending = false;
  for (const Glyph& g : glyphs) {
    if (g.space) {
      open = false;
      space_pending = true;
      continue;
    }
    if (g.text.empty()) continue;
    if (open && Follows(words.back(), g)) {
      Append(words.back(), g);
      continue;
    }
    Word w = Start(g);
    w.space_before = space_pending;
    words.push_back(std::move(w));
    open = true;
    space_pending = false;
  }
  return JoinFragments(std::move(words));
}

}  // namespace labintake::pdf
