// Tables that print earlier results beside the present one, with and without heads that are known.
#include <gtest/gtest.h>

#include "extractors/generic/document_reader.h"
#include "tests/generic/page_builder.h"
#include "tests/generic/routed.h"

namespace labintake::generic {
namespace {

using test::PageOf;
using test::ReadAndRoute;
using Strings = std::vector<std::string>;

Strings Rows(const Page& page) {
  Strings out;
  for (const Report& r : ReadAndRoute({page}, {})) {
    for (const Observation& o : r.observations) {
      out.push_back(o.name.text + "|" + o.value.text + "|" + o.unit.text + "|" + o.range.text + "|" + o.flag.text);
      if (o.status != RowStatus::kAccepted) out.back() += "|review";
    }
  }
  return out;
}

TEST(EarlierResults, AUnitFlushLeftBesideAnEarlierResultFlushRight) {
  EXPECT_EQ(
      Rows(PageOf({"Untersuchung         Ergebnis   Vorwert   Einheit   Referenzbereich",
                   "Leukozyten                7,2       6,9 /nl         4,0 - 10,0",
                   "Hämoglobin       -       12,9      13,3 g/dl        13,5 - 17,5",
                   "GPT (ALAT)       +         61        55 U/l         bis 50"})),
      (Strings{"Leukozyten|7,2|/nl|4,0 - 10,0|", "Hämoglobin|12,9|g/dl|13,5 - 17,5|-", "GPT (ALAT)|61|U/l|bis 50|+"}));
}

TEST(EarlierResults, ColumnsOfDatesBesideTheLatestReference) {
  EXPECT_EQ(Rows(PageOf({"Component               Latest Ref Rng & Units   3/4/2024   12/1/2023",
                         "WBC                     3.4 - 10.8 K/uL          7.1        6.8",
                         "Hemoglobin              11.1 - 15.9 g/dL         10.7 (L)   11.4",
                         "Platelets               150 - 450 K/uL           462 (H)    398"})),
            (Strings{"WBC|7.1|K/uL|3.4 - 10.8|", "Hemoglobin|10.7|g/dL|11.1 - 15.9|(L)",
                     "Platelets|462|K/uL|150 - 450|(H)"}));
}

TEST(EarlierResults, NoHeadsOverNamesAndResults) {
  EXPECT_EQ(Rows(PageOf({"                                             Valeurs de référence     Antériorités",
                         "Hématies              4,52 T/L               (4,28 à 5,79)            4,61",
                         "Hémoglobine           13,1 g/dL              (13,4 à 16,7)            13,6",
                         "Hématocrite           39,8 %                 (39,2 à 48,6)            41,0"})),
            (Strings{"Hématies|4,52|T/L|4,28 à 5,79|", "Hémoglobine|13,1|g/dL|13,4 à 16,7|",
                     "Hématocrite|39,8|%|39,2 à 48,6|"}));
}

// The heads say nothing: which figure is the present one is not certain, and none of the others is a row of its own.
TEST(EarlierResults, UnderUnknownHeadsTheRowsWait) {
  EXPECT_EQ(Rows(PageOf({"Zwack                Zweck      Zwick     Zwock     Zwuck",
                         "Leukozyten                7,2       6,9 /nl         4,0 - 10,0",
                         "Hämoglobin               12,9      13,3 g/dl        13,5 - 17,5",
                         "Thrombozyten              256       249 /nl         150 - 400"})),
            (Strings{"Leukozyten|7,2||4,0 - 10,0||review", "Hämoglobin|12,9||13,5 - 17,5||review",
                     "Thrombozyten|256||150 - 400||review"}));
  EXPECT_EQ(Rows(PageOf({"Hématies              4,52 T/L               (4,28 à 5,79)            4,61",
                         "Hémoglobine           13,1 g/dL              (13,4 à 16,7)            13,6",
                         "Hématocrite           39,8 %                 (39,2 à 48,6)            41,0"})),
            (Strings{"Hématies|4,52|T/L|4,28 à 5,79||review", "Hémoglobine|13,1|g/dL|13,4 à 16,7||review",
                     "Hématocrite|39,8|%|39,2 à 48,6||review"}));
}

TEST(EarlierResults, OfTwoResultsUnderHeadsThatDoNotTellThemApartNoneIsTakenSurely) {
  EXPECT_EQ(Rows(PageOf({"Test           Baseline   Post    Units    Reference",
                         "Cortisol       12.4       3.1     µg/dL    6.2 - 19.4",
                         "ACTH           31         12      pg/mL    7.2 - 63.3"})),
            (Strings{"Cortisol|3.1|µg/dL|6.2 - 19.4||review", "ACTH|12|pg/mL|7.2 - 63.3||review"}));
}

TEST(UnknownHeads, WhatMayBeTheUnitOfARowWithoutOneMakesItWait) {
  EXPECT_EQ(
      Rows(PageOf({"Analyse        Resultat   Zwock        Zwuck", "P-Ferritin     11         µg/L         12 - 300",
                   "P-Kreatinin    68         µmol/L       45 - 90",
                   "P-TSH          1,6        10-3 IU/L    0,4 - 4,0"})),
      (Strings{"P-Ferritin|11|µg/L|12 - 300|", "P-Kreatinin|68|µmol/L|45 - 90|", "P-TSH|1,6||0,4 - 4,0||review"}));
}

}  // namespace
}  // namespace labintake::generic
