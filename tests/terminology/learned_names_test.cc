#include "terminology/catalog/learned_names.h"

#include <gtest/gtest.h>

namespace labintake::terminology {
namespace {

using Ids = std::vector<std::string_view>;

TEST(LearnedNames, NothingIsLearnedAtFirst) {
  const LearnedNames names;
  EXPECT_EQ(names.number(), 0);
  EXPECT_EQ(names.Meanings({"lab a", "gluc", "", ""}), Ids{});
}

TEST(LearnedNames, TheLaboratoryComesBeforeEverybody) {
  const LearnedNames names(
      3,
      {{"", "gluc", "", "", "glucose-serum"}, {"lab a", "gluc", "", "", "glucose-blood"}, {"lab b", "x", "", "", "x"}});
  EXPECT_EQ(names.Meanings({"lab a", "gluc", "", ""}), Ids{"glucose-blood"});
  EXPECT_EQ(names.Meanings({"lab b", "gluc", "", ""}), Ids{"glucose-serum"});
  EXPECT_EQ(names.Meanings({"lab a", "x", "", ""}), Ids{}) << "what another laboratory means is not known here";
}

TEST(LearnedNames, TheSamePersonTwiceIsNoDisagreementTwoMeaningsAre) {
  const LearnedNames names(4, {{"", "a", "", "", "one"},
                               {"", "a", "", "", "one"},
                               {"", "b", "", "", "one"},
                               {"", "b", "", "", "two"},
                               {"lab", "b", "", "", "two"}});
  EXPECT_EQ(names.names().size(), 4u);
  EXPECT_EQ(names.Meanings({"other", "a", "", ""}), Ids{"one"});
  EXPECT_EQ(names.Meanings({"other", "b", "", ""}), (Ids{"one", "two"}));
  EXPECT_EQ(names.Meanings({"lab", "b", "", ""}), Ids{"two"});
}

TEST(LearnedNames, AStatedSpecimenMayNotBeAnother) {
  const LearnedNames names(1, {{"", "prot", "serum", "", "protein-serum"}, {"", "prot", "urine", "", "protein-urine"}});
  EXPECT_EQ(names.Meanings({"lab", "prot", "urine", ""}), Ids{"protein-urine"});
  EXPECT_EQ(names.Meanings({"lab", "prot", "csf", ""}), Ids{});
  EXPECT_EQ(names.Meanings({"lab", "prot", "blood", ""}), Ids{"protein-serum"}) << "reports say blood for serum";
  EXPECT_EQ(names.Meanings({"lab", "prot", "", ""}), (Ids{"protein-serum", "protein-urine"})) << "nothing decides";
}

TEST(LearnedNames, ThePanelComesBeforeAny) {
  const LearnedNames names(1, {{"lab", "ratio", "", "lipids", "chol-hdl-ratio"},
                               {"lab", "ratio", "", "", "a-g-ratio"},
                               {"", "ratio", "", "lipids", "other"}});
  EXPECT_EQ(names.Meanings({"lab", "ratio", "", "lipids"}), Ids{"chol-hdl-ratio"});
  EXPECT_EQ(names.Meanings({"lab", "ratio", "", "liver"}), Ids{"a-g-ratio"});
  EXPECT_EQ(names.Meanings({"elsewhere", "ratio", "", "liver"}), Ids{});
}

TEST(LabKey, SpellingsOfOneLaboratory) {
  EXPECT_EQ(LabKey("Labor Müller & Partner, GmbH"), LabKey("LABOR MULLER & PARTNER GMBH"));
  EXPECT_NE(LabKey("Labor A"), LabKey("Labor B"));
  EXPECT_EQ(LabKey(""), "-");
  EXPECT_EQ(LabKey(" . "), "-");
}

}  // namespace
}  // namespace labintake::terminology
