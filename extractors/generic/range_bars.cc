#include "extractors/generic/range_bars.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <string>

#include "extractors/fields/number.h"

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

constexpr double kReach = 1.3;         // ems between a row's baseline and its limits, at most
constexpr double kTolerance = 0.25;    // ems by which that distance may vary
constexpr double kClearlyNear = 0.35;  // of the distance between rows
constexpr size_t kFewestRows = 3;
constexpr size_t kMostNumbers = 2000;  // under one head of one page; more are no limits
constexpr float kJunk = 0.5;           // confidence below which signs without digits are pieces of the drawing,
constexpr size_t kLongestMark = 3;     // or as short, in bytes

bool HasDigit(const std::string& text) { return text.find_first_of("0123456789") != std::string::npos; }

bool IsNumber(const std::string& text, const ReadingContext& context) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0])) == 0) return false;
  const auto number = fields::ScanNumber(text, context.style);
  return number && number->length == text.size();
}

class BarReader {
 public:
  BarReader(std::vector<LaneLine>& lines, TableHead& head, size_t column, const ReadingContext& context)
      : lines_(lines), head_(head), column_(head.columns[column]), context_(context) {
    left_ = column > 0 ? head.columns[column - 1].x1 : head.x0;
    right_ = column + 1 < head.columns.size() ? head.columns[column + 1].x0 : head.x1;
  }

  std::vector<size_t> Read() {
    FindNumbers();
    if (numbers_.size() < 2 * kFewestRows || numbers_.size() > kMostNumbers) return {};
    FindRows();
    if (rows_.size() < kFewestRows) return {};
    const std::optional<double> distance = Distance();
    if (!distance) return {};
    for (Row& r : rows_) r.limits = At(r, *distance);
    FindExtent();
    if (HasOtherNumbers()) return {};
    Move();
    column_.x0 = std::min(column_.x0, x0_);
    column_.x1 = std::max(column_.x1, x1_);
    column_.bars = true;
    return DropEmpty();
  }

 private:
  struct Number {
    Word word;
    size_t line = 0;  // in lines_
    bool taken = false;
  };
  struct Row {
    size_t line = 0;          // in lines_
    double foot = 0, em = 0;  // a recognised word's baseline is that of its line
    bool has_range = false;
    std::vector<size_t> limits;  // in numbers_, left to right
  };

  bool InZone(const Word& w) const { return w.box.center_x() > left_ && w.box.center_x() < right_; }

  void FindRows() {
    for (size_t i = 0; i < lines_.size(); ++i) {
      const Fit fit = FitLine(lines_[i].segments, head_, context_);
      const Segment *name = fit.In(head_, ColumnRole::kName), *result = fit.Result(head_);
      if (name == nullptr || result == nullptr || !name->IsNameLike() || !result->IsValue()) continue;
      Row row;
      row.line = i;
      row.foot = result->words.front().box.y1;
      row.em = std::max(result->font_size, 4.0);
      for (const Segment& s : lines_[i].segments)
        row.has_range = row.has_range || (s.IsRange() && s.box.center_x() > left_ && s.box.center_x() < right_);
      rows_.push_back(std::move(row));
    }
  }

  void FindNumbers() {
    for (size_t i = 0; i < lines_.size(); ++i)
      for (const Segment& s : lines_[i].segments) {
        if (s.IsRange()) continue;
        for (const Word& w : s.words)
          if (InZone(w) && IsNumber(w.text, context_)) numbers_.push_back({w, i});
      }
  }

  // The numbers at `distance` (in ems, downwards) from the row's baseline.
  std::vector<size_t> At(const Row& row, double distance) const {
    std::vector<size_t> out;
    for (size_t n = 0; n < numbers_.size(); ++n)
      if (std::abs((numbers_[n].word.box.y1 - row.foot) / row.em - distance) < kTolerance) out.push_back(n);
    std::sort(out.begin(), out.end(),
              [&](size_t a, size_t b) { return numbers_[a].word.box.x0 < numbers_[b].word.box.x0; });
    return out;
  }

  // Two limits in order, whose bar stands under the head.
  bool IsPair(const std::vector<size_t>& limits) const {
    if (limits.size() != 2) return false;
    const Word &low = numbers_[limits[0]].word, &high = numbers_[limits[1]].word;
    const auto a = fields::ScanNumber(low.text, context_.style), b = fields::ScanNumber(high.text, context_.style);
    const double under = std::min(high.box.x1, column_.x1) - std::max(low.box.x0, column_.x0);
    const double width = std::min(high.box.x1 - low.box.x0, column_.x1 - column_.x0);
    return low.box.x1 < high.box.x0 && a && b && a->value < b->value && under > 0.5 * width;
  }

  size_t PairsAt(double distance) const {
    size_t pairs = 0;
    for (const Row& r : rows_) pairs += !r.has_range && IsPair(At(r, distance));
    return pairs;
  }

  // The distance at which most rows have a pair. Where another does as well, as in even rows of which the first has
  // none, the nearer is right only if it is clearly the nearer.
  std::optional<double> Distance() const {
    struct Candidate {
      double distance = 0;
      size_t pairs = 0;
    };
    std::vector<Candidate> candidates;
    for (const Row& row : rows_)
      for (const Number& n : numbers_) {
        const double distance = (n.word.box.y1 - row.foot) / row.em;
        if (std::abs(distance) <= kReach) candidates.push_back({distance, PairsAt(distance)});
      }
    if (candidates.empty()) return std::nullopt;
    const Candidate best =
        *std::min_element(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
          return a.pairs != b.pairs ? a.pairs > b.pairs : std::abs(a.distance) < std::abs(b.distance);
        });
    if (best.pairs < kFewestRows || best.pairs * 2 <= rows_.size()) return std::nullopt;
    double pitch = 1e9;
    for (size_t r = 1; r < rows_.size(); ++r)
      pitch = std::min(pitch, (rows_[r].foot - rows_[r - 1].foot) / rows_[r].em);
    const bool rival = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
      return c.pairs == best.pairs && std::abs(c.distance - best.distance) > 2 * kTolerance;
    });
    if (rival && std::abs(best.distance) > kClearlyNear * pitch) return std::nullopt;
    return best.distance;
  }

  void FindExtent() {
    for (Row& r : rows_) {
      if (!IsPair(r.limits)) continue;
      x0_ = std::min(x0_, numbers_[r.limits[0]].word.box.x0);
      x1_ = std::max(x1_, numbers_[r.limits[1]].word.box.x1);
    }
    // A single number belongs to the bar only where bars stand.
    for (Row& r : rows_)
      std::erase_if(r.limits, [&](size_t n) {
        return numbers_[n].word.box.center_x() < x0_ || numbers_[n].word.box.center_x() > x1_;
      });
  }

  // A bar with a scale has more numbers than limits; which are the limits is not certain.
  bool HasOtherNumbers() const {
    size_t limits = 0, numbers = 0;
    for (const Row& r : rows_) limits += r.limits.size();
    for (const Number& n : numbers_)
      numbers += n.word.box.center_x() > x0_ && n.word.box.center_x() < x1_ &&
                 std::any_of(rows_.begin(), rows_.end(),
                             [&](const Row& r) { return std::abs(n.word.box.y1 - r.foot) < kReach * r.em; });
    return numbers * 3 > limits * 4;
  }

  // What recognition made of a bar, its ends and its marks. Where both limits of the row are known, a figure alone is
  // no third one.
  bool IsJunk(const Word& w, bool complete) const {
    const double em = w.font_size;
    if (w.box.center_x() < std::min(x0_, column_.x0) - em || w.box.center_x() > std::max(x1_, column_.x1) + em)
      return false;
    if (!HasDigit(w.text) && w.confidence < kJunk) return true;
    return w.origin == Origin::kOcr &&
           (HasDigit(w.text) ? complete && w.text.size() == 1 : w.text.size() <= kLongestMark);
  }

  bool IsTaken(const Word& w) const {
    return std::any_of(numbers_.begin(), numbers_.end(), [&](const Number& n) {
      return n.taken && n.word.box == w.box && n.word.baseline == w.baseline;
    });
  }

  void Move() {
    for (const Row& r : rows_)
      for (const size_t n : r.limits) numbers_[n].taken = !r.has_range;
    for (size_t i = 0; i < lines_.size(); ++i) {
      LaneLine& l = lines_[i];
      const bool complete = std::any_of(rows_.begin(), rows_.end(), [&](const Row& r) {
        return r.line == i && (r.has_range || r.limits.size() == 2);
      });
      std::vector<Segment> kept;
      for (const Segment& s : l.segments) {
        std::vector<Word> words = s.words;
        std::erase_if(words, [&](const Word& w) { return IsTaken(w) || IsJunk(w, complete); });
        if (words.size() == s.words.size()) {
          kept.push_back(s);
        } else if (!words.empty()) {
          std::string text = JoinWords(words, 0, words.size());
          kept.push_back(MakeSegment(std::move(words), std::move(text), s.line, context_));
        }
      }
      l.segments = std::move(kept);
    }
    for (const Row& r : rows_) {
      if (r.has_range || r.limits.empty()) continue;
      std::vector<Word> words;
      std::string text;
      for (const size_t n : r.limits) {
        if (!words.empty()) words.push_back(Dash(words.back()));
        text += (text.empty() ? "" : " - ") + numbers_[n].word.text;
        words.push_back(numbers_[n].word);
      }
      if (words.size() == 1) text = words[0].box.center_x() < (x0_ + x1_) / 2 ? text + " -" : "- " + text;
      LaneLine& line = lines_[r.line];
      Segment range = MakeSegment(std::move(words), std::move(text), line.index, context_);
      const auto place = std::find_if(line.segments.begin(), line.segments.end(),
                                      [&](const Segment& s) { return s.box.center_x() > range.box.center_x(); });
      line.segments.insert(place, std::move(range));
    }
  }

  // Behind the low limit; the bar itself stands for it.
  static Word Dash(const Word& low) {
    Word dash = low;
    dash.text = "-";
    dash.box.x0 = low.box.x1;
    dash.confidence = 1;
    dash.other_reading.clear();
    return dash;
  }

  std::vector<size_t> DropEmpty() {
    std::vector<size_t> empty;
    for (const LaneLine& l : lines_)
      if (l.segments.empty()) empty.push_back(l.index);
    std::erase_if(lines_, [](const LaneLine& l) { return l.segments.empty(); });
    return empty;
  }

  std::vector<LaneLine>& lines_;
  const TableHead& head_;
  Column& column_;
  const ReadingContext& context_;
  double left_ = 0, right_ = 0;
  double x0_ = 1e9, x1_ = -1e9;  // of the bars
  std::vector<Row> rows_;
  std::vector<Number> numbers_;
};

}  // namespace

std::vector<size_t> TakeRangeBars(std::vector<LaneLine>& lines, TableHead& head, const ReadingContext& context) {
  for (size_t c = 0; c < head.columns.size(); ++c)
    if (head.columns[c].role == ColumnRole::kRange) return BarReader(lines, head, c, context).Read();
  return {};
}

}  // namespace labintake::generic
