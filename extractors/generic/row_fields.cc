#include "extractors/generic/row_fields.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <initializer_list>
#include <set>

#include "extractors/fields/flag.h"
#include "extractors/fields/flag_check.h"
#include "extractors/generic/misread_cells.h"

namespace labintake::generic {

using terminology::ColumnRole;
using terminology::UnitConfidence;

namespace {

// Each doubt takes its share of the confidence; below the acceptance threshold (0.90 by default) a person looks.
constexpr double kSure = 0.99;
constexpr double kInferredTable = 0.97;
constexpr double kPlausibleUnit = 0.97;
constexpr double kBlocked = 0.5;     // a doubt that alone sends the row to review
constexpr double kMayBeLost = 0.88;  // a doubt that sends the row to review where nothing else speaks for it
constexpr double kMild = 0.97;
constexpr double kAccepted = 0.90;     // the usual threshold
constexpr int kShortestQualifier = 3;  // letters of "g/dL RBC"
constexpr double kReadWell = 0.95;     // words below are named where a row waits

std::string Join(const std::vector<Segment>& segments) {
  std::string out;
  for (const Segment& s : segments) {
    if (!out.empty()) out += ' ';
    out += s.text;
  }
  return out;
}

Box BoxOf(const std::vector<Segment>& segments) {
  Box box;
  for (const Segment& s : segments) box = box.Union(s.box);
  return box;
}

// "High ↑" says the same twice; the first word has the code.
std::optional<Flag> FlagOf(const std::string& text) {
  if (auto flag = fields::ParseFlag(text)) return flag;
  auto flag = fields::ParseFlag(text.substr(0, text.find(' ')));
  if (flag) flag->text = text;
  return flag;
}

bool AllDigits(const std::string& s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "0,3 - 1,5": what one comma could leave open, two limits with one decimal each do not.
bool HasCommaDecimals(const std::string& range) {
  static const RE2 kBoth("\\d+,\\d{1,2} ?[-–] ?\\d+,\\d{1,2}");
  return RE2::FullMatch(range, kBoth);
}

bool EndsWith(const std::string& s, const char* tail) {
  const std::string t(tail);
  return s.size() >= t.size() && s.compare(s.size() - t.size(), t.size(), t) == 0;
}

class RowReader {
 public:
  RowReader(const RawRow& row, const TableHead& head, const TableFacts& facts, int page, const ReadingContext& context)
      : row_(row), head_(head), facts_(facts), context_(context) {
    o_.page = page;
    o_.panel = row.panel;
    o_.confidence = kSure;
  }

  std::optional<Observation> Read() {
    ReadName();
    if (o_.name.text.empty()) return std::nullopt;
    if (!ReadValue()) return std::nullopt;
    ReadUnit();
    ReadRange();
    ReadFlag();
    Check();
    o_.rule = facts_.inferred ? "columns/content" : "columns/head";
    if (facts_.inferred) o_.confidence *= kInferredTable;
    for (const auto& column : row_.columns) o_.box = o_.box.Union(BoxOf(column));
    WeighWords();
    return o_;
  }

 private:
  const std::vector<Segment>& In(ColumnRole role) const {
    static const std::vector<Segment> kNothing;
    for (size_t c = 0; c < head_.columns.size(); ++c)
      if (head_.columns[c].role == role && !row_.columns[c].empty()) return row_.columns[c];
    return kNothing;
  }

  void Doubt(FindingCode code, std::string message, const Box& box, double factor = kBlocked) {
    o_.findings.push_back({code, std::move(message), box});
    o_.confidence *= factor;
  }

  void ReadName() {
    o_.name = CleanName(In(ColumnRole::kName));
    const std::vector<Segment>& segments = In(ColumnRole::kName);
    int letters = 0;
    for (const unsigned char c : o_.name.text) letters += std::isalpha(c) != 0 || c >= 0xc3;
    const std::string folded = terminology::Fold(o_.name.text);
    if (letters == 0)
      o_.name.text.clear();
    else if (letters == 1 && o_.name.text.size() > 2)
      Doubt(FindingCode::kNameDoubtful, "\"" + o_.name.text + "\" is an unusual name", o_.name.box);
    else if (o_.name.text.find("\xef\xbf\xbd") != std::string::npos)
      Doubt(FindingCode::kNameDoubtful, "the name has characters that could not be read", o_.name.box);
    else if (std::any_of(segments.begin(), segments.end(), [](const Segment& s) { return s.IsProse(); }))
      Doubt(FindingCode::kNameDoubtful, "the name reads like a sentence", o_.name.box);
    else if (std::count(o_.name.text.begin(), o_.name.text.end(), ':') > 1)
      Doubt(FindingCode::kNameDoubtful, "the name reads like several fields", o_.name.box);
    else if (EndsInComparison(o_.name.text))
      Doubt(FindingCode::kNameDoubtful, "the name ends in a comparison that may belong to the result", o_.name.box);
  }

  // A full stop, quotation mark or stroke by itself behind a recognised result or unit is a speck or a piece of a line.
  std::string WithoutSpecks(const std::string& text) const {
    static const RE2 kSpecks("( ([.,'`]|—|–|_))+$");
    std::string out = text;
    if (IsRecognised()) RE2::Replace(&out, kSpecks, "");
    return out;
  }

  // "— 311": the stroke is a piece of a line, or a minus.
  void TakeBehindStroke(const std::string& text, const Box& box) {
    static const RE2 kStroke("(?:—|–|_) (.*)");
    std::string number;
    if (!RE2::FullMatch(text, kStroke, &number)) return;
    const fields::ResultCell behind = fields::ParseResultCell(number, context_.style);
    if (behind.value.kind != ValueKind::kQuantity) return;
    result_ = behind;
    Doubt(FindingCode::kValueAmbiguous, "the stroke before \"" + number + "\" may be a minus", box);
  }

  bool ReadValue() {
    std::vector<const std::vector<Segment>*> results;
    for (size_t c = 0; c < head_.columns.size(); ++c) {
      if (IsResultRole(head_.columns[c].role) && !row_.columns[c].empty()) results.push_back(&row_.columns[c]);
    }
    if (results.empty()) {
      Doubt(FindingCode::kValueMissing, "no result stands on this row", o_.name.box);
      return true;
    }
    std::vector<Segment> cell = *results.front();
    TakeLooseFlags(cell);
    const std::string text = WithoutSpecks(WithoutFootnote(Join(cell)));
    result_ = fields::ParseResultCell(text, context_.style);
    const Box box = BoxOf(cell);
    if (IsRecognised()) TakeBehindStroke(text, box);
    if (!result_.listed && IsRecognised()) TakeFigures(text, box);
    if (result_.mark_doubtful && IsRecognised()) TakeMark(text, box);
    o_.value = result_.value;
    o_.value.box = box;
    if (o_.value.kind == ValueKind::kNone) {
      if (result_.flag.text.empty()) return false;
      // A flag alone in the result column is the result ("High").
      o_.value.text = text;
      o_.value.kind = ValueKind::kOrdinal;
      result_.flag = {};
      result_.rest.clear();
    }
    if (results.size() > 1)
      Doubt(FindingCode::kValueAmbiguous, "more than one result column is filled", BoxOf(*results[1]));
    // A chart prints the result once more at its place.
    if (result_.rest == o_.value.text) result_.rest.clear();
    if (IsRecognised() && IsTriangle(result_.rest, result_.flag.code)) result_.rest.clear();
    if (!result_.rest.empty()) {
      // An arrow waits for the range, see ReadFlag.
      if (!IsArrow(result_.rest))
        Doubt(FindingCode::kTextLeftOver,
              "\"" + result_.rest + "\" beside the result \"" + o_.value.text + "\" belongs to no field", box);
    } else if (!result_.listed) {
      Doubt(FindingCode::kValueUnparsed, "\"" + o_.value.text + "\" is no result word that is known", box);
    }
    if (result_.mark_doubtful && !CountsCells())
      Doubt(FindingCode::kDecimalMarkDoubtful, "the mark in \"" + o_.value.text + "\" may be decimal or thousands",
            box);
    // "A Positive" is a blood group, or the flag A before "Positive".
    if (o_.value.kind == ValueKind::kOrdinal && o_.value.text.starts_with("A ") &&
        (!In(ColumnRole::kRange).empty() || !row_.range_below.empty()))
      Doubt(FindingCode::kValueAmbiguous, "the A of \"" + o_.value.text + "\" may be a flag", box);
    if (facts_.prints_signs && o_.value.text.find_first_not_of("+-") == std::string::npos)
      Doubt(FindingCode::kValueAmbiguous, "\"" + o_.value.text + "\" may be the flag of a result that was not found",
            box);
    if (o_.value.kind == ValueKind::kNotDone && o_.value.text.find_first_not_of("-*. ") == std::string::npos &&
        !In(ColumnRole::kPrevious).empty())
      Doubt(FindingCode::kValueMissing, "the newest result is empty, an earlier one stands beside it", box);
    if (text.find("\xef\xbf\xbd") != std::string::npos)
      Doubt(FindingCode::kLowConfidence, "the result has characters that could not be read", box);
    return true;
  }

  // "118 High A": the triangle behind a flag in words, as recognition reads it.
  static bool IsTriangle(const std::string& rest, const std::string& flag) {
    return rest.size() == 1 && ((flag == "H" && (rest == "A" || rest == "a" || rest == "4")) ||
                                (flag == "L" && (rest == "V" || rest == "v" || rest == "Y")));
  }

  // A number of which a figure was taken for a letter.
  void TakeFigures(const std::string& text, const Box& box) {
    // "l4 H": a flag may stand behind it.
    const std::string head = text.substr(0, text.find(' '));
    const std::string figures = FiguresOf(head);
    if (figures.empty()) return;
    const fields::ResultCell number = fields::ParseResultCell(figures + text.substr(head.size()), context_.style);
    if (number.value.kind != ValueKind::kQuantity || !number.rest.empty()) return;
    result_ = number;
    Doubt(FindingCode::kValueUnparsed, "\"" + text + "\" is taken for " + figures, box);
  }

  // A number with the other decimal mark than those of the report: a point of which the scan made a comma.
  void TakeMark(const std::string& text, const Box& box) {
    const std::string marked = WithMarkOf(text, context_.style);
    if (marked.empty()) return;
    const fields::ResultCell number = fields::ParseResultCell(marked, context_.style);
    if (number.value.kind != ValueKind::kQuantity || number.mark_doubtful) return;
    result_ = number;
    Doubt(FindingCode::kDecimalMarkDoubtful, "\"" + text + "\" is taken for " + marked, box);
  }

  // "6.480 /mm³" where commas are decimal: counts of cells are whole numbers in the thousands.
  bool CountsCells() const {
    if (context_.style.mark != fields::DecimalMark::kComma) return false;
    std::string unit = Join(In(ColumnRole::kUnit));
    if (unit.empty()) unit = result_.unit_text;
    if (unit.empty())
      unit = fields::ParseRangeCell(Join(In(ColumnRole::kRange)), context_.style, context_.patient).unit_text;
    const std::string ucum = terminology::LookUpUnit(unit).ucum;
    return ucum == "/uL" || ucum == "/mL" || ucum == "/mm3" || ucum == "{cells}/uL";
  }

  // "+" in a cell of its own before "Positief": the flag, although "+" alone would be a result.
  void TakeLooseFlags(std::vector<Segment>& cell) {
    if (cell.size() < 2) return;
    for (size_t i = 0; i < cell.size(); ++i) {
      if (!cell[i].is_flag) continue;
      std::vector<Segment> rest = cell;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      const fields::ResultCell parsed = fields::ParseResultCell(Join(rest), context_.style);
      if (parsed.value.kind == ValueKind::kNone) continue;
      if (const auto flag = FlagOf(cell[i].text)) TakeFlag(*flag, cell[i].box);
      cell = std::move(rest);
      return;
    }
  }

  void ReadUnit() {
    const std::vector<Segment>& cell = In(ColumnRole::kUnit);
    std::string text = WithoutSpecks(Join(cell));
    o_.unit.box = BoxOf(cell);
    if (!text.empty() && terminology::LookUpUnit(text).confidence == UnitConfidence::kNone) {
      // Words that follow a unit ("mg/dL calc.") or a range that drifted into the column.
      const size_t length = terminology::ScanUnit(text);
      if (length > 0) {
        std::string tail = text.substr(length);
        while (!tail.empty() && tail.front() == ' ') tail.erase(0, 1);
        const fields::RangeCell range = fields::ParseRangeCell(tail, context_.style, context_.patient);
        if (range.kind == fields::RangeKind::kNumeric && In(ColumnRole::kRange).empty()) {
          range_in_unit_ = tail;
          text.resize(length);
        } else if (std::none_of(tail.begin(), tail.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) {
          // "g/dL RBC": words that qualify the unit stay with it as printed. On a scan "% T" may be a piece of a line.
          const auto letters = std::count_if(tail.begin(), tail.end(), [](unsigned char c) { return std::isalpha(c); });
          qualified_unit_ = !IsRecognised() || letters >= kShortestQualifier;
          o_.confidence *= kMild;
        }
      }
    }
    if (text.empty() && !result_.unit_text.empty()) {
      text = result_.unit_text;
      o_.unit.box = o_.value.box;
    } else if (!text.empty() && !result_.unit_text.empty() && !SameUnit(text, result_.unit_text)) {
      Doubt(FindingCode::kUnitsDiffer,
            "\"" + result_.unit_text + "\" stands beside the result and \"" + text + "\" in the unit column",
            o_.unit.box);
    }
    if (text.empty()) text = UnitBehindName();
    if (text.empty() && !row_.unit_below.empty()) {
      text = row_.unit_below.front().text;
      o_.unit.box = row_.unit_below.front().box;
    }
    o_.unit.text = text;
  }

  // "Total Cholesterol mg/dL", "Glucose (mg/dL)": where nothing else gives a unit, the end of the name may be it.
  std::string UnitBehindName() {
    if (head_.Has(ColumnRole::kUnit)) return "";
    const std::string& name = o_.name.text;
    for (size_t space = name.find(' '); space != std::string::npos; space = name.find(' ', space + 1)) {
      std::string tail = name.substr(space + 1);
      const bool bracketed = tail.size() > 2 && ((tail.front() == '(' && tail.back() == ')') ||
                                                 (tail.front() == '[' && tail.back() == ']'));
      if (bracketed) tail = tail.substr(1, tail.size() - 2);
      // In brackets "(µM)" is a unit and "(ALT)" or "(K)" a short name.
      const bool sure = tail.find('/') != std::string::npos || (bracketed && IsUnitByItself(tail));
      if (!sure || terminology::LookUpUnit(tail).confidence != UnitConfidence::kKnown) continue;
      o_.unit.box = o_.name.box;
      o_.name.text.resize(space);
      return tail;
    }
    return "";
  }

  static bool IsUnitByItself(const std::string& text) {
    static const std::set<std::string> kUnits = {"%", "µM", "μM", "uM", "nM", "pM", "mM", "fL", "pg", "sec", "min"};
    return kUnits.contains(text);
  }

  static bool SameUnit(const std::string& a, const std::string& b) {
    const terminology::UnitMatch x = terminology::LookUpUnit(a), y = terminology::LookUpUnit(b);
    return terminology::Fold(a) == terminology::Fold(b) || (!x.ucum.empty() && x.ucum == y.ucum);
  }

  void ReadRange() {
    const std::vector<Segment>* cell = &In(ColumnRole::kRange);
    if (cell->empty()) cell = &row_.range_below;
    std::string text = Join(*cell);
    Box box = BoxOf(*cell);
    if (text.empty() && !range_in_unit_.empty()) {
      text = range_in_unit_;
      box = o_.unit.box;
    }
    const std::vector<Segment>&low = In(ColumnRole::kLow), &high = In(ColumnRole::kHigh);
    if (text.empty() && (!low.empty() || !high.empty())) {
      ReadLimits(low, high);
      return;
    }
    range_ = fields::ParseRangeCell(text, context_.style, context_.patient);
    if (auto mended = RangeWithoutNoise(*cell, context_)) {
      range_ = *std::move(mended);
      Doubt(FindingCode::kRangeUnparsed, "the reference \"" + text + "\" is taken for \"" + range_.range.text + "\"",
            box);
    }
    o_.range = range_.range;
    if (range_.kind == fields::RangeKind::kWords) CutUnitOffWords();
    if (o_.range.text.empty() && range_.kind != fields::RangeKind::kNone) o_.range.text = text;
    o_.range.box = box;
    if (!range_.unit_text.empty()) {
      if (o_.unit.text.empty()) {
        o_.unit.text = range_.unit_text;
        o_.unit.box = box;
      } else if (!SameUnit(o_.unit.text, range_.unit_text) &&
                 terminology::LookUpUnit(range_.unit_text).confidence == UnitConfidence::kKnown) {
        Doubt(FindingCode::kUnitsDiffer,
              "\"" + o_.unit.text + "\" is the row's unit and \"" + range_.unit_text + "\" stands in its range", box);
      }
    }
    switch (range_.kind) {
      case fields::RangeKind::kUnparsed:
        // Words on one line ("Undefined", "Colorless, Straw, Yellow") are as good as printed: no limit could be
        // misread.
        if (cell->size() == 1 && !cell->front().has_digit && cell->front().word_count <= 5 &&
            cell->front().text.find_first_of("<>=:(") == std::string::npos) {
          o_.confidence *= kMild;
          break;
        }
        Doubt(FindingCode::kRangeUnparsed, "the reference \"" + text + "\" is not understood", box);
        break;
      case fields::RangeKind::kBanded:
        if (!o_.range.low && !o_.range.high)
          Doubt(FindingCode::kRangeBanded, "several references are printed; which applies is not certain", box, 0.95);
        break;
      default: break;
    }
    if (range_.mark_doubtful && !CountsCells() && !HasCommaDecimals(o_.range.text))
      Doubt(FindingCode::kDecimalMarkDoubtful, "the marks in \"" + text + "\" may be decimal or thousands", box);
  }

  // "NIL /HPF": the expected word and the unit.
  void CutUnitOffWords() {
    std::string& text = o_.range.text;
    const size_t cut = text.find_last_of(" /");
    if (cut == std::string::npos || cut == 0) return;
    const std::string unit = text.substr(text[cut] == ' ' ? cut + 1 : cut);
    if (unit.find('/') == std::string::npos || terminology::LookUpUnit(unit).confidence != UnitConfidence::kKnown)
      return;
    text.resize(cut);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    range_.unit_text = unit;
  }

  void ReadLimits(const std::vector<Segment>& low, const std::vector<Segment>& high) {
    const std::string a = Join(low), b = Join(high);
    o_.range.text = a.empty() ? "<" + b : b.empty() ? ">" + a : a + " - " + b;
    o_.range.box = BoxOf(low).Union(BoxOf(high));
    range_ = fields::ParseRangeCell(o_.range.text, context_.style, context_.patient);
    if (!low.empty() && !high.empty()) {
      std::vector<Segment> both = low;
      Word dash = low.back().words.back();
      dash.text = "-", dash.confidence = 1;
      both.push_back(MakeSegment({dash}, dash.text, low.back().line, context_));
      both.insert(both.end(), high.begin(), high.end());
      if (auto mended = RangeWithoutNoise(both, context_)) {
        Doubt(FindingCode::kRangeUnparsed,
              "the limits \"" + o_.range.text + "\" are taken for \"" + mended->range.text + "\"", o_.range.box);
        o_.range.text = mended->range.text;
        range_ = *std::move(mended);
      }
    }
    if (range_.kind == fields::RangeKind::kNumeric) {
      const std::string text = o_.range.text;
      const Box box = o_.range.box;
      o_.range = range_.range;
      o_.range.text = text;
      o_.range.box = box;
    } else {
      Doubt(FindingCode::kRangeUnparsed, "the limits \"" + o_.range.text + "\" are not understood", o_.range.box);
    }
  }

  void TakeFlag(const Flag& flag, const Box& box) {
    if (flag.text.empty()) return;
    if (o_.flag.text.empty()) {
      o_.flag = flag;
      o_.flag.box = box;
    } else if (o_.flag.code != flag.code && o_.flag.code != "A" && flag.code != "A") {
      Doubt(FindingCode::kFlagDisagrees, "two flags are printed: \"" + o_.flag.text + "\" and \"" + flag.text + "\"",
            box);
    }
  }

  static bool IsArrow(const std::string& text) { return text == ">" || text == "<"; }

  // "162  >" against 117 - 153: the sign behind a result says on which side of its range it lies.
  void TakeArrow(const std::string& arrow, const Box& box) {
    const char* const code = arrow == ">" ? "H" : "L";
    if (o_.value.kind == ValueKind::kQuantity && fields::DeriveFlag(o_.value, o_.range) == code)
      TakeFlag({arrow, code, false, box}, box);
    else
      Doubt(FindingCode::kFlagDisagrees,
            "\"" + arrow + "\" stands behind " + o_.value.text + ", which is not out of range", box);
  }

  // What stands in a column of flags where there is none.
  static bool SaysNoFlag(const std::string& text) {
    const std::string folded = terminology::Fold(text);
    return folded == "n/a" || folded == "na" || folded == "none" || folded == "not applicable";
  }

  void ReadFlag() {
    if (IsArrow(result_.rest)) TakeArrow(result_.rest, o_.value.box);
    const std::vector<Segment>& cell = In(ColumnRole::kFlag);
    const std::string text = Join(cell);
    if (!text.empty()) {
      if (const auto flag = fields::ParseFlag(text))
        TakeFlag(*flag, BoxOf(cell));
      else if (head_.Has(ColumnRole::kFlag) && !SaysNoFlag(text))
        Doubt(FindingCode::kTextLeftOver, "\"" + text + "\" in the flag column is no flag that is known", BoxOf(cell));
    }
    TakeFlag(result_.flag, o_.value.box);
    TakeFlag(range_.flag, o_.range.box);
    for (const Segment& s : row_.floating_flags) {
      if (IsArrow(s.text))
        TakeArrow(s.text, s.box);
      else if (const auto flag = FlagOf(s.text))
        TakeFlag(*flag, s.box);
    }
  }

  void Check() {
    const auto unit = terminology::LookUpUnit(o_.unit.text);
    o_.unit.ucum = unit.ucum;
    if (!o_.unit.text.empty()) {
      if (unit.confidence == UnitConfidence::kNone && !IsCalculated(o_.unit.text) && !qualified_unit_)
        Doubt(FindingCode::kUnitUnknown, "\"" + o_.unit.text + "\" is no unit that is known", o_.unit.box);
      else if (unit.confidence == UnitConfidence::kPlausible)
        o_.confidence *= kPlausibleUnit;
    }
    const bool number = o_.value.kind == ValueKind::kQuantity;
    const bool unit_expected = facts_.prints_units && !(row_.further && facts_.further_have_no_units);
    if (o_.unit.text.empty() && number && unit_expected && !terminology::IsDimensionless(o_.name.text) &&
        UnitFromHead().empty())
      Doubt(FindingCode::kUnitMissing, "the other rows of this table have units, this one has none", o_.box,
            IsRecognised() ? kMayBeLost : 0.95);
    // A ratio among amounts has no unit, whatever the head says of the column.
    if (const std::string from_head = UnitFromHead();
        o_.unit.text.empty() && number && !from_head.empty() && !terminology::HasDimensionlessWord(o_.name.text)) {
      o_.unit.text = from_head;
      o_.unit.ucum = terminology::LookUpUnit(from_head).ucum;
      unit_of_head_ = true;
    }
    if (const std::string misread = MisreadUnitOfHead();
        number && !misread.empty() && (o_.unit.text.empty() || unit_of_head_))
      Doubt(FindingCode::kUnitUnknown, "\"" + misread + "\" in the head of the table is no unit that is known", o_.box);
    // "pH", "Appearance", "Tin (Sn)" are labels of headers too; a unit or a reference shows that they are tests here.
    if (o_.unit.text.empty() && range_.kind == fields::RangeKind::kNone &&
        (terminology::LookUpHeaderLabel(o_.name.text) || terminology::LookUpColumnHead(o_.name.text)))
      Doubt(FindingCode::kNameDoubtful, "\"" + o_.name.text + "\" may be a label of the report and no test",
            o_.name.box);
    if (auto wrong = fields::SettleFlag(&o_, range_.kind, context_.flags_from_range))
      Doubt(FindingCode::kFlagDisagrees, *std::move(wrong), o_.flag.box);
    // A sign glued to a number may be the flag: "-115" of a quantity that cannot be negative.
    if (o_.value.number && o_.value.number->negative() && o_.range.low && !o_.range.low->negative())
      Doubt(FindingCode::kValueAmbiguous, "the minus of \"" + o_.value.text + "\" may be a flag", o_.value.box);
    // "Non" against "Non Reactive": the rest of the words was lost.
    const std::string value = terminology::Fold(o_.value.text);
    static const std::set<std::string> kBegins = {"non", "not", "no", "nicht", "keine", "kein", "niet", "geen", "nie"};
    if (kBegins.contains(value) && terminology::Fold(o_.range.text).starts_with(value + " "))
      Doubt(FindingCode::kValueUnparsed, "\"" + o_.value.text + "\" is the beginning of a result", o_.value.box);
    if (row_.in_comment)
      Doubt(FindingCode::kColumnUnclear, "the line stands among notes and has neither unit nor range", o_.box);
    if (facts_.prints_bars && number && o_.range.text.empty())
      Doubt(FindingCode::kRangeUnparsed, "the other rows of this table have limits over their bars, this one has none",
            o_.box);
    DoubtFiguresUnderUnknownHeads();
    DoubtRecognised();
    // Findings quote the row's own fields only; what belongs to none is shown by its box.
    if (!row_.left_over.empty())
      Doubt(FindingCode::kTextLeftOver, "words on this row belong to no field", BoxOf(row_.left_over));
    // A result far from its column, or columns that had to be bent to fit.
    if (row_.parts > 0 && row_.fit_cost / row_.parts > 1.2)
      Doubt(FindingCode::kColumnUnclear, "the cells of this row do not stand under their heads", o_.value.box, 0.93);
  }

  // A row is as sure as the weakest word in its fields. Where that makes it wait, the words are named that would
  // each do so alone, and those that were read in two ways.
  void WeighWords() {
    std::vector<const Word*> weakest;  // one a field
    const bool both_limits = o_.range.low && o_.range.high && *o_.range.low < *o_.range.high;
    const auto field = [&](std::initializer_list<const std::vector<Segment>*> cells, bool range = false) {
      const Word* weak = nullptr;
      for (const std::vector<Segment>* cell : cells)
        for (const Segment& s : *cell)
          for (const Word& w : s.words) {
            // What stands between two limits in order can only be a dash.
            if (range && both_limits && w.text.find_first_not_of("-–—~") == std::string::npos) continue;
            if (weak == nullptr || w.confidence < weak->confidence) weak = &w;
          }
      if (weak != nullptr) weakest.push_back(weak);
    };
    for (const ColumnRole role : {ColumnRole::kResult, ColumnRole::kResultIn, ColumnRole::kResultOut})
      field({&In(role)});
    field({&In(ColumnRole::kName)});
    field({&In(ColumnRole::kUnit), &row_.unit_below});
    if (unit_of_head_) {
      const Word* weak = nullptr;
      for (const Column& c : head_.columns)
        for (const Word& w : c.unit_words)
          if (weak == nullptr || w.confidence < weak->confidence) weak = &w;
      if (weak != nullptr) weakest.push_back(weak);
    }
    field({&In(ColumnRole::kRange), &In(ColumnRole::kLow), &In(ColumnRole::kHigh), &row_.range_below}, true);
    field({&In(ColumnRole::kFlag), &row_.floating_flags});
    std::stable_sort(weakest.begin(), weakest.end(),
                     [](const Word* a, const Word* b) { return a->confidence < b->confidence; });
    if (weakest.empty()) return;
    // What stands under a head that is not known may belong to a field.
    float beside = 1;
    Box box;
    for (size_t c = 0; c < head_.columns.size(); ++c)
      if (head_.columns[c].unknown && head_.columns[c].role == ColumnRole::kNote)
        for (const Segment& s : row_.columns[c])
          for (const Word& w : s.words) {
            if (w.confidence < beside) box = w.box;
            beside = std::min(beside, w.confidence);
          }
    o_.confidence *= std::min(beside, weakest.front()->confidence);
    if (o_.confidence >= kAccepted) return;
    if (beside < kReadWell)
      o_.findings.push_back(
          {FindingCode::kLowConfidence, "a word in a column without a known head may be misread", box});
    bool named = false;
    for (const Word* w : weakest) {
      if (w->confidence >= kReadWell) break;
      if (named && w->confidence >= kAccepted && w->other_reading.empty()) continue;
      o_.findings.push_back({FindingCode::kLowConfidence,
                             w->other_reading.empty()
                                 ? "\"" + w->text + "\" may be misread"
                                 : "read as \"" + w->text + "\" and as \"" + w->other_reading + "\"",
                             w->box});
      named = true;
    }
  }

  bool IsRecognised() const {
    return std::any_of(row_.columns.begin(), row_.columns.end(), [](const std::vector<Segment>& column) {
      return !column.empty() && column.front().words.front().origin == Origin::kOcr;
    });
  }

  // What stands under a head that is not known may be this row's unit or range where it has none, and its result where
  // that one's head is not known either, or was misread on a scan.
  void DoubtFiguresUnderUnknownHeads() {
    bool unknown_result = false;
    for (size_t c = 0; c < head_.columns.size(); ++c)
      unknown_result = unknown_result || (IsResultRole(head_.columns[c].role) && head_.columns[c].unknown);
    for (size_t c = 0; c < head_.columns.size(); ++c) {
      const Column& column = head_.columns[c];
      for (const Segment& s : row_.columns[c]) {
        if (!MayBeField(s, column, unknown_result)) continue;
        Doubt(FindingCode::kColumnUnclear, "a figure of this row stands in a column whose head is not known", s.box);
        return;
      }
    }
  }

  bool MayBeField(const Segment& s, const Column& column, bool unknown_result) const {
    if (column.role == ColumnRole::kPrevious) return unknown_result && s.IsNumericValue();
    if (column.role != ColumnRole::kNote) return false;
    if (s.words.front().origin == Origin::kOcr) return s.IsNumericValue() || s.IsRange();
    if (!column.unknown || o_.value.kind != ValueKind::kQuantity) return false;
    const bool unit = s.IsUnit() || (s.has_digit && s.text.find('/') != std::string::npos && !s.has_date);
    return (unknown_result && s.IsNumericValue()) || (unit && o_.unit.text.empty()) ||
           (s.IsRange() && o_.range.text.empty());
  }

  // What recognition gets wrong without noticing.
  void DoubtRecognised() {
    const bool number = o_.value.kind == ValueKind::kQuantity && o_.value.number.has_value();
    const auto recognised = [](const Segment& s) { return s.words.front().origin == Origin::kOcr; };
    const bool any = std::any_of(row_.columns.begin(), row_.columns.end(), [&](const std::vector<Segment>& column) {
      return std::any_of(column.begin(), column.end(), recognised);
    });
    if (!any) return;
    if (o_.name.text.find('?') != std::string::npos)
      Doubt(FindingCode::kNameDoubtful, "a sign of the name \"" + o_.name.text + "\" was not read", o_.name.box);
    if (!number) return;
    if (o_.flag.code == "A" && fields::DeriveFlag(o_.value, o_.range) == "N")
      Doubt(FindingCode::kFlagDisagrees, "\"" + o_.flag.text + "\" stands at a result that is in range", o_.flag.box);
    if (facts_.prints_ranges && o_.range.text.empty())
      Doubt(FindingCode::kRangeUnparsed, "the other rows of this table have ranges, that of this one may be lost",
            o_.box, kMayBeLost);
    // "74,0" with an arrow behind it, against 80,0 - 100,0.
    int decimals = -1;
    for (const auto& limit : {o_.range.low, o_.range.high})
      if (limit) decimals = std::max(decimals, limit->decimals());
    if (decimals >= 1 && o_.value.number->decimals() > decimals && o_.value.text.ends_with('1'))
      Doubt(FindingCode::kLowConfidence, "the last sign of \"" + o_.value.text + "\" may be an arrow", o_.value.box);
    // "14" against 0.0 - 1.2: both networks may have passed over a faint point.
    if (decimals >= 1 && o_.value.number->decimals() == 0 && o_.range.high && *o_.value.number > *o_.range.high)
      Doubt(FindingCode::kPowerOfTen,
            "\"" + o_.value.text + "\" is above a range with decimals and has none: a decimal mark may be lost",
            o_.value.box);
  }

  static bool IsCalculated(const std::string& unit) {
    return terminology::Fold(unit).find("calc") != std::string::npos;
  }

  std::string UnitFromHead() const {
    if (!row_.unit_of_head.empty()) return row_.unit_of_head;
    for (const Column& c : head_.columns)
      if (!c.unit.empty()) return c.unit;
    return "";
  }

  // Words of the head in the place of a unit that are none: "ymol/g" on a recognised page.
  std::string MisreadUnitOfHead() const {
    for (const Column& c : head_.columns)
      if (c.unit.empty() && !c.unit_words.empty()) return JoinWords(c.unit_words, 0, c.unit_words.size());
    return "";
  }

  const RawRow& row_;
  const TableHead& head_;
  const TableFacts& facts_;
  const ReadingContext& context_;
  Observation o_;
  fields::ResultCell result_;
  fields::RangeCell range_;
  std::string range_in_unit_;
  bool qualified_unit_ = false;
  bool unit_of_head_ = false;
};

}  // namespace

Name CleanName(const std::vector<Segment>& segments) {
  Name name;
  double size = 0;
  for (const Segment& s : segments) size = std::max(size, s.font_size);
  for (const Segment& s : segments) {
    size_t from = 0, to = s.words.size();
    // Raised site codes and footnote numbers behind the name.
    while (to > from + 1 && s.words[to - 1].font_size < 0.8 * size && AllDigits(s.words[to - 1].text)) --to;
    std::string part = JoinWords(s.words, from, to);
    if (!name.text.empty() && !part.empty() && !EndsWith(name.text, "-")) name.text += ' ';
    name.text += part;
    for (size_t i = from; i < to; ++i) name.box = name.box.Union(s.words[i].box);
  }
  static const char* const kMarks[] = {"(²)", "(¹)", "(³)", "*", "†", "‡", "°", "^", "§", "¶", "¹", "²", "³",
                                       "⁰",   "⁴",   "⁵",   "⁶", "⁷", "⁸", "⁹", " ", ":", ";", "•", "…", "."};
  for (bool more = true; more;) {
    more = false;
    for (const char* mark : kMarks) {
      if (!EndsWith(name.text, mark) || name.text.size() <= std::string(mark).size()) continue;
      if (*mark == '.' && name.text.size() > 1 && !EndsWith(name.text, "..") && !EndsWith(name.text, " ."))
        continue;  // "spp." keeps its point, leaders do not
      name.text.resize(name.text.size() - std::string(mark).size());
      more = true;
    }
  }
  size_t start = 0;
  while (start < name.text.size() && (name.text[start] == '*' || name.text[start] == ' ' || name.text[start] == ':'))
    ++start;
  if (name.text.compare(start, 3, "•") == 0) start += 3;
  // "12. Sodium", "12) Sodium": a row number; "25-OH Vitamin D" and "5 HIAA" are names.
  size_t digits = start;
  while (digits < name.text.size() && std::isdigit(static_cast<unsigned char>(name.text[digits])) != 0) ++digits;
  if (digits > start && digits - start <= 3 && digits + 1 < name.text.size() &&
      (name.text[digits] == '.' || name.text[digits] == ')') && name.text[digits + 1] == ' ')
    start = digits + 1;
  while (start < name.text.size() && name.text[start] == ' ') ++start;
  name.text.erase(0, start);
  return name;
}

std::optional<Observation> ReadFields(const RawRow& row, const TableHead& head, const TableFacts& facts, int page,
                                      const ReadingContext& context) {
  return RowReader(row, head, facts, page, context).Read();
}

}  // namespace labintake::generic
