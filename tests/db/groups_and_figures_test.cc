#include <gtest/gtest.h>

#include "db/figures.h"
#include "db/item_groups.h"
#include "db/printed_habits.h"
#include "tests/db/review_fixture.h"

namespace labintake::db::testing {
namespace {

using enum DecisionAction;

class GroupsTest : public ::testing::Test {
 protected:
  void Put(const std::string& bytes, std::vector<Observation> rows, const std::string& lab = "Fake Laboratory, Inc") {
    Document document = Doc(std::move(rows));
    document.reports[0].header.lab = lab;
    f_.t.Put(document, bytes);
  }
  std::vector<ItemGroup> List(GroupBy by) { return Must(groups_.List(by, 50)); }

  ReviewFixture f_;
  ItemGroups groups_{*f_.database};
};

TEST_F(GroupsTest, TheSameDoubtfulReading) {
  Put("a",
      {DoubtfulRow("Iron", "1.1"), DoubtfulRow("Zinc", "1.1", "mg/dL", 120), DoubtfulRow("Gold", "7", "mg/dL", 140)});
  Put("b", {DoubtfulRow("Iron", "1.1")}, "Other");
  Put("c", {DoubtfulRow("Iron", "1.1", "mg/dL", 100, FindingCode::kFlagDisagrees)});
  const auto groups = List(GroupBy::kReading);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].text, "1.1");
  EXPECT_EQ(groups[0].reason, "value-ambiguous");
  EXPECT_EQ(groups[0].count, 3);
  EXPECT_EQ(groups[0].documents, 2);
  EXPECT_EQ(groups[0].labs, (std::vector<std::string>{"Fake Laboratory, Inc", "Other"}));
  EXPECT_EQ(groups[0].id.find("1.1"), std::string::npos) << "nothing of the reading";
  const auto found = Must(groups_.Find(groups[0].id));
  ASSERT_TRUE(found);
  const auto items = Must(groups_.Items(*found, f_.Person("Ann").id, 10));
  ASSERT_EQ(items.size(), 3u);
  f_.Say("Ann", items[0], kNotAResult);
  EXPECT_EQ(Must(groups_.Items(*found, f_.Person("Ann").id, 10)).size(), 2u);
  EXPECT_EQ(Must(groups_.Find("reading-aaaaaaaaaaaa")), std::nullopt);
  EXPECT_EQ(Must(groups_.Find("nothing")), std::nullopt);
}

TEST_F(GroupsTest, TheSameUnknownUnit) {
  for (const char* bytes : {"a", "b"})
    Put(bytes, {DoubtfulRow("Iron", bytes, "mg/dK", 100, FindingCode::kUnitUnknown)});
  const auto groups = List(GroupBy::kUnit);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].text, "mg/dK");
}

TEST_F(GroupsTest, NewSpellingsOfOneName) {
  int n = 0;
  for (const char* name : {"Ferritine X", "Ferritina Y", "Fer-ritin Z"}) {
    Observation row = Row(name, "5");
    row.findings = {{FindingCode::kAnalyteUnknown, "the name is in no catalogue", row.name.box, Severity::kNote}};
    row.analyte.candidates = {"ferritin-serum", "iron-serum"};
    Put(std::to_string(++n), {row});
  }
  const auto groups = List(GroupBy::kName);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].text, "ferritin-serum");
  EXPECT_EQ(groups[0].count, 3);
}

TEST_F(GroupsTest, WhatIsKeyedTwiceIsInNone) {
  f_.policy.sample = 1;
  Put("a", {DoubtfulRow("Iron", "1.1"), DoubtfulRow("Zinc", "1.1", "mg/dL", 120)});
  ASSERT_EQ(List(GroupBy::kReading).size(), 1u);
  EXPECT_EQ(f_.Say("Ann", f_.t.Items()[0].id, kEdit, ValueAndUnit("1.1", "mg/dL")), "second-key");
  EXPECT_TRUE(List(GroupBy::kReading).empty());
}

TEST_F(GroupsTest, ClaimsOfAGroupLeaveOthersWorkAlone) {
  Put("a", {DoubtfulRow("Iron", "1.1"), DoubtfulRow("Zinc", "1.1", "mg/dL", 120)});
  const auto group = List(GroupBy::kReading).at(0);
  const auto items = Must(groups_.Items(group, f_.Person("Ann").id, 10));
  f_.Next("Ben");
  EXPECT_EQ(Must(f_.queue->ClaimAll(f_.Person("Ann"), items)), (std::vector<std::string>{items[1]}));
  EXPECT_EQ(Must(groups_.Items(group, f_.Person("Ann").id, 10)), (std::vector<std::string>{items[1]}));
}

class FiguresTest : public GroupsTest {};

TEST_F(FiguresTest, SecondKeys) {
  f_.policy.sample = 1;
  Put("a", {DoubtfulRow("Iron", "1"), DoubtfulRow("Zinc", "2", "mg/dL", 120), DoubtfulRow("Gold", "3", "mg/dL", 140),
            DoubtfulRow("Lead", "4", "mg/dL", 160)});
  const auto items = f_.t.Items();
  for (int i = 0; i < 4; ++i) f_.Say("Ann", items[i].id, kEdit, ValueAndUnit("9", "mg/dL"));
  f_.Say("Ben", items[0].id, kEdit, ValueAndUnit("9", "mg/dL"));
  f_.Say("Cem", items[1].id, kEdit, ValueAndUnit("8", "mg/dL"));
  f_.Say("Ben", items[2].id, kEdit, ValueAndUnit("8", "mg/dL"));
  f_.SayUndo("Ben", items[2].id);
  f_.Say("Ben", items[2].id, kEdit, ValueAndUnit("9", "mg/dL"));
  const Figures figures = Must(ReadFigures(*f_.database));
  EXPECT_EQ(figures.second_keys.count, 2);
  EXPECT_EQ(figures.second_keys.of, 3) << "what was taken back does not count";
  EXPECT_EQ(figures.second_keys_waiting, 2);
  std::map<std::string, std::pair<int, int>> people;
  for (const PersonsAgreement& p : figures.by_person) people[p.name] = {p.agreement.count, p.agreement.of};
  EXPECT_EQ(people, (std::map<std::string, std::pair<int, int>>{{"Ann", {2, 3}}, {"Ben", {2, 2}}, {"Cem", {0, 1}}}));
}

TEST_F(FiguresTest, TheAuditsError) {
  std::vector<Observation> rows;
  for (int i = 0; i < 3; ++i) {
    rows.push_back(Row("Row " + std::to_string(i), std::to_string(i), "mg/dL", 100 + 20 * i));
    rows.back().findings = {{FindingCode::kAuditSample, "drawn", {}, Severity::kNote}};
  }
  Put("a", rows);
  const auto items = f_.t.Items();
  for (int i = 0; i < 2; ++i) {
    CorrectedFields keyed = ValueAndUnit(std::to_string(i == 0 ? 0 : 7), "MG/DL");
    keyed.name = "Row " + std::to_string(i);
    keyed.range = "1 - 200";
    keyed.flag = "";
    EXPECT_EQ(f_.Say("Ann", items[i].id, kEdit, keyed), "decided");
  }
  const Figures figures = Must(ReadFigures(*f_.database));
  EXPECT_EQ(figures.audit_errors.count, 1);
  EXPECT_EQ(figures.audit_errors.of, 2);
  EXPECT_EQ(figures.audits_open, 1);
}

TEST_F(FiguresTest, CorrectionsThatRepeat) {
  for (int i = 0; i < 4; ++i) {
    Put(std::to_string(i), {DoubtfulRow("Zlnc", std::to_string(i))}, i == 3 ? "Other" : "Fake Laboratory, Inc");
  }
  for (const ReviewItem& item : f_.t.Items()) {
    CorrectedFields fields = NewValue(item.row.value.text);
    fields.name = "Zinc";
    f_.Say("Ann", item.id, kEdit, fields);
  }
  const Figures figures = Must(ReadFigures(*f_.database));
  ASSERT_EQ(figures.corrections.size(), 1u);
  EXPECT_EQ(figures.corrections[0].lab, "Fake Laboratory, Inc");
  EXPECT_EQ(
      figures.corrections[0].field + " " + figures.corrections[0].machine + " " + figures.corrections[0].corrected,
      "name Zlnc Zinc");
  EXPECT_EQ(figures.corrections[0].count, 3);
  EXPECT_EQ(figures.corrections[0].examples.size(), 3u);
}

TEST_F(FiguresTest, Holders) {
  Put("a", {DoubtfulRow("Iron", "1"), DoubtfulRow("Zinc", "2", "mg/dL", 120)});
  const std::string item = f_.Next("Ann");
  f_.Say("Ben", f_.t.Items()[1].id, kNotAResult);
  Figures figures = Must(ReadFigures(*f_.database));
  ASSERT_EQ(figures.holders.size(), 2u);
  EXPECT_EQ(figures.holders[0].name, "Ann");
  EXPECT_EQ(figures.holders[0].items, (std::vector<std::string>{item}));
  EXPECT_EQ(figures.holders[1].answers_today, 1);
  f_.t.now = "2024-05-02T08:00:00Z";
  EXPECT_TRUE(Must(ReadFigures(*f_.database)).holders.empty());
}

TEST_F(FiguresTest, HowALaboratoryPrints) {
  Observation old_row = Row("Ferritin old", "5", "ug/L"), new_row = Row("Ferritin", "6", "ng/mL");
  old_row.analyte.id = new_row.analyte.id = "ferritin-serum";
  old_row.range.text = "10-100";
  new_row.range.text = "20-200";
  Put("a", {old_row});
  Put("b", {new_row});
  const auto habits = Must(ReadHabits(*f_.database, "Fake Laboratory, Inc", {"ferritin-serum", "iron-serum"}));
  ASSERT_EQ(habits.size(), 1u);
  EXPECT_EQ(habits.at("ferritin-serum").name, "Ferritin");
  EXPECT_EQ(habits.at("ferritin-serum").unit, "ng/mL");
  EXPECT_EQ(habits.at("ferritin-serum").range, "20-200");
  EXPECT_TRUE(Must(ReadHabits(*f_.database, "Other", {"ferritin-serum"})).empty());
  EXPECT_TRUE(Must(ReadHabits(*f_.database, "", {"ferritin-serum"})).empty());
}

}  // namespace
}  // namespace labintake::db::testing
