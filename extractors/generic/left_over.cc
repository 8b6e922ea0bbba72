#include "extractors/generic/left_over.h"

#include <algorithm>
#include <cctype>

namespace labintake::generic {

namespace {

// "14 - 16 g%" is a field even where a misread word keeps it from being a range.
bool ReadsAsField(const Segment& s) {
  constexpr int kMostWords = 6;
  if (s.has_date || s.IsProse()) return false;
  if (s.IsRange() || s.IsUnit() || s.IsNumericValue()) return true;
  const unsigned char first = static_cast<unsigned char>(s.text[0]);
  const bool figure = std::isdigit(first) != 0 || first == '<' || first == '>' || first == '(' || first == '[';
  // "24-204-14173" is a code.
  if (std::count(s.text.begin(), s.text.end(), '-') > 1) return false;
  return s.has_digit && figure && s.word_count <= kMostWords && s.range.kind == fields::RangeKind::kUnparsed &&
         s.text.find_first_of("-<>") != std::string::npos;
}

}  // namespace

void LeftOver::Take(const std::vector<Segment>& segments) {
  for (const Segment& s : segments)
    for (const Word& w : s.words) taken_.emplace(w.box.x0, w.baseline);
}

void LeftOver::Take(const RawRow& row, const TableHead& head) {
  for (size_t c = 0; c < row.columns.size(); ++c)
    if (!head.columns[c].unknown || head.columns[c].role != terminology::ColumnRole::kNote) Take(row.columns[c]);
  Take(row.floating_flags);
  Take(row.unit_below);
  Take(row.range_below);
}

bool LeftOver::TookAny(const Segment& s) const {
  return std::any_of(s.words.begin(), s.words.end(), [&](const Word& w) { return Taken(w); });
}

std::vector<Segment> LeftOver::FieldsIn(const Segment& s, const ReadingContext& context) const {
  std::vector<Segment> out;
  for (size_t from = 0; from < s.words.size();) {
    size_t to = from;
    while (to < s.words.size() && !Taken(s.words[to])) ++to;
    if (to > from) {
      Segment piece = from == 0 && to == s.words.size() ? s : Slice(s, from, to, context);
      if (ReadsAsField(piece)) out.push_back(std::move(piece));
    }
    from = to + 1;
  }
  return out;
}

}  // namespace labintake::generic
