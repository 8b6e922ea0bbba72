#include "extractors/layout/line.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace labintake::layout {
namespace {

// In ems. A space between words is 0.25 to 0.35 em, up to 0.6 in monospaced and justified text; two monospaced spaces
// are 1.2 em. Wider gaps separate cells.
constexpr double kCellGap = 0.95;
constexpr double kWordGap = 0.1;  // below it, words were cut apart by a change of font

// The band of a word that decides its line: from x-height to baseline, where neighbouring lines never reach.
Box Core(const Word& w) { return {w.box.x0, w.baseline - 0.5 * w.font_size, w.box.x1, w.baseline}; }

// Text this many times bigger than a line's own is printed over or beside it, not in it.
constexpr double kDisplayRatio = 2.1;

struct Builder {
  std::vector<Word> words;
  double top = 0, bottom = 0;  // of the core band
  double baseline = 0;
  double font_size = 0;
};

// A small mark that stands at the height of the line's letters.
bool Raised(const Builder& line, const Word& w) {
  return w.font_size < line.font_size && w.baseline < line.baseline &&
         w.baseline > line.baseline - 0.7 * line.font_size && w.text.size() <= 3;
}

// A big number and its small unit: on one baseline, side by side, nothing printed over anything.
bool Attached(const Builder& line, const Word& w) {
  const double size = std::max(line.font_size, w.font_size);
  if (std::abs(line.baseline - w.baseline) > 0.05 * size) return false;
  double gap = 1e9;
  for (const Word& o : line.words) {
    if (o.box.OverlapX(w.box) > 0) return false;
    gap = std::min(gap, std::max(o.box.x0 - w.box.x1, w.box.x0 - o.box.x1));
  }
  return gap < 0.6 * size;
}

// Vertical rules of the page, thin and at least as high as a line of text.
std::vector<Box> VerticalRules(const Page& page) {
  std::vector<Box> out;
  for (const Rule& r : page.rules)
    if (r.box.width() <= 2.5 && r.box.height() >= 6) out.push_back(r.box);
  std::sort(out.begin(), out.end(), [](const Box& a, const Box& b) { return a.x0 < b.x0; });
  return out;
}

bool RuleBetween(const std::vector<Box>& rules, const Word& left, const Word& right) {
  const double y = (left.baseline + right.baseline) / 2 - 0.25 * left.font_size;
  const auto from =
      std::lower_bound(rules.begin(), rules.end(), left.box.x1 - 0.5, [](const Box& r, double x) { return r.x0 < x; });
  for (auto it = from; it != rules.end() && it->x0 <= right.box.x0 + 0.5; ++it)
    if (y > it->y0 && y < it->y1) return true;
  return false;
}

double DominantSize(const std::vector<Word>& words) {
  std::map<int, size_t> chars;
  for (const Word& w : words) chars[static_cast<int>(std::lround(w.font_size * 4))] += w.text.size();
  const auto best =
      std::max_element(chars.begin(), chars.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == chars.end() ? 0 : best->first / 4.0;
}

// "H E M A T O L O G Y": single letters at one distance are one letter-spaced word.
bool LetterSpaced(const std::vector<Word>& words, size_t from, size_t* to) {
  const auto single = [](const Word& w) {
    return w.text.size() == 1 && std::isalpha(static_cast<unsigned char>(w.text[0])) != 0;
  };
  size_t end = from;
  double first_gap = 0;
  while (end < words.size() && single(words[end])) {
    if (end > from) {
      const double gap = words[end].box.x0 - words[end - 1].box.x1;
      if (end == from + 1) first_gap = gap;
      if (std::abs(gap - first_gap) > 0.25 * words[end].font_size || gap > 1.2 * words[end].font_size) break;
    }
    ++end;
  }
  *to = end;
  return end - from >= 4;
}

void JoinLetterSpaced(std::vector<Word>& words) {
  for (size_t i = 0; i < words.size(); ++i) {
    size_t to = 0;
    if (!LetterSpaced(words, i, &to)) continue;
    for (size_t k = i + 1; k < to; ++k) {
      words[i].text += words[k].text;
      words[i].box = words[i].box.Union(words[k].box);
    }
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.begin() + static_cast<std::ptrdiff_t>(to));
  }
}

Line Finish(Builder b, int page, const std::vector<Box>& rules) {
  std::stable_sort(b.words.begin(), b.words.end(), [](const Word& x, const Word& y) { return x.box.x0 < y.box.x0; });
  JoinLetterSpaced(b.words);
  Line line;
  line.page = page;
  line.font_size = DominantSize(b.words);
  line.baseline = b.baseline;
  for (Word& w : b.words) {
    line.box = line.box.Union(w.box);
    bool fresh = line.cells.empty();
    double gap = 0;
    if (!fresh) {
      const Word& last = line.cells.back().words.back();
      const double em = std::min(std::max(last.font_size, w.font_size), 1.5 * line.font_size);
      gap = (w.box.x0 - last.box.x1) / std::max(em, 1.0);
      // Text printed over other text (a watermark, an overflowing name) stays apart from it.
      const bool overprinted = gap < -0.6;
      fresh = gap > kCellGap || overprinted || RuleBetween(rules, last, w);
    }
    if (fresh) line.cells.emplace_back();
    Cell& c = line.cells.back();
    if (!c.words.empty() && (w.space_before || gap > kWordGap)) c.text += ' ';
    c.text += w.text;
    c.box = c.box.Union(w.box);
    c.words.push_back(std::move(w));
  }
  return line;
}

}  // namespace

bool Cell::bold() const {
  return std::all_of(words.begin(), words.end(), [](const Word& w) { return w.bold; });
}

std::string Line::Text() const {
  std::string out;
  for (const Cell& c : cells) {
    if (!out.empty()) out += "  ";
    out += c.text;
  }
  return out;
}

std::vector<Line> BuildLines(const Page& page) {
  std::vector<const Word*> order;
  order.reserve(page.words.size());
  for (const Word& w : page.words) order.push_back(&w);
  // Big text first would swallow neighbours; normal text founds the lines and small raised text joins them.
  std::stable_sort(order.begin(), order.end(), [](const Word* a, const Word* b) {
    return a->baseline != b->baseline ? a->baseline < b->baseline : a->box.x0 < b->box.x0;
  });
  std::vector<Builder> open;
  for (const Word* w : order) {
    Builder* best = nullptr;
    double best_score = 0;
    for (auto it = open.rbegin(); it != open.rend() && it - open.rbegin() < 12; ++it) {
      // Display type (a watermark, a big heading) is no part of a line of text.
      if (std::max(it->font_size, w->font_size) > kDisplayRatio * std::min(it->font_size, w->font_size) &&
          !Raised(*it, *w) && !Attached(*it, *w))
        continue;
      const Box core = Core(*w);
      const double overlap = std::min(it->bottom, core.y1) - std::max(it->top, core.y0);
      const double height = std::min(it->bottom - it->top, core.height());
      if (height <= 0) continue;
      const double shift = std::abs(it->baseline - w->baseline) / std::min(it->font_size, w->font_size);
      const bool same_baseline = shift < 0.22;
      // Cells of one row may stand a third of a line higher or lower; lines of a table are at least one em apart.
      const double score = same_baseline ? 2 - shift : shift < 0.4 ? 1 : overlap / height;
      if (score > 0.55 && score > best_score) {
        // A word may not fall onto a word that the line already has at this place, unless it is printed over it on the
        // same baseline.
        const bool taken = !same_baseline && std::any_of(it->words.begin(), it->words.end(), [&](const Word& o) {
          return o.box.OverlapX(w->box) > 0.3 * std::min(o.box.width(), w->box.width());
        });
        if (taken) continue;
        best = &*it;
        best_score = score;
      }
    }
    if (best == nullptr) {
      const Box core = Core(*w);
      open.push_back({{*w}, core.y0, core.y1, w->baseline, w->font_size});
    } else {
      best->words.push_back(*w);
      if (w->font_size > best->font_size * 1.15 && best->font_size > 0 && w->font_size < best->font_size * 2) {
        // The line began with a small raised mark: the bigger text is the line.
        best->baseline = w->baseline;
        best->font_size = w->font_size;
        best->top = Core(*w).y0;
        best->bottom = w->baseline;
      }
    }
  }
  const std::vector<Box> rules = VerticalRules(page);
  std::vector<Line> lines;
  lines.reserve(open.size());
  for (Builder& b : open) lines.push_back(Finish(std::move(b), page.number, rules));
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.baseline != b.baseline ? a.baseline < b.baseline : a.box.x0 < b.box.x0;
  });
  return lines;
}

}  // namespace labintake::layout
