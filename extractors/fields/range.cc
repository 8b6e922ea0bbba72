#include "extractors/fields/range.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extractors/fields/flag.h"
#include "extractors/fields/normal_text.h"
#include "extractors/fields/range_bands.h"
#include "extractors/fields/range_tokens.h"
#include "terminology/units.h"
#include "terminology/vocabulary.h"

namespace labintake::fields {
namespace {

using terminology::LookUpResultWord;
using terminology::ResultWord;

// No reference cell is longer; what is longer is prose.
constexpr size_t kLongestCell = 600;

std::string_view Trim(std::string_view s) {
  while (s.starts_with(' ')) s.remove_prefix(1);
  while (s.ends_with(' ')) s.remove_suffix(1);
  return s;
}

// Cells that say that there is no range; folded, without a full stop or colon at the end.
bool SaysNoRange(std::string_view cell) {
  static constexpr auto kPhrases = std::to_array<std::string_view>({"not estab",
                                                                    "not established",
                                                                    "not estab.",
                                                                    "none established",
                                                                    "not applicable",
                                                                    "not provided",
                                                                    "not available",
                                                                    "not defined",
                                                                    "not given",
                                                                    "not determined",
                                                                    "no reference range",
                                                                    "no range",
                                                                    "no reference interval",
                                                                    "no ref range",
                                                                    "no established range",
                                                                    "n/a",
                                                                    "na",
                                                                    "n.a",
                                                                    "n.a.",
                                                                    "see note",
                                                                    "see below",
                                                                    "see comment",
                                                                    "see comments",
                                                                    "see report",
                                                                    "see interpretation",
                                                                    "see notes",
                                                                    "see text",
                                                                    "see table",
                                                                    "see footnote",
                                                                    "unknown",
                                                                    "n.v.t",
                                                                    "n.v.t.",
                                                                    "nvt",
                                                                    "niet van toepassing",
                                                                    "zie opmerking",
                                                                    "geen",
                                                                    "geen referentiewaarde",
                                                                    "k.a",
                                                                    "k.a.",
                                                                    "keine angabe",
                                                                    "nicht definiert",
                                                                    "nicht anwendbar",
                                                                    "siehe kommentar",
                                                                    "siehe befund",
                                                                    "non etabli",
                                                                    "non applicable",
                                                                    "voir commentaire",
                                                                    "no establecido",
                                                                    "no aplica",
                                                                    "no aplicable",
                                                                    "ver comentario",
                                                                    "ver nota",
                                                                    "non applicabile",
                                                                    "non definito",
                                                                    "nao aplicavel",
                                                                    "nao estabelecido",
                                                                    "nie dotyczy",
                                                                    "brak",
                                                                    "belirtilmemis",
                                                                    "interpretive",
                                                                    "varies",
                                                                    "not reported"});
  std::string folded = terminology::Fold(cell);
  while (!folded.empty() && (folded.back() == '.' || folded.back() == ':' || folded.back() == ' ')) folded.pop_back();
  return std::find(kPhrases.begin(), kPhrases.end(), folded) != kPhrases.end() ||
         std::find(kPhrases.begin(), kPhrases.end(), folded + ".") != kPhrases.end();
}

// Length of "Ref:", "Reference Range:" and the like at the start; 0 for none. A colon or the range itself must follow.
size_t ReferenceLabelLength(std::string_view lower) {
  static constexpr auto kLabels = std::to_array<std::string_view>({"reference range",
                                                                   "reference interval",
                                                                   "reference values",
                                                                   "reference value",
                                                                   "reference",
                                                                   "ref. range",
                                                                   "ref range",
                                                                   "ref.range",
                                                                   "ref. interval",
                                                                   "ref interval",
                                                                   "ref. value",
                                                                   "ref. values",
                                                                   "ref.",
                                                                   "ref",
                                                                   "biological reference interval",
                                                                   "biological ref. interval",
                                                                   "bio. ref. interval",
                                                                   "normal range",
                                                                   "normal values",
                                                                   "normal value",
                                                                   "expected range",
                                                                   "expected values",
                                                                   "expected value",
                                                                   "expected",
                                                                   "rr",
                                                                   "r.r.",
                                                                   "range",
                                                                   "referentiewaarden",
                                                                   "referentiewaarde",
                                                                   "referentie",
                                                                   "referenzbereich",
                                                                   "referenzwerte",
                                                                   "referenzwert",
                                                                   "normbereich",
                                                                   "normwert",
                                                                   "normwerte",
                                                                   "normalbereich",
                                                                   "norm",
                                                                   "n.v.",
                                                                   "v.r.",
                                                                   "vr",
                                                                   "v.n.",
                                                                   "valeurs de reference",
                                                                   "valeur de reference",
                                                                   "valeurs usuelles",
                                                                   "valores de referencia",
                                                                   "valor de referencia",
                                                                   "valores normales",
                                                                   "intervalo de referencia",
                                                                   "valori di riferimento",
                                                                   "intervallo di riferimento",
                                                                   "wartosci referencyjne",
                                                                   "zakres referencyjny",
                                                                   "referans araligi",
                                                                   "referans degerleri",
                                                                   "referans"});
  size_t best = 0;
  for (const std::string_view label : kLabels) {
    if (!lower.starts_with(label)) continue;
    size_t i = label.size();
    while (CharAt(lower, i) == ' ') ++i;
    const char c = CharAt(lower, i);
    if (c == ':') {
      ++i;
    } else if (!(i > label.size() || label.back() == '.') ||
               (!IsDigit(c) && c != '<' && c != '>' && c != '(' && c != '[' && c != '.' && c != '-')) {
      continue;
    }
    best = std::max(best, i);
  }
  return best;
}

class RangeParser {
 public:
  RangeParser(std::string_view cell, NumberStyle style, const PatientContext& patient)
      : normal_(cell, NormalText::SplitDecimals::kJoin),
        text_(normal_.text()),
        style_(style),
        patient_(patient),
        end_(text_.size()) {
    TrimEnds();
  }

  RangeCell Parse() {
    if (begin_ == end_) return {};
    out_.range.text = Printed(begin_, end_);
    if (end_ - begin_ > kLongestCell) return Unparsed();
    if (out_.range.text.find_first_not_of("-._* ") == std::string::npos || IsDashes()) return Kind(RangeKind::kNone);
    Unwrap();
    if (begin_ == end_) return Unparsed();
    if (auto cell = ParseWords()) return *cell;
    StripSiteCode();
    StripFlag();
    items_ = TokenizeRange(normal_, begin_, end_, style_);
    bands_ = ReadBands(normal_, items_, patient_);
    return ParseBands();
  }

 private:
  std::string Printed(size_t begin, size_t end) const { return std::string(normal_.Printed(begin, end)); }

  // The range as printed with the words before it from `begin` on, without its unit.
  std::string TextOf(size_t begin, const RangeItem& range) const {
    return range.text.empty() ? Printed(begin, range.end) : Printed(begin, range.begin) + range.text;
  }

  void TrimEnds() {
    begin_ = std::min(normal_.SkipSpaces(begin_), end_);
    while (end_ > begin_ && text_[end_ - 1] == ' ') --end_;
  }

  bool IsDashes() const {
    return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(begin_),
                       text_.begin() + static_cast<std::ptrdiff_t>(end_), [](char c) { return c == '-' || c == ' '; });
  }

  RangeCell Kind(RangeKind kind) {
    out_.kind = kind;
    return out_;
  }

  RangeCell Unparsed() {
    out_.range.low.reset();
    out_.range.high.reset();
    return Kind(RangeKind::kUnparsed);
  }

  // True when the bracket at `begin_` closes at the end.
  bool IsWrapped() const {
    const char open = text_[begin_], close = open == '(' ? ')' : ']';
    if ((open != '(' && open != '[') || text_[end_ - 1] != close) return false;
    int depth = 0;
    for (size_t i = begin_; i < end_; ++i) {
      if (text_[i] == open) ++depth;
      if (text_[i] == close && --depth == 0) return i + 1 == end_;
    }
    return false;
  }

  // Takes off brackets around the whole and labels that only say "reference".
  void Unwrap() {
    for (bool again = true; again && begin_ < end_;) {
      again = false;
      const bool unit = terminology::LookUpUnit(Printed(begin_, end_)).confidence != terminology::UnitConfidence::kNone;
      if (!unit && IsWrapped()) {
        ++begin_;
        --end_;
        again = true;
      } else if (const size_t label =
                     ReferenceLabelLength(std::string_view(normal_.lower()).substr(begin_, end_ - begin_))) {
        begin_ += label;
        again = true;
      }
      TrimEnds();
    }
    out_.range.text = Printed(begin_, end_);
  }

  // Cells without a number of their own.
  std::optional<RangeCell> ParseWords() {
    const std::string_view all = normal_.Printed(begin_, end_);
    if (SaysNoRange(all)) return Kind(RangeKind::kNone);
    if (terminology::ScanUnit(all) == all.size() &&
        terminology::LookUpUnit(all).confidence == terminology::UnitConfidence::kKnown) {
      out_.unit_text = std::string(all);
      out_.range.text.clear();
      return Kind(RangeKind::kNone);
    }
    // The vocabulary knows some numbers as grades; here they are limits.
    if (std::none_of(all.begin(), all.end(), IsLetter)) return std::nullopt;
    if (const auto flag = ParseFlag(all);
        flag && (flag->code == "H" || flag->code == "L" || flag->code == "HH" || flag->code == "LL")) {
      out_.flag = *flag;
      out_.range.text.clear();
      return Kind(RangeKind::kNone);
    }
    const ResultWord word = LookUpResultWord(all);
    if (word == ResultWord::kOrdinal) return Kind(RangeKind::kWords);
    if (word == ResultWord::kNotDone) return Kind(RangeKind::kNone);
    return std::nullopt;
  }

  // "01 3.4-10.8": the number of the performing site.
  void StripSiteCode() {
    if (CharAt(text_, begin_) != '0' || !IsDigit(CharAt(text_, begin_ + 1)) || CharAt(text_, begin_ + 2) != ' ') return;
    const size_t next = normal_.SkipSpaces(begin_ + 3);
    const char c = CharAt(text_, next);
    const bool range = IsDigit(c) || c == '<' || c == '>';
    if (next >= end_ || !range) return;
    begin_ = next;
    out_.range.text = Printed(begin_, end_);
  }

  // "Low 13.0 - 17.0": the word is the row's flag where it cannot be the name of a band.
  void StripFlag() {
    const size_t word_end = std::min(normal_.WordEnd(begin_), end_);
    const size_t next = normal_.SkipSpaces(word_end);
    if (next >= end_) return;
    const auto flag = ParseFlag(normal_.Printed(begin_, word_end));
    if (!flag || text_[word_end - 1] == ':') return;
    const bool high = flag->code == "H" || flag->code == "HH", low = flag->code == "L" || flag->code == "LL";
    if (!high && !low && flag->code != "A" && flag->code != "AA") return;
    const auto items = TokenizeRange(normal_, next, end_, style_);
    // Further ranges are bands, and the word the name of the first, but for those in brackets, which explain it.
    const auto count = std::count_if(items.begin(), items.end(), [&](const RangeItem& i) {
      return i.kind == ItemKind::kRange && CharAt(text_, i.begin - 1) != '(';
    });
    if (items.empty() || items[0].kind != ItemKind::kRange || count != 1 || items[0].broken || items[0].single) return;
    // A high value stands against an upper limit; "High > 240" names a band.
    if ((high && !items[0].high) || (low && !items[0].low)) return;
    if (flag->code[0] == 'A' && !(items[0].low && items[0].high)) return;
    out_.flag = *flag;
    begin_ = next;
    out_.range.text = Printed(begin_, end_);
  }

  static bool IsZero(const RangeItem& range) { return range.low && *range.low == *Decimal::Parse("0"); }

  void Take(const RangeItem& range) {
    if (range.single && !IsZero(range)) return;
    out_.range.low = range.low;
    out_.range.high = range.high;
    out_.range.low_inclusive = range.low_inclusive;
    out_.range.high_inclusive = range.high_inclusive;
  }

  // The unit of the chosen range, or the one unit that the cell prints.
  void TakeUnit(const RangeItem* chosen) {
    if (chosen != nullptr && !chosen->unit.empty()) {
      out_.unit_text = chosen->unit;
      return;
    }
    std::string unit;
    for (size_t i = 0; i < items_.size(); ++i) {
      const RangeItem& item = items_[i];
      if (item.unit.empty() || item.unit == unit) continue;
      // "(INR therapeutic)" is a qualifier, "(mg/dL)" a unit.
      if (item.kind == ItemKind::kUnit && IsInBrackets(item) &&
          (items_[i - 1].kind != ItemKind::kOpen || i + 1 == items_.size() || items_[i + 1].kind != ItemKind::kClose)) {
        continue;
      }
      if (!unit.empty()) return;
      unit = item.unit;
    }
    out_.unit_text = unit;
  }

  RangeCell ParseBands() {
    for (const RangeItem& item : items_) {
      if (item.kind == ItemKind::kRange && item.broken) return Unparsed();
    }
    if (bands_.empty()) return ParseWordsWithMarks();
    if (bands_.size() == 1) return ParseSingle();
    for (const Band& band : bands_) {
      if (band.range->single && !band.range->titer && !band.has_label && !IsZero(*band.range)) return Unparsed();
    }
    // "< 0,6 mg/l   < 5,0": a second limit of the same side without a word is no band but another column's cell.
    int upper = 0, lower = 0;
    for (const Band& band : bands_) {
      if (band.has_label || IsInBrackets(*band.range)) continue;
      upper += band.range->high && !band.range->low;
      lower += band.range->low && !band.range->high;
    }
    if (upper > 1 || lower > 1) return Unparsed();
    for (const Band& band : bands_) out_.mark_doubtful |= band.range->doubtful;
    // "0-150 IU/mL (70-150 borderline)": the bracket only divides what is already the reference.
    const Band& first = bands_[0];
    if (bands_.size() == 2 && !first.has_label && !first.range->single && bands_[1].bad &&
        IsInBrackets(*bands_[1].range)) {
      Take(*first.range);
      TakeUnit(first.range);
      out_.range.text = TextOf(first.range->begin, *first.range);
      return Kind(RangeKind::kNumeric);
    }
    const Band* chosen = ChooseBand(bands_);
    if (chosen != nullptr) Take(*chosen->range);
    TakeUnit(chosen != nullptr ? chosen->range : nullptr);
    return Kind(RangeKind::kBanded);
  }

  bool IsInBrackets(const RangeItem& what) const {
    int depth = 0;
    for (const RangeItem& item : items_) {
      if (&item == &what) return depth > 0;
      depth += item.kind == ItemKind::kOpen ? 1 : item.kind == ItemKind::kClose ? -1 : 0;
    }
    return false;
  }

  // No range at all: two listed words ("None - Moderate"), words and a unit, or nothing known.
  RangeCell ParseWordsWithMarks() {
    const bool ranges =
        std::any_of(items_.begin(), items_.end(), [](const RangeItem& i) { return i.kind == ItemKind::kRange; });
    if (ranges) return Unparsed();
    const auto dash =
        std::find_if(items_.begin(), items_.end(), [](const RangeItem& i) { return i.kind == ItemKind::kDash; });
    if (dash != items_.end() && dash != items_.begin() && dash + 1 != items_.end()) {
      const bool both = LookUpResultWord(Trim(normal_.Printed(begin_, dash->begin))) == ResultWord::kOrdinal &&
                        LookUpResultWord(Trim(normal_.Printed(dash->end, end_))) == ResultWord::kOrdinal;
      if (both) return Kind(RangeKind::kWords);
    }
    if (items_.size() > 1 && items_.back().kind == ItemKind::kUnit) {
      const size_t words_end = items_.back().begin;
      const std::string words(Trim(normal_.Printed(begin_, words_end)));
      const bool none = SaysNoRange(words);
      if (none || LookUpResultWord(words) == ResultWord::kOrdinal) {
        out_.unit_text = items_.back().unit;
        out_.range.text = words;
        return Kind(none ? RangeKind::kNone : RangeKind::kWords);
      }
    }
    return Unparsed();
  }

  RangeCell ParseSingle() {
    const Band& band = bands_[0];
    const RangeItem& range = *band.range;
    TakeUnit(&range);
    out_.mark_doubtful = range.doubtful;
    if (range.single && !range.titer && !IsZero(range)) {
      return band.conditioned ? Kind(RangeKind::kBanded) : Unparsed();
    }
    if (band.conditioned) {
      const bool applies = band.holds == Holds::kYes || (band.holds == Holds::kMaybe && !band.by_sex);
      if (applies && !band.bad) Take(range);
      return Kind(RangeKind::kBanded);
    }
    if (band.bad) return Kind(RangeKind::kBanded);
    // Unknown words before a range may say whom it is for; behind it, without digits, they qualify it.
    size_t first = range.begin;
    for (const RangeItem& item : items_) {
      if (item.kind != ItemKind::kWord) continue;
      const bool before = item.begin < range.begin;
      if (const auto flag = ParseFlag(normal_.Printed(item.begin, item.end));
          !before && flag && std::none_of(flag->text.begin(), flag->text.end(), IsLetter)) {
        out_.flag = *flag;  // "65-99 *"
        continue;
      }
      const std::string_view word = std::string_view(text_).substr(item.begin, item.end - item.begin);
      if (before && !band.normal && band.unknown) return Unparsed();
      if (std::any_of(word.begin(), word.end(), IsDigit)) return Unparsed();
      if (before) first = std::min(first, item.begin);
    }
    Take(range);
    out_.range.text = TextOf(first, range);
    return Kind(range.titer ? RangeKind::kTiter : RangeKind::kNumeric);
  }

  const NormalText normal_;
  const std::string& text_;
  const NumberStyle style_;
  const PatientContext& patient_;
  size_t begin_ = 0, end_ = 0;
  RangeCell out_;
  std::vector<RangeItem> items_;
  std::vector<Band> bands_;
};

}  // namespace

namespace {

// "Between 133 mmol/L and 146 mmol/L" as "133 - 146 mmol/L"; "" where the cell does not begin so.
std::string WithoutBetween(std::string_view cell) {
  cell = Trim(cell);
  constexpr std::string_view kBetween = "between ", kAnd = " and ";
  if (cell.size() <= kBetween.size() || cell.size() > 120 ||
      terminology::Fold(cell.substr(0, kBetween.size())) + " " != kBetween)
    return "";
  cell.remove_prefix(kBetween.size());
  const size_t join = cell.find(kAnd);
  if (join == std::string_view::npos) return "";
  const std::string_view low = cell.substr(0, cell.find(' '));
  return std::string(low.substr(0, std::min(low.size(), join))) + " - " + std::string(cell.substr(join + kAnd.size()));
}

// A comparator with nothing behind it says nothing of a range: some reports mark new results with one at the edge.
std::string_view WithoutLoneComparator(std::string_view cell) {
  const std::string_view trimmed = Trim(cell);
  if (trimmed.empty() || (trimmed.back() != '<' && trimmed.back() != '>')) return cell;
  return trimmed.size() == 1 || trimmed[trimmed.size() - 2] == ' ' ? trimmed.substr(0, trimmed.size() - 1) : cell;
}

}  // namespace

RangeCell ParseRangeCell(std::string_view cell, NumberStyle style, const PatientContext& patient) {
  cell = WithoutLoneComparator(cell);
  if (cell.size() > 4 * kLongestCell) {
    RangeCell out;
    out.range.text = std::string(Trim(cell));
    out.kind = out.range.text.empty() ? RangeKind::kNone : RangeKind::kUnparsed;
    return out;
  }
  if (const std::string plain = WithoutBetween(cell); !plain.empty()) {
    RangeCell out = RangeParser(plain, style, patient).Parse();
    if (out.kind == RangeKind::kNumeric) out.range.text = std::string(Trim(cell));
    return out;
  }
  return RangeParser(cell, style, patient).Parse();
}

}  // namespace labintake::fields
