#include "extractors/generic/report_header.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "extractors/generic/patient.h"
#include "extractors/layout/line.h"
#include "tests/generic/page_builder.h"

namespace labintake::generic {
namespace {

using fields::DateOrder;

ReportHeader Read(const std::vector<std::string>& lines, DateOrder order = DateOrder::kUnknown) {
  return ReadHeader(layout::BuildLines(test::PageOf(lines)), order);
}

TEST(ReadHeaderTest, LabelsAndValuesInOneCell) {
  const ReportHeader h = Read({"**Acme Reference Laboratory", "12 High Street, Springfield",
                               "Patient Name: Jane Q. Roe     Accession No: A-10023",
                               "DOB: 03/16/1967 (57 y) Sex: F     Collected: 12/20/2024 09:15",
                               "MRN: 445566     Reported: 12/21/2024 07:42", "",
                               "Test        Result   Units   Reference Range", "Glucose     92       mg/dL   70-99"});
  EXPECT_EQ(h.lab, "Acme Reference Laboratory");
  EXPECT_EQ(h.patient_name, "Jane Q. Roe");
  EXPECT_EQ(h.patient_id, "445566");
  EXPECT_EQ(h.birth_date, "1967-03-16");
  EXPECT_EQ(h.sex, "F");
  EXPECT_EQ(h.age, "57 a");
  EXPECT_EQ(h.accession, "A-10023");
  EXPECT_EQ(h.collected, "2024-12-20T09:15");
  EXPECT_EQ(h.reported, "2024-12-21T07:42");
}

TEST(ReadHeaderTest, ColonsInCellsOfTheirOwn) {
  const ReportHeader h = Read({"Name         : Jane Roe                 Lab No.      : 25-4410072",
                               "Age / Sex    : 27 YRS / F               Registered on : 17/10/2024 04:55 PM",
                               "Collected    : 13/10/2024 10:00         Ward         :",
                               "Report Date  : 14/10/2024               Yr Ref.      :"});
  EXPECT_EQ(h.patient_name, "Jane Roe");
  EXPECT_EQ(h.accession, "25-4410072");
  EXPECT_EQ(h.age, "27 a");
  EXPECT_EQ(h.sex, "F");
  EXPECT_EQ(h.collected, "2024-10-13T10:00");
  EXPECT_EQ(h.reported, "2024-10-14");
}

TEST(ReadHeaderTest, LabelsAboveValues) {
  const ReportHeader h = Read({"Patient          DOB            Accession         Collected",
                               "DANNY ROE        11/23/1979     X-2607-0150-01    07/15/2026", "",
                               "Status           Reporting laboratory         Verified",
                               "FINAL            Westbrook Laboratory         07/16/2026 14:20"});
  EXPECT_EQ(h.patient_name, "DANNY ROE");
  EXPECT_EQ(h.birth_date, "1979-11-23");
  EXPECT_EQ(h.accession, "X-2607-0150-01");
  EXPECT_EQ(h.collected, "2026-07-15");
  EXPECT_EQ(h.lab, "Westbrook Laboratory");
  EXPECT_EQ(h.reported, "2026-07-16T14:20");
}

TEST(ReadHeaderTest, EmptyLabelsStealNothing) {
  const ReportHeader h =
      Read({"Specimen ID:                  DOB:", "Requisition:                  Age:",
            "Collected:                    Client: Acme Clinic", "Received:  05/28/2024         Fasting: 12"});
  EXPECT_EQ(h.patient_name, "");
  EXPECT_EQ(h.accession, "");
  EXPECT_EQ(h.birth_date, "");
  EXPECT_EQ(h.age, "");
  EXPECT_EQ(h.collected, "");
  EXPECT_EQ(h.received, "2024-05-28");
}

TEST(ReadHeaderTest, TheNextBlockIsNotAValue) {
  const ReportHeader h = Read({"Name : JANE ROE                                  Doctor Details",
                               "UR   :                                           99 HILL ROAD 2ND FLR",
                               "Ref  : 12345                                     BLOCK 7"});
  EXPECT_EQ(h.patient_id, "");
  EXPECT_EQ(h.accession, "12345");
}

TEST(ReadHeaderTest, NineLanguages) {
  struct Case {
    std::vector<std::string> lines;
    const char* sex;
    const char* birth;
    const char* collected;
    const char* reported;
  };
  const Case cases[] = {
      {{"Naam: Roe, Jane", "Geboren op: 11/12/1951", "Geslacht: Vrouw", "Staalname op: 16/03/22 10:38",
        "Afgedrukt op: 01/04/22 16:16"},
       "F",
       "1951-12-11",
       "2022-03-16T10:38",
       "2022-04-01T16:16"},
      {{"Name, Vorname: Roe, Jan", "Geburtsdatum: 01.02.1950", "Geschlecht: m\u00E4nnlich", "Abnahme: 03.04.2024 08:10",
        "Befunddatum: 04.04.2024"},
       "M",
       "1950-02-01",
       "2024-04-03T08:10",
       "2024-04-04"},
      {{"Nom: ROE Jeanne", "N\u00E9(e) le: 13/02/1950", "Sexe: F\u00E9minin",
        "Pr\u00E9lev\u00E9 le: 03/04/2024 \u00E0 08h10", "\u00C9dit\u00E9 le: 04/04/2024"},
       "F",
       "1950-02-13",
       "2024-04-03T08:10",
       "2024-04-04"},
      {{"Paciente: Roe Juana", "Fecha de nacimiento: 13/02/1950", "Sexo: Mujer", "Fecha de toma: 3 de abril de 2024",
        "Fecha de informe: 04/04/2024"},
       "F",
       "1950-02-13",
       "2024-04-03",
       "2024-04-04"},
      {{"Paziente: Roe Gianni", "Data di nascita: 13/02/1950", "Sesso: Maschio", "Data prelievo: 03/04/2024",
        "Data referto: 04/04/2024"},
       "M",
       "1950-02-13",
       "2024-04-03",
       "2024-04-04"},
      {{"Nome do paciente: Roe Joana", "Data de nascimento: 13/02/1950", "Sexo: Feminino", "Data da coleta: 03/04/2024",
        "Liberado em: 04/04/2024"},
       "F",
       "1950-02-13",
       "2024-04-03",
       "2024-04-04"},
      {{"Pacjent: Roe Jan", "Data urodzenia: 13.02.1950", "P\u0142e\u0107: M\u0119\u017Cczyzna",
        "Data pobrania: 3 kwietnia 2024", "Data wyniku: 04.04.2024"},
       "M",
       "1950-02-13",
       "2024-04-03",
       "2024-04-04"},
      {{"Hasta Ad\u0131: Roe Can", "Do\u011Fum Tarihi: 13.02.1950", "Cinsiyet: Erkek",
        "Numune Alma Tarihi: 03 Nisan 2024 08:10", "Sonu\u00E7 Tarihi: 04.04.2024"},
       "M",
       "1950-02-13",
       "2024-04-03T08:10",
       "2024-04-04"},
      {{"Patient: Roe, Jo", "D.O.B. 2/28/1950", "Gender: Male", "Sample drawn on Apr 3, 2024",
        "Reported Apr 4, 2024 2:05 PM"},
       "M",
       "1950-02-28",
       "2024-04-03",
       "2024-04-04T14:05"},
  };
  for (const Case& c : cases) {
    const ReportHeader h = Read(c.lines);
    EXPECT_FALSE(h.patient_name.empty()) << c.lines[0];
    EXPECT_EQ(h.sex, c.sex) << c.lines[0];
    EXPECT_EQ(h.birth_date, c.birth) << c.lines[0];
    EXPECT_EQ(h.collected, c.collected) << c.lines[0];
    EXPECT_EQ(h.reported, c.reported) << c.lines[0];
  }
}

TEST(ReadHeaderTest, AmbiguousDatesStayEmptyUnlessSomethingDecides) {
  EXPECT_EQ(Read({"Collected: 03/04/2024"}).collected, "");
  EXPECT_EQ(Read({"Collected: 03/04/2024"}, DateOrder::kDayFirst).collected, "2024-04-03");
  EXPECT_EQ(Read({"Collected: 03/04/2024", "DOB: 05/28/1950"}).collected, "2024-03-04");
  EXPECT_EQ(Read({"Collected: 03/04/2024", "100 Main St, Austin, TX 78704"}).collected, "2024-03-04");
  EXPECT_EQ(Read({"Collected: 03/04/2024", "Phone: +91 98765 43210"}).collected, "2024-04-03");
}

TEST(ReadHeaderTest, AReportsDateComesBeforeVerificationAndPrinting) {
  EXPECT_EQ(Read({"Printed: 2024-05-03", "Verified: 2024-05-02", "Report Date: 2024-05-01"}).reported, "2024-05-01");
  EXPECT_EQ(Read({"Printed: 2024-05-03", "Released 2024-05-02 07:54:31 MT"}).reported, "2024-05-02T07:54");
  EXPECT_EQ(Read({"Report Printed : 2024-05-03 11:41"}).reported, "2024-05-03T11:41");
  EXPECT_EQ(Read({"Approved On: 2024-05-03"}).reported, "");
  EXPECT_EQ(Read({"Collected on: 03:11 PM 02 Dec, 2X"}).collected, "");
}

TEST(ReadHeaderTest, BirthSignsAndShortYears) {
  const ReportHeader h = Read({"\u00B030/01/1940 Man 81 Jaar", "staalname: 04/11/21"});
  EXPECT_EQ(h.birth_date, "1940-01-30");
  EXPECT_EQ(h.sex, "M");
  EXPECT_EQ(h.age, "81 a");
  EXPECT_EQ(Read({"DOB: 16/08/52", "Collected: 2025-03-13"}).birth_date, "1952-08-16");
  EXPECT_EQ(Read({"DOB: 2052-08-16", "Collected: 2025-03-13"}).birth_date, "");
}

TEST(ReadHeaderTest, TitlesOfReportsAreNoLaboratories) {
  EXPECT_EQ(Read({"**LABORATORY REPORT", "Name: Jane Roe"}).lab, "");
  EXPECT_EQ(Read({"**FINAL LABORATORY TEST RESULTS", "Name: Jane Roe"}).lab, "");
  EXPECT_EQ(Read({"**Klinikum Nord GmbH", "Name: Jane Roe"}).lab, "Klinikum Nord GmbH");
}

TEST(DemographicsTest, ReadsJointForms) {
  struct Case {
    const char* text;
    bool bare_age;
    const char* sex;
    const char* age;
    const char* birth;
  };
  const Case cases[] = {
      {"68 / M", true, "M", "68 a", ""},
      {"27 YRS / M", true, "M", "27 a", ""},
      {"1968-02-17 (58F)", false, "F", "58 a", "1968-02-17"},
      {"35 Years / Male", true, "M", "35 a", ""},
      {"F/45", true, "F", "45 a", ""},
      {"60 Y / M", true, "M", "60 a", ""},
      {"3 months", true, "", "3 mo", ""},
      {"5 Y 3 M", true, "", "5 a", ""},
      {"6M", true, "", "", ""},
      {"Vrouw", false, "F", "", ""},
      {"81 Jaar", true, "", "81 a", ""},
      {"5/21/1973 (45 yrs)", false, "", "45 a", "1973-05-21"},
      {"Unknown", false, "", "", ""},
      {"", true, "", "", ""},
      {"55", true, "", "55 a", ""},
      {"55", false, "", "", ""},
      {"999", true, "", "", ""},
  };
  for (const Case& c : cases) {
    const Demographics d = ReadDemographics(c.text, DateOrder::kUnknown, c.bare_age);
    EXPECT_EQ(d.sex, c.sex) << c.text;
    EXPECT_EQ(d.age, c.age) << c.text;
    EXPECT_EQ(d.birth_date, c.birth) << c.text;
  }
}

ReportHeader Who(const char* name, const char* id = "", const char* birth = "") {
  ReportHeader h;
  h.patient_name = name;
  h.patient_id = id;
  h.birth_date = birth;
  return h;
}

TEST(PatientsDifferTest, OnlyWhenCertain) {
  EXPECT_FALSE(PatientsDiffer({}, {}));
  EXPECT_FALSE(PatientsDiffer(Who("Jane Roe"), {}));
  EXPECT_FALSE(PatientsDiffer(Who("ROE, JANE"), Who("Mrs. Jane Q. Roe")));
  EXPECT_FALSE(PatientsDiffer(Who("Ro\u00E9 Jane"), Who("J. Roe")));
  EXPECT_FALSE(PatientsDiffer(Who("Jane Roe", "1"), Who("Jane Doe", "1")));
  EXPECT_FALSE(PatientsDiffer(Who("Jane Roe", "", "1970-01-02"), Who("Jane Miller", "", "1970-01-02")));
  EXPECT_FALSE(PatientsDiffer(Who("", "123"), Who("", "456")));
  EXPECT_FALSE(PatientsDiffer(Who("", "", "1970-02-01"), Who("", "", "1970-01-02")));
  EXPECT_FALSE(PatientsDiffer(Who("Jonathan Smithson"), Who("Jonathan Smithsen")));
  EXPECT_TRUE(PatientsDiffer(Who("Jane Roe"), Who("John Smith")));
  EXPECT_TRUE(PatientsDiffer(Who("Jane Roe"), Who("Mary Roe")));
  EXPECT_TRUE(PatientsDiffer(Who("Jane Roe", "", "1970-01-02"), Who("Jane Roe", "", "1982-07-19")));
  EXPECT_TRUE(PatientsDiffer(Who("", "", "1970-01-02"), Who("", "", "1982-07-19")));
}

TEST(MergeHeaderTest, FillsOnlyWhatIsEmpty) {
  ReportHeader a = Who("Jane Roe");
  ReportHeader b = Who("Other", "7");
  b.reported = "2024-05-01";
  MergeHeader(a, b);
  EXPECT_EQ(a.patient_name, "Jane Roe");
  EXPECT_EQ(a.patient_id, "7");
  EXPECT_EQ(a.reported, "2024-05-01");
}

TEST(ReadHeaderTest, TakesAnyBytes) {
  std::mt19937 random(5);
  const char* pieces[] = {"Collected:", "DOB", "Name", ":",         "2024-05-01", "03/04/24",
                          "\xff\xfe",   "Sex", "F",    "Age / Sex", "Mr.",        "Laboratory",
                          "\u00B0",     " ",   "   ",  "MRN",       "12345"};
  for (int i = 0; i < 400; ++i) {
    std::vector<std::string> lines(random() % 8);
    for (std::string& line : lines) {
      for (unsigned n = random() % 8; n > 0; --n)
        line += std::string(pieces[random() % std::size(pieces)]) + (random() % 2 ? " " : "    ");
    }
    (void)Read(lines);
  }
}

}  // namespace
}  // namespace labintake::generic
