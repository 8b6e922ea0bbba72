#include "extractors/formats/library.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "extractors/formats/file_bytes.h"
#include "extractors/formats/format_reader.h"
#include "tests/formats/definitions.h"
#include "tests/generic/page_builder.h"

namespace labintake::formats {
namespace {

namespace fs = std::filesystem;
using labintake::test::PageOf;
using test::YamlOf;

class LibraryTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "labintake-formats-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
    folder_ = root_ / "formats";
    fs::create_directory(folder_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void Write(const std::string& id, const std::string& phrase) {
    std::ofstream(folder_ / (id + ".yaml")) << YamlOf(id, phrase);
  }
  std::vector<std::string> Labs() const {
    std::vector<std::string> labs;
    const Result<Library> library = Library::Load({folder_});
    EXPECT_TRUE(library) << library.error().message;
    if (!library) return labs;
    for (size_t i = 0; i < library->definitions().size(); ++i) {
      const Definition* d = library->definitions().At(i);
      EXPECT_NE(d, nullptr);
      if (d != nullptr) labs.push_back(d->id + "=" + d->fingerprint.must[0].phrase.text);
    }
    return labs;
  }
  std::string Compiled() const { return folder_.string() + ".compiled"; }

  fs::path root_, folder_;
};

TEST_F(LibraryTest, AnEditedFileIsReadAnew) {
  Write("a", "one");
  Write("b", "two");
  EXPECT_EQ(Labs(), (std::vector<std::string>{"a=one", "b=two"}));
  const std::string before = ReadBytes(Compiled()).value();
  EXPECT_EQ(Labs(), (std::vector<std::string>{"a=one", "b=two"}));
  EXPECT_EQ(ReadBytes(Compiled()).value(), before);
  Write("b", "three");
  fs::remove(folder_ / "a.yaml");
  EXPECT_EQ(Labs(), (std::vector<std::string>{"b=three"}));
  EXPECT_NE(ReadBytes(Compiled()).value(), before);
}

// The compiled form is used, not merely written: what it says of a file with these bytes is what counts.
TEST_F(LibraryTest, TheCompiledFormIsUsedWhereItIsWhole) {
  Write("a", "one");
  EXPECT_EQ(Labs(), (std::vector<std::string>{"a=one"}));
  const fs::file_time_type written = fs::last_write_time(Compiled());
  fs::last_write_time(Compiled(), written - std::chrono::hours(1));
  EXPECT_EQ(Labs(), (std::vector<std::string>{"a=one"}));
  EXPECT_EQ(fs::last_write_time(Compiled()), written - std::chrono::hours(1)) << "it was made again";
}

TEST_F(LibraryTest, ADamagedCompiledFormIsMadeAgain) {
  Write("a", "one");
  EXPECT_EQ(Labs(), (std::vector<std::string>{"a=one"}));
  const std::string whole = ReadBytes(Compiled()).value();
  for (size_t at = 0; at < whole.size(); at += 7) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    ReplaceBytes(Compiled(), damaged);
    EXPECT_EQ(Labs(), (std::vector<std::string>{"a=one"}));
    EXPECT_EQ(ReadBytes(Compiled()).value(), whole) << at;
  }
  for (const size_t length : {size_t{0}, size_t{10}, whole.size() - 1}) {
    ReplaceBytes(Compiled(), whole.substr(0, length));
    EXPECT_EQ(Labs(), (std::vector<std::string>{"a=one"}));
    EXPECT_EQ(ReadBytes(Compiled()).value(), whole) << length;
  }
}

// What stands in the bytes of one definition, which nobody has asked for yet, makes all of them untrue.
TEST_F(LibraryTest, DamageInOneDefinitionIsSeenBeforeItIsDecoded) {
  Write("a", "one");
  std::ofstream(folder_ / "b.yaml") << YamlOf("b", "two", "title: Needle of b\n");
  ASSERT_TRUE(Library::Load({folder_}));
  const std::string whole = ReadBytes(Compiled()).value();
  std::string damaged = whole;
  const size_t title = damaged.find("Needle of b");
  ASSERT_NE(title, std::string::npos);
  damaged[title] = 'X';
  ReplaceBytes(Compiled(), damaged);
  const Result<Library> library = Library::Load({folder_});
  ASSERT_TRUE(library);
  EXPECT_EQ(library->Find("b")->title, "Needle of b");
  EXPECT_EQ(ReadBytes(Compiled()).value(), whole);
}

TEST_F(LibraryTest, ADefinitionIsDecodedWhenADocumentMayBeItsOwn) {
  Write("a", "Northwind Labs");
  Write("b", "Southwind Labs");
  for (int time = 0; time < 2; ++time) {  // from YAML, and from the compiled form
    const Result<Library> library = Library::Load({folder_});
    ASSERT_TRUE(library);
    EXPECT_EQ(ChooseFormat({PageOf({"A report of nobody's"})}, &*library).id, "");
    EXPECT_EQ(library->definitions().decoded(), 0u);
    EXPECT_EQ(ReadDocument({PageOf({"Southwind Labs"})}, &*library).format.id, "b");
    EXPECT_EQ(library->definitions().decoded(), 1u);
  }
}

TEST_F(LibraryTest, AllMistakesOfAllFilesAreNamed) {
  Write("a", "one");
  std::ofstream(folder_ / "b.yaml") << "id: b\n";
  std::ofstream(folder_ / "c.yaml") << "id: [\n";
  const Result<Library> library = Library::Load({folder_});
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().code, ErrorCode::kConfiguration);
  EXPECT_NE(library.error().message.find("b.yaml:1: the key 'lab' is missing"), std::string::npos);
  EXPECT_NE(library.error().message.find("c.yaml:"), std::string::npos);
  EXPECT_FALSE(fs::exists(Compiled()));
}

TEST_F(LibraryTest, AMissingFolderIsNamed) {
  const Result<Library> library = Library::Load({root_ / "nothing"});
  ASSERT_FALSE(library);
  EXPECT_NE(library.error().message.find("cannot be read"), std::string::npos);
}

TEST_F(LibraryTest, TheFirstFolderCountsForFilesOfOneName) {
  Write("a", "program");
  Write("b", "program");
  const fs::path own = root_ / "own";
  fs::create_directory(own);
  std::ofstream(own / "b.yaml") << YamlOf("b", "user");
  const Result<Library> library = Library::Load({own, folder_});
  ASSERT_TRUE(library);
  ASSERT_EQ(library->definitions().size(), 2u);
  EXPECT_EQ(library->Find("b")->fingerprint.must[0].phrase.text, "user");
  EXPECT_EQ(library->Find("a")->fingerprint.must[0].phrase.text, "program");
  EXPECT_EQ(library->Find("c"), nullptr);
}

}  // namespace
}  // namespace labintake::formats
