// The tables of printed ranges, results and flags of the reference against the grammars: every row of every table.
//
// Bounds and codes are taken from the tables. Where a column is prose, what must come out is written here, form by
// form, and a form of a table that is not written here fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/fields/flag.h"
#include "extractors/fields/range.h"
#include "extractors/fields/result_cell.h"
#include "tests/reference_table.h"

namespace labintake::fields {
namespace {

constexpr NumberStyle kPoint{DecimalMark::kPoint};
constexpr NumberStyle kComma{DecimalMark::kComma};

// The rows below the head; nullopt where the table is not beside the project.
std::optional<std::vector<std::vector<std::string>>> Rows(const std::string& table) {
  std::ifstream in(std::string(LABINTAKE_SOURCE_DIR) + "/../shared/reference/terminology/" + table);
  if (!in) return std::nullopt;
  std::vector<std::vector<std::string>> out;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    if (!line.empty()) out.push_back(CsvCells(line));
  }
  return out;
}

// The parts between the marks, spaces around them removed.
std::vector<std::string> Split(std::string_view text, std::string_view mark) {
  std::vector<std::string> out;
  for (;;) {
    const size_t at = text.find(mark);
    std::string_view part = text.substr(0, at);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    out.emplace_back(part);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + mark.size());
  }
}

constexpr const char* kNotAtHand = "the reference tables are not beside the project (../shared/reference/terminology)";

// ---------------------------------------------------------------------------------------------------------- ranges

const char* NameOf(RangeKind kind) {
  switch (kind) {
    case RangeKind::kNone: return "none";
    case RangeKind::kNumeric: return "numeric";
    case RangeKind::kTiter: return "titer";
    case RangeKind::kWords: return "words";
    case RangeKind::kBanded: return "banded";
    case RangeKind::kUnparsed: return "unparsed";
  }
  return "";
}

// "[3.4,10.8]": square brackets are inclusive.
std::string Bounds(const ReferenceRange& range) {
  if (!range.low && !range.high) return "none";
  return std::string(range.low && range.low_inclusive ? "[" : "(") + (range.low ? range.low->ToString() : "") + "," +
         (range.high ? range.high->ToString() : "") + (range.high && range.high_inclusive ? "]" : ")");
}

// The bounds that a row of the table states; "1:40" by its reciprocal.
struct Stated {
  std::optional<Decimal> low, high;
  bool low_inclusive = true, high_inclusive = true;

  explicit Stated(const std::vector<std::string>& row) {
    const auto number = [](std::string_view text) {
      if (text.starts_with("1:")) text.remove_prefix(2);
      return Decimal::Parse(text);
    };
    low = number(row[1]);
    high = number(row[3]);
    if (low) low_inclusive = row[2] == "1";
    if (high) high_inclusive = row[4] == "1";
  }
  Stated() = default;

  bool Is(const ReferenceRange& range) const {
    return low == range.low && high == range.high && (!low || low_inclusive == range.low_inclusive) &&
           (!high || high_inclusive == range.high_inclusive);
  }
};

// What the column of conditions says about the kind of the cell.
RangeKind KindOf(std::string_view condition) {
  const auto says = [&](std::string_view words) { return condition.find(words) != std::string_view::npos; };
  if (condition.starts_with("expected-text")) return RangeKind::kWords;
  if (condition.starts_with("no range")) return RangeKind::kNone;
  if (says("titer")) return RangeKind::kTiter;
  // Conditions, grades and pairs: never one plain range.
  for (const std::string_view words :
       {"split by sex", "sex columns", "age condition", "age-conditioned", "age 3 m", "choose by age", "cycle phase",
        "time of day", "therapeutic range", "banded", "critical pair", "trailing qualifier"}) {
    if (says(words)) return RangeKind::kBanded;
  }
  return RangeKind::kNumeric;
}

// A band that hangs on who the patient is or when the specimen was taken, not on the result itself.
bool NeedsPatient(std::string_view condition) {
  for (const std::string_view words : {"sex", "age", "phase", "time of day", "qualifier"}) {
    if (condition.find(words) != std::string_view::npos) return true;
  }
  return false;
}

// "3,5-5,1 ... only if the report's locale says so".
NumberStyle StyleOf(std::string_view condition) {
  return condition.find("decimal comma") == std::string_view::npos ? kPoint : kComma;
}

TEST(ReferenceFormsTest, EveryRangeHasItsBoundsAndItsKind) {
  const auto rows = Rows("range_forms.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  EXPECT_GE(rows->size(), 90u);
  for (const auto& row : *rows) {
    ASSERT_GE(row.size(), 6u) << row[0];
    const std::string &printed = row[0], &condition = row[5];
    const Stated stated(row);
    const RangeCell cell = ParseRangeCell(printed, StyleOf(condition));
    EXPECT_STREQ(NameOf(cell.kind), NameOf(KindOf(condition))) << printed;
    EXPECT_TRUE(stated.Is(cell.range)) << printed << " is read " << Bounds(cell.range);
    EXPECT_FALSE(cell.mark_doubtful) << printed;
    EXPECT_EQ(cell.flag.text, "") << printed;
    EXPECT_NE(printed.find(cell.range.text), std::string::npos) << printed << " is kept as " << cell.range.text;
    EXPECT_NE(cell.range.text, "") << printed;
  }
}

TEST(ReferenceFormsTest, RangesWithoutAConditionDoNotAskForThePatient) {
  const auto rows = Rows("range_forms.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  for (const auto& row : *rows) {
    const std::string &printed = row[0], &condition = row[5];
    if (NeedsPatient(condition)) continue;
    for (const PatientContext& patient :
         {PatientContext{"F", 40}, PatientContext{"M", 3}, PatientContext{"M", {}}, PatientContext{"", 80}}) {
      const RangeCell cell = ParseRangeCell(printed, StyleOf(condition), patient);
      EXPECT_STREQ(NameOf(cell.kind), NameOf(KindOf(condition))) << printed;
      EXPECT_TRUE(Stated(row).Is(cell.range)) << printed << " is read " << Bounds(cell.range);
    }
  }
}

// Nothing says which mark the report uses: either the same comes out, or the cell says that it is in doubt.
TEST(ReferenceFormsTest, RangesOfAReportWithoutStyleAreRightOrDoubtful) {
  const auto rows = Rows("range_forms.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  for (const auto& row : *rows) {
    const RangeCell cell = ParseRangeCell(row[0], {});
    EXPECT_STREQ(NameOf(cell.kind), NameOf(KindOf(row[5]))) << row[0];
    EXPECT_TRUE(Stated(row).Is(cell.range) || cell.mark_doubtful) << row[0] << " is read " << Bounds(cell.range);
  }
  const RangeCell point = ParseRangeCell("3,5-5,1", kPoint);
  EXPECT_TRUE(point.mark_doubtful) << "a decimal comma in a report that prints points";
}

TEST(ReferenceFormsTest, RangesOfTheTableKeepTheirPrintedDigits) {
  const auto rows = Rows("range_forms.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  size_t found = 0;
  for (const auto& row : *rows) {
    if (row[5].find("trailing zeros") == std::string::npos) continue;
    const RangeCell cell = ParseRangeCell(row[0], kPoint);
    ASSERT_TRUE(cell.range.low && cell.range.high) << row[0];
    EXPECT_EQ(cell.range.low->ToString() + "-" + cell.range.high->ToString(), row[0]);
    ++found;
  }
  EXPECT_GE(found, 1u);
}

// What the conditions of the table choose once the patient is known.
struct ForPatient {
  std::string printed, sex;
  std::optional<int> age;
  std::string bounds;
};

TEST(ReferenceFormsTest, ConditionsOfTheTableChooseByThePatient) {
  const auto rows = Rows("range_forms.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  const std::vector<ForPatient> cases = {
      {"Male: 13.2-17.1 Female: 11.7-15.5", "M", {}, "[13.2,17.1]"},
      {"Male: 13.2-17.1 Female: 11.7-15.5", "F", {}, "[11.7,15.5]"},
      {"M: 40-54  F: 36-48", "M", {}, "[40,54]"},
      {"M: 40-54  F: 36-48", "F", {}, "[36,48]"},
      // The words in brackets name the two columns, not one of the ranges: a person chooses.
      {"4.5 to 6.0 | 4.0 to 5.2 (Male / Female columns)", "M", 40, "none"},
      {"4.5 to 6.0 | 4.0 to 5.2 (Male / Female columns)", "F", 40, "none"},
      {"18 to 150 years 3.5 to 10.8", "", 40, "[3.5,10.8]"},
      {"18 to 150 years 3.5 to 10.8", "", 10, "none"},
      {">3 m: 0.0-0.8 µg/dL", "", 10, "[0.0,0.8]"},
      {"3 m-11 y: nd-0.90 ng/mL", "", 8, "(,0.90]"},
      {"3 m-11 y: nd-0.90 ng/mL", "", 40, "none"},
      {"Pediatric: < 6 yr 68-303 IU/L", "", 3, "[68,303]"},
      {"Pediatric: < 6 yr 68-303 IU/L", "", 8, "none"},
      {"8-28 days: 6.0 mmol/L", "", 0, "none"},
      {"1.0 - 2.2 (Adult)", "", 40, "[1.0,2.2]"},
      {"1.0 - 2.2 (Adult)", "", 3, "none"},
      {"Adult: 3.5-5.1; Child: 3.0-4.5", "", 40, "[3.5,5.1]"},
      {"Adult: 3.5-5.1; Child: 3.0-4.5", "", 3, "[3.0,4.5]"},
      // Neither sex nor age tells the phase of the cycle or the time of day.
      {"Follicular 0.10-1.20 Luteal 0.40-4.80 Menopause 0.10-0.60", "F", 40, "none"},
      {"Cortisol AM 6.2 - 19.4 / PM 2.3 - 11.9", "F", 40, "none"},
      {"20 YRS OR OLDER: 3.6-5.1", "", 20, "[3.6,5.1]"},
      {"20 YRS OR OLDER: 3.6-5.1", "", 19, "none"},
  };
  std::set<std::string> covered;
  for (const auto& [printed, sex, age, bounds] : cases) {
    const RangeCell cell = ParseRangeCell(printed, kPoint, {sex, age});
    EXPECT_STREQ(NameOf(cell.kind), "banded") << printed;
    EXPECT_EQ(Bounds(cell.range), bounds) << printed << " for " << sex << " " << age.value_or(-1);
    covered.insert(printed);
  }
  for (const auto& row : *rows) {
    if (KindOf(row[5]) == RangeKind::kBanded && NeedsPatient(row[5])) {
      EXPECT_TRUE(covered.contains(row[0])) << "no case here for " << row[0];
    }
  }
}

TEST(ReferenceFormsTest, TitersOfTheTableCompareByTheirReciprocal) {
  const auto rows = Rows("range_forms.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  size_t found = 0;
  for (const auto& row : *rows) {
    if (KindOf(row[5]) != RangeKind::kTiter) continue;
    const ReferenceRange range = ParseRangeCell(row[0], kPoint).range;
    EXPECT_EQ(DeriveFlag(ParseResultCell("1:320", kPoint).value, range), "H") << row[0];
    EXPECT_EQ(DeriveFlag(ParseResultCell("1:8", kPoint).value, range), "N") << row[0];
    EXPECT_EQ(DeriveFlag(ParseResultCell("8", kPoint).value, range), "") << row[0];
    ++found;
  }
  EXPECT_GE(found, 3u);
}

// --------------------------------------------------------------------------------------------------------- results

struct Expected {
  std::string printed;
  ValueKind kind;
  std::string value;        // value.text
  std::string number = {};  // comparator and number as they must come out, "<=10000"
  std::string code = {}, unit = {}, rest = {};
};

constexpr ValueKind kNone = ValueKind::kNone;
constexpr ValueKind kQuantity = ValueKind::kQuantity;
constexpr ValueKind kOrdinal = ValueKind::kOrdinal;
constexpr ValueKind kTiter = ValueKind::kTiter;
constexpr ValueKind kText = ValueKind::kText;
constexpr ValueKind kNotDone = ValueKind::kNotDone;

const std::vector<Expected>& ExpectedResults() {
  static const std::vector<Expected> kAll = {
      {"<5.0", kQuantity, "<5.0", "<5.0"},
      {"< 10000", kQuantity, "< 10000", "<10000"},
      {"<=10000", kQuantity, "<=10000", "<=10000"},
      {"< =10000", kQuantity, "< =10000", "<=10000"},
      {"< = 10000", kQuantity, "< = 10000", "<=10000"},
      {"< OR = 10000", kQuantity, "< OR = 10000", "<=10000"},
      {"<OR= 10000", kQuantity, "<OR= 10000", "<=10000"},
      {"LESS THAN 10000", kQuantity, "LESS THAN 10000", "<10000"},
      {"LESSTHAN 10000", kQuantity, "LESSTHAN 10000", "<10000"},
      {">10000", kQuantity, ">10000", ">10000"},
      {"> 10000", kQuantity, "> 10000", ">10000"},
      {"MORE THAN 10000", kQuantity, "MORE THAN 10000", ">10000"},
      {"MORETHAN 10000", kQuantity, "MORETHAN 10000", ">10000"},
      {"> OR = 60", kQuantity, "> OR = 60", ">=60"},
      {">OR= 60", kQuantity, ">OR= 60", ">=60"},
      {"<.8", kQuantity, "<.8", "<0.8"},
      {"> .201", kQuantity, "> .201", ">0.201"},
      {"> 1.2010", kQuantity, "> 1.2010", ">1.2010"},
      {"10,000", kQuantity, "10,000", "10000"},
      {">10,000,000", kQuantity, ">10,000,000", ">10000000"},
      {"10E3", kQuantity, "10E3", "10e3"},
      {"5265E-1", kQuantity, "5265E-1", "5265e-1"},
      {"5265-E1", kText, "5265-E1"},
      // A titer's comparator stands beside its text; its dilution is compared by the reciprocal.
      {"1:200", kTiter, "1:200"},
      {">1:320 H", kTiter, ">1:320", ">", "H"},
      {"LESS THAN 1:20", kTiter, "LESS THAN 1:20", "<"},
      {"1 / 200", kText, "1 / 200"},
      {"8/4", kText, "8/4"},
      {">1 IN 5000", kText, ">1 IN 5000"},
      // The words belong to the value and stay with it.
      {"<1.18 NOT DETECTED", kQuantity, "<1.18 NOT DETECTED", "<1.18"},
      {"<1.30 Detected, Not Quantified", kQuantity, "<1.30 Detected, Not Quantified", "<1.30"},
      {"<20 Detected, Not Quantified", kQuantity, "<20 Detected, Not Quantified", "<20"},
      {">100,000 CFU/mL", kQuantity, ">100,000", ">100000", "", "CFU/mL"},
      {"08/27/20 beta>same plt", kText, "08/27/20 beta>same plt"},
      {"c.1297G>A G/G", kText, "c.1297G>A G/G"},
      {"GFR not calculated in ages less than 18 years.", kText, "GFR not calculated in ages less than 18 years."},
      {"CORRECTED ON 09/02/2020: PREVIOUSLY RESULTED AS >=64 R", kText,
       "CORRECTED ON 09/02/2020: PREVIOUSLY RESULTED AS >=64 R"},
      {"TNP", kNotDone, "TNP"},
      {"QNS", kNotDone, "QNS"},
      {"Pending", kNotDone, "Pending"},
      {"DNR", kNotDone, "DNR"},
      {"DNP", kNotDone, "DNP"},
      {"Canceled", kNotDone, "Canceled"},
      {"Cancelled", kNotDone, "Cancelled"},
      {"Hemolyzed", kNotDone, "Hemolyzed"},
      {"See Note", kNotDone, "See Note"},
      {"SEE COMMENT", kNotDone, "SEE COMMENT"},
      {"Not Detected", kOrdinal, "Not Detected"},
      {"None Detected", kOrdinal, "None Detected"},
      {"ND", kOrdinal, "ND"},
      {"<DL", kOrdinal, "<DL"},
      {"<LOD", kOrdinal, "<LOD"},
      {"<LOQ", kOrdinal, "<LOQ"},
      {"BDL", kOrdinal, "BDL"},
      {"Trace", kOrdinal, "Trace"},
      {"1+", kOrdinal, "1+"},
      {"2+", kOrdinal, "2+"},
      {"3+", kOrdinal, "3+"},
      {"Small", kOrdinal, "Small"},
      {"Moderate", kOrdinal, "Moderate"},
      {"Large", kOrdinal, "Large"},
      {"~5", kText, "~5"},
      {"approx 5", kText, "approx 5"},
      {"----", kNotDone, "----"},
      {"*", kNone, "", "", "A"},
      {"blank", kNone, ""},
      {"DUPLICATE", kNotDone, "DUPLICATE"},
      {"Duplicate request", kNotDone, "Duplicate request"},
      {"0.9 H", kQuantity, "0.9", "0.9", "H"},
      {"152 H", kQuantity, "152", "152", "H"},
      {"4.3A", kQuantity, "4.3", "4.3", "A"},
      // Alone in the result's place it is text that is in no list, and waits for a person (see Exceptions).
      {"(01)", kText, "(01)"},
  };
  return kAll;
}

// Where the table and this reader differ on purpose, or a row of it is no printed result.
struct Exception {
  std::string printed, reason;
};

const std::vector<Exception>& Exceptions() {
  static const std::vector<Exception> kAll = {
      {"01 after name",
       "words about a name, not a result: raised codes are taken off names where names are read; one "
       "in letters of the same size may be part of the name (serotype 04)"},
      {"(01)", "taken off behind a result; where it stands alone the result itself is missing, and a person looks"},
      {"See Note", "the table asks for review; the page is read for certain, and the row says that it has no result"},
      {"SEE COMMENT", "as See Note"},
      {"<DL", "the table asks for review; the printed words are the result, and no number is made of them"},
      {"<LOD", "as <DL"},
      {"<LOQ", "as <DL"},
      {"BDL", "as <DL"},
      {"*", "a mark and no result: the row reader, which sees the whole row, says that the result is missing"},
  };
  return kAll;
}

TEST(ReferenceFormsTest, EveryResultIsReadAsWhatItIs) {
  const auto rows = Rows("result_forms.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  EXPECT_GE(rows->size(), 36u);
  std::set<std::string> forms;
  for (const auto& row : *rows) {
    const bool list = row[0].find(" , ") != std::string::npos;  // "1 / 200 , 8/4"
    for (const std::string& form : Split(row[0], list ? " , " : " / ")) forms.insert(form);
  }
  std::set<std::string> covered;
  for (const Exception& e : Exceptions()) covered.insert(e.printed);
  for (const Expected& e : ExpectedResults()) {
    covered.insert(e.printed);
    const ResultCell cell = ParseResultCell(e.printed == "blank" ? "" : e.printed, kPoint);
    EXPECT_STREQ(ToString(cell.value.kind), ToString(e.kind)) << e.printed;
    EXPECT_EQ(cell.value.text, e.value) << e.printed;
    const std::string number =
        std::string(ToString(cell.value.comparator)) + (cell.value.number ? cell.value.number->ToString() : "");
    EXPECT_EQ(number, e.number) << e.printed;
    EXPECT_EQ(cell.flag.code, e.code) << e.printed;
    EXPECT_EQ(cell.unit_text, e.unit) << e.printed;
    EXPECT_EQ(cell.rest, e.rest) << e.printed;
    EXPECT_EQ(cell.listed, e.kind != kText) << e.printed;
    EXPECT_FALSE(cell.mark_doubtful) << e.printed;
  }
  for (const std::string& form : forms) EXPECT_TRUE(covered.contains(form)) << "no case here for " << form;
  for (const std::string& form : covered) EXPECT_TRUE(forms.contains(form)) << "not in the table: " << form;
}

// ----------------------------------------------------------------------------------------------------------- flags

// "interpretation H", "A (review)", "< (0078)": the code alone.
std::string CodeOf(std::string_view text) {
  constexpr std::string_view kLabel = "interpretation ";
  if (text.starts_with(kLabel)) text.remove_prefix(kLabel.size());
  return Split(text, " (")[0];
}

TEST(ReferenceFormsTest, EveryFlagHasItsCode) {
  const auto rows = Rows("flags.csv");
  if (!rows) GTEST_SKIP() << kNotAtHand;
  EXPECT_GE(rows->size(), 27u);
  // "*" and "**" are marked for review, because laboratories differ: the commoner meaning is taken, and says nothing
  // about high or low that value and range could contradict.
  for (const auto& row : *rows) {
    ASSERT_GE(row.size(), 3u) << row[0];
    const std::vector<std::string> forms = Split(row[0], " / ");
    const std::vector<std::string> codes = Split(row[2], ",");
    ASSERT_TRUE(codes.size() == 1 || codes.size() == forms.size()) << row[0];
    for (size_t i = 0; i < forms.size(); ++i) {
      const auto flag = ParseFlag(forms[i]);
      ASSERT_TRUE(flag) << forms[i];
      EXPECT_EQ(flag->text, forms[i]);
      EXPECT_EQ(flag->code, CodeOf(codes[codes.size() == 1 ? 0 : i])) << forms[i];
    }
  }
}

}  // namespace
}  // namespace labintake::fields
