#include "extractors/generic/document_reader.h"

#include <gtest/gtest.h>

#include "extractors/generic/segment.h"
#include "tests/generic/page_builder.h"
#include "tests/generic/routed.h"

namespace labintake::generic {
namespace {

using test::PageOf;
using test::ReadAndRoute;

std::string Show(const Observation& o) {
  std::string out = o.name.text + "|" + o.value.text + "|" + o.unit.text + "|" + o.range.text + "|" + o.flag.text;
  if (o.status != RowStatus::kAccepted) {
    out += "|review";
    for (const Finding& f : o.findings) out += std::string(" ") + ToString(f.code);
  }
  return out;
}

std::vector<std::string> Rows(const std::vector<Page>& pages) {
  std::vector<std::string> out;
  for (const Report& r : ReadAndRoute(pages, {}))
    for (const Observation& o : r.observations) out.push_back(Show(o));
  return out;
}

std::vector<std::string> Unread(const std::vector<Page>& pages) {
  std::vector<std::string> out;
  for (const Report& r : ReadAndRoute(pages, {}))
    for (const ClassifiedLine& l : r.lines)
      if (l.line_class == LineClass::kUnread) out.push_back(l.text);
  return out;
}

using Strings = std::vector<std::string>;

TEST(ReadDocument, ColumnsUnderHeads) {
  EXPECT_EQ(Rows({PageOf({"Test Name           Result    Flag   Units     Reference Range", "**CHEMISTRY",
                          "Glucose             108       H      mg/dL     70-99",
                          "Sodium              141              mmol/L    135-146",
                          "Nitrite             Negative                   Negative"})}),
            (Strings{"Glucose|108|mg/dL|70-99|H", "Sodium|141|mmol/L|135-146|", "Nitrite|Negative||Negative|"}));
}

TEST(ReadDocument, ASectionTitleAndLettersAmongTheHeads) {
  const std::vector<Report> reports =
      ReadAndRoute({PageOf({"Digestion / Absorption   Result   Unit    L    WRI    H   Reference Interval",
                            "Elastase                 164      ug/g                     > 200",
                            "Inflammation             Result   Unit    L    WRI    H   Reference Interval",
                            "Lactoferrin              11.8     ug/mL                    < 7.3"})});
  ASSERT_EQ(reports.size(), 1u);
  ASSERT_EQ(reports[0].observations.size(), 2u);
  EXPECT_EQ(reports[0].observations[0].panel, "Digestion / Absorption");
  EXPECT_EQ(reports[0].observations[1].panel, "Inflammation");
}

TEST(ReadDocument, UnitInTheReferenceCell) {
  EXPECT_EQ(Rows({PageOf({"Test Name           Result    Flag   Reference Range      Lab",
                          "CREATININE          1.44      HIGH   0.70-1.25 mg/dL      EN",
                          "eGFR                51        LOW    > OR = 60 mL/min/1.73m2  EN"})}),
            (Strings{"CREATININE|1.44|mg/dL|0.70-1.25|HIGH", "eGFR|51|mL/min/1.73m2|> OR = 60|LOW"}));
}

TEST(ReadDocument, OnlyTheCurrentResultIsARow) {
  EXPECT_EQ(
      Rows({PageOf({"Test         Current Result and Flag   Previous Result and Date   Units      Reference Interval",
                    "WBC          6.2                       8.6      11/23/2022        x10E3/uL   3.4-10.8",
                    "Hemoglobin   9.1     Low               12.0     11/23/2022        g/dL       11.1-15.9"})}),
      (Strings{"WBC|6.2|x10E3/uL|3.4-10.8|", "Hemoglobin|9.1|g/dL|11.1-15.9|Low"}));
}

TEST(ReadDocument, InRangeAndOutOfRangeColumns) {
  EXPECT_EQ(Rows({PageOf({"TEST NAME         IN RANGE      OUT OF RANGE     REFERENCE INTERVAL",
                          "GLUCOSE                         168 H            70-99 mg/dL",
                          "POTASSIUM         4.6                            3.5-5.1 mmol/L"})}),
            (Strings{"GLUCOSE|168|mg/dL|70-99|H", "POTASSIUM|4.6|mmol/L|3.5-5.1|"}));
}

TEST(ReadDocument, FlagLeftOfTheValue) {
  EXPECT_EQ(Rows({PageOf({"Analyse              Resultaat         Eenheid    Referentie",
                          "Kalium          ++   7,0               mmol/L     3,6 - 4,8",
                          "Calcium         -    2,10              mmol/L     2,12 - 2,62",
                          "Fosfor               Volgt             mmol/L     0,80 - 1,45"})}),
            (Strings{"Kalium|7,0|mmol/L|3,6 - 4,8|++", "Calcium|2,10|mmol/L|2,12 - 2,62|-",
                     "Fosfor|Volgt|mmol/L|0,80 - 1,45|"}));
}

TEST(ReadDocument, AFlagThatContradictsGoesToReview) {
  EXPECT_EQ(Rows({PageOf({"Test      Result   Flag   Units    Reference Range",
                          "WBC       9.1      H      K/uL     3.4-10.8"})}),
            (Strings{"WBC|9.1|K/uL|3.4-10.8|H|review flag-disagrees"}));
}

TEST(ReadDocument, WordsThatBelongToNoFieldGoToReview) {
  EXPECT_EQ(
      Rows({PageOf({"Test       Result      Units    Reference Range", "Sodium     141 BS      mmol/L   135-146"})}),
      (Strings{"Sodium|141|mmol/L|135-146||review text-left-over"}));
}

TEST(ReadDocument, AStarInThePlaceOfAResultIsNone) {
  EXPECT_EQ(Rows({PageOf({"Test       Result      Units    Reference Range", "Sodium     141         mmol/L   135-146",
                          "Potassium  *           mmol/L   3.5-5.1", "Chloride   104         mmol/L   98-107"})}),
            (Strings{"Sodium|141|mmol/L|135-146|", "Potassium||mmol/L|3.5-5.1|*|review value-missing",
                     "Chloride|104|mmol/L|98-107|"}));
}

TEST(ReadDocument, TablesWithoutHeads) {
  EXPECT_EQ(Rows({PageOf({"**HAEMATOLOGY", "Haemoglobin        141      g/L       (130 - 170)",
                          "White cell count   6.3      10*9/L    (4.0 - 11.0)"})}),
            (Strings{"Haemoglobin|141|g/L|130 - 170|", "White cell count|6.3|10*9/L|4.0 - 11.0|"}));
}

TEST(ReadDocument, BlocksOfLabelledLines) {
  EXPECT_EQ(Rows({PageOf({"**GLICOSE", "Material: Soro", "Resultado: 92 mg/dL", "Valores de referência: 70 a 99 mg/dL",
                          "", "**CREATININA", "Resultado: 1,31 mg/dL", "Valores de referência: 0,70 a 1,30 mg/dL"})}),
            (Strings{"GLICOSE|92|mg/dL|70 a 99|", "CREATININA|1,31|mg/dL|0,70 a 1,30|"}));
}

TEST(ReadDocument, AComparisonTableIsNoResult) {
  const std::vector<Page> pages = {
      PageOf({"Test         Result   Units    Reference Range", "Glucose      5.6      mmol/L   3.9 - 6.0",
              "Interpretation:", "Normal       3.9 - 6.0", "Prediabetes  6.1 - 6.9", "Diabetes     >= 7.0"})};
  EXPECT_EQ(Rows(pages), (Strings{"Glucose|5.6|mmol/L|3.9 - 6.0|"}));
  EXPECT_EQ(Unread(pages), Strings{});
}

TEST(ReadDocument, TheTableGoesOnOverThePage) {
  EXPECT_EQ(Rows({PageOf({"Test         Result   Units    Reference Range", "Sodium       141      mmol/L   135-146"}),
                  PageOf({"Potassium    4.1      mmol/L   3.5-5.3"}, 2)}),
            (Strings{"Sodium|141|mmol/L|135-146|", "Potassium|4.1|mmol/L|3.5-5.3|"}));
}

TEST(ReadDocument, ASecondUnitIsASecondResult) {
  EXPECT_EQ(Rows({PageOf({"Analyses            Résultats       Valeurs de référence",
                          "Glycémie à jeun     1,02 g/l        0,70 à 1,05",
                          "                    5,66 mmol/l     3,89 à 5,83"})}),
            (Strings{"Glycémie à jeun|1,02|g/l|0,70 à 1,05|", "Glycémie à jeun|5,66|mmol/l|3,89 à 5,83|"}));
}

TEST(ReadDocument, ASingleLineThatLooksLikeAResultIsNamed) {
  const std::vector<Page> pages = {
      PageOf({"Dear colleague", "", "Ferritin      24      ng/mL     30-400     CHK", "", "With kind regards"})};
  EXPECT_EQ(Rows(pages), Strings{});
  ASSERT_EQ(Unread(pages).size(), 1u);
  EXPECT_EQ(ReadAndRoute(pages, {})[0].status, DocumentStatus::kNeedsReview);
}

TEST(ReadDocument, TwoResultsOnOneLineAreTwoRows) {
  EXPECT_EQ(Rows({PageOf({"Test          Result    Units        Reference Range", "HbA1c         5.2 %     33 mmol/mol",
                          "Glucose       5.6       mmol/L       3.9-6.0"})}),
            (Strings{"HbA1c|5.2|%||", "HbA1c|33|mmol/mol||", "Glucose|5.6|mmol/L|3.9-6.0|"}));
  EXPECT_EQ(Rows({PageOf({"Esame         Esito                               Valori di riferimento",
                          "Neutrofili    54,2 %   40,0 - 75,0   3,32 10^3/µL   1,80 - 7,50",
                          "Linfociti     31,0 %   20,0 - 45,0   1,90 10^3/µL   1,00 - 4,00"})}),
            (Strings{"Neutrofili|54,2|%|40,0 - 75,0|", "Neutrofili|3,32|10^3/µL|1,80 - 7,50|",
                     "Linfociti|31,0|%|20,0 - 45,0|", "Linfociti|1,90|10^3/µL|1,00 - 4,00|"}));
}

TEST(ReadDocument, LimitsInPerCentAreThoseOfTheShareAndThoseBelowOfTheOtherResult) {
  const auto rows = Rows({PageOf({"Test          Result             Reference Range",
                                  "Neutrophils   58.5 %   4.9       40 - 80 % (2.0-7.0)",
                                  "Basophils     0.4 %    0.0       0 - 2 %",  //
                                  "                                 (0.02-0.1)"})});
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[2], "Basophils|0.4|%|0 - 2|");
  EXPECT_EQ(rows[3], "Basophils|0.0||0.02-0.1|");
}

TEST(ReadDocument, FurtherResultsNoneOfWhichHasAUnitHaveNotLostTheirs) {
  Page page = PageOf(
      {"Test          Result             Reference Range",  //
       "WBC           8.4 10^9/L         4.0 - 11.0", "Neutrophils   58.5 %   4.9       40 - 80 % (2.0-7.0)",
       "Lymphocytes   18.5 %   2.1       20 - 40 % (1.0-3.0)", "Monocytes     5.0 %    0.5       2 - 10 % (0.2-1.0)"});
  for (Word& w : page.words) w.origin = Origin::kOcr;
  EXPECT_EQ(Rows({page}), (Strings{"WBC|8.4|10^9/L|4.0 - 11.0|", "Neutrophils|58.5|%|40 - 80|",
                                   "Neutrophils|4.9||2.0-7.0|", "Lymphocytes|18.5|%|20 - 40|",
                                   "Lymphocytes|2.1||1.0-3.0|", "Monocytes|5.0|%|2 - 10|", "Monocytes|0.5||0.2-1.0|"}));
}

TEST(ReadDocument, NotApplicableInAColumnOfFlagsIsNoFlag) {
  EXPECT_EQ(Rows({PageOf({"Test        Result    Flag    Units     Reference Range",  //
                          "Glucose     92        N/A     mg/dL     70 - 99",
                          "Sodium      150       H       mmol/L    135 - 145"})}),
            (Strings{"Glucose|92|mg/dL|70 - 99|", "Sodium|150|mmol/L|135 - 145|H"}));
}

TEST(ReadDocument, AnEarlierResultInTheSameUnitIsNoSecondResult) {
  const auto rows = Rows(
      {PageOf({"Test         Result                   Reference Range",
               "Sodium       141 mmol/L   139 mmol/L   135-146", "Potassium    4.1 mmol/L   4.4 mmol/L   3.5-5.3"})});
  ASSERT_EQ(rows.size(), 2u);
  for (const std::string& row : rows) EXPECT_NE(row.find("review"), std::string::npos) << row;
}

TEST(ReadDocument, TheNewestOfDatedColumnsIsTheResult) {
  EXPECT_EQ(Rows({PageOf({"Event             03/12/25       03/11/25       03/10/25",
                          "Sodium Level      L 133 mmol/L   131 mmol/L     129 mmol/L", "[136-145 mmol/L]",
                          "Chloride          97 mmol/L      95 mmol/L      92 mmol/L", "[98-107 mmol/L]",
                          "Anion Gap         12 mmol/L      11 mmol/L      11 mmol/L", "[5-15 mmol/L]"})}),
            (Strings{"Sodium Level|133|mmol/L|136-145|L", "Chloride|97|mmol/L|98-107|", "Anion Gap|12|mmol/L|5-15|"}));
}

TEST(ReadDocument, AFlagBesideAnEarlierResultIsNotTheRows) {
  EXPECT_EQ(Rows({PageOf({"Test          Flag  18-Apr-2024   Flag  02-Oct-2023   Reference Range   Units",
                          "Cholesterol         5.02          A     5.40          <5.20             mmol/L",
                          "Hemoglobin    A     108                 119           115 - 155         g/L"})}),
            (Strings{"Cholesterol|5.02|mmol/L|<5.20|", "Hemoglobin|108|g/L|115 - 155|A"}));
}

TEST(ReadDocument, FlagsBeforeTheName) {
  EXPECT_EQ(Rows({PageOf({"(L)   Haemoglobin concentration    98 g/L         [115 - 165]",
                          "      Total white blood count      6.9 10*9/L     [4.0 - 11.0]",
                          "(H)   Platelet count               455 10*9/L     [150 - 450]"})}),
            (Strings{"Haemoglobin concentration|98|g/L|115 - 165|(L)", "Total white blood count|6.9|10*9/L|4.0 - 11.0|",
                     "Platelet count|455|10*9/L|150 - 450|(H)"}));
}

TEST(ReadDocument, ListsSideBySide) {
  EXPECT_EQ(Rows({PageOf({"Indoleacetic Acid    4.9   <= 4.2        Vanilmandelic Acid   1.1   0.4-3.6",
                          "Phenylacetic Acid    0.07  <= 0.12       Homovanillic Acid    2.8   1.2-5.3",
                          "Benzoic Acid         0.04  <= 0.05       Kynurenic Acid       3.0   <= 7.1",
                          "Hippuric Acid        611   <= 603        Quinolinic Acid      6.8   <= 9.1",
                          "D-Arabinitol         44    <= 36         Orotic Acid          0.39  0.33-1.01"})}),
            (Strings{"Indoleacetic Acid|4.9||<= 4.2|", "Phenylacetic Acid|0.07||<= 0.12|",
                     "Benzoic Acid|0.04||<= 0.05|", "Hippuric Acid|611||<= 603|", "D-Arabinitol|44||<= 36|",
                     "Vanilmandelic Acid|1.1||0.4-3.6|", "Homovanillic Acid|2.8||1.2-5.3|",
                     "Kynurenic Acid|3.0||<= 7.1|", "Quinolinic Acid|6.8||<= 9.1|", "Orotic Acid|0.39||0.33-1.01|"}));
}

TEST(ReadDocument, CardsWithALabelledRange) {
  EXPECT_EQ(Rows({PageOf({"Glucose                                  Sodium",
                          "Normal range: 74 - 106 mg/dL             Normal range: 136 - 145 mmol/L",
                          "118 High                                 139"})}),
            (Strings{"Glucose|118|mg/dL|74 - 106|High", "Sodium|139|mmol/L|136 - 145|"}));
}

TEST(ReadDocument, BlocksWithoutColons) {
  EXPECT_EQ(Rows({PageOf({"**Serum sodium", "Value          138 mmol/L",
                          "Normal range   Between 133 mmol/L and 146 mmol/L", "", "**Serum urea",
                          "Value          8.8 mmol/L", "Normal range   Between 2.5 mmol/L and 7.8 mmol/L"})}),
            (Strings{"Serum sodium|138|mmol/L|Between 133 mmol/L and 146 mmol/L|",
                     "Serum urea|8.8|mmol/L|Between 2.5 mmol/L and 7.8 mmol/L|"}));
}

TEST(ReadDocument, ARowWithoutItsResultWaitsForAPerson) {
  EXPECT_EQ(Rows({PageOf({"Test         Result   Units    Reference Range", "Sodium       141      mmol/L   135-146",
                          "Fibrinogen            mg/dL    170 - 420"})}),
            (Strings{"Sodium|141|mmol/L|135-146|", "Fibrinogen||mg/dL|170 - 420||review value-missing"}));
}

TEST(EndsInComparison, OnlyWherePhrasesOfComparisonEndIt) {
  EXPECT_TRUE(EndsInComparison("Goal in gout: less than"));
  EXPECT_TRUE(EndsInComparison("Streefwaarde groter dan of gelijk aan"));
  EXPECT_FALSE(EndsInComparison("Bilirubine tot"));
  EXPECT_FALSE(EndsInComparison("Vitamin A"));
  EXPECT_FALSE(EndsInComparison("less than 5"));
  EXPECT_FALSE(EndsInComparison(""));
}

TEST(ReadDocument, AComparisonCutFromItsNumberGoesToReview) {
  EXPECT_EQ(
      Rows({PageOf({"Test                       Result   Units    Reference Range",
                    "Sodium                     141      mmol/L   135-146",
                    "C-reactive protein less than   5.0      mg/L     0.0-5.0"})}),
      (Strings{"Sodium|141|mmol/L|135-146|", "C-reactive protein less than|5.0|mg/L|0.0-5.0||review name-doubtful"}));
}

TEST(ReadDocument, ATestThatWasMeasuredOnlyBeforeIsNoRow) {
  EXPECT_EQ(Rows({PageOf({"Test         Result   Previous Result   Units    Reference Range",
                          "Sodium       141      139               mmol/L   135-146",
                          "Ferritin              44                ng/mL    30-400"})}),
            (Strings{"Sodium|141|mmol/L|135-146|"}));
}

TEST(ReadDocument, NamesInASecondScriptAreLeftOut) {
  EXPECT_EQ(Rows({PageOf({"ANALYTES          RESULT    UNITS      REF. RANGES",
                          "Sodium     钠      141       mmol/L     (135-145)",
                          "Potassium  钾      4.1       mmol/L     (3.5-5.1)"})}),
            (Strings{"Sodium|141|mmol/L|135-145|", "Potassium|4.1|mmol/L|3.5-5.1|"}));
}

TEST(ReadDocument, RowNumbersAndLeadersAreNoPartOfNames) {
  EXPECT_EQ(Rows({PageOf({"Metabolic Markers              Patient Value    Reference Range",
                          "1 Citramalic ..............    1.4              0.1 - 3.6",
                          "2 Tartaric ................    1.1              0.2 - 4.5",
                          "3 Arabinose ...............    47               10 - 29"})}),
            (Strings{"Citramalic|1.4||0.1 - 3.6|", "Tartaric|1.1||0.2 - 4.5|", "Arabinose|47||10 - 29|"}));
}

TEST(ReadDocument, TheUnitOfTheHeadIsEveryRowsUnit) {
  EXPECT_EQ(Rows({PageOf({"Test          Result (mg/L)    Reference Range", "Lead          1.4              0.0 - 2.0",
                          "Mercury       0.3              0.0 - 1.0"})}),
            (Strings{"Lead|1.4|mg/L|0.0 - 2.0|", "Mercury|0.3|mg/L|0.0 - 1.0|"}));
}

TEST(ReadDocument, NoFlagIsDerivedFromASingleLimit) {
  for (const Report& r :
       ReadAndRoute({PageOf({"Test          Result   Units    Reference Range", "Cholesterol   219      mg/dL    <200",
                             "Sodium        150      mmol/L   135-146"})},
                    {})) {
    ASSERT_EQ(r.observations.size(), 2u);
    EXPECT_EQ(r.observations[0].flag.code, "");
    EXPECT_EQ(r.observations[1].flag.code, "H");
  }
}

TEST(ReadDocument, DosesAreNoResults) {
  EXPECT_EQ(Rows({PageOf({"Fish oil (EPA + DHA)    1000   mg   2", "Magnesium glycinate     200    mg   1",
                          "Vitamin D3     2000   IU   1"})}),
            Strings{});
}

TEST(ReadDocument, AFieldOfTheHeaderBesideARowIsNoName) {
  for (const std::string& row : Rows({PageOf({"Date Collected: 05/15/2023      Ca/Mg    8.78    4 - 30",
                                              "Date Received: 05/17/2023       Ca/P     7.77    0.8 - 8"})}))
    EXPECT_EQ(row.find("Date"), std::string::npos) << row;
}

TEST(ReadDocument, AFieldBesideARowIsNoName) {
  EXPECT_EQ(Rows({PageOf({"Methodology: by mass       Sample Kind: Hair       Zn/Cu    16.4    4 - 20",
                          "Sample Size: 0.2 g         Shampoo: plain          Na/K     3.11    0.5 - 10"})}),
            (Strings{"Zn/Cu|16.4||4 - 20|", "Na/K|3.11||0.5 - 10|"}));
}

TEST(ReadDocument, ANameOfSeveralFieldsIsDoubtful) {
  EXPECT_EQ(Rows({PageOf({"Test                               Result    Units    Reference Range",
                          "Kind: North Row: 12                4.2       mmol/L   3.5-5.1",
                          "Sodium                             141       mmol/L   135-146"})}),
            (Strings{"Kind: North Row: 12|4.2|mmol/L|3.5-5.1||review name-doubtful", "Sodium|141|mmol/L|135-146|"}));
}

TEST(ReadDocument, ARowThatStandsAloneIsReadWhenItHasAllParts) {
  EXPECT_EQ(Rows({PageOf({"Stool", "Calprotectin      142    ug/g     0 - 50", "Reviewed by the laboratory."})}),
            (Strings{"Calprotectin|142|ug/g|0 - 50|"}));
  EXPECT_EQ(Rows({PageOf({"Stool", "Calprotectin      142    ug/g", "Reviewed by the laboratory."})}),
            (Strings{"Calprotectin|142|ug/g|||review low-confidence"}));
}

TEST(ReadDocument, NamedValuesNearRowsAreNotLost) {
  const std::vector<Page> pages = {
      PageOf({"Sodium             141       mmol/L   135-146", "Potassium          4.1       mmol/L   3.5-5.1", "", "",
              "Virus genotype : 3a", "", "", "Further tests", "", "pH                 6.0"})};
  EXPECT_EQ(Rows(pages), (Strings{"Sodium|141|mmol/L|135-146|", "Potassium|4.1|mmol/L|3.5-5.1|"}));
  EXPECT_EQ(Unread(pages), (Strings{"Virus genotype : 3a", "pH  6.0"}));
}

TEST(ReadDocument, NamedValuesUnderEachOtherAreNotLost) {
  EXPECT_EQ(Unread({PageOf({"Urine", "Colour         Amber", "Density        1.016", "pH             6.0"})}).size(),
            3u);
  // Limits of a scale are no results.
  EXPECT_EQ(Unread({PageOf({"Indicative of resistance       >2.7", "Indicative of syndrome         >2.3"})}),
            Strings{});
}

TEST(ReadDocument, WhatHasAReferenceIsNotLost) {
  EXPECT_EQ(Unread({PageOf({"Antibodies", "Pattern     fine speckled     Ref. range: < 30"})}),
            (Strings{"Pattern  fine speckled  Ref. range: < 30"}));
}

TEST(ReadDocument, AnArrowBehindAResultIsItsFlag) {
  EXPECT_EQ(Rows({PageOf({"Test               Result            Units    Reference Range",
                          "Haemoglobin        162    >          g/L      117-153",
                          "Sodium             141               mmol/L   135-146",
                          "Potassium          4.1    >          mmol/L   3.5-5.1"})}),
            (Strings{"Haemoglobin|162|g/L|117-153|>", "Sodium|141|mmol/L|135-146|",
                     "Potassium|4.1|mmol/L|3.5-5.1||review flag-disagrees"}));
}

TEST(ReadDocument, AReferenceUnderItsRow) {
  EXPECT_EQ(Rows({PageOf({"TEST NAME            TECHNOLOGY      VALUE     UNITS",
                          "TRANSFERRIN          PHOTOMETRY      211       mg/dL", "Reference Range : 200 - 360",
                          "IRON                 PHOTOMETRY      48        ug/dL",
                          "Reference Range :", "  Male : 65 - 175", "  Female : 50 - 170",
                          "ALBUMIN              PHOTOMETRY      4.2       g/dL", "Method: bromocresol green"})}),
            (Strings{"TRANSFERRIN|211|mg/dL|200 - 360|", "IRON|48|ug/dL|Male : 65 - 175 Female : 50 - 170|",
                     "ALBUMIN|4.2|g/dL||"}));
}

TEST(ReadDocument, ARangeColumnWithoutAHead) {
  EXPECT_EQ(
      Rows({PageOf({"Analyte          Result                         Units",
                    "Adipate          3.1         <= 6.2         mmol/mol",
                    "Lactate          14.6        1.6 - 57.1     mmol/mol",
                    "Citrate          182         56 - 987       mmol/mol"})}),
      (Strings{"Adipate|3.1|mmol/mol|<= 6.2|", "Lactate|14.6|mmol/mol|1.6 - 57.1|", "Citrate|182|mmol/mol|56 - 987|"}));
}

TEST(ReadDocument, UnitsUnderTheHeads) {
  EXPECT_EQ(Rows({PageOf({"TEST             RESULT         REFERENCE INTERVAL", "                 mg/dL          mg/dL",
                          "Creatinine       86.0           35 - 240"})}),
            (Strings{"Creatinine|86.0|mg/dL|35 - 240|"}));
}

TEST(ReadDocument, AUnitIsTheHeadOfTheResults) {
  EXPECT_EQ(Rows({PageOf({"Food             ug/mL     Class     Food             ug/mL     Class",
                          "Casein           5.5       2         Cherry           1.5       0",
                          "Whey             0.2       0         Kiwi             3.2       1"})}),
            (Strings{"Casein|5.5|ug/mL||", "Whey|0.2|ug/mL||", "Cherry|1.5|ug/mL||", "Kiwi|3.2|ug/mL||"}));
}

TEST(ReadDocument, AUnitStatedForThePage) {
  EXPECT_EQ(Rows({PageOf({"All biomarkers reported in mmol/mol creatinine unless otherwise noted.",
                          "Marker           Result         Reference Range", "Adipate          3.1            <= 6.2",
                          "Lactate          14.6           1.6 - 57.1"})}),
            (Strings{"Adipate|3.1|mmol/mol creatinine|<= 6.2|", "Lactate|14.6|mmol/mol creatinine|1.6 - 57.1|"}));
}

TEST(ReadDocument, AResultAheadOfAnEmptyNewestOneIsNotTaken) {
  EXPECT_EQ(Rows({PageOf({"Test         Result     Previous Result     Units     Reference Range",
                          "Lactate      --         1.4                 mmol/L    0.4-2.0",
                          "Sodium       141        140                 mmol/L    135-146"})}),
            (Strings{"Lactate|--|mmol/L|0.4-2.0||review value-missing", "Sodium|141|mmol/L|135-146|"}));
}

// Rows in drawn frames; that of the last goes on to the page's foot.
TEST(ReadDocument, WhatStandsFarBelowInTheLastFrameIsNoPartOfItsRow) {
  Page page = PageOf({"Test           Result    Units      Reference Range",
                      "Sodium         141       mmol/L     135-146", "Potassium      4.1       mmol/L     3.5-5.1",
                      "Chloride       101       mmol/L     98-107", "", "", "", "", "Guide: example.org"});
  for (const double y : {62.0, 78.0, 92.0, 106.0, 190.0}) page.rules.push_back({{20, y, 280, y + 0.5}});
  EXPECT_EQ(Rows({page}),
            (Strings{"Sodium|141|mmol/L|135-146|", "Potassium|4.1|mmol/L|3.5-5.1|", "Chloride|101|mmol/L|98-107|"}));
}

TEST(ReadDocument, ASignAsTheFlagWithItsResultBelow) {
  EXPECT_EQ(Rows({PageOf({"Test             Flag   Result           Units      Reference Range",
                          "Titer            +      320              titer      <80", "Pattern          +",
                          "                        Homogeneous"})}),
            (Strings{"Titer|320|titer|<80|+", "Pattern|Homogeneous|||+"}));
}

TEST(ReadDocument, ResultsOnPinsHalfALineAboveTheirNames) {
  Page page =
      PageOf({"Indoleacetic Acid                          <= 4.2", "Phenylacetic Acid                          <= 0.12",
              "Benzoic Acid                               <= 0.05"});
  const Page pins = PageOf(
      {"                          2.9", "                             0.11", "                        0.04"}, 1, 53);
  page.words.insert(page.words.end(), pins.words.begin(), pins.words.end());
  EXPECT_EQ(Rows({page}), (Strings{"Indoleacetic Acid|2.9||<= 4.2|", "Phenylacetic Acid|0.11||<= 0.12|",
                                   "Benzoic Acid|0.04||<= 0.05|"}));
}

TEST(ReadDocument, ResultsFlushRightFarFromTheirHead) {
  EXPECT_EQ(Rows({PageOf({"Test             Result                         Units     Reference Range",
                          "Colour                                Yellow",
                          "Density                                 1015              1005 - 1030",
                          "pH                                       6.0              5.0 - 7.5",
                          "Protein                             Negative    mg/dL     Negative"})}),
            (Strings{"Colour|Yellow|||", "Density|1015||1005 - 1030|", "pH|6.0||5.0 - 7.5|",
                     "Protein|Negative|mg/dL|Negative|"}));
}

TEST(ReadDocument, ABulletBeforeAResult) {
  EXPECT_EQ(Rows({PageOf({"Test       Result      Flag     Units     Reference Range",
                          "RBC        • 3.98      Low      10*6/uL   4.14-5.80"})}),
            (Strings{"RBC|3.98|10*6/uL|4.14-5.80|Low"}));
}

TEST(ReadDocument, BlocksWithIndentedLabelsAndAFlag) {
  EXPECT_EQ(Rows({PageOf({"GLICOSE", "     Resultado:           102 mg/dL      Alto",
                          "     Valor de referência:       70 - 99", "", "UREIA", "     Resultado:           31 mg/dL",
                          "     Valor de referência:       16 - 49"})}),
            (Strings{"GLICOSE|102|mg/dL|70 - 99|Alto", "UREIA|31|mg/dL|16 - 49|"}));
}

TEST(ReadDocument, CardsWithAFlagBesideTheName) {
  EXPECT_EQ(Rows({PageOf({"Haemoglobin              Normal         Haematocrit             Low",
                          "147 g/L                                 0.34 L/L",
                          "            130     170                     0.37     0.50",
                          "Range: 130 - 170                        Range: 0.37 - 0.50", "",
                          "MCV                      High           MCH                     Normal",
                          "101 fL                                  30.5 pg",
                          "            80      99                      26       34",
                          "Range: 80 - 99                          Range: 26 - 34"})}),
            (Strings{"Haemoglobin|147|g/L|130 - 170|Normal", "Haematocrit|0.34|L/L|0.37 - 0.50|Low",
                     "MCV|101|fL|80 - 99|High", "MCH|30.5|pg|26 - 34|Normal"}));
}

TEST(ReadDocument, FurtherResultsOfARowAreNamed) {
  const auto reports = ReadAndRoute({PageOf({"Food              Result     Result    Reference Range",
                                             "Milk              1.90       0.40      0.10-1.20",
                                             "Sesame            1.04       1.38      0.10-1.20"})},
                                    {});
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].observations.size(), 2u);
  for (const Observation& o : reports[0].observations) EXPECT_EQ(o.status, RowStatus::kReview);
  Strings unread;
  for (const ClassifiedLine& l : reports[0].lines)
    if (l.line_class == LineClass::kUnread) unread.push_back(l.text);
  EXPECT_EQ(unread, (Strings{"0.40", "1.38"}));
}

TEST(ReadDocument, TwoPatientsAreTwoReports) {
  const auto reports = ReadAndRoute(
      {PageOf(
           {"Patient Name: Sample, Anna", "Accession: A-1001", "Test     Result   Units", "Iron     90       ug/dL"}),
       PageOf({"Patient Name: Model, Bert", "Accession: B-2002", "Test     Result   Units", "Iron     70       ug/dL"},
              2)},
      {});
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].observations.size(), 1u);
  EXPECT_EQ(reports[1].observations.size(), 1u);
  EXPECT_EQ(reports[1].first_page, 2);
}

TEST(ReadDocument, APageWithoutUsableTextMakesTheDocumentWait) {
  Page scan;
  scan.number = 2;
  scan.width = 612;
  scan.height = 792;
  scan.kind = PageKind::kScan;
  const auto reports = ReadAndRoute({PageOf({"Test     Result   Units", "Iron     90       ug/dL"}), scan}, {});
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].status, DocumentStatus::kNeedsReview);
  ASSERT_EQ(reports[0].findings.size(), 1u);
  EXPECT_EQ(reports[0].findings[0].code, FindingCode::kPageUnreadable);
}

TEST(ReadDocument, APageWithAProblemIsAFindingOfItsReport) {
  Page scan;
  scan.number = 3;
  scan.width = 612;
  scan.height = 792;
  scan.kind = PageKind::kScan;
  scan.problem = "the picture is too coarse";
  auto reports = ReadAndRoute({scan}, {});
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].status, DocumentStatus::kNeedsReview);
  ASSERT_EQ(reports[0].findings.size(), 1u);
  EXPECT_EQ(reports[0].findings[0].code, FindingCode::kPageUnreadable);
  EXPECT_EQ(reports[0].findings[0].message, "page 3 could not be read: the picture is too coarse");
  scan.kind = PageKind::kMixed;
  reports = ReadAndRoute({PageOf({"Test     Result   Units", "Iron     90       ug/dL"}), scan}, {});
  ASSERT_EQ(reports.size(), 1u);
  ASSERT_EQ(reports[0].findings.size(), 1u);
  EXPECT_EQ(reports[0].findings[0].message, "the pictures on page 3 could not be read: the picture is too coarse");
}

TEST(ReadDocument, AScanThatWasReadIsAPageAsAnyOther) {
  Page scan = PageOf({"Test     Result   Units", "Iron     90       ug/dL"});
  scan.kind = PageKind::kScan;
  const auto reports = ReadAndRoute({scan}, {});
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].observations.size(), 1u);
  EXPECT_TRUE(reports[0].findings.empty());
}

TEST(ReadDocument, SameInputSameOutput) {
  const std::vector<Page> pages = {
      PageOf({"Test     Result   Units", "Iron     90       ug/dL", "Zinc     80       ug/dL"})};
  EXPECT_EQ(Rows(pages), Rows(pages));
}

TEST(ReadDocument, EveryLineHasAClass) {
  const Page page = PageOf({"Some Laboratory", "Test   Result   Units", "Iron   90   ug/dL", "Page 1 of 1"});
  const auto reports = ReadAndRoute({page}, {});
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].lines.size(), 4u);
}

TEST(ReadDocument, NothingThatLooksLikeAReportGivesNone) {
  EXPECT_TRUE(ReadAndRoute({PageOf({"Dear Sir or Madam,", "thank you for the invoice."})}, {}).empty());
  EXPECT_TRUE(ReadAndRoute({}, {}).empty());
}

TEST(ReadDocument, LeadersOfALabelThatRecognitionLost) {
  EXPECT_EQ(Rows({PageOf({"GLICOSE", "Material: Soro  Método: Hexoquinase",
                          "RESULTADO.           92 mg/dL        70 a 99 mg/dL", "", "CREATININA",
                          "Material: Soro  Método: Jaffé", "RESULTADO.           0,84 mg/dL      0,50 a 1,10 mg/dL"})}),
            (Strings{"GLICOSE|92|mg/dL|70 a 99|", "CREATININA|0,84|mg/dL|0,50 a 1,10|"}));
}

TEST(ReadDocument, AUnitInBracketsBehindTheName) {
  EXPECT_EQ(Rows({PageOf({"Assay                Result    Low     High", "Glucose (mg/dL)      104       70      99",
                          "Hematocrit [%]       41        36      46", "Iron (Fe)            80        60      170"})}),
            (Strings{"Glucose|104|mg/dL|70 - 99|", "Hematocrit|41|%|36 - 46|", "Iron (Fe)|80||60 - 170|"}));
}

TEST(UnreadLines, ResultsInRunningText) {
  const Page page = PageOf({"Laboratory data (15 Jan 2024)", "Na 138 mmol/L (135-145), K 4.1 mmol/L (3.5-5.0), Cl 101",
                            "A ferritin below 30 ng/mL points to iron deficiency (in adults)."});
  EXPECT_EQ(Rows({page}), Strings{});
  EXPECT_EQ(Unread({page}), Strings{"Na 138 mmol/L (135-145), K 4.1 mmol/L (3.5-5.0), Cl 101"});
}

TEST(UnreadLines, ATableOnItsSideIsNamed) {
  const Page page = PageOf({"Hematology flow sheet", "Date         WBC         HGB         PLT",
                            "Units        K/uL        g/dL        K/uL", "Ref          4.0-11.0    12.0-16.0   150-400",
                            "03/04/2024   6.1         11.8 L      288"});
  EXPECT_EQ(Rows({page}), Strings{});
  EXPECT_EQ(Unread({page}), (Strings{"Date  WBC  HGB  PLT", "HGB", "PLT"}));
}

TEST(UnreadLines, FiguresUnderTheirNamesAreNamed) {
  EXPECT_EQ(Unread({PageOf({"Your results", "HAEMOGLOBIN", "                         138", "", "FERRITIN",
                            "                         22"})}),
            (Strings{"HAEMOGLOBIN", "FERRITIN"}));
}

TEST(UnreadLines, PricesAreNoResults) {
  EXPECT_EQ(Unread({PageOf({"Ferritin                 1     25.00", "Haemoglobin              1     12.50",
                            "Total                          37.50 EUR"})}),
            Strings{});
}

TEST(UnreadLines, OneTestThatALetterSpeaksOfIsNone) {
  EXPECT_EQ(Unread({PageOf({"Dear colleague", "Ferritin                 22", "Yours sincerely"})}), Strings{});
}

}  // namespace
}  // namespace labintake::generic
