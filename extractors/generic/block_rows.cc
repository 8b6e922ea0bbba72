#include "extractors/generic/block_rows.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace labintake::generic {

using terminology::ColumnRole;

namespace {

constexpr size_t kNameColumn = 0, kResultColumn = 1, kUnitColumn = 2, kRangeColumn = 3;
constexpr double kBlockPitch = 2.2;  // ems between the lines of one block
constexpr double kSameEdge = 12;     // points
constexpr double kIndent = 72;       // points; labels may be indented under the name

}  // namespace

std::optional<Labelled> ReadLabel(const Segment& s, const ReadingContext& context) {
  for (size_t i = 0; i < s.words.size() && i < 6; ++i) {
    const std::string& w = s.words[i].text;
    const bool dashed = w.ends_with(":-");  // "Bio. Ref. Interval :-"
    if (w.back() != ':' && !dashed) continue;
    std::string label = JoinWords(s.words, 0, i + 1);
    label.resize(label.size() - (dashed ? 2 : 1));
    while (!label.empty() && label.back() == ' ') label.pop_back();
    const std::optional<ColumnRole> role = terminology::LookUpColumnHead(label);
    if (!role || *role == ColumnRole::kName) return std::nullopt;
    Labelled out{*role, std::nullopt};
    if (i + 1 < s.words.size()) out.value = Slice(s, i + 1, s.words.size(), context);
    return out;
  }
  return std::nullopt;
}

namespace {

class Reader {
 public:
  Reader(const std::vector<LaneLine>& lines, const ReadingContext& context) : lines_(lines), context_(context) {}

  BlockReading Read() {
    for (const ColumnRole role : {ColumnRole::kName, ColumnRole::kResult, ColumnRole::kUnit, ColumnRole::kRange}) {
      Column c;
      c.role = role;
      out_.head.columns.push_back(c);
    }
    for (size_t i = 0; i < lines_.size(); ++i)
      if (const auto result = Find(i, ColumnRole::kResult); result && result->value && !Inside(i))
        Block(i, *result->value);
    return std::move(out_);
  }

 private:
  // "Value   138 mmol/L": a head alone in the first of two cells is a label without its colon. So is one with a point:
  // of leaders and a colon ("RESULTADO.......:") recognition leaves no more.
  static std::optional<Labelled> BareLabel(const Segment& s) {
    const auto role = terminology::LookUpColumnHead(s.text);
    if (role != ColumnRole::kResult && role != ColumnRole::kRange && role != ColumnRole::kUnit) return std::nullopt;
    return Labelled{*role, std::nullopt};
  }

  // A label whose value stands in the next cell takes it.
  std::optional<Labelled> LabelAt(size_t i, size_t k) const {
    auto l = ReadLabel(lines_[i].segments[k], context_);
    const std::vector<Segment>& line = lines_[i].segments;
    if (!l && k == 0 && (line.size() == 2 || (line.size() > 2 && line[0].text.ends_with('.')))) l = BareLabel(line[0]);
    if (l && !l->value && k + 1 < lines_[i].segments.size() && !ReadLabel(lines_[i].segments[k + 1], context_))
      l->value = lines_[i].segments[k + 1];
    return l;
  }

  // Does the value of a label stand in the label's own segment?
  bool ReadValueInLabel(size_t i, size_t k) const {
    const auto l = ReadLabel(lines_[i].segments[k], context_);
    return l && l->value;
  }

  std::optional<Labelled> Find(size_t i, ColumnRole role) const {
    for (size_t k = 0; k < lines_[i].segments.size(); ++k)
      if (auto l = LabelAt(i, k); l && l->role == role) return l;
    return std::nullopt;
  }

  bool IsLabelled(size_t i) const {
    for (size_t k = 0; k < lines_[i].segments.size(); ++k)
      if (LabelAt(i, k)) return true;
    return false;
  }

  bool Adjacent(size_t a, size_t b) const {
    return lines_[b].baseline - lines_[a].baseline <
           kBlockPitch * std::max({lines_[a].font_size, lines_[b].font_size, 4.0});
  }

  bool Inside(size_t i) const {
    return !out_.rows.empty() && std::find(out_.rows.back().lines.begin(), out_.rows.back().lines.end(),
                                           lines_[i].index) != out_.rows.back().lines.end();
  }

  void Block(size_t at, const Segment& value) {
    // The name stands above, method and material lines between.
    std::optional<size_t> name;
    std::vector<size_t> notes;
    for (size_t k = at; k-- > 0 && at - k <= 5 && Adjacent(k, k + 1);) {
      if (IsLabelled(k)) {
        if (Find(k, ColumnRole::kResult)) break;
        notes.push_back(lines_[k].index);
        continue;
      }
      const Segment& s = lines_[k].segments.front();
      const double indent = lines_[at].segments.front().box.x0 - s.box.x0;
      if ((indent < -kSameEdge || indent > kIndent) && lines_[k].segments.size() == 1)
        continue;  // a remark beside the name
      if (!s.IsNameLike() || s.text.find(": ") != std::string::npos || s.text.back() == ':') break;
      name = k;
      break;
    }
    if (!name) return;
    RawRow row;
    row.columns.resize(out_.head.columns.size());
    row.columns[kNameColumn].push_back(lines_[*name].segments.front());
    row.columns[kResultColumn].push_back(value);
    row.lines = {lines_[*name].index, lines_[at].index};
    row.parts = 2;
    Labels(at, row);
    for (size_t k = 0; k < lines_[at].segments.size(); ++k) {
      const Segment& s = lines_[at].segments[k];
      if (LabelAt(at, k) || (k > 0 && LabelAt(at, k - 1) && !ReadValueInLabel(at, k - 1))) continue;
      std::vector<Segment>& range = row.columns[kRangeColumn];
      const bool is_range = s.IsRange() && range.empty();
      (s.is_flag ? row.floating_flags : is_range ? range : row.left_over).push_back(s);
    }
    size_t last = at;
    for (size_t k = at + 1; k < lines_.size() && k <= at + 8 && Adjacent(last, k); ++k) {
      if (Find(k, ColumnRole::kResult)) break;
      if (IsLabelled(k)) {
        Labels(k, row);
        row.lines.push_back(lines_[k].index);
        last = k;
        continue;
      }
      // Lines under an open reference label belong to it; anything else ends the block.
      if (!range_open_ || lines_[k].segments.front().bold || lines_[k].segments.front().IsProse()) break;
      if (k + 1 < lines_.size() && Find(k + 1, ColumnRole::kResult)) break;  // the next block's name
      for (const Segment& s : lines_[k].segments) row.columns[kRangeColumn].push_back(s);
      row.lines.push_back(lines_[k].index);
      last = k;
    }
    range_open_ = false;
    out_.names.push_back(lines_[*name].index);
    out_.notes.insert(out_.notes.end(), notes.begin(), notes.end());
    out_.rows.push_back(std::move(row));
  }

  // Unit and range labels of one line.
  void Labels(size_t i, RawRow& row) {
    for (size_t k = 0; k < lines_[i].segments.size(); ++k) {
      const auto l = LabelAt(i, k);
      if (!l) continue;
      if (l->role == ColumnRole::kUnit && l->value) row.columns[kUnitColumn].push_back(*l->value);
      if (l->role == ColumnRole::kRange) {
        range_open_ = true;
        if (l->value) row.columns[kRangeColumn].push_back(*l->value);
      }
    }
  }

  const std::vector<LaneLine>& lines_;
  const ReadingContext& context_;
  BlockReading out_;
  bool range_open_ = false;
};

}  // namespace

BlockReading ReadBlocks(const std::vector<LaneLine>& lines, const ReadingContext& context) {
  return Reader(lines, context).Read();
}

}  // namespace labintake::generic
