// What the catalogue makes of a row, through the store and out again.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

Observation KnownRow() {
  Observation row = DoubtfulRow("Ferritine", "85", "ng/mL");
  row.analyte = {"ferritin-serum", "Ferritin", "2276-4", "serum", NameMatch::kMisspelt, {}};
  row.canonical = {Decimal::Parse("85"), Decimal::Parse("1"), Decimal::Parse("200"), "ng/mL", "x 1"};
  return row;
}

TEST(AnalyteStore, KeepsAnalyteQuantityAndFindings) {
  TestStore t;
  Observation unknown = DoubtfulRow("Ferr", "8", "ng/mL", 120);
  unknown.analyte.candidates = {"ferritin-serum", "iron-serum"};
  Observation row = KnownRow();
  row.findings = {{FindingCode::kIdentityFails,
                   "A and B do not add up.",
                   {1, 2, 3, 4},
                   Severity::kDoubt,
                   {{5, 6, 7, 8}, {9.5, 10, 11, 12}}},
                  {FindingCode::kNameMisspelt, "Spelt differently.", {}, Severity::kNote}};
  t.Put(Doc({row, unknown}), "bytes");

  const std::vector<ReviewItem> items = t.Items();
  const Observation& read = items.at(0).row;
  EXPECT_EQ(read.analyte.id, "ferritin-serum");
  EXPECT_EQ(read.analyte.name, "Ferritin");
  EXPECT_EQ(read.analyte.loinc, "2276-4");
  EXPECT_EQ(read.analyte.specimen, "serum");
  EXPECT_EQ(read.analyte.match, NameMatch::kMisspelt);
  EXPECT_EQ(read.canonical.value->ToString(), "85");
  EXPECT_EQ(read.canonical.low->ToString(), "1");
  EXPECT_EQ(read.canonical.high->ToString(), "200");
  EXPECT_EQ(read.canonical.ucum, "ng/mL");
  EXPECT_EQ(read.canonical.conversion, "x 1");
  ASSERT_EQ(read.findings.size(), 2u);
  EXPECT_EQ(read.findings[0].severity, Severity::kDoubt);
  EXPECT_EQ(read.findings[0].also, row.findings[0].also);
  EXPECT_EQ(read.findings[1].severity, Severity::kNote);
  EXPECT_TRUE(read.findings[1].also.empty());
  EXPECT_EQ(items.at(1).row.analyte.candidates, unknown.analyte.candidates);
  EXPECT_FALSE(items.at(1).row.canonical.value);
}

class StatedAnalyte : public ::testing::Test {
 protected:
  Observation Decided(DecisionAction action, CorrectedFields corrected) {
    t_.Put(Doc({KnownRow()}), "bytes");
    EXPECT_EQ(t_.Decide(t_.Items().at(0).id, action, std::move(corrected)), DecisionOutcome::kApplied);
    row_ = t_.Export().at(0);
    return row_.observation;
  }

  TestStore t_;
  ExportRow row_;
};

TEST_F(StatedAnalyte, APersonSetsItAndCodeAndQuantityFollow) {
  CorrectedFields said;
  said.analyte = "iron-serum";
  const Observation row = Decided(DecisionAction::kAccept, said);
  EXPECT_EQ(row.name.text, "Ferritine");
  EXPECT_EQ(row.analyte.id, "iron-serum");
  EXPECT_EQ(row.analyte.name, "Iron");
  EXPECT_EQ(row.analyte.loinc, "2498-4");
  EXPECT_EQ(row.canonical.ucum, "ug/dL");
  EXPECT_EQ(row.canonical.value, Decimal::Parse("8.5"));
  EXPECT_EQ(row_.analyte_by, "ann");
}

TEST_F(StatedAnalyte, MayBeNone) {
  CorrectedFields said;
  said.analyte = "";
  const Observation row = Decided(DecisionAction::kAccept, said);
  EXPECT_EQ(row.analyte.id, "");
  EXPECT_FALSE(row.canonical.value);
  EXPECT_TRUE(Must(t_.store->ListAliases(true)).empty());
}

TEST_F(StatedAnalyte, ACorrectedValueMakesTheQuantityAnew) {
  const Observation row = Decided(DecisionAction::kEdit, NewValue("58"));
  EXPECT_EQ(row.analyte.id, "ferritin-serum");
  EXPECT_EQ(row.canonical.value, Decimal::Parse("58"));
  EXPECT_EQ(row_.analyte_by, "") << "the machine's";
}

TEST_F(StatedAnalyte, AnotherNameIsNoLongerTheAnalyteOfTheMisreadOne) {
  CorrectedFields said = NewValue("85");
  said.name = "Transferrin";
  EXPECT_EQ(Decided(DecisionAction::kEdit, said).analyte.id, "");
}

TEST_F(StatedAnalyte, MustBeInTheCatalogue) {
  t_.Put(Doc({KnownRow()}), "bytes");
  Decision decision;
  decision.item = t_.Items().at(0).id;
  decision.action = DecisionAction::kAccept;
  decision.by = "ann";
  decision.corrected.analyte = "no-such-analyte";
  const auto outcome = t_.store->ApplyDecision(decision);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kArgument);
  EXPECT_EQ(t_.Items().at(0).state, ItemState::kOpen);
}

TEST(AnalyteStore, ARowThatLearnsItsAnalyteIsAnnouncedAgain) {
  TestStore t;
  Observation row = Row("Ferritin", "85", "ng/mL");
  t.Put(Doc({row}), "bytes", 1);
  t.now = "2024-06-01T00:00:00Z";
  row.analyte.id = "ferritin-serum";
  t.Put(Doc({row}), "bytes", 2);
  EXPECT_EQ(t.Export(false, "2024-05-15T00:00:00Z").size(), 1u);
}

}  // namespace
}  // namespace labintake::db::testing
