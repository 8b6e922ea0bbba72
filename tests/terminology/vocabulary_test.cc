#include "terminology/vocabulary.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace labintake::terminology {
namespace {

struct TableRow {
  std::string word, language, role;
};

std::vector<TableRow> ReadTable(const std::string& name) {
  std::ifstream file(std::string(LABINTAKE_SOURCE_DIR) + "/lab_formats/vocabulary/" + name);
  std::vector<TableRow> rows;
  std::string line;
  bool head = true;
  while (std::getline(file, line)) {
    if (line.empty() || line.starts_with("# ")) continue;
    if (head) {
      head = false;
      continue;
    }
    const size_t a = line.find('\t'), b = line.find('\t', a + 1);
    rows.push_back({line.substr(0, a), line.substr(a + 1, b - a - 1), line.substr(b + 1)});
  }
  return rows;
}

TEST(FoldTest, FoldsCaseDiacriticsDashesAndSpaces) {
  EXPECT_EQ(Fold("  Résultat   ACTUEL "), "resultat actuel");
  EXPECT_EQ(Fold("SONUÇLARI"), "sonuclari");
  EXPECT_EQ(Fold("Referans Aralığı"), "referans araligi");
  EXPECT_EQ(Fold("İSTANBUL"), "istanbul");
  EXPECT_EQ(Fold("Messgröße"), "messgrosse");
  EXPECT_EQ(Fold("Wartość żółta"), "wartosc zolta");
  EXPECT_EQ(Fold("Ref\u2013Range\u00A0(m\u00B2)"), "ref-range (m2)");
  EXPECT_EQ(Fold("a\u200Bb"), "ab");
  EXPECT_EQ(Fold(""), "");
  EXPECT_EQ(Fold("\xff"), "\uFFFD");
}

struct HeadCase {
  const char* text;
  ColumnRole role;
  std::optional<ColumnRole> also = std::nullopt;
};

TEST(ColumnHeadTest, FindsHeadsAsPrinted) {
  using enum ColumnRole;
  const HeadCase cases[] = {
      {"Test", kName},
      {"TEST NAME", kName},
      {"Tests Ordered", kName},
      {"ANALYTES", kName},
      {"Investigation", kName},
      {"Bepaling", kName},
      {"Untersuchung", kName},
      {"Messgröße", kName},
      {"Parametr", kName},
      {"Tetkik Adı", kName},
      {"Prueba", kName},
      {"Esame", kName},
      {"Exame", kName},
      {"Paramètre", kName},
      {"Badanie", kName},
      {"Result", kResult},
      {"Your Result:", kResult},
      {"Observed Value", kResult},
      {"RESULTS | 07/28/18", kResult},
      {"Result (mg/L)", kResult},
      {"Result mg/dL", kResult},
      {"Ergebnis", kResult},
      {"Uitslag", kResult},
      {"Résultat(s)", kResult},
      {"Wynik", kResult},
      {"SONUÇ", kResult},
      {"Esito", kResult},
      {"Resultado", kResult},
      {"Result 12 May 2024", kResult},
      {"Latest 1 Test Result", kResult},
      {"Current Result and Flag", kResult, kFlag},
      {"RESULT / UNIT", kResult, kUnit},
      {"RESULTS UNITS", kResult, kUnit},
      {"In Range", kResultIn},
      {"Within Range", kResultIn},
      {"Normal result", kResultIn},
      {"Normal", kResultIn, kRange},
      {"Out Of Range", kResultOut},
      {"Abnormal result", kResultOut},
      {"Abnormal", kFlag, kResultOut},
      {"Units", kUnit},
      {"UOM", kUnit},
      {"Einheit", kUnit},
      {"U.M.", kUnit},
      {"Jedn.", kUnit},
      {"Birim", kUnit},
      {"Unité", kUnit},
      {"Eenheden", kUnit},
      {"Reference Range", kRange},
      {"REFERENCE LIMITS", kRange},
      {"Ref. Int.", kRange},
      {"Ref.Range", kRange},
      {"Bio. Ref. Interval", kRange},
      {"Biological Reference Range", kRange},
      {"95% Reference Range", kRange},
      {"Reference Range (mmol/mol creatinine)", kRange},
      {"Reference Range & Units", kRange, kUnit},
      {"Ref. Range/Units", kRange, kUnit},
      {"Normbereich", kRange},
      {"Ref.-Bereich", kRange},
      {"Valeurs de référence", kRange},
      {"V.R.", kRange},
      {"Valori di riferimento", kRange},
      {"Intervalo de referência", kRange},
      {"Zakres referencyjny", kRange},
      {"Referans Aralığı", kRange},
      {"Ref. waarde", kRange},
      {"Normaalwaarden", kRange},
      {"Low Limit", kLow},
      {"Max", kHigh},
      {"Flag", kFlag},
      {"H/L", kFlag},
      {"Abn.", kFlag},
      {"Status", kFlag},
      {"Bewertung", kFlag},
      {"Durum", kFlag},
      {"Previous Result", kPrevious},
      {"Previous Result and Date", kPrevious, kPreviousDate},
      {"Vorwert", kPrevious},
      {"Antériorités", kPrevious},
      {"Vorwert vom 01.02.2024", kPrevious},
      {"Vorige", kPrevious},
      {"Resultados anteriores", kPrevious},
      {"Önceki Sonuç", kPrevious},
      {"Method", kMethod},
      {"METHOD / NOTE", kMethod, kNote},
      {"Specimen", kSpecimen},
      {"Lab", kLab},
      {"Performing Lab", kLab},
      {"S.No", kNumber},
      {"#", kNumber},
      {"Lp.", kNumber},
      {"LOINC", kCode},
      {"Comments", kNote},
      {"Date Collected", kDate},
      {"Test / Method", kName, kMethod},
  };
  for (const HeadCase& c : cases) {
    std::optional<ColumnRole> also;
    const auto role = LookUpColumnHead(c.text, &also);
    ASSERT_TRUE(role.has_value()) << c.text;
    EXPECT_EQ(*role, c.role) << c.text;
    EXPECT_EQ(also, c.also) << c.text;
  }
}

TEST(ColumnHeadTest, LeavesNamesAndProseAlone) {
  for (const char* text : {"Total Protein",
                           "Normal flora present",
                           "Test performed at",
                           "Glucose value is high because",
                           "ALT",
                           "Glucose",
                           "Sodium",
                           "Free T4",
                           "CA 125",
                           "pH",
                           "C-Reactive Protein",
                           "HDL Cholesterol",
                           "Urea",
                           "T3, Total",
                           "Iron",
                           "04/11/21",
                           "12.5",
                           "Date Collected: 01/21/2025",
                           "level.",
                           "",
                           " ",
                           "-",
                           "mg/dL",
                           "fL",
                           "Reported: 12/21/2024 07:42",
                           "Hemoglobin A1c",
                           "Results should be interpreted with care",
                           "The reference range is"}) {
    EXPECT_FALSE(LookUpColumnHead(text).has_value()) << text;
  }
}

TEST(ColumnHeadTest, EveryListedHeadIsFound) {
  const auto rows = ReadTable("column_heads.tsv");
  ASSERT_GT(rows.size(), 1000u);
  for (const TableRow& row : rows) EXPECT_TRUE(LookUpColumnHead(row.word).has_value()) << row.word;
}

struct LabelCase {
  const char* text;
  HeaderLabel label;
};

TEST(HeaderLabelTest, FindsLabelsAsPrinted) {
  using enum HeaderLabel;
  const LabelCase cases[] = {
      {"Patient Name", kPatientName},
      {"Pacjent", kPatientName},
      {"Hasta Adı Soyadı", kPatientName},
      {"Nom et prénom", kPatientName},
      {"MRN", kPatientId},
      {"Pat. Id.", kPatientId},
      {"PESEL", kPatientId},
      {"T.C. Kimlik No", kPatientId},
      {"Sex", kSex},
      {"Geslacht", kSex},
      {"Płeć", kSex},
      {"Cinsiyet", kSex},
      {"Age", kAge},
      {"Alter", kAge},
      {"Età", kAge},
      {"Age / Sex", kAgeSex},
      {"Sex/Age", kAgeSex},
      {"Yaş/Cinsiyet", kAgeSex},
      {"DOB", kBirthDate},
      {"Date of Birth (DD/MM/YYYY)", kBirthDate},
      {"Geboren op", kBirthDate},
      {"Né(e) le", kBirthDate},
      {"Data di nascita", kBirthDate},
      {"Doğum Tarihi", kBirthDate},
      {"Accession No.", kAccession},
      {"Lab No", kAccession},
      {"Requisition", kAccession},
      {"Labornummer", kAccession},
      {"N° dossier", kAccession},
      {"Specimen Type", kSpecimen},
      {"Materiaal", kSpecimen},
      {"Collected", kCollected},
      {"Date/Time Collected", kCollected},
      {"Collection Date & Time", kCollected},
      {"Sample drawn", kCollected},
      {"Time and date of collection", kCollected},
      {"Test date", kCollected},
      {"staalname", kCollected},
      {"Afname", kCollected},
      {"Entnahmedatum", kCollected},
      {"Prélevé le", kCollected},
      {"Date et heure de prélèvement", kCollected},
      {"Fecha de toma", kCollected},
      {"Data prelievo", kCollected},
      {"Data da coleta", kCollected},
      {"Data pobrania", kCollected},
      {"Numune Alma Tarihi", kCollected},
      {"Received", kReceived},
      {"Ontvangst op", kReceived},
      {"Eingang", kReceived},
      {"Kabul Tarihi", kReceived},
      {"Reported on", kReported},
      {"Report Date", kReported},
      {"Verified", kReported},
      {"Befunddatum", kReported},
      {"Data referto", kReported},
      {"Report Printed", kPrinted},
      {"Print date", kPrinted},
      {"Afgedrukt op", kPrinted},
      {"Edité le", kPrinted},
      {"Druckdatum", kPrinted},
      {"Reporting laboratory", kLab},
      {"Ordering Physician", kPhysician},
      {"Aangevraagd door", kPhysician},
      {"Phone", kOther},
      {"Fasting", kOther},
      {"Approved On", kOther},
      {"Report Status", kOther},
      {"Registered on", kOther},
      {"NPI", kOther},
  };
  for (const LabelCase& c : cases) {
    const auto label = LookUpHeaderLabel(c.text);
    ASSERT_TRUE(label.has_value()) << c.text;
    EXPECT_EQ(static_cast<int>(*label), static_cast<int>(c.label)) << c.text;
  }
  for (const char* text : {"Glucose", "John Smith", "2024-05-01", "", "Serum sodium", "Hemoglobin", "pH"}) {
    EXPECT_FALSE(LookUpHeaderLabel(text).has_value()) << text;
  }
}

TEST(HeaderLabelTest, EveryListedLabelIsFound) {
  const auto rows = ReadTable("header_labels.tsv");
  ASSERT_GT(rows.size(), 2000u);
  for (const TableRow& row : rows) EXPECT_TRUE(LookUpHeaderLabel(row.word).has_value()) << row.word;
}

TEST(ResultWordTest, TellsOrdinalsFromNotDone) {
  for (const char* text : {"Negative",
                           "NOT DETECTED",
                           "Non-Reactive",
                           "Positief",
                           "nicht nachweisbar",
                           "Absence",
                           "Yok",
                           "Ujemny",
                           "Pale Yellow",
                           "1+",
                           "+++",
                           "(+)",
                           "-",
                           "A+",
                           "O Negative",
                           "No growth after 48 hours of incubation",
                           "<dl",
                           "BDL",
                           "Detected (A)",
                           "Trace",
                           "Semi-formed",
                           "VL",
                           "Borderline",
                           "Grey zone",
                           "No pus cells seen",
                           "0",
                           "Rh(D) Positive",
                           "Susceptible"}) {
    EXPECT_EQ(LookUpResultWord(text), ResultWord::kOrdinal) << text;
  }
  for (const char* text :
       {"Pending", "TNP",   "QNS",       "DNR",       "Cancelled",      "See Note", "SEE NOTE 3", "See comment below",
        "Volgt",   "Folgt", "in Arbeit", "En cours",  "Pendiente",      "In corso", "W toku",     "Çalışılıyor",
        "----",    "***",   "N/A",       "Hemolyzed", "Niet uitgevoerd"}) {
    EXPECT_EQ(LookUpResultWord(text), ResultWord::kNotDone) << text;
  }
  for (const char* text : {"", " ", "Glucose", "12.5", "mg/dL", "Total Protein", "Hemoglobin", "<5", "5+3"}) {
    EXPECT_EQ(LookUpResultWord(text), ResultWord::kNone) << text;
  }
}

TEST(ResultWordTest, EveryListedWordIsFound) {
  for (const TableRow& row : ReadTable("result_words.tsv")) {
    EXPECT_NE(static_cast<int>(LookUpResultWord(row.word)), static_cast<int>(ResultWord::kNone)) << row.word;
  }
}

TEST(CommentTest, KnowsHowProseBegins) {
  for (const char* text : {"Comment: raised", "NOTE", "Interpretation:", "* Note: fasting", "Method: ELISA",
                           "Reference ranges per guideline", "Disclaimer", "Interpretatie: zie", "Hinweis",
                           "Kommentar: bitte", "Remarque : ", "Observaciones:", "Uwaga: materiał",
                           "This test was developed by", "Açıklama", "Source: guideline"}) {
    EXPECT_TRUE(StartsComment(text)) << text;
  }
  for (const char* text : {"Glucose", "Notepad", "Iron", "Source", "Not detected", "Methemoglobin", "Commentary-free",
                           "", "Keyhole limpet IgG", "Se 80 ug/L"}) {
    EXPECT_FALSE(StartsComment(text)) << text;
  }
}

TEST(WordTest, SexesAgesOrganisationsMonths) {
  for (const char* word :
       {"Female", "F", "Vrouw", "weiblich", "Femme", "Mujer", "Femmina", "Feminino", "Kobieta", "Kadın"})
    EXPECT_EQ(LookUpSex(word), 'F') << word;
  for (const char* word :
       {"Male", "M", "Man", "männlich", "Homme", "Hombre", "Maschio", "Masculino", "Mężczyzna", "Erkek"})
    EXPECT_EQ(LookUpSex(word), 'M') << word;
  EXPECT_EQ(LookUpSex("Unknown"), '\0');
  for (const char* word : {"Years", "yrs", "Y", "Jaar", "Jahre", "ans", "años", "anni", "anos", "lat", "yaş"})
    EXPECT_EQ(LookUpAgeUnit(word), "a") << word;
  EXPECT_EQ(LookUpAgeUnit("months"), "mo");
  EXPECT_TRUE(HasOrganisationWord("Acme Reference Laboratory"));
  EXPECT_TRUE(HasOrganisationWord("Klinikum Nord"));
  EXPECT_FALSE(HasOrganisationWord("John Smith"));
  EXPECT_TRUE(IsTitle("Mevr."));
  EXPECT_TRUE(IsFunctionWord("the"));
  EXPECT_TRUE(IsFunctionWord("het"));
  EXPECT_FALSE(IsFunctionWord("glucose"));
  EXPECT_EQ(MonthNumber("wrzesnia"), 9);
  EXPECT_EQ(MonthNumber("mrt"), 3);
  EXPECT_EQ(MonthNumber("glucose"), 0);
}

TEST(VocabularyTest, TakesAnyBytes) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string text(random() % 150, '\0');
    for (char& c : text) c = static_cast<char>(random() % 256);
    (void)Fold(text);
    (void)LookUpColumnHead(text);
    (void)LookUpHeaderLabel(text);
    (void)LookUpResultWord(text);
    (void)StartsComment(text);
    (void)HasOrganisationWord(text);
  }
}

TEST(VocabularyTest, TakesManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      EXPECT_TRUE(LookUpColumnHead("Units").has_value());
      EXPECT_TRUE(LookUpHeaderLabel("DOB").has_value());
    });
  }
  for (std::thread& t : threads) t.join();
}

TEST(Vocabulary, NamesWithoutUnits) {
  for (const char* name :
       {"BUN/Creatinine Ratio", "pH", "Specific Gravity", "Na:K", "Indice HOMA", "Ciężar właściwy", "INR"})
    EXPECT_TRUE(IsDimensionless(name)) << name;
  for (const char* name : {"Glucose", "Phosphorus", "Total Protein", "Rate", "25-OH Vitamin D"})
    EXPECT_FALSE(IsDimensionless(name)) << name;
}

TEST(Vocabulary, WordsThatSayThatThereIsNoUnit) {
  for (const char* name : {"HVA / VMA Ratio", "Indice HOMA", "pH"}) EXPECT_TRUE(HasDimensionlessWord(name)) << name;
  for (const char* name : {"Trypsin/Chymotrypsin", "Na:K", "Glucose"}) EXPECT_FALSE(HasDimensionlessWord(name)) << name;
}

}  // namespace
}  // namespace labintake::terminology
