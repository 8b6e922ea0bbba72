#include "pipeline/file_list.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

TEST(FileListTest, WalksFolders) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "b/deep");
  std::filesystem::create_directories(folder / ".hidden");
  WriteFile(folder / "Z.pdf", "whatever its content");
  WriteFile(folder / "a.PDF", "");
  WriteFile(folder / "b/deep/report.dat", "\n%PDF-1.4 by content");
  WriteFile(folder / "b/notes.txt", "text");
  WriteFile(folder / "b.pdf", "x");
  WriteFile(folder / ".hidden/c.pdf", "x");
  WriteFile(folder / ".c.pdf", "x");
  ASSERT_EQ(symlink((folder / "Z.pdf").c_str(), (folder / "link.pdf").c_str()), 0);
  ASSERT_EQ(symlink(folder.path().c_str(), (folder / "loop").c_str()), 0);
  const FileList list = ListFiles({folder.path()});
  EXPECT_EQ(list.files, (std::vector<std::string>{folder / "Z.pdf", folder / "a.PDF", folder / "b.pdf",
                                                  folder / "b/deep/report.dat"}));
  EXPECT_EQ(list.skipped, 1u);
  EXPECT_TRUE(list.from_folder);
  EXPECT_TRUE(list.unreadable.empty());
}

TEST(FileListTest, PicturesAreTakenByTheirContent) {
  const TemporaryFolder folder;
  WriteFile(folder / "a.jpg", "\xff\xd8\xff\xe0 begins like one");
  WriteFile(folder / "b.jpg", "only named so");
  WriteFile(folder / "c.png", "");
  WriteFile(folder / "fax", std::string("II*\0", 4) + "and so on");
  WriteFile(folder / "scan.txt", "\x89PNG\r\n\x1a\n and so on");
  const FileList list = ListFiles({folder.path()});
  EXPECT_EQ(list.files, (std::vector<std::string>{folder / "a.jpg", folder / "fax", folder / "scan.txt"}));
  EXPECT_EQ(list.skipped, 2u);
}

TEST(FileListTest, NamedFilesAreAlwaysTaken) {
  const TemporaryFolder folder;
  WriteFile(folder / "notes.txt", "text");
  const FileList list = ListFiles({folder / "notes.txt", folder / "missing.pdf"});
  EXPECT_EQ(list.files, (std::vector<std::string>{folder / "notes.txt", folder / "missing.pdf"}));
  EXPECT_FALSE(list.from_folder);
}

TEST(FileListTest, FoldersThatCannotBeReadAreNamed) {
  if (geteuid() == 0) GTEST_SKIP() << "root reads everything";
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "closed");
  std::filesystem::permissions(folder / "closed", std::filesystem::perms::none);
  EXPECT_EQ(ListFiles({folder.path()}).unreadable, (std::vector<std::string>{folder / "closed"}));
  std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_all);
}

}  // namespace
}  // namespace labintake::pipeline
