// Which documents a later run reads anew, and which it finds as they were.
#include "pipeline/commands/store_sink.h"

#include <gtest/gtest.h>

#include "extractors/formats/definition_file.h"
#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

std::shared_ptr<const formats::Library> LibraryOf(const std::string& yaml) {
  const auto checked = formats::CheckFile(yaml, "north.yaml");
  EXPECT_TRUE(checked) << checked.error().message;
  std::vector<formats::Definition> definitions;
  if (checked) definitions.push_back(formats::DefinitionOf(checked->versions.front(), "north.yaml").value());
  return std::make_shared<const formats::Library>(std::move(definitions));
}

std::string ReportOf(const std::string& lab, const std::string& value) {
  return MakePdf({{{72, 40, lab},
                   {72, 80, "Test"},
                   {220, 80, "Result"},
                   {300, 80, "Units"},
                   {380, 80, "Reference"},
                   {72, 100, "Sodium"},
                   {220, 100, value},
                   {300, 100, "mmol/L"},
                   {380, 100, "135 - 145"}}});
}

constexpr const char* kNorth =
    "id: north\nlab: Northwind Laboratories\nrests_on: [an invented report]\nfingerprint:\n  must:\n    - {text: "
    "Northwind Laboratories, at: top}\n";

class StoreSinkTest : public testing::Test {
 protected:
  StoreSinkTest() {
    WriteFile(folder_ / "north.pdf", ReportOf("Northwind Laboratories", "140"));
    WriteFile(folder_ / "south.pdf", ReportOf("Southwind Laboratories", "139"));
  }

  // Names of the files that a run with these lab formats stored anew.
  std::vector<std::string> Changed(std::shared_ptr<const formats::Library> formats) {
    ProcessOptions options;
    options.formats = std::move(formats);
    std::vector<std::string> changed;
    Result<StoreSink> sink = StoreSink::Open(folder_ / "lab.db", "", &options);
    EXPECT_TRUE(sink);
    if (!sink) return changed;
    for (const char* name : {"north.pdf", "south.pdf"}) {
      const Result<Document> document = ProcessFile(folder_ / name, options);
      EXPECT_TRUE(document) << name;
      if (!document) continue;
      const Result<db::StoredDocument> stored = sink->Put(*document);
      EXPECT_TRUE(stored) << name;
      if (stored && stored->changed) changed.emplace_back(name);
    }
    return changed;
  }

  // Names of the files that a run with these lab formats need not read.
  std::vector<std::string> Done(std::shared_ptr<const formats::Library> formats) {
    ProcessOptions options;
    options.formats = std::move(formats);
    std::vector<std::string> done;
    Result<StoreSink> sink = StoreSink::Open(folder_ / "lab.db", "", &options);
    EXPECT_TRUE(sink);
    for (const char* name : {"north.pdf", "south.pdf", "none.pdf"}) {
      if (sink && sink->IsDone(folder_ / name).value_or(false)) done.emplace_back(name);
    }
    return done;
  }

  TemporaryFolder folder_;
};

using Names = std::vector<std::string>;

TEST_F(StoreSinkTest, AnEditedLabFormatReadsItsOwnDocumentsAnewAndNoOthers) {
  EXPECT_EQ(Changed(LibraryOf(kNorth)), (Names{"north.pdf", "south.pdf"}));
  EXPECT_EQ(Changed(LibraryOf(kNorth)), Names{}) << "nothing was edited";
  EXPECT_EQ(Changed(LibraryOf(std::string(kNorth) + "flags: from-range\n")), Names{"north.pdf"});
  EXPECT_EQ(Changed(LibraryOf("# Another comment.\n" + std::string(kNorth) + "flags: from-range\n")), Names{})
      << "a comment says nothing to the program";
}

TEST_F(StoreSinkTest, SoDoesALabFormatThatIsTakenAway) {
  EXPECT_EQ(Changed(LibraryOf(kNorth)), (Names{"north.pdf", "south.pdf"}));
  EXPECT_EQ(Changed(nullptr), Names{"north.pdf"});
  EXPECT_EQ(Changed(LibraryOf(kNorth)), Names{"north.pdf"});
}

TEST_F(StoreSinkTest, WhatNeedNotBeReadAgainIsKnownWithoutReading) {
  EXPECT_EQ(Done(LibraryOf(kNorth)), Names{});
  EXPECT_EQ(Changed(LibraryOf(kNorth)), (Names{"north.pdf", "south.pdf"}));
  EXPECT_EQ(Done(LibraryOf(kNorth)), (Names{"north.pdf", "south.pdf"}));
  EXPECT_EQ(Done(LibraryOf(std::string(kNorth) + "flags: from-range\n")), Names{"south.pdf"});
  EXPECT_EQ(Done(nullptr), Names{"south.pdf"});
}

}  // namespace
}  // namespace labintake::pipeline
