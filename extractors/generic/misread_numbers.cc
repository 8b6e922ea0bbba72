#include "extractors/generic/misread_numbers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/fields/flag_check.h"
#include "model/ascii.h"
#include "terminology/validation/confidence_gain.h"
#include "terminology/validation/printed_number.h"
#include "terminology/validation/row_facts.h"

namespace labintake::generic {
namespace {

using validation::Side;
using validation::SideOf;
using validation::WithPointMoved;

constexpr double kProposed = 0.5;  // of the confidence
// So many values with decimals make a habit, when at most one in so many has none.
constexpr int kHabit = 4;
constexpr int kMostDecimals = 3;
// Figures as which an arrow is read.
constexpr std::string_view kArrows = "14";

// The decimals of the limits; 0 where they have none.
int DecimalsOf(const ReferenceRange& range) {
  int decimals = 0;
  for (const auto& limit : {range.low, range.high})
    if (limit) decimals = std::max(decimals, limit->decimals());
  return decimals;
}

// A number as people write it, which can have lost its point.
bool IsPlain(const Observation& row) { return row.value.number && !validation::HasExponent(*row.value.number); }

bool IsOutside(Side side) { return side == Side::kBelow || side == Side::kAbove; }

char MarkIn(std::string_view text) {
  for (size_t i = 1; i + 1 < text.size(); ++i)
    if ((text[i] == '.' || text[i] == ',') && IsDigit(text[i - 1]) && IsDigit(text[i + 1])) return text[i];
  return '.';
}

// `text` with the mark before the last `decimals` figures of each of its numbers; "" where one has too few of them.
std::string WithMarks(const std::string& text, int decimals, char mark) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && IsDigit(text[end])) ++end;
    if (end == i) {
      out += text[i++];
      continue;
    }
    const size_t behind = static_cast<size_t>(decimals);
    if (end - i <= behind) return "";
    out += text.substr(i, end - i - behind) + mark + text.substr(end - behind, behind);
    i = end;
  }
  return out;
}

std::string FiguresAndMarks(std::string text) {
  std::erase_if(text, [](char c) { return !IsDigit(c) && c != '.' && c != ','; });
  return text;
}

bool Overlap(const Box& a, const Box& b) { return a.OverlapX(b) > 0 && a.OverlapY(b) > 0; }

class Mender {
 public:
  Mender(double accepted, Report* report) : accepted_(accepted), rows_(report->observations) {
    for (const Observation& row : rows_) {
      flags_ = flags_ || !row.flag.text.empty();
      if (!IsPlain(row) || DecimalsOf(row.range) == 0) continue;
      ++(row.value.number->decimals() > 0 ? kept_ : dropped_);
    }
  }

  void Mend() {
    for (Observation& row : rows_) {
      if (row.origin != Origin::kOcr || row.confidence >= accepted_ || !IsPlain(row)) continue;
      if (!MendValue(&row) && !MendRange(&row) && !MendBoth(&row)) MendArrow(&row);
    }
  }

 private:
  // Rows whose range has decimals have a value with some.
  bool KeepsDecimals() const { return kept_ >= kHabit && dropped_ <= kept_ / 2; }

  static bool MayBeMisread(const Observation& row, const Box& box) {
    return std::any_of(row.findings.begin(), row.findings.end(), [&](const Finding& f) {
      const bool doubt = f.code == FindingCode::kLowConfidence || f.code == FindingCode::kPowerOfTen;
      return doubt && Overlap(f.box, box);
    });
  }

  static bool IsContradicted(const Observation& row) {
    return std::any_of(row.findings.begin(), row.findings.end(),
                       [](const Finding& f) { return f.code == FindingCode::kFlagDisagrees; });
  }

  // Whether a result on this side of its range goes with the printed flag, or with none being printed.
  bool Agrees(const Observation& row, Side side) const {
    if (row.flag.text.empty()) return !IsOutside(side) || !flags_;
    const std::string& code = row.flag.code;
    if (code.starts_with('H')) return side == Side::kAbove;
    if (code.starts_with('L')) return side == Side::kBelow;
    return code == "N" ? side == Side::kInside : IsOutside(side);
  }

  // "26 L" against 3.3 - 22.5.
  bool MendValue(Observation* row) const {
    const Value& value = row->value;
    const int decimals = DecimalsOf(row->range);
    // ">100" is the end of what was measured, a round number.
    const bool end = value.comparator == Comparator::kGreater || value.comparator == Comparator::kGreaterEqual;
    if (end || value.number->decimals() > 0 || decimals == 0 || !KeepsDecimals()) return false;
    const bool doubtful = MayBeMisread(*row, value.box);
    if (!doubtful && !IsContradicted(*row)) return false;
    const std::string text = WithMarks(value.text, decimals, MarkIn(row->range.text));
    if (text.empty()) return false;
    const Decimal moved = WithPointMoved(*value.number, decimals);
    const Side before = SideOf(*value.number, value.comparator, row->range),
               after = SideOf(moved, value.comparator, row->range);
    if (after == Side::kUnknown ? !doubtful : !Agrees(*row, after)) return false;
    // A number that fits as it is stays, unless nearly all others of the report have their decimals.
    if (Agrees(*row, before) && dropped_ > kept_ / kHabit) return false;
    Note(row, value.text, text, value.box);
    row->value.text = text;
    row->value.number = moved;
    Settle(row);
    return true;
  }

  // "2.4" against "15-45"; of a single limit only a printed flag can tell.
  bool MendRange(Observation* row) const {
    const ReferenceRange& range = row->range;
    const int decimals = row->value.number->decimals();
    const bool both = range.low && range.high;
    if (decimals == 0 || DecimalsOf(range) > 0 || !MayBeMisread(*row, range.box)) return false;
    if (!both && row->flag.text.empty()) return false;
    const std::string text = WithMarks(range.text, decimals, MarkIn(row->value.text));
    ReferenceRange moved = range;
    if (moved.low) moved.low = WithPointMoved(*moved.low, decimals);
    if (moved.high) moved.high = WithPointMoved(*moved.high, decimals);
    const Side before = SideOf(*row->value.number, row->value.comparator, range),
               after = SideOf(*row->value.number, row->value.comparator, moved);
    const bool fits = row->flag.text.empty() ? after == Side::kInside : Agrees(*row, after) && !Agrees(*row, before);
    if (text.empty() || (both && !IsOutside(before)) || !fits) return false;
    Note(row, range.text, text, range.box);
    moved.text = text;
    row->range = moved;
    Settle(row);
    return true;
  }

  // "44" against "35-51", which was also read as "3.5-5.1".
  bool MendBoth(Observation* row) const {
    const ReferenceRange& range = row->range;
    if (row->value.number->decimals() > 0 || DecimalsOf(range) > 0 || !range.low || !range.high) return false;
    if (!MayBeMisread(*row, row->value.box)) return false;
    for (const Finding& finding : row->findings) {
      if (finding.code != FindingCode::kLowConfidence || !Overlap(finding.box, range.box)) continue;
      const std::string other = FiguresAndMarks(std::string(validation::Quoted(finding.message, 1)));
      for (int decimals = 1; decimals <= kMostDecimals; ++decimals) {
        const char mark = MarkIn(other);
        const std::string limits = WithMarks(range.text, decimals, mark),
                          value = WithMarks(row->value.text, decimals, mark);
        if (limits.empty() || value.empty() || FiguresAndMarks(limits) != other) continue;
        ReferenceRange moved = range;
        moved.text = limits;
        moved.low = WithPointMoved(*range.low, decimals);
        moved.high = WithPointMoved(*range.high, decimals);
        const Decimal number = WithPointMoved(*row->value.number, decimals);
        if (!Agrees(*row, SideOf(number, row->value.comparator, moved))) return false;
        Note(row, row->value.text + "\" against \"" + range.text, value + "\" against \"" + limits, row->value.box);
        row->value.text = value;
        row->value.number = number;
        row->range = moved;
        Settle(row);
        return true;
      }
    }
    return false;
  }

  // "74.01" against 80.0 - 100.0: an arrow stands at what is out of range.
  static void MendArrow(Observation* row) {
    Value& value = row->value;
    const int decimals = DecimalsOf(row->range);
    if (decimals == 0 || value.number->decimals() != decimals + 1 || !row->flag.text.empty()) return;
    if (kArrows.find(value.text.back()) == std::string_view::npos || !MayBeMisread(*row, value.box)) return;
    const std::string text = value.text.substr(0, value.text.size() - 1);
    const std::string printed = value.number->ToString();
    const auto number = Decimal::Parse(std::string_view(printed).substr(0, printed.size() - 1));
    if (!number || !IsOutside(SideOf(*number, value.comparator, row->range))) return;
    Note(row, value.text, text, value.box);
    value.text = text;
    value.number = number;
    Settle(row);
  }

  // What the flag says of the new number.
  static void Settle(Observation* row) {
    std::erase_if(row->findings, [](const Finding& f) { return f.code == FindingCode::kFlagDisagrees; });
    if (auto wrong = fields::SettleFlag(row, fields::RangeKind::kNumeric))
      row->findings.push_back({FindingCode::kFlagDisagrees, *std::move(wrong), row->flag.box});
  }

  static void Note(Observation* row, const std::string& read, const std::string& taken, const Box& box) {
    std::erase_if(row->findings, [](const Finding& f) { return f.code == FindingCode::kPowerOfTen; });
    row->findings.push_back({FindingCode::kPowerOfTen, "\"" + read + "\" is taken for \"" + taken + "\"", box});
    row->confidence = std::min(row->confidence, kProposed);
  }

  double accepted_;
  std::vector<Observation>& rows_;
  bool flags_ = false;  // the report prints some
  int kept_ = 0, dropped_ = 0;
};

}  // namespace

void MendMisreadNumbers(double accepted, Report* report) { Mender(accepted, report).Mend(); }

}  // namespace labintake::generic
