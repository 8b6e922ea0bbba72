#include "extractors/generic/document_reader.h"

#include <gtest/gtest.h>

#include "tests/generic/page_builder.h"

namespace labintake::generic {
namespace {

using test::PageOf;

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
  for (const Report& r : ReadDocument(pages, {}))
    for (const Observation& o : r.observations) out.push_back(Show(o));
  return out;
}

std::vector<std::string> Unread(const std::vector<Page>& pages) {
  std::vector<std::string> out;
  for (const Report& r : ReadDocument(pages, {}))
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
      PageOf({"Dear colleague", "", "Ferritin      24      ng/mL     30-400", "", "With kind regards"})};
  EXPECT_EQ(Rows(pages), Strings{});
  ASSERT_EQ(Unread(pages).size(), 1u);
  EXPECT_EQ(ReadDocument(pages, {})[0].status, DocumentStatus::kNeedsReview);
}

TEST(ReadDocument, EveryLineHasAClass) {
  const Page page = PageOf({"Some Laboratory", "Test   Result   Units", "Iron   90   ug/dL", "Page 1 of 1"});
  const auto reports = ReadDocument({page}, {});
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_EQ(reports[0].lines.size(), 4u);
}

TEST(ReadDocument, NothingThatLooksLikeAReportGivesNone) {
  EXPECT_TRUE(ReadDocument({PageOf({"Dear Sir or Madam,", "thank you for the invoice."})}, {}).empty());
  EXPECT_TRUE(ReadDocument({}, {}).empty());
}

}  // namespace
}  // namespace labintake::generic
