#include "extractors/formats/fingerprint.h"

#include <gtest/gtest.h>

#include "extractors/formats/library.h"
#include "extractors/layout/line.h"
#include "tests/formats/definitions.h"
#include "tests/generic/page_builder.h"

namespace labintake::formats {
namespace {

using labintake::test::PageOf;
using test::DefinitionsOf;
using test::YamlOf;

std::vector<Candidate> CandidatesOf(const Library& library, const std::vector<Page>& pages) {
  std::vector<std::vector<layout::Line>> lines;
  for (const Page& page : pages) lines.push_back(layout::BuildLines(page));
  std::vector<PageText> texts;
  for (size_t p = 0; p < pages.size(); ++p) texts.push_back({pages[p].height, pages[p].width, lines[p]});
  return library.fingerprints().Candidates(texts);
}

bool Fits(const Definition& definition, const std::vector<Page>& pages) {
  const Library library({definition});
  const std::vector<Candidate> found = CandidatesOf(library, pages);
  return !found.empty() && found[0].fits;
}

Definition Only(const std::string& more) { return DefinitionsOf("x", YamlOf("x", "Northwind Labs", more)).at(0); }

TEST(Fingerprint, WordsCountWhateverTheirCaseAccentsAndSpacing) {
  const Definition d = Only("");
  EXPECT_TRUE(Fits(d, {PageOf({"NORTHWIND  LABS of the north"})}));
  EXPECT_TRUE(Fits(d, {PageOf({"Nórthwind Läbs"})}));
  EXPECT_FALSE(Fits(d, {PageOf({"Northwind Labsystems"})})) << "words are whole";
  EXPECT_FALSE(Fits(d, {PageOf({"Northwind and other Labs"})}));
  EXPECT_FALSE(Fits(d, {PageOf({"Northwind", "Labs"})})) << "on one line";
}

// A laboratory named at the foot of another one's report must not win.
TEST(Fingerprint, TheFootAndLinesAboutOtherLaboratoriesDoNotCount) {
  const Definition d = Only("");
  EXPECT_FALSE(Fits(d, {PageOf({"Northwind Labs, 1 Harbour Street"}, 1, 760)}));
  EXPECT_FALSE(Fits(d, {PageOf({"Ferritin performed at Northwind Labs"})}));
  EXPECT_FALSE(Fits(d, {PageOf({"Uitgevoerd door: Northwind Labs"})}));
  EXPECT_TRUE(Fits(d, {PageOf({"Northwind Labs"}), PageOf({"performed at Northwind Labs"}, 2)}));
}

TEST(Fingerprint, PlacesAreThoseThatTheDefinitionNames) {
  const auto with = [](const std::string& at) {
    return DefinitionsOf("x",
                         "id: x\nlab: X\nrests_on: [t]\nfingerprint:\n  must: [{text: Northwind, at: " + at + "}]\n")
        .at(0);
  };
  const std::vector<Page> top = {PageOf({"Northwind"})}, middle = {PageOf({"Northwind"}, 1, 400)},
                          foot = {PageOf({"Northwind"}, 1, 760)}, second = {PageOf({"a"}), PageOf({"Northwind"}, 2)};
  EXPECT_TRUE(Fits(with("top"), top));
  EXPECT_FALSE(Fits(with("top"), middle));
  EXPECT_FALSE(Fits(with("top"), second)) << "the top is that of the first page";
  EXPECT_TRUE(Fits(with("foot"), foot));
  EXPECT_FALSE(Fits(with("foot"), top));
  for (const auto& pages : {top, middle, foot, second}) EXPECT_TRUE(Fits(with("anywhere"), pages));
  EXPECT_FALSE(Fits(with("body"), foot));
}

TEST(Fingerprint, OneOfAndMustNotDecide) {
  const Definition d = DefinitionsOf("x",
                                     "id: x\nlab: X\nrests_on: [t]\nfingerprint:\n  must: [Northwind]\n"
                                     "  one_of: [Panel A, {regex: 'panel [bc]'}]\n  must_not: [Draft]\n")
                           .at(0);
  EXPECT_FALSE(Fits(d, {PageOf({"Northwind"})}));
  EXPECT_TRUE(Fits(d, {PageOf({"Northwind", "Panel C"})}));
  EXPECT_FALSE(Fits(d, {PageOf({"Northwind", "Panel C", "Draft"})}));
  EXPECT_TRUE(Fits(d, {PageOf({"Northwind", "Panel C"}), PageOf({"Draft"}, 2, 760)})) << "at a foot it is no draft";
}

TEST(Fingerprint, ATableHasToBeFoundUnlessTheDefinitionSaysOtherwise) {
  const std::string table =
      "tables:\n  - name: r\n    columns: [{is: name, head: Test}, {is: result, head: Outcome}]\n";
  EXPECT_FALSE(Fits(Only(table), {PageOf({"Northwind Labs", "Test      Result"})}));
  EXPECT_TRUE(Fits(Only(table), {PageOf({"Northwind Labs"}), PageOf({"Test      Outcome"}, 2)}));
  const Definition loose =
      DefinitionsOf("x", "id: x\nlab: X\nrests_on: [t]\nfingerprint: {must: [Northwind], table: false}\n" + table)
          .at(0);
  EXPECT_TRUE(Fits(loose, {PageOf({"Northwind Labs"})}));
}

TEST(Fingerprint, TheBestComesFirstWithItsReasons) {
  std::vector<Definition> all = DefinitionsOf("b", YamlOf("b", "Northwind Labs"));
  all.push_back(
      DefinitionsOf("a", "id: a\nlab: A\nrests_on: [t]\nfingerprint:\n  must: [Northwind Labs, Hormone panel]\n")
          .at(0));
  all.push_back(DefinitionsOf("c", YamlOf("c", "Something else")).at(0));
  const Library library(std::move(all));
  const std::vector<Candidate> found = CandidatesOf(library, {PageOf({"Northwind Labs", "Hormone panel"})});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].format->id, "a");
  EXPECT_GT(found[0].score, found[1].score);
  EXPECT_EQ(found[0].reasons[0], "has \"Northwind Labs\" at the top");
  const std::vector<Candidate> other = CandidatesOf(library, {PageOf({"Northwind Labs"})});
  ASSERT_EQ(other.size(), 2u);
  EXPECT_EQ(other[0].format->id, "b");
  EXPECT_FALSE(other[1].fits);
  EXPECT_EQ(other[1].reasons[1], "lacks \"Hormone panel\"");
}

}  // namespace
}  // namespace labintake::formats
