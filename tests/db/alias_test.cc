// Names that people confirmed: added, retracted, and the snapshots of them.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

Alias New(const std::string& lab, const std::string& name, const std::string& analyte) {
  Alias alias;
  alias.lab = lab;
  alias.name = name;
  alias.analyte = analyte;
  alias.by = "ann";
  return alias;
}

std::vector<std::string> Meanings(const terminology::LearnedNames& names, const std::string& lab,
                                  const std::string& key) {
  std::vector<std::string> ids;
  for (const std::string_view id : names.Meanings({lab, key, "", ""})) ids.emplace_back(id);
  return ids;
}

using Ids = std::vector<std::string>;

TEST(Aliases, ASnapshotNeverChanges) {
  TestStore t;
  EXPECT_EQ(Must(t.store->Aliases(std::nullopt)).number(), 0);
  const std::vector<Alias> first = {New("Lab A", "Ferr.", "ferritin-serum"), New("", "Fe", "iron-serum")};
  EXPECT_EQ(Must(t.store->AddAliases(first)).snapshot, 1);
  const std::vector<Alias> second = {New("Lab A", "Fe", "ferritin-serum")};
  EXPECT_EQ(Must(t.store->AddAliases(second)).snapshot, 2);
  ASSERT_TRUE(t.store->RetractAlias(Must(t.store->ListAliases(false)).at(0).id, "bob"));

  const auto at = [&](std::int64_t number) { return Must(t.store->Aliases(number)); };
  EXPECT_EQ(at(0).names().size(), 0u);
  EXPECT_EQ(at(1).names().size(), 2u);
  EXPECT_EQ(at(2).names().size(), 3u);
  EXPECT_EQ(at(3).names().size(), 2u);
  EXPECT_EQ(Must(t.store->Aliases(std::nullopt)).number(), 3);
  EXPECT_EQ(Meanings(at(2), "lab a", "ferr"), Ids{"ferritin-serum"});
  EXPECT_EQ(Meanings(at(3), "lab a", "ferr"), Ids{});
  EXPECT_EQ(Meanings(at(1), "lab a", "fe"), Ids{"iron-serum"});
  EXPECT_EQ(Meanings(at(3), "lab a", "fe"), Ids{"ferritin-serum"}) << "the laboratory's comes first";
  EXPECT_FALSE(t.store->Aliases(4));
  EXPECT_FALSE(t.store->Aliases(-1));
}

TEST(Aliases, WhoAndWhenAreKept) {
  TestStore t;
  const std::vector<Alias> one = {New("Lab A", "Ferr.", "ferritin-serum")};
  Must(t.store->AddAliases(one));
  t.now = "2024-06-01T00:00:00Z";
  ASSERT_TRUE(t.store->RetractAlias(1, "bob"));
  EXPECT_TRUE(Must(t.store->ListAliases(false)).empty());
  const Alias alias = Must(t.store->ListAliases(true)).at(0);
  EXPECT_EQ(alias.by, "ann");
  EXPECT_EQ(alias.at, "2024-05-01T08:00:00Z");
  EXPECT_EQ(alias.retracted_by, "bob");
  EXPECT_EQ(alias.retracted_at, "2024-06-01T00:00:00Z");
  EXPECT_EQ(alias.retracted_in, 2);
  EXPECT_FALSE(t.store->RetractAlias(1, "bob")) << "not twice";
  EXPECT_FALSE(t.store->RetractAlias(9, "bob"));
  EXPECT_FALSE(t.store->RetractAlias(1, " "));
}

TEST(Aliases, KnownOnesMakeNoSnapshotAndAContradictionIsKept) {
  TestStore t;
  const std::vector<Alias> one = {New("", "Fe", "iron-serum")};
  Must(t.store->AddAliases(one));
  const std::vector<Alias> same = {New("", " FE ", "iron-serum")};
  const AliasesAdded again = Must(t.store->AddAliases(same));
  EXPECT_EQ(again.added, 0);
  EXPECT_EQ(again.known, 1);
  EXPECT_EQ(again.snapshot, 1);
  const std::vector<Alias> other = {New("", "Fe", "ferritin-serum")};
  Must(t.store->AddAliases(other));
  EXPECT_EQ(Meanings(Must(t.store->Aliases(std::nullopt)), "lab", "fe"), (Ids{"ferritin-serum", "iron-serum"}));
}

TEST(Aliases, AllOrNone) {
  TestStore t;
  Alias by_nobody = New("", "Fe", "iron-serum");
  by_nobody.by = "";
  for (const Alias& bad : {New("", "Fe", "nothing"), New("", " . ", "iron-serum"), New("", "Fe", ""), by_nobody}) {
    const std::vector<Alias> both = {New("", "Fe", "iron-serum"), bad};
    const auto added = t.store->AddAliases(both);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().code, ErrorCode::kArgument);
  }
  EXPECT_TRUE(Must(t.store->ListAliases(true)).empty());
}

TEST(Aliases, TheDatabaseItselfRefusesToForget) {
  TestStore t;
  const std::vector<Alias> one = {New("", "Fe", "iron-serum")};
  Must(t.store->AddAliases(one));
  auto database = Must(OpenConnection(t.path, OpenMode::kExisting));
  EXPECT_THROW(database.exec("DELETE FROM name_aliases"), SQLite::Exception);
  EXPECT_THROW(database.exec("UPDATE name_aliases SET analyte = 'x'"), SQLite::Exception);
  ASSERT_TRUE(t.store->RetractAlias(1, "bob"));
  EXPECT_THROW(database.exec("UPDATE name_aliases SET retracted_in = NULL"), SQLite::Exception);
}

class LearnedFromRows : public ::testing::Test {
 protected:
  LearnedFromRows() { t_.Put(Doc({DoubtfulRow("Ferr.", "8", "ng/mL")}), "bytes"); }

  DecisionOutcome Say(const std::string& analyte, bool learn = true, bool reopen = false) {
    Decision decision;
    decision.item = t_.Items().at(0).id;
    decision.action = DecisionAction::kAccept;
    decision.corrected.analyte = analyte;
    decision.by = "ann";
    decision.learn = learn;
    decision.reopen = reopen;
    return Must(t_.store->ApplyDecision(decision));
  }
  Ids Learned() { return Meanings(Must(t_.store->Aliases(std::nullopt)), "fake laboratory", "ferr"); }

  TestStore t_;
};

TEST_F(LearnedFromRows, TheNameBecomesAnAliasOfThisLaboratory) {
  EXPECT_EQ(Say("ferritin-serum"), DecisionOutcome::kApplied);
  const Alias alias = Must(t_.store->ListAliases(false)).at(0);
  EXPECT_EQ(alias.lab, "Fake Laboratory");
  EXPECT_EQ(alias.name, "Ferr.");
  EXPECT_EQ(alias.specimen, "serum");
  EXPECT_EQ(alias.item, t_.Items().at(0).id);
  EXPECT_EQ(Learned(), Ids{"ferritin-serum"});
  EXPECT_EQ(Say("ferritin-serum"), DecisionOutcome::kAlreadyApplied);
  EXPECT_EQ(Must(t_.store->Aliases(std::nullopt)).number(), 1);
}

TEST_F(LearnedFromRows, NotWhereThePersonSaysSo) {
  Say("ferritin-serum", false);
  EXPECT_EQ(Learned(), Ids{});
  EXPECT_EQ(t_.Export().at(0).observation.analyte.id, "ferritin-serum");
}

TEST_F(LearnedFromRows, AnotherAnswerTakesTheFormerBack) {
  Say("ferritin-serum");
  EXPECT_EQ(Say("iron-serum"), DecisionOutcome::kConflict);
  EXPECT_EQ(Learned(), Ids{"ferritin-serum"});
  EXPECT_EQ(Say("iron-serum", true, true), DecisionOutcome::kApplied);
  EXPECT_EQ(Learned(), Ids{"iron-serum"});
  t_.Decide(t_.Items().at(0).id, DecisionAction::kNotAResult, {}, true);
  EXPECT_EQ(Learned(), Ids{});
}

TEST(LearnedFromLines, AReportWithoutALaboratoryTeachesNothingAboutOthers) {
  TestStore t;
  Document document = Doc({}, {UnreadLine("Ferr. ... 8", 140)});
  document.reports[0].header.lab = "";
  t.Put(document, "bytes");
  CorrectedFields typed = NewValue("8");
  typed.name = "Ferr.";
  typed.analyte = "ferritin-serum";
  t.Decide(t.Items().at(0).id, DecisionAction::kEdit, typed);
  EXPECT_EQ(Must(t.store->ListAliases(false)).at(0).lab, kNoLab);
  const auto names = Must(t.store->Aliases(std::nullopt));
  EXPECT_EQ(Meanings(names, terminology::LabKey(""), "ferr"), Ids{"ferritin-serum"});
  EXPECT_EQ(Meanings(names, "lab a", "ferr"), Ids{});
}

TEST(LearnedFromRowsOfTheCatalogue, AListedNameNeedsNoAlias) {
  TestStore t;
  Observation row = DoubtfulRow("Ferritin", "8", "ng/mL");
  row.analyte = {"ferritin-serum", "Ferritin", "2276-4", "serum", NameMatch::kListed, {}};
  t.Put(Doc({row}), "bytes");
  CorrectedFields said;
  said.analyte = "ferritin-serum";
  t.Decide(t.Items().at(0).id, DecisionAction::kAccept, said);
  EXPECT_TRUE(Must(t.store->ListAliases(true)).empty());
}

}  // namespace
}  // namespace labintake::db::testing
