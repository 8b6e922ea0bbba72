// What is beyond belief, and what is not.
#include "db/history_rules.h"

#include <gtest/gtest.h>

#include <fstream>

#include "terminology/catalog/catalog.h"

namespace labintake::db {
namespace {

Observation Now(const std::string& analyte, const std::string& value, const std::string& ucum = "u") {
  Observation row;
  row.analyte.id = analyte;
  row.value = {value, ValueKind::kQuantity, Decimal::Parse(value), Comparator::kNone, {1, 2, 3, 4}};
  row.canonical = {row.value.number, {}, {}, ucum, ""};
  return row;
}

EarlierResult Then(const std::string& day, const std::string& value, const std::string& ucum = "u") {
  const Observation row = Now("", value, ucum);
  return {day, row.value, row.canonical};
}

std::string Message(const Observation& row, const std::vector<EarlierResult>& earlier) {
  const std::optional<Finding> finding = FindHistoryBreak(row, "2024-05-01", earlier);
  return finding ? finding->message : "";
}

// The latest first.
const std::vector<EarlierResult> kSodium = {Then("2024-03-01", "140"), Then("2024-01-01", "138")};

TEST(PowerOfTen, AgainstResultsThatAgree) {
  EXPECT_EQ(Message(Now("sodium-serum", "13.9"), kSodium),
            "A tenth of what the earlier results agree on: 140 u on 2024-03-01, 13.9 u here.");
  EXPECT_EQ(Message(Now("sodium-serum", "1410"), kSodium),
            "10 times what the earlier results agree on: 140 u on 2024-03-01, 1410 u here.");
  EXPECT_NE(Message(Now("sodium-serum", "1.4"), kSodium), "");
  EXPECT_EQ(Message(Now("sodium-serum", "118"), kSodium), "") << "ill, not wrong";
  EXPECT_EQ(Message(Now("sodium-serum", "50"), kSodium), "") << "odd, but no slip of the point";
  const std::optional<Finding> finding = FindHistoryBreak(Now("sodium-serum", "14"), "2024-05-01", kSodium);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->code, FindingCode::kHistoryBreaks);
  EXPECT_EQ(finding->severity, Severity::kDoubt);
  EXPECT_EQ(finding->box, (Box{1, 2, 3, 4}));
}

TEST(PowerOfTen, NotWhereTheEarlierResultsSayLittle) {
  EXPECT_EQ(Message(Now("sodium-serum", "14"), {kSodium[0]}), "") << "one result is no history";
  EXPECT_EQ(Message(Now("sodium-serum", "14"), {Then("2024-03-01", "140"), Then("2024-03-01", "139")}), "")
      << "nor is one day";
  EXPECT_EQ(Message(Now("sodium-serum", "14"), {Then("2024-03-01", "140"), Then("2024-01-01", "70")}), "")
      << "they do not agree";
  EXPECT_EQ(Message(Now("sodium-serum", "14", "other"), kSodium), "");
  Observation below = Now("sodium-serum", "14");
  below.value.comparator = Comparator::kLess;
  EXPECT_EQ(Message(below, kSodium), "");
  EXPECT_EQ(Message(Now("sodium-serum", "0"), kSodium), "");
  EXPECT_EQ(Message(Now("sodium-serum", "-14"), kSodium), "");
}

TEST(PowerOfTen, OldDisagreementIsForgotten) {
  std::vector<EarlierResult> long_ago;
  for (int month = 9; month >= 5; --month) long_ago.push_back(Then("2023-0" + std::to_string(month) + "-01", "140"));
  long_ago.push_back(Then("2020-01-01", "14"));
  EXPECT_NE(Message(Now("sodium-serum", "14"), long_ago), "");
}

TEST(PowerOfTen, NotForWhatDiseaseAndTreatmentMoveTenfold) {
  for (const char* analyte : {"crp-serum", "tsh-serum", "ferritin-serum", "alt-serum", "creatinine-serum",
                              "glucose-serum", "platelets-blood", "leukocytes-blood", "hcg-serum", "psa-total-serum",
                              "ldl-cholesterol-serum", "uric-acid-serum", "vitamin-d-25-hydroxy-serum"}) {
    EXPECT_EQ(Message(Now(analyte, "5"), {Then("2024-03-01", "50"), Then("2024-01-01", "51")}), "") << analyte;
  }
  const std::vector<EarlierResult> phosphate = {Then("2024-03-01", "3.5"), Then("2024-01-01", "3.4")};
  EXPECT_EQ(Message(Now("phosphate-serum", "0.35"), phosphate), "") << "refeeding";
  EXPECT_NE(Message(Now("phosphate-serum", "35"), phosphate), "");
}

TEST(Change, RedCellsDoNotGrowWithinDays) {
  const auto mcv = [](const std::string& value, const std::string& day) {
    return Message(Now("mcv-blood", value, "fL"), {Then(day, "88", "fL")});
  };
  EXPECT_EQ(mcv("104", "2024-04-25"),
            "Within 7 days it hardly changes by more than 15 fL: 88 fL on 2024-04-25, 104 fL here.");
  EXPECT_NE(mcv("72", "2024-04-30"), "");
  EXPECT_EQ(mcv("103", "2024-04-25"), "") << "15 is not more than 15";
  EXPECT_EQ(mcv("104", "2024-04-23"), "") << "8 days";
  EXPECT_EQ(Message(Now("mcv-blood", "104", "fL"), {Then("2024-04-29", "101", "fL"), Then("2024-04-28", "88", "fL")}),
            "")
      << "against the latest only";
}

EarlierResult Group(const std::string& day, const std::string& text) {
  EarlierResult result;
  result.day = day;
  result.value.text = text;
  return result;
}
Observation GroupNow(const std::string& analyte, const std::string& text) {
  Observation row;
  row.analyte.id = analyte;
  row.value.text = text;
  row.value.kind = ValueKind::kText;
  return row;
}

TEST(Fixed, BloodGroups) {
  const std::vector<EarlierResult> a_positive = {Group("2024-03-01", "A Rh(D) Positive")};
  EXPECT_EQ(Message(GroupNow("abo-rh-group-blood", "B POS"), a_positive),
            "This does not change in a person's life: A Rh(D) Positive on 2024-03-01, B POS here.");
  EXPECT_NE(Message(GroupNow("abo-rh-group-blood", "A neg"), a_positive), "");
  EXPECT_EQ(Message(GroupNow("abo-rh-group-blood", "A+"), a_positive), "");
  EXPECT_EQ(Message(GroupNow("abo-rh-group-blood", "Group A, Rh-positive"), a_positive), "");
  EXPECT_EQ(Message(GroupNow("abo-rh-group-blood", "Pending"), a_positive), "");
  EXPECT_EQ(Message(GroupNow("abo-group-blood", "O"), {Group("2024-03-01", "A"), Group("2024-01-01", "O")}), "")
      << "it was O before: not this report is the odd one";
  EXPECT_NE(Message(GroupNow("rh-type-blood", "Negative"), {Group("2024-03-01", "Positive")}), "");
}

TEST(BloodGroup, ReadsWhatLaboratoriesWrite) {
  for (const char* text :
       {"A", "a", "A+", "A Rh positive", "A1", "Group A (Rh D: +)", "Blutgruppe A Rh pos.", "A, POS"}) {
    EXPECT_EQ(AboGroupIn(text), "a") << text;
  }
  EXPECT_EQ(AboGroupIn("0 Rh neg"), "o");
  EXPECT_EQ(AboGroupIn("O-"), "o");
  EXPECT_EQ(AboGroupIn("AB"), "ab");
  for (const char* text : {"", "Not a valid sample", "See note", "A or AB", "A weak B"})
    EXPECT_EQ(AboGroupIn(text), "") << text;
  EXPECT_EQ(SignIn("O-"), '-');
  EXPECT_EQ(SignIn("B(-)"), '-');
  EXPECT_EQ(SignIn("Rh-positive"), '+');
  EXPECT_EQ(SignIn("négatif"), '-');
  for (const char* text : {"", "A", "weak positive", "Positive / Negative", "not positive"})
    EXPECT_EQ(SignIn(text), ' ') << text;
}

TEST(HistoryRules, AreAboutAnalytesOfTheCatalogueInItsUnits) {
  EXPECT_GT(AnalytesWithHistoryRules().size(), 15u);
  for (const std::string& analyte : AnalytesWithHistoryRules()) {
    EXPECT_TRUE(terminology::Catalog::Find(analyte)) << analyte;
  }
  // The limits of changes are in these units.
  EXPECT_EQ(terminology::Catalog::Find("mcv-blood")->unit, "fL");
  EXPECT_EQ(terminology::Catalog::Find("mch-blood")->unit, "pg");
  EXPECT_EQ(terminology::Catalog::Find("hba1c-blood")->unit, "%");
}

}  // namespace
}  // namespace labintake::db
