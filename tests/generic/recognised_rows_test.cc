// Rows of recognised pages: words that belong to no field, words that may be misread, lines that no reader took.

#include <gtest/gtest.h>

#include "extractors/generic/document_reader.h"
#include "tests/generic/page_builder.h"
#include "tests/generic/routed.h"

namespace labintake::generic {
namespace {

using test::PageOf;
using test::ReadAndRoute;
using Strings = std::vector<std::string>;

Page Recognised(Page page) {
  page.kind = PageKind::kScan;
  for (Word& w : page.words) w.origin = Origin::kOcr;
  return page;
}

Word& At(Page& page, const std::string& text) {
  for (Word& w : page.words)
    if (w.text == text) return w;
  ADD_FAILURE() << "no word " << text;
  return page.words.front();
}

std::vector<Observation> Rows(const Page& page) {
  std::vector<Observation> out;
  for (const Report& r : ReadAndRoute({page}, {})) out.insert(out.end(), r.observations.begin(), r.observations.end());
  return out;
}

Strings Shown(const Page& page) {
  Strings out;
  for (const Observation& o : Rows(page)) {
    out.push_back(o.name.text + "|" + o.value.text + "|" + o.unit.text + "|" + o.range.text);
    for (const Finding& f : o.findings) out.back() += std::string("|") + ToString(f.code);
    if (o.status == RowStatus::kReview) out.back() += "|review";
  }
  return out;
}

Strings Unread(const Page& page) {
  Strings out;
  for (const Report& r : ReadAndRoute({page}, {}))
    for (const ClassifiedLine& l : r.lines)
      if (l.line_class == LineClass::kUnread) out.push_back(l.text);
  return out;
}

Strings Messages(const Page& page) {
  Strings out;
  for (const Observation& o : Rows(page))
    for (const Finding& f : o.findings) out.push_back(f.message);
  return out;
}

TEST(LeftOverWords, ColumnsWithMisreadHeadsAreKnownByTheirCells) {
  EXPECT_EQ(Shown(Recognised(PageOf({"TEST            RESULT     REFERENCE RAHGE     UMTS",
                                     "Haemoglobin     15         14 - 16             g/dL",
                                     "Sodium          140        135 - 145           mmol/L",
                                     "Potassium       4.2        3.5 - 5.1           mmol/L"}))),
            (Strings{"Haemoglobin|15|g/dL|14 - 16", "Sodium|140|mmol/L|135 - 145", "Potassium|4.2|mmol/L|3.5 - 5.1"}));
}

TEST(LostCells, AUnitThatOnlyThisRowLacksMayBeLostOnAScan) {
  const Page page =
      PageOf({"TEST            RESULT     UNIT       REFERENCE RANGE", "Haemoglobin     15         g/dL       14 - 16",
              "Sodium          140        mmol/L     135 - 145", "Potassium       4.2                   3.5 - 5.1"});
  EXPECT_EQ(Shown(page).back(), "Potassium|4.2||3.5 - 5.1|unit-missing");
  EXPECT_EQ(Shown(Recognised(page)).back(), "Potassium|4.2||3.5 - 5.1|unit-missing|review");
}

TEST(LeftOverWords, SpecksAndPiecesOfLinesBesideAResultAndItsUnit) {
  EXPECT_EQ(
      Shown(Recognised(PageOf(
          {"TEST            RESULT     UNIT       REFERENCE RANGE", "Haemoglobin     15 —       g/dL .     14 - 16",
           "Sodium          140        mmol/L     135 - 145", "Potassium       — 4.2      mmol/L     3.5 - 5.1"}))),
      (Strings{"Haemoglobin|15|g/dL|14 - 16", "Sodium|140|mmol/L|135 - 145",
               "Potassium|4.2|mmol/L|3.5 - 5.1|value-ambiguous|review"}));
}

TEST(UnreadPages, ARowDoesNotHideThatTheRestOfAPageCouldNotBeRead) {
  const Page page = PageOf({"Sodium", "Potassium", "140      4.2", "", "Chloride", "Calcium", "101      9.4", "",
                            "Glucose", "Creatinine", "92       0.9", "", "TEST        RESULT   UNIT    REFERENCE RANGE",
                            "Ferritin    94       ng/mL   24 - 336"});
  EXPECT_EQ(Shown(Recognised(page)).size(), 1u);
  const Strings unread = Unread(Recognised(page));
  for (const char* name : {"Potassium", "Calcium", "Creatinine"})
    EXPECT_NE(std::find(unread.begin(), unread.end(), name), unread.end()) << name;
}

TEST(LostCells, TheRangeUnderARowIsProposedForIt) {
  EXPECT_EQ(Shown(PageOf({"NEUTROPHILS   4.9        G/L      2.0-7.0",   //
                          "EOSINOPHILS   0.5        G/L      0.02-0.5",  //
                          "BASOPHILS     0.0        G/L",                //
                          "                                  0.02-0.1"}))
                .back(),
            "BASOPHILS|0.0|G/L|0.02-0.1|range-unparsed|review");
}

TEST(LostCells, ANumberWithoutDecimalsAboveARangeWithSomeMayHaveLostItsPoint) {
  const Page page = PageOf({"TEST            RESULT     UNIT       REFERENCE RANGE",
                            "Bilirubin       14         mg/dL      0.0 - 1.2",  //
                            "Creatinine      1.4        mg/dL      0.5 - 1.2",  //
                            "Sodium          150        mmol/L     135 - 145",  //
                            "Potassium       4          mmol/L     3.5 - 5.1"});
  EXPECT_EQ(Shown(Recognised(page)),
            (Strings{"Bilirubin|14|mg/dL|0.0 - 1.2|power-of-ten|review", "Creatinine|1.4|mg/dL|0.5 - 1.2",
                     "Sodium|150|mmol/L|135 - 145", "Potassium|4|mmol/L|3.5 - 5.1"}));
  EXPECT_EQ(Shown(page).front(), "Bilirubin|14|mg/dL|0.0 - 1.2") << "a text layer loses no point";
}

TEST(LeftOverWords, WhatStandsUnderAnUnknownHeadMakesARowWait) {
  EXPECT_EQ(
      Shown(Recognised(PageOf({"TEST            RESULT     UNIT       REFERENCE RAHGE",
                               "Haemoglobin     15         g/dL       14 - 16", "Sodium          140        mmol/L"}))),
      (Strings{"Haemoglobin|15|g/dL||column-unclear|text-left-over|review", "Sodium|140|mmol/L|"}));
}

// Two tables side by side; the heads of the left one misread: the right one's results stand on its rows.
TEST(LeftOverWords, AResultUnderAnUnknownHeadMakesTheRowWait) {
  const Strings rows =
      Shown(Recognised(PageOf({"Test         Regult    Rans       Units   rest   Result   Range      Units",
                               "Glucose      91        65-99      mg/dL   WBC    5.2      3.4-10.8   mg/dL",
                               "Sodium       140       134-144    mmol/L  MCV    88       79-97      mmol/L"})));
  EXPECT_FALSE(rows.empty());
  for (const std::string& row : rows) EXPECT_TRUE(row.ends_with("|review")) << row;
}

TEST(LeftOverWords, ARangeALittleLowerThanTheRowMakesItWait) {
  Page page = PageOf(
      {"TEST            RESULT     UNIT", "Haemoglobin     15         g/dL", "Sodium          140        mmol/L"});
  const Page lower = PageOf({"", "                                        14 - 16"}, 1, 60 + 5.5);
  page.words.insert(page.words.end(), lower.words.begin(), lower.words.end());
  const Strings rows = Shown(Recognised(page));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(rows[0].ends_with("|review")) << rows[0];
  EXPECT_EQ(rows[1], "Sodium|140|mmol/L|");
}

TEST(LeftOverWords, FindingsDoNotQuoteThem) {
  for (const std::string& message : Messages(Recognised(PageOf({"TEST            RESULT     UNIT       REFERENCE RAHGE",
                                                                "Haemoglobin     15         g/dL       14 - 16"}))))
    EXPECT_EQ(message.find("14"), std::string::npos) << message;
}

TEST(LeftOverWords, TheResultOnceMoreInAChartIsNone) {
  EXPECT_EQ(Shown(PageOf({"TEST       RESULT   UNIT       CHART OF ALL", "Sodium     140      mmol/L          140"})),
            (Strings{"Sodium|140|mmol/L|"}));
}

TEST(LeftOverWords, ARangeCutInTwoIsOne) {
  EXPECT_EQ(Shown(PageOf({"TEST            RESULT     UNIT       REFERENCE RANGE",
                          "Red cells       5.33       10^12/L    4.5   - 5.6",
                          "Sodium          140        mmol/L     135 -   145"})),
            (Strings{"Red cells|5.33|10^12/L|4.5 - 5.6", "Sodium|140|mmol/L|135 - 145"}));
}

TEST(LeftOverWords, TheLimitBesideACutRangeIsNoSecondResult) {
  const Strings rows = Shown(Recognised(
      PageOf({"TEST            RESULT     REFERENCE RANGE", "eGFR            88         > OR   60 mL/min/1.73m2",
              "Sodium          140        135 - 145 mmol/L"})));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(rows[0].starts_with("eGFR|88|") && rows[0].ends_with("|review")) << rows[0];
}

TEST(LeftOverWords, AMethodUnderSeveralNamesBelongsToNone) {
  EXPECT_EQ(Shown(Recognised(
                PageOf({"Test        Result   Units    Reference Range", "T3, Total   1.02     ng/mL    0.80 - 2.00",
                        "(CLIA)", "T4, Total   7.90     ug/dL    5.10 - 14.10", "(CLIA)"}))),
            (Strings{"T3, Total|1.02|ng/mL|0.80 - 2.00", "T4, Total|7.90|ug/dL|5.10 - 14.10"}));
}

TEST(LeftOverWords, DrawnLinesReadAsSignsAreLeftOut) {
  EXPECT_EQ(Shown(Recognised(
                PageOf({"Test        Result     Units    Reference Range", "Sodium  |   140        mmol/L   135-145",
                        "Nitrite     Negative   |        Negative"}))),
            (Strings{"Sodium|140|mmol/L|135-145", "Nitrite|Negative||Negative"}));
}

// "gidL" over "mg/dL" looks like the name and the unit of a card.
TEST(LeftOverWords, CardsDoNotCutRowsThatStandSideBySide) {
  const Page page = Recognised(PageOf({"Total Protein  7.3   6.0-8.5   g/dL    Lymphocytes  36   14-46   %",
                                       "Albumin        4.9   4.3-5.2   gidL    Monocytes    10   4-12    %",
                                       "Globulin       2.4   1.5-4.5   g/dL    Eosinophils  2    0-5     %",
                                       "Bilirubin      1.4   0.0-1.2   mg/dL   Basophils    1    0-3     %",
                                       "Alk Phos       58    44-121    IU/L    Platelets    146  150-450 K/uL"}));
  for (const std::string& row : Shown(page)) EXPECT_FALSE(row.starts_with("gidL")) << row;
  EXPECT_GE(Shown(page).size() + Unread(page).size(), 10u);
}

TEST(MisreadValues, AFigureReadAsALetterBesideAFlag) {
  EXPECT_EQ(Shown(Recognised(PageOf({"TEST            RESULT     UNIT       REFERENCE RANGE",
                                     "Bilirubin       l4 H       mg/dL      0 - 12",
                                     "Sodium          140        mmol/L     135 - 145"}))),
            (Strings{"Bilirubin|14|mg/dL|0 - 12|value-unparsed|review", "Sodium|140|mmol/L|135 - 145"}));
}

TEST(MisreadValues, TheMarkThatTheReportDoesNotUse) {
  EXPECT_EQ(
      Shown(Recognised(PageOf(
          {"TEST            RESULT     UNIT       REFERENCE RANGE", "Bilirubin       0,9        mg/dL      0.1 - 1.2",
           "Potassium       4.2        mmol/L     3.5 - 5.1", "Albumin         4.4        g/dL       3.5 - 5.2"}))),
      (Strings{"Bilirubin|0.9|mg/dL|0.1 - 1.2|decimal-mark-doubtful|review", "Potassium|4.2|mmol/L|3.5 - 5.1",
               "Albumin|4.4|g/dL|3.5 - 5.2"}));
}

TEST(WeakWords, ThoseThatMakeTheRowWaitAreNamed) {
  Page page = Recognised(PageOf({"Test        Result   Units    Reference Range",
                                 "Calcium     4.03     mmol/L   2.1-2.6", "Sodium      140      mmol/L   135-145"}));
  At(page, "4.03").confidence = 0.6f;
  At(page, "Calcium").confidence = 0.8f;
  EXPECT_EQ(Shown(page),
            (Strings{"Calcium|4.03|mmol/L|2.1-2.6|low-confidence|low-confidence|review", "Sodium|140|mmol/L|135-145"}));
  EXPECT_EQ(Messages(page), (Strings{"\"4.03\" may be misread", "\"Calcium\" may be misread"}));
  EXPECT_EQ(Rows(page)[0].findings[0].box, At(page, "4.03").box);
}

TEST(WeakWords, ASignOfTheNameThatWasNotReadMakesTheRowWait) {
  const Strings lines = {"Test        Result   Units    Reference Range", "Rate 1? hour  14     mm   0-15"};
  EXPECT_EQ(Shown(Recognised(PageOf(lines))), Strings{"Rate 1? hour|14|mm|0-15|name-doubtful|review"});
}

TEST(WeakWords, AStarAtAResultInRangeMakesTheRowWait) {
  const Strings lines = {"Test        Result   Flag   Units    Reference Range",
                         "Sodium      138      *      mmol/L   133-146",
                         "Calcium     2.9      *      mmol/L   2.1-2.6"};
  EXPECT_EQ(Shown(Recognised(PageOf(lines))),
            (Strings{"Sodium|138|mmol/L|133-146|flag-disagrees|review", "Calcium|2.9|mmol/L|2.1-2.6"}));
}

TEST(WeakWords, ADashBetweenTwoLimitsCanBeNothingElse) {
  Page page =
      Recognised(PageOf({"Test        Result   Units    Reference Range", "Calcium     2.40     mmol/L   2.1 - 2.6"}));
  At(page, "-").confidence = 0.4f;
  EXPECT_EQ(Shown(page), Strings{"Calcium|2.40|mmol/L|2.1 - 2.6"});
}

TEST(WeakWords, WhatWasReadInTwoWaysIsNamedInEachField) {
  Page page =
      Recognised(PageOf({"Test        Result   Units    Reference Range", "Calcium     4.03     mmol/L   2.1-2.6"}));
  for (const auto& [text, other] : {std::pair("4.03", "4.08"), {"2.1-2.6", "2.1-2.5"}, {"mmol/L", "mmoi/L"}}) {
    At(page, text).confidence = 0.4f;
    At(page, text).other_reading = other;
  }
  EXPECT_EQ(Messages(page), (Strings{"read as \"4.03\" and as \"4.08\"", "read as \"mmol/L\" and as \"mmoi/L\"",
                                     "read as \"2.1-2.6\" and as \"2.1-2.5\""}));
}

TEST(WeakWords, EarlierResultsDoNotCount) {
  Page page = Recognised(
      PageOf({"Test        Result   Previous Result   Units", "Calcium     2.4      2.5               mmol/L"}));
  At(page, "2.5").confidence = 0.4f;
  EXPECT_EQ(Shown(page), Strings{"Calcium|2.4|mmol/L|"});
}

TEST(UnreadLines, ARecognisedFigureWithUnitAndRangeIsNamed) {
  const Strings lines = {"Test        Result   Units    Reference Range", "Calcium     2.40     mmol/L   2.1-2.6", "",
                         "Sod 140 mm0i/L 135 - 145"};
  EXPECT_EQ(Unread(Recognised(PageOf(lines))), Strings{"Sod 140 mm0i/L 135 - 145"});
}

TEST(UnreadLines, ANameWithUnitAndRangeWhoseResultIsJunkIsNamed) {
  EXPECT_EQ(Unread(Recognised(PageOf({"Progesterone     Ez      3.3-22.5 ng/mL Luteal", "", "Signed by a doctor"}))),
            Strings{"Progesterone  Ez  3.3-22.5 ng/mL Luteal"});
}

TEST(UnreadLines, ANameAndAResultWordInOnePieceAreNamed) {
  EXPECT_EQ(Unread(Recognised(PageOf({"Test        Result   Units    Reference Range",
                                      "Calcium     2.40     mmol/L   2.1-2.6", "", "Turbidity Clear Clear"}))),
            Strings{"Turbidity Clear Clear"});
}

TEST(UnreadLines, ScalesAndLettersAreNot) {
  EXPECT_EQ(Unread(Recognised(
                PageOf({"Test        Result   Units    Reference Range", "Calcium     2.40     mmol/L   2.1-2.6", "",
                        "Example Street of the Laboratory 12", "", "1           0.35 - 0.69       Low"}))),
            Strings{});
}

// A piece of a drawn line beside a unit makes one that only looks like a unit.
TEST(WeakWords, AUnitThatNoTableHasWaitsWhereItWasRecognised) {
  const Page page = PageOf({"Test          Result   Unit      Reference", "Hematocrit    34.6     % T       36 - 46",
                            "Sodium        139      mmol/L    136 - 145"});
  EXPECT_EQ(Shown(page), (Strings{"Hematocrit|34.6|% T|36 - 46", "Sodium|139|mmol/L|136 - 145"}));
  EXPECT_EQ(Shown(Recognised(page)),
            (Strings{"Hematocrit|34.6|% T|36 - 46|unit-unknown|review", "Sodium|139|mmol/L|136 - 145"}));
}

TEST(UnitsOfHeads, WordsInTheirPlaceThatAreNoneMakeRowsWait) {
  EXPECT_EQ(Shown(Recognised(PageOf(
                {"Test            Result       Reference Range", "                ymol/g       umol/g creatinine",
                 "Arginine        17           3 - 33", "Histidine       488          127 - 800"}))),
            (Strings{"Arginine|17|umol/g creatinine|3 - 33|unit-unknown|review",
                     "Histidine|488|umol/g creatinine|127 - 800|unit-unknown|review"}));
}

TEST(UnitsOfHeads, AreAsSureAsTheirWords) {
  Page page = Recognised(PageOf({"Test            Result       Reference Range", "                pg/g",
                                 "Lead            1.6          0 - 2", "Tin             2.1          0 - 5"}));
  EXPECT_EQ(Shown(page), (Strings{"Lead|1.6|pg/g|0 - 2", "Tin|2.1|pg/g|0 - 5"}));
  At(page, "pg/g").confidence = 0.6f;
  EXPECT_EQ(Shown(page),
            (Strings{"Lead|1.6|pg/g|0 - 2|low-confidence|review", "Tin|2.1|pg/g|0 - 5|low-confidence|review"}));
}

TEST(UnitsOfHeads, OnTheNextPageHaveNoPlaceThere) {
  Page first = Recognised(PageOf({"Test            Result       Reference Range", "                pg/g",
                                  "Lead            1.6          0 - 2", "Tin             2.1          0 - 5"}));
  At(first, "pg/g").confidence = 0.6f;
  const Page second =
      Recognised(PageOf({"Nickel          3.5          0 - 10", "Barium          2.9          0 - 7"}, 2));
  const std::vector<Report> reports = ReadAndRoute({first, second});
  ASSERT_EQ(reports.size(), 1u);
  ASSERT_EQ(reports[0].observations.size(), 4u);
  const Observation& nickel = reports[0].observations[2];
  EXPECT_EQ(nickel.unit.text, "pg/g");
  EXPECT_EQ(nickel.status, RowStatus::kReview);
  ASSERT_FALSE(nickel.findings.empty());
  EXPECT_EQ(nickel.findings[0].box, Box{});
}

TEST(ListsSideBySide, ItemsWhoseResultsAreMisreadAreNamed) {
  EXPECT_EQ(Unread(Recognised(
                PageOf({"Casein    1+     Alfalfa    0    Clam    0", "Yogurt    2+     Beets      0    Cod     1+",
                        "Apple     0      Celery     VLO  Crab    0", "Pear      0      Garlic     1+   Sole    0",
                        "Plum      0      Lettuce    0    Tuna    0"}))),
            (Strings{"Celery  VLO"}));
}

// What stood on a coloured ground was not seen.
TEST(NamesWithoutResult, AreNamedInTheColumnOfNames) {
  EXPECT_EQ(Unread(Recognised(PageOf({"Test            Result     Unit       Reference",
                                      "Sodium          140        mmol/L     135 - 145", "Potassium",
                                      "Chloride        101        mmol/L     98 - 107",
                                      "Creatinine      88         umol/L     60 - 110", "Urea"}))),
            (Strings{"Potassium", "Urea"}));
}

TEST(NamesWithoutResult, AreNamedBesideRowsOfOtherTables) {
  EXPECT_EQ(Unread(Recognised(PageOf({"Test          Result   Units       Test          Result   Units",
                                      "Sodium        140      mmol/L      Chloride      101      mmol/L",
                                      "Potassium     4.1      mmol/L      Urea          6.2      mmol/L",
                                      "Calcium       2.2      mmol/L      Magnesium",
                                      "Phosphate     1.1      mmol/L      Glucose       5.0      mmol/L"}))),
            (Strings{"Magnesium"}));
}

TEST(NamesWithoutResult, AUnitIsEnough) {
  EXPECT_EQ(Unread(Recognised(PageOf({"Sodium", "mmol/L"}))), (Strings{"Sodium"}));
}

// Beside the names lies what recognition makes of a chart.
TEST(NamesWithoutResult, AUnitBelowIsEnoughBesideStrayFigures) {
  EXPECT_EQ(
      Unread(Recognised(PageOf(
          {"Test            Result     Unit       Reference", "Chloride        101        mmol/L     98 - 107", "", "",
           "", "Sodium      |  ae  5      Potassium    7  | oe  h", "mmol/L      |             mmol/L"}))),
      (Strings{"Potassium"}))
      << "of the first a row is made";
}

TEST(NamesWithoutResult, HeadingsAndProseAreNone) {
  EXPECT_EQ(Unread(Recognised(PageOf({"Test            Result     Unit       Reference",
                                      "Sodium          140        mmol/L     135 - 145", "CHOLESTEROL",
                                      "HDL             1.4        mmol/L     1.0 - 2.2",
                                      "LDL             2.6        mmol/L     0.0 - 3.0", "", "Ferritin",
                                      "Transferrin     2.6        g/L        2.0 - 3.6",
                                      "Creatinine is made by muscles and leaves with the urine."}))),
            Strings{});
}

TEST(NamesWithoutResult, SeveralInARowAreNamed) {
  EXPECT_EQ(Unread(Recognised(PageOf({"Test            Result     Unit       Reference",
                                      "Sodium          140        mmol/L     135 - 145", "Potassium", "Chloride",
                                      "Creatinine      88         umol/L     60 - 110"}))),
            (Strings{"Potassium", "Chloride"}));
}

TEST(NamesWithoutResult, PrintedPagesAreReadAsEver) {
  EXPECT_EQ(Unread(PageOf({"Test            Result     Unit       Reference",
                           "Sodium          140        mmol/L     135 - 145", "Potassium",
                           "Chloride        101        mmol/L     98 - 107"})),
            Strings{});
}

TEST(RecognisedNames, ALetterBeforeAHyphenBeginsAName) {
  EXPECT_EQ(
      Shown(Recognised(PageOf({"Test                        Result     Unit       Reference",
                               "Glutaric Acid               12         mmol/L     2 - 47", "Detoxification Markers",
                               "a-Aminoadipic Acid          14         mmol/L     2 - 47"}))),
      (Strings{"Glutaric Acid|12|mmol/L|2 - 47", "a-Aminoadipic Acid|14|mmol/L|2 - 47"}));
}

}  // namespace
}  // namespace labintake::generic
