// Every identity of the table, with results that fit and with one that does not.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "report_text.h"
#include "terminology/catalog/catalog.h"
#include "terminology/validation/identity_table.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

const IdentityTable& Table() { return IdentityTable::Get(); }

TEST(IdentityTable, HasNoProblems) {
  // The embedded table once more, with its complaints.
  std::vector<std::string> problems;
  EXPECT_FALSE(Table().identities().empty());
  IdentityTable::Parse(
      "identity\tway\tformula\ttolerance\tseverity\twhen\tabout\tsource\n"
      "x\tBAD_FORMULA\ta + = b\t1\tdoubt\t\tx\ty\n"
      "x\tBAD_TOLERANCE\ta = b\tone\tdoubt\t\tx\ty\n"
      "x\tBAD_SEVERITY\ta = b\t1\tsevere\t\tx\ty\n"
      "x\tBAD_CONDITION\ta = b\t1\tdoubt\ta\tx\ty\n"
      "x\tNO_SOURCE\ta = b\t1\tdoubt\t\tx\t\n"
      "x\tGOOD\ta = b\t1 2%\tdoubt\ta >= 1; b <= 9\tx\ty\n",
      &problems);
  EXPECT_EQ(problems.size(), 5u);
}

TEST(IdentityTable, EveryAnalyteIsInTheCatalogue) {
  std::set<std::string> unknown;
  for (const std::string_view input : Table().inputs()) {
    std::string_view rest = input;
    while (!rest.empty()) {
      const std::string_view one = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
      const std::string_view id = one.substr(0, one.find('@'));
      if (id != "age" && id != "female" && !terminology::Catalog::Find(id)) unknown.insert(std::string(id));
    }
  }
  std::string list;
  for (const std::string& id : unknown) list += " " + id;
  EXPECT_TRUE(unknown.empty()) << list;
}

TEST(IdentityTable, HasWhatCanBeChecked) {
  // INR needs the ISI of the reagent; flag against range is a check of its own (extractors/fields/flag.h).
  const std::set<std::string> wanted = {"AG_RATIO",
                                        "GLOBULIN",
                                        "BUN_CREAT",
                                        "BILI",
                                        "ANION_GAP",
                                        "OSM_CALC",
                                        "CA_CORR",
                                        "FRIEDEWALD",
                                        "SAMPSON_NIH",
                                        "VLDL",
                                        "NON_HDL",
                                        "CHOL_HDL",
                                        "LDL_HDL",
                                        "MCV",
                                        "MCH",
                                        "MCHC",
                                        "RULE_OF_3",
                                        "DIFF_SUM",
                                        "ABS_DIFF",
                                        "ABS_SUM",
                                        "ANC",
                                        "TSAT",
                                        "UIBC",
                                        "EAG",
                                        "A1C_IFCC",
                                        "EGFR_2021",
                                        "ACR",
                                        "FTI",
                                        "TIBC_TRANSFERRIN",
                                        "PSA_RATIO",
                                        "HOMA_IR",
                                        "FREE_TESTO"};
  std::set<std::string> there;
  for (const Identity& identity : Table().identities())
    for (const Way& way : identity.ways) there.insert(std::string(way.name));
  for (const std::string& way : wanted) EXPECT_TRUE(there.contains(way)) << way;
}

struct Case {
  const char* identity;
  const char* rows;  // that fit
  const char* analyte;
  const char* wrong;  // a value of it that does not fit
  const char* sex = "";
  const char* age = "";
};

constexpr const char* kBloodCount =
    "hemoglobin-blood 14.1\nhematocrit-blood 42.0\nerythrocytes-blood 4.70\nmcv-blood 89.4\nmch-blood 30.0\n"
    "mchc-blood 33.6\nplatelets-blood 250\nmpv-blood 10.0\n";

const Case kCases[] = {
    {"mcv", kBloodCount, "mcv-blood", "84.4"},
    {"mch", kBloodCount, "mch-blood", "36.0"},
    {"mchc", kBloodCount, "mchc-blood", "38.6"},
    {"rule-of-3", "hemoglobin-blood 14.1\nhematocrit-blood 42\nmcv-blood 89", "hematocrit-blood", "62"},
    {"mentzer", "mcv-blood 89.4\nerythrocytes-blood 4.70\nmentzer-index-blood 19.0", "mentzer-index-blood", "10.9"},
    {"reticulocytes", "erythrocytes-blood 4.50\nreticulocytes-blood-percent 1.2\nreticulocytes-blood-absolute 54",
     "reticulocytes-blood-absolute", "84"},
    {"plateletcrit", "platelets-blood 250\nmpv-blood 10.0\nplateletcrit-blood 0.25", "plateletcrit-blood", "0.35"},
    {"differential",
     "neutrophils-blood-percent 58.2\nlymphocytes-blood-percent 30.1\nmonocytes-blood-percent 8.2\n"
     "eosinophils-blood-percent 2.9\nbasophils-blood-percent 0.6\nimmature-granulocytes-blood-percent 0.3",
     "lymphocytes-blood-percent", "80.1"},
    {"differential-3", "granulocytes-blood-percent 60.5\nlymphocytes-blood-percent 30.5\nmid-cells-blood-percent 9.0",
     "granulocytes-blood-percent", "80.5"},
    {"differential-absolute",
     "neutrophils-blood-absolute 3.8\nlymphocytes-blood-absolute 2.0\nmonocytes-blood-absolute 0.5\n"
     "eosinophils-blood-absolute 0.2\nbasophils-blood-absolute 0.0\nleukocytes-blood 6.5",
     "neutrophils-blood-absolute", "8.8"},
    {"differential-absolute-3",
     "granulocytes-blood-absolute 3.9\nlymphocytes-blood-absolute 2.0\nmid-cells-blood-absolute 0.6\nleukocytes-blood "
     "6.5",
     "mid-cells-blood-absolute", "6.0"},
    {"nlr", "neutrophils-blood-absolute 3.8\nlymphocytes-blood-absolute 2.0\nnlr-blood 1.9", "nlr-blood", "7.9"},
    {"plr", "platelets-blood 250\nlymphocytes-blood-absolute 2.0\nplr-blood 125", "plr-blood", "725"},
    {"globulin", "protein-total-serum 7.2\nalbumin-serum 4.3\nglobulin-serum 2.9", "globulin-serum", "2.4"},
    {"ag-ratio", "albumin-serum 4.3\nglobulin-serum 2.9\nalbumin-globulin-ratio-serum 1.5",
     "albumin-globulin-ratio-serum", "7.5"},
    {"albumin-part", "protein-total-serum 5.2\nalbumin-serum 3.3", "albumin-serum", "6.3"},
    {"bun-creatinine", "urea-nitrogen-serum 14\ncreatinine-serum 0.92\nbun-creatinine-ratio-serum 15",
     "urea-nitrogen-serum", "74"},
    {"urea", "urea-nitrogen-serum 14\nurea-serum 5.0", "urea-nitrogen-serum", "44"},
    {"egfr", "creatinine-serum 1.20\negfr-ckd-epi-2021 51", "creatinine-serum", "1.80", "F", "60 a"},
    {"egfr", "creatinine-serum 1.20\negfr-ckd-epi-2021 69", "egfr-ckd-epi-2021", "89", "M", "60 a"},
    {"egfr", "creatinine-serum 1.20\negfr 49", "egfr", "99", "F", "60 a"},
    {"bilirubin", "bilirubin-total-serum 1.4\nbilirubin-direct-serum 0.3\nbilirubin-indirect-serum 1.1",
     "bilirubin-direct-serum", "0.8"},
    {"bilirubin-part", "bilirubin-total-serum 1.4\nbilirubin-direct-serum 0.3", "bilirubin-direct-serum", "3"},
    {"ast-alt", "ast-serum 30\nalt-serum 40\nast-alt-ratio-serum 0.75", "ast-alt-ratio-serum", "0.15"},
    {"anion-gap", "sodium-serum 140\nchloride-serum 102\ncarbon-dioxide-total-serum 26\nanion-gap-serum 12",
     "sodium-serum", "190"},
    {"anion-gap", "sodium-serum 140\npotassium-serum 4.2\nchloride-serum 102\nbicarbonate-serum 26\nanion-gap-serum 16",
     "anion-gap-serum", "76"},
    {"anion-gap-potassium",
     "sodium-serum 140\npotassium-serum 4.2\nchloride-serum 102\nbicarbonate-serum 26\nanion-gap-potassium-serum 16",
     "anion-gap-potassium-serum", "76"},
    {"osmolality", "sodium-serum 140\nglucose-serum 90\nurea-nitrogen-serum 14\nosmolality-calculated-serum 290",
     "osmolality-calculated-serum", "390"},
    {"calcium-corrected", "calcium-serum 8.4\nalbumin-serum 3.0\ncalcium-corrected-serum 9.2",
     "calcium-corrected-serum", "7.2"},
    {"ldl",  // Friedewald
     "cholesterol-serum 200\nhdl-cholesterol-serum 50\ntriglycerides-serum 150\nldl-cholesterol-calculated-serum 120",
     "ldl-cholesterol-calculated-serum", "170"},
    {"ldl",  // Sampson
     "cholesterol-serum 240\nhdl-cholesterol-serum 40\ntriglycerides-serum 600\nldl-cholesterol-calculated-serum 100",
     "cholesterol-serum", "340"},
    {"ldl",  // Martin-Hopkins
     "cholesterol-serum 160\nhdl-cholesterol-serum 45\ntriglycerides-serum 350\nldl-cholesterol-serum 66",
     "hdl-cholesterol-serum", "95"},
    {"vldl", "triglycerides-serum 150\nvldl-cholesterol-serum 30", "vldl-cholesterol-serum", "80"},
    {"non-hdl", "cholesterol-serum 200\nhdl-cholesterol-serum 50\nnon-hdl-cholesterol-serum 150",
     "non-hdl-cholesterol-serum", "180"},
    {"cholesterol-hdl", "cholesterol-serum 200\nhdl-cholesterol-serum 50\ncholesterol-hdl-ratio-serum 4.0",
     "cholesterol-hdl-ratio-serum", "9.0"},
    {"ldl-hdl", "ldl-cholesterol-direct-serum 120\nhdl-cholesterol-serum 50\nldl-hdl-ratio-serum 2.4",
     "ldl-hdl-ratio-serum", "2.9"},
    {"triglyceride-hdl", "triglycerides-serum 150\nhdl-cholesterol-serum 50\ntriglyceride-hdl-ratio-serum 3.0",
     "triglyceride-hdl-ratio-serum", "8.0"},
    {"hdl-part", "cholesterol-serum 180\nhdl-cholesterol-serum 50", "cholesterol-serum", "30"},
    {"ldl-part", "cholesterol-serum 180\nldl-cholesterol-direct-serum 100", "ldl-cholesterol-direct-serum", "700"},
    {"apolipoproteins", "apolipoprotein-b-serum 90\napolipoprotein-a1-serum 150\napolipoprotein-b-a1-ratio-serum 0.60",
     "apolipoprotein-b-a1-ratio-serum", "0.80"},
    {"transferrin-saturation", "iron-serum 80\ntibc-serum 320\ntransferrin-saturation-serum 25", "iron-serum", "30"},
    {"tibc", "iron-serum 80\nuibc-serum 240\ntibc-serum 320", "tibc-serum", "820"},
    {"tibc-transferrin", "tibc-serum 320\ntransferrin-serum 240", "transferrin-serum", "140"},
    {"saturation-transferrin", "iron-serum 80\ntransferrin-serum 240\ntransferrin-saturation-serum 24",
     "transferrin-saturation-serum", "74"},
    {"average-glucose", "hba1c-blood 6.0\nestimated-average-glucose-blood 126", "estimated-average-glucose-blood",
     "186"},
    {"hba1c", "hba1c-blood 6.0\nhba1c-blood 42 - - mmol/mol 0.09148 2.152", "hba1c-blood", "8.0"},
    {"homa", "glucose-fasting-serum 90\ninsulin-fasting-serum 9.0\nhoma-ir-calculated 2.0", "homa-ir-calculated",
     "5.0"},
    {"acr", "albumin-urine 30\ncreatinine-urine 120\nalbumin-creatinine-ratio-urine 25",
     "albumin-creatinine-ratio-urine", "75"},
    {"free-thyroxine-index", "t4-total-serum 8.0\nt3-uptake-serum 30\nt4-free-index-calculated 2.4",
     "t4-free-index-calculated", "7.4"},
    {"free-testosterone", "testosterone-serum 500\ntestosterone-free-percent-serum 2.0\ntestosterone-free-serum 100",
     "testosterone-free-serum", "180"},
    {"testosterone-part", "testosterone-serum 50\ntestosterone-free-serum 10", "testosterone-free-serum", "700"},
    {"psa", "psa-serum 4.0\npsa-free-serum 1.0\npsa-free-percent-calculated 25", "psa-free-percent-calculated", "75"},
    {"psa-part", "psa-serum 4.0\npsa-free-serum 1.0", "psa-free-serum", "7.0"},
};

std::string AboutOf(std::string_view id) {
  for (const Identity& identity : Table().identities())
    if (identity.id == id) return std::string(identity.about);
  return "";
}

// The findings of `code` whose sentence names the identity.
int Failures(const Report& report, const std::string& about) {
  int count = 0;
  for (const Observation& row : report.observations)
    for (const Finding& finding : row.findings)
      count += finding.code == FindingCode::kIdentityFails && finding.message.find(about) != std::string::npos ? 1 : 0;
  return count;
}

TEST(Identities, HoldAndFail) {
  for (const Case& c : kCases) {
    const std::string about = AboutOf(c.identity);
    ASSERT_FALSE(about.empty()) << c.identity;
    Report report = MakeReport(c.rows);
    report.header.sex = c.sex;
    report.header.age = c.age;
    Report wrong = report;
    const bool known = std::all_of(report.observations.begin(), report.observations.end(),
                                   [](const Observation& row) { return !row.analyte.id.empty(); });
    EXPECT_TRUE(known) << c.identity;
    if (!known) continue;
    Validate(&report);
    EXPECT_TRUE(Doubts(report).empty() && Notes(report).empty())
        << c.identity << ": " << (Doubts(report).empty() ? Notes(report) : Doubts(report)).front();
    Observation& row = RowOf(wrong, c.analyte);
    row.value.text = c.wrong;
    row.value.number = Decimal::Parse(c.wrong);
    if (row.canonical.value) row.canonical.value = row.value.number;
    Validate(&wrong);
    EXPECT_GE(Failures(wrong, about), 1) << c.identity << " with " << c.analyte << " " << c.wrong;
  }
}

// The count of each kind of white cell is the same arithmetic.
TEST(Identities, CountsHoldAndFail) {
  std::set<std::string> seen;
  for (const Identity& identity : Table().identities()) {
    if (!identity.id.starts_with("count-")) continue;
    seen.insert(std::string(identity.id));
    const std::string cell(identity.id.substr(6));
    const std::string rows = cell + "-blood-percent 20.0\nleukocytes-blood 8.00\n" + cell + "-blood-absolute ";
    Report right = MakeReport(rows + "1.60");
    Report wrong = MakeReport(rows + "7.60");
    Validate(&right);
    Validate(&wrong);
    EXPECT_EQ(Failures(right, std::string(identity.about)), 0) << cell;
    EXPECT_GE(Failures(wrong, std::string(identity.about)), 1) << cell;
  }
  for (const Case& c : kCases) seen.insert(c.identity);
  for (const Identity& identity : Table().identities())
    EXPECT_TRUE(seen.contains(std::string(identity.id))) << identity.id;
}

TEST(Identities, NeutrophilsWithBands) {
  Report report = MakeReport(
      "leukocytes-blood 10.0\nsegmented-neutrophils-blood-percent 50\nband-neutrophils-blood-percent 10\n"
      "lymphocytes-blood-percent 30\nmonocytes-blood-percent 7\neosinophils-blood-percent 2\nbasophils-blood-percent "
      "1\n"
      "neutrophils-blood-absolute 6.0");
  Validate(&report);
  EXPECT_TRUE(Doubts(report).empty()) << Doubts(report).front();
}

}  // namespace
}  // namespace labintake::validation
