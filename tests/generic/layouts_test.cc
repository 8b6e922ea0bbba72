// Layouts of reports, one idiom of laboratories a test.
#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/generic/document_reader.h"
#include "tests/generic/page_builder.h"
#include "tests/generic/routed.h"

namespace labintake::generic {
namespace {

using test::PageOf;
using Strings = std::vector<std::string>;

// "name|value|unit|range|flag's code", with "|review" where the row waits.
Strings Rows(const Page& page) {
  Strings out;
  for (const Report& report : test::ReadAndRoute({page}))
    for (const Observation& o : report.observations)
      out.push_back(o.name.text + "|" + o.value.text + "|" + o.unit.text + "|" + o.range.text + "|" + o.flag.code +
                    (o.status == RowStatus::kAccepted ? "" : "|review"));
  return out;
}

Strings Rows(const std::vector<std::string>& lines) { return Rows(PageOf(lines)); }

// The words `texts` in smaller type.
Page WithSmall(Page page, const std::vector<std::string>& texts) {
  for (Word& w : page.words)
    if (std::find(texts.begin(), texts.end(), w.text) != texts.end()) w.font_size = 7;
  return page;
}

TEST(Layouts, HeadsOnceMoreInAnotherScript) {
  EXPECT_EQ(Rows({"Test / الفحص        Result / النتيجة     Unit / الوحدة    Reference / المرجع    Method",
                  "Urea                5.2                  mmol/L           2.8 - 8.1             Urease",
                  "Uric Acid           455                  µmol/L           202 - 417             Uricase"}),
            (Strings{"Urea|5.2|mmol/L|2.8 - 8.1|N", "Uric Acid|455|µmol/L|202 - 417|H"}));
}

TEST(Layouts, AUnitRightOfTheNamesIsTheHeadOfTheResults) {
  EXPECT_EQ(Rows({"Code    Allergen              kUA/L     Class    Level",
                  "d1      House dust mite       38.4      4        Very high",
                  "e5      Dog dander            <0.10     0        Undetectable",
                  "f4      Wheat                 0.38      1        Low"}),
            (Strings{"House dust mite|38.4|kUA/L||", "Dog dander|<0.10|kUA/L||", "Wheat|0.38|kUA/L||"}));
}

TEST(Layouts, HeadsWithOneSpaceBetweenAreAUnitToo) {
  EXPECT_EQ(Rows({"Code Allergen                 kUA/L Class Level",
                  "d1      House dust mite       38.4      4        Very high",
                  "e5      Dog dander            <0.10     0        Undetectable",
                  "f4      Wheat                 0.38      1        Low"}),
            (Strings{"House dust mite|38.4|kUA/L||", "Dog dander|<0.10|kUA/L||", "Wheat|0.38|kUA/L||"}));
}

TEST(Layouts, AHeadThatGoesOnBelowIsNoFlag) {
  EXPECT_EQ(Rows({"Test                Result    Units     Low  Expected   Range",
                  "                                        High",
                  "Creatinine          0.71      mg/mL                     0.3-2.0",
                  "Estrone             2.85      µg/g                      0.59-6.42",
                  "Iodine              88        µg/g                      100-380"}),
            (Strings{"Creatinine|0.71|mg/mL|0.3-2.0|N", "Estrone|2.85|µg/g|0.59-6.42|N", "Iodine|88|µg/g|100-380|L"}));
}

TEST(Layouts, TheAgeOfResultsIsAHead) {
  EXPECT_EQ(Rows({"Component    Ref Range & Units      2 d ago      6 mo ago     1 yr ago",
                  "                                    (3/2/26)     (9/8/25)     (2/27/25)",
                  "Sodium       136 - 145 mmol/L       139          141          138",
                  "AST          13 - 39 U/L            22           25           --",
                  "Calcium      8.6 - 10.3 mg/dL       9.4          9.1          9.3"}),
            (Strings{"Sodium|139|mmol/L|136 - 145|N", "AST|22|U/L|13 - 39|N", "Calcium|9.4|mg/dL|8.6 - 10.3|N"}));
}

TEST(Layouts, AResultWithAScrapBehindItIsNoEarlierOne) {
  const Strings rows = Rows({"Component    Ref Range & Units      2 d ago      6 mo ago     1 yr ago",
                             "                                    (3/2/26)     (9/8/25)     (2/27/25)",
                             "Sodium       136 - 145 mmol/L       139          141          138",
                             "Potassium    3.5 - 5.1 mmol/L       5.4 High A   4.8          4.4",
                             "Calcium      8.6 - 10.3 mg/dL       9.4          9.1          9.3"});
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1], "Potassium|5.4|mmol/L|3.5 - 5.1|H|review");
}

TEST(Layouts, AResultInTheColumnOfItsGrade) {
  EXPECT_EQ(Rows({"Prueba          Bajo        Dentro      Sobre       Referencia     Unidades",
                  "Leucocitos                              10.8        3.8 - 10.0     miles/µL",
                  "Hemoglobina     11.4                                11.7 - 15.5    g/dL",
                  "Plaquetas                   355                     150 - 450      miles/µL",
                  "Glucosa                     88                      70 - 99        mg/dL"}),
            (Strings{"Leucocitos|10.8|miles/µL|3.8 - 10.0|H", "Hemoglobina|11.4|g/dL|11.7 - 15.5|L",
                     "Plaquetas|355|miles/µL|150 - 450|N", "Glucosa|88|mg/dL|70 - 99|N"}));
}

TEST(Layouts, ReferencesUnderRowsEndAtMethodsAndHeads) {
  EXPECT_EQ(Rows({"TEST NAME             TECHNOLOGY      VALUE     UNITS",
                  "TOTAL CHOLESTEROL     PHOTOMETRY      187       mg/dL", "Bio. Ref. Interval. :-", "< 200",
                  "Method : ENZYMATIC 2 POINT", "VITAMIN B-12          C.L.I.A         233       pg/mL",
                  "Bio. Ref. Interval. :-", "211 - 911", "TEST NAME             TECHNOLOGY      VALUE     UNITS",
                  "TSH                   C.L.I.A         5.61      µIU/mL", "Bio. Ref. Interval. :-", "0.54-5.30"}),
            (Strings{"TOTAL CHOLESTEROL|187|mg/dL|< 200|", "VITAMIN B-12|233|pg/mL|211 - 911|N",
                     "TSH|5.61|µIU/mL|0.54-5.30|H"}));
}

TEST(Layouts, WordsOfAResultOnTwoLines) {
  EXPECT_EQ(
      Rows({"Investigation       Observed Value      Unit       Reference",
            "Haemoglobin         11.2                g/dL       13.0 - 17.0",
            "HBsAg               NON                            Non Reactive", "                    REACTIVE",
            "ESR                 42                  mm/h       0 - 15"}),
      (Strings{"Haemoglobin|11.2|g/dL|13.0 - 17.0|L", "HBsAg|NON REACTIVE||Non Reactive|", "ESR|42|mm/h|0 - 15|H"}));
}

TEST(Layouts, AMethodBesideTheRestOfAResult) {
  EXPECT_EQ(
      Rows(WithSmall(
          PageOf({"Investigation       Observed Value      Unit       Reference",
                  "Haemoglobin         11.2                g/dL       13.0 - 17.0",
                  "HBsAg               NON                            Non Reactive", "ICT-card            REACTIVE",
                  "ESR                 42                  mm/h       0 - 15"}),
          {"ICT-card"})),
      (Strings{"Haemoglobin|11.2|g/dL|13.0 - 17.0|L", "HBsAg|NON REACTIVE||Non Reactive|", "ESR|42|mm/h|0 - 15|H"}));
}

TEST(Layouts, AMethodBesideTheResultInASecondUnit) {
  EXPECT_EQ(Rows(WithSmall(PageOf({"Analyse             Résultat    Unité      Valeurs de référence",
                                   "Glycémie            5,83        mmol/L     3,90 à 6,10",
                                   "Hexokinase          1,05        g/L        0,70 à 1,10",
                                   "Créatinine          63          µmol/L     45 à 84",
                                   "Ferritine           9           µg/L       15 à 150"}),
                           {"Hexokinase"})),
            (Strings{"Glycémie|5,83|mmol/L|3,90 à 6,10|N", "Glycémie|1,05|g/L|0,70 à 1,10|N",
                     "Créatinine|63|µmol/L|45 à 84|N", "Ferritine|9|µg/L|15 à 150|L"}));
}

TEST(Layouts, AMethodOverTheResultInASecondUnit) {
  EXPECT_EQ(Rows(WithSmall(PageOf({"Analyse             Résultat    Unité      Valeurs de référence",
                                   "Triglycérides       1,12        mmol/L     0,60 à 1,70", "Hexokinase-XT",
                                   "                    0,98        g/L        0,53 à 1,49",
                                   "Créatinine          63          µmol/L     45 à 84",
                                   "Ferritine           9           µg/L       15 à 150"}),
                           {"Hexokinase-XT"})),
            (Strings{"Triglycérides|1,12|mmol/L|0,60 à 1,70|N", "Triglycérides|0,98|g/L|0,53 à 1,49|N",
                     "Créatinine|63|µmol/L|45 à 84|N", "Ferritine|9|µg/L|15 à 150|L"}));
}

TEST(Layouts, TwoUnitsOverTheResults) {
  EXPECT_EQ(Rows({"SÉRIE BRANCA        %         /mm3        Valores de referência (/mm3)",
                  "Leucócitos                    5430        3500 a 10500",
                  "Linfócitos          26        1423        900 a 2900",
                  "Monócitos           8         434         300 a 900"}),
            (Strings{"Leucócitos|5430|/mm3|3500 a 10500|N", "Linfócitos|26|%||", "Linfócitos|1423|/mm3|900 a 2900|N",
                     "Monócitos|8|%||", "Monócitos|434|/mm3|300 a 900|N"}));
  EXPECT_EQ(Rows({"                    %         Ref. %           G/l        Ref. G/l",
                  "Neutrophile         61.0      40.0 - 74.0      5.12       1.50 - 7.50",
                  "Monozyten           7.1       3.4 - 9.0        0.60       0.20 - 0.95"}),
            (Strings{"Neutrophile|61.0|%|40.0 - 74.0|N", "Neutrophile|5.12|G/l|1.50 - 7.50|N",
                     "Monozyten|7.1|%|3.4 - 9.0|N", "Monozyten|0.60|G/l|0.20 - 0.95|N"}));
}

TEST(Layouts, LabelledResultsUnderATable) {
  EXPECT_EQ(Rows({"Análise             Resultado    Unidades    Valores de referência",
                  "Plaquetas ....:     142          10^3/uL     150 a 450",
                  "Leucócitos .....    6,1          10^3/uL     3,5 a 10,5", "GLICOSE",
                  "Resultado:                104 mg/dL", "Valor de referência:      70 a 99 mg/dL", "CREATININA",
                  "Resultado:                1,31 mg/dL", "Valor de referência:      0,70 a 1,30 mg/dL"}),
            (Strings{"Plaquetas|142|10^3/uL|150 a 450|L", "Leucócitos|6,1|10^3/uL|3,5 a 10,5|N",
                     "GLICOSE|104|mg/dL|70 a 99|H", "CREATININA|1,31|mg/dL|0,70 a 1,30|H"}));
}

TEST(Layouts, ADurationIsOneResult) {
  EXPECT_EQ(Rows({"Test                Result              Unit       Reference",
                  "Fibrinogen          3.9                 g/L        2.0 - 4.0",
                  "Bleeding Time       2 min 30 sec                   1 - 6 min",
                  "ESR                 42                  mm/h       0 - 15"})[1],
            "Bleeding Time|2|min|1 - 6|N|review");
}

TEST(Layouts, TheUnitOfAllResultsInALineOfItsOwn) {
  EXPECT_EQ(Rows({"Results in U/mL   < 24 normal   > 30 elevated", "Food                Result",
                  "Almond              41", "Barley              2", "Casein              14"}),
            (Strings{"Almond|41|U/mL||", "Barley|2|U/mL||", "Casein|14|U/mL||"}));
}

TEST(Layouts, ANameUnderItsFirstLineNearerThanRows) {
  Page page = PageOf({"Test                    Result     Unit       Range", "",
                      "Cortisol                3.1        ng/mL      3.7-9.5", "Awakening", "",
                      "Estradiol               1.6        pg/mL      1.3-3.3", "", "",
                      "Progesterone            38         pg/mL      75-270", "", "",
                      "Testosterone            22         pg/mL      16-55", "", "",
                      "DHEAS                   2.1        ng/mL      2-23", "", "",
                      "Cortisol Noon           1.9        ng/mL      1.2-3.0"});
  EXPECT_EQ(Rows(page).front(), "Cortisol Awakening|3.1|ng/mL|3.7-9.5|L");
}

TEST(Layouts, AUnitCentredOnTheNextRow) {
  Page page = PageOf({"Test                    Result     Unit       Range",
                      "Bisphenol A             1.9        µg/g       1.11-3.74",
                      "                                   ng/mg", "Melatonin               12                    10-85",
                      "Iodine                  188        µg/g       100-380"});
  for (Word& w : page.words) {
    if (w.text != "ng/mg") continue;
    w.baseline += 6;
    w.box.y0 += 6;
    w.box.y1 += 6;
  }
  EXPECT_EQ(Rows(page),
            (Strings{"Bisphenol A|1.9|µg/g|1.11-3.74|N", "Melatonin|12|ng/mg|10-85|N", "Iodine|188|µg/g|100-380|N"}));
}

TEST(Layouts, ASymbolIsNoEndOfTheNameAbove) {
  EXPECT_EQ(
      Rows({"Test                    Result     Unit       Reference",
            "Serum creatinine        98         umol/L     45.0 - 84.0", "Above high reference limit",
            "eGFR                    52         mL/min     > 60", "Electrolytes",
            "cK+                     4.0        mmol/L     3.5 - 5.0"}),
      (Strings{"Serum creatinine|98|umol/L|45.0 - 84.0|H", "eGFR|52|mL/min|> 60|", "cK+|4.0|mmol/L|3.5 - 5.0|N"}));
}

TEST(Layouts, ATriangleBehindANumberIsItsFlag) {
  EXPECT_EQ(
      Rows({"Análise                 Resultado     Unidades    Valores de referência",
            "Colesterol total        243 ▲         mg/dL       < 190",
            "Glicose                 99            mg/dL       70 - 110",
            "TSH                     0,28 ▼        mUI/L       0,38 - 5,33"}),
      (Strings{"Colesterol total|243|mg/dL|< 190|H", "Glicose|99|mg/dL|70 - 110|N", "TSH|0,28|mUI/L|0,38 - 5,33|L"}));
}

}  // namespace
}  // namespace labintake::generic
