// A name that is in no catalogue is asked about once.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

// Accepted as printed, under a name that nobody knows.
Observation Unknown(const std::string& name, const std::string& value, double y = 100) {
  Observation row = Row(name, value, "ng/mL", y);
  row.analyte.candidates = {"ferritin-serum"};
  row.findings = {{FindingCode::kAnalyteUnknown, "It is no name of the catalogue.", row.name.box, Severity::kNote}};
  return row;
}

class NameQuestion : public ::testing::Test {
 protected:
  std::vector<ReviewItem> Names(std::optional<ItemState> state = ItemState::kOpen) {
    std::vector<ReviewItem> names;
    for (ReviewItem& item : t_.Items(state)) {
      if (item.kind == ItemKind::kName) names.push_back(std::move(item));
    }
    return names;
  }
  CorrectedFields Means(const std::string& analyte) {
    CorrectedFields said;
    said.analyte = analyte;
    return said;
  }
  std::string Analytes() {
    std::string all;
    for (const ExportRow& row : t_.Export()) all += row.observation.analyte.id + "/" + row.analyte_by + " ";
    return all;
  }

  TestStore t_;
};

TEST_F(NameQuestion, IsOneForAllRowsOfTheLaboratory) {
  EXPECT_EQ(t_.Put(Doc({Unknown("Ferr. X", "8"), Unknown("FERR X", "9", 120), Row("Iron", "5", "ug/dL", 140)}), "a", 1)
                .open_items,
            0)
      << "the document waits for nobody";
  t_.Put(Doc({Unknown("Ferr. X", "7")}), "b", 1, "C2");
  const std::vector<ReviewItem> names = Names();
  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].rows, 3);
  EXPECT_EQ(names[0].lab, "Fake Laboratory");
  EXPECT_EQ(names[0].row.name.text, "Ferr. X");
  EXPECT_EQ(names[0].row.value.text, "8");
  EXPECT_EQ(names[0].box, Unknown("", "").box);
  EXPECT_EQ(names[0].document, 1);
  EXPECT_EQ(names[0].row.analyte.candidates, std::vector<std::string>{"ferritin-serum"});
  EXPECT_EQ(t_.Export().size(), 4u) << "the rows are accepted as printed";
}

TEST_F(NameQuestion, LaboratoriesAndSpecimensAreAskedApart) {
  Document other = Doc({Unknown("Ferr. X", "8")});
  other.reports[0].header.lab = "Other Laboratory";
  Document urine = Doc({Unknown("Ferr. X", "8")});
  urine.reports[0].observations[0].panel = "Urine chemistry";
  t_.Put(Doc({Unknown("Ferr. X", "8")}), "a");
  t_.Put(other, "b");
  t_.Put(urine, "c");
  EXPECT_EQ(Names().size(), 3u);
  Document fluid = Doc({Unknown("Ferr. X", "8")});
  fluid.reports[0].observations[0].analyte.specimen = "pleural-fluid";  // as the resolver found it stated
  t_.Put(fluid, "d");
  EXPECT_EQ(Names().size(), 4u);
}

TEST_F(NameQuestion, IsNotAskedOfRowsThatWait) {
  Observation row = DoubtfulRow("Ferr. X", "8");
  row.findings.push_back({FindingCode::kAnalyteUnknown, "It is no name of the catalogue.", {}, Severity::kNote});
  t_.Put(Doc({row}), "a");
  EXPECT_TRUE(Names().empty());
}

TEST_F(NameQuestion, TheAnswerIsAnAliasAndReachesStoredRows) {
  t_.Put(Doc({Unknown("Ferr. X", "8"), Row("Iron", "5", "ug/dL", 120)}), "a");
  t_.Put(Doc({Unknown("Ferr. X", "9")}), "b");
  t_.now = "2024-06-01T00:00:00Z";
  EXPECT_EQ(t_.Decide(Names().at(0).id, DecisionAction::kAccept, Means("ferritin-serum")), DecisionOutcome::kApplied);
  EXPECT_EQ(Analytes(), "ferritin-serum/ann / ferritin-serum/ann ");
  const ExportRow row = t_.Export().at(0);
  EXPECT_EQ(row.status, ExportStatus::kAccepted);
  EXPECT_EQ(row.decided_by, "") << "nobody looked at the row itself";
  EXPECT_EQ(row.observation.analyte.loinc, "2276-4");
  EXPECT_EQ(row.observation.canonical.value, Decimal::Parse("8"));
  EXPECT_EQ(t_.Export(false, "2024-05-15T00:00:00Z").size(), 2u) << "these rows say more now";
  EXPECT_EQ(Must(t_.store->Aliases(std::nullopt)).names().size(), 1u);
  // A run of before is not asked again; the machine's own reading of a later run comes first.
  t_.Put(Doc({Unknown("Ferr. X", "10")}), "c");
  EXPECT_TRUE(Names().empty());
  Observation learned = Row("Ferr. X", "9", "ng/mL");
  learned.analyte = {"ferritin-serum", "Ferritin", "2276-4", "serum", NameMatch::kLearned, {}};
  t_.Put(Doc({learned}), "b", 2);
  EXPECT_EQ(Analytes(), "ferritin-serum/ann / ferritin-serum/ ferritin-serum/ann ");
}

TEST_F(NameQuestion, NothingOfTheCatalogueIsAnAnswerToo) {
  t_.Put(Doc({Unknown("House index", "8")}), "a");
  EXPECT_EQ(t_.Decide(Names().at(0).id, DecisionAction::kNoAnalyte), DecisionOutcome::kApplied);
  t_.Put(Doc({Unknown("House index", "9")}), "b");
  EXPECT_TRUE(Names().empty());
  EXPECT_EQ(Analytes(), "/ / ");
  EXPECT_TRUE(Must(t_.store->ListAliases(true)).empty());
}

TEST_F(NameQuestion, AnotherAnswerAndARetractedOne) {
  t_.Put(Doc({Unknown("Ferr. X", "8")}), "a");
  const std::string id = Names().at(0).id;
  t_.Decide(id, DecisionAction::kAccept, Means("ferritin-serum"));
  EXPECT_EQ(t_.Decide(id, DecisionAction::kAccept, Means("iron-serum")), DecisionOutcome::kConflict);
  EXPECT_EQ(t_.Decide(id, DecisionAction::kAccept, Means("iron-serum"), true), DecisionOutcome::kApplied);
  EXPECT_EQ(Analytes(), "iron-serum/ann ");
  const std::vector<Alias> in_force = Must(t_.store->ListAliases(false));
  ASSERT_EQ(in_force.size(), 1u);
  ASSERT_TRUE(t_.store->RetractAlias(in_force[0].id, "bob"));
  EXPECT_EQ(Analytes(), "/ ");
  EXPECT_EQ(Names().size(), 1u) << "it is open again";
  EXPECT_EQ(Names()[0].decisions.size(), 2u);
}

TEST_F(NameQuestion, ARowsAnswerAnswersForItsName) {
  t_.Put(Doc({Unknown("Ferr. X", "8"), DoubtfulRow("Ferr. X", "9", "ng/mL", 120)}), "a");
  for (const ReviewItem& item : t_.Items(ItemState::kOpen)) {
    if (item.kind == ItemKind::kRow) t_.Decide(item.id, DecisionAction::kAccept, Means("ferritin-serum"));
  }
  EXPECT_TRUE(Names().empty());
  EXPECT_EQ(Analytes(), "ferritin-serum/ann ferritin-serum/ann ");

  // What followed from the answer goes with it.
  std::string row;
  for (const ReviewItem& item : t_.Items()) row = item.kind == ItemKind::kRow ? item.id : row;
  t_.Decide(row, DecisionAction::kAccept, Means("iron-serum"), true);
  EXPECT_EQ(Analytes(), "iron-serum/ann iron-serum/ann ");
  t_.Decide(row, DecisionAction::kAccept, Means("ferritin-serum"), true);
  EXPECT_EQ(Analytes(), "ferritin-serum/ann ferritin-serum/ann ");
  ASSERT_TRUE(t_.store->RetractAlias(Must(t_.store->ListAliases(false)).at(0).id, "bob"));
  EXPECT_EQ(Analytes(), "/ ferritin-serum/ann ") << "the row's own answer stands";
  EXPECT_EQ(Names().size(), 1u);
}

TEST_F(NameQuestion, ShowsARowThatIsStillRead) {
  t_.Put(Doc({Unknown("Ferr. X", "8")}), "a");
  t_.Put(Doc({Unknown("Ferr. X", "9")}), "b");
  t_.Put(Doc({Row("Ferritin", "8", "ng/mL")}), "a", 2);
  ASSERT_EQ(Names().size(), 1u);
  EXPECT_EQ(Names()[0].rows, 1);
  EXPECT_EQ(Names()[0].row.value.text, "9");
  EXPECT_EQ(Names()[0].document, 2);
  t_.Put(Doc({Row("Ferritin", "9", "ng/mL")}), "b", 2);
  EXPECT_TRUE(Names().empty());
  EXPECT_EQ(Names(ItemState::kWithdrawn).size(), 1u);
  t_.Put(Doc({Unknown("Ferr. X", "9")}), "b", 3);
  EXPECT_EQ(Names().size(), 1u) << "and again";
}

TEST_F(NameQuestion, WhatIsNoAnswerToIt) {
  t_.Put(Doc({Unknown("Ferr. X", "8")}), "a");
  Decision decision;
  decision.item = Names().at(0).id;
  decision.by = "ann";
  for (const DecisionAction action :
       {DecisionAction::kAccept, DecisionAction::kEdit, DecisionAction::kNotAResult, DecisionAction::kUnreadable}) {
    decision.action = action;
    EXPECT_FALSE(t_.store->ApplyDecision(decision)) << ToString(action);
  }
  decision.action = DecisionAction::kEdit;
  decision.corrected = NewValue("9");
  decision.corrected.analyte = "ferritin-serum";
  EXPECT_FALSE(t_.store->ApplyDecision(decision)) << "a name has no value";
  EXPECT_EQ(t_.Decide(Names().at(0).id, DecisionAction::kPostpone), DecisionOutcome::kApplied);
  EXPECT_EQ(Names().size(), 1u);
}

TEST_F(NameQuestion, WhatIsLearnedAlreadyIsNotAsked) {
  Alias alias;
  alias.name = "Ferr. X";
  alias.analyte = "ferritin-serum";
  alias.by = "ann";
  Must(t_.store->AddAliases(std::vector<Alias>{alias}));
  t_.Put(Doc({Unknown("Ferr. X", "8")}), "a");
  EXPECT_TRUE(Names().empty());
}

}  // namespace
}  // namespace labintake::db::testing
