#include "pipeline/service/settling.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

Candidate File(const std::string& path, std::uint64_t size, bool urgent = false) {
  db::FileInfo info;
  info.kind = db::EntryKind::kFile;
  info.size = size;
  return {path, info, urgent};
}

std::vector<std::string> Ripe(const Settling& settling, std::int64_t now_ms, std::size_t most = 10,
                              std::uint64_t bytes = 1000) {
  std::vector<std::string> paths;
  for (const Candidate& candidate : settling.Ripe(now_ms, most, bytes)) paths.push_back(candidate.path);
  return paths;
}

TEST(Settling, AFileThatStaysTheSameIsRipe) {
  Settling settling(100, 10);
  EXPECT_FALSE(settling.NextMs());
  ASSERT_TRUE(settling.Look(File("a", 5), 1000));
  EXPECT_EQ(settling.NextMs(), 1100);
  EXPECT_TRUE(Ripe(settling, 1099).empty());
  EXPECT_EQ(Ripe(settling, 1100), (std::vector<std::string>{"a"}));
  settling.Forget("a");
  EXPECT_TRUE(Ripe(settling, 5000).empty());
}

TEST(Settling, AFileThatGrowsIsNot) {
  Settling settling(100, 10);
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(settling.Look(File("a", static_cast<std::uint64_t>(i)), 1000 + 90 * i));
    EXPECT_TRUE(Ripe(settling, 1000 + 90 * i).empty());
  }
  ASSERT_TRUE(settling.Look(File("a", 9), 1900));  // looked at again, the same
  EXPECT_EQ(settling.NextMs(), 1910);
  settling.Restart("a", 1950);
  EXPECT_EQ(settling.NextMs(), 2050);
}

TEST(Settling, UrgentFilesFirstThenThoseThatCameFirst) {
  Settling settling(0, 10);
  settling.Look(File("c", 1), 0);
  settling.Look(File("b", 1), 0);
  settling.Look(File("z", 1, true), 0);
  EXPECT_EQ(Ripe(settling, 0), (std::vector<std::string>{"z", "c", "b"}));
  settling.Restart("c", 0);
  EXPECT_EQ(Ripe(settling, 0), (std::vector<std::string>{"z", "b", "c"})) << "a troublemaker does not stay in front";
}

TEST(Settling, AGroupIsBoundedInFilesAndBytes) {
  Settling settling(0, 3);
  EXPECT_TRUE(settling.Look(File("a", 800), 0));
  EXPECT_TRUE(settling.Look(File("b", 300), 0));
  EXPECT_TRUE(settling.Look(File("c", 1), 0));
  EXPECT_FALSE(settling.Look(File("d", 1), 0)) << "full";
  EXPECT_TRUE(settling.Look(File("a", 800), 0)) << "what is known is no new file";
  EXPECT_EQ(Ripe(settling, 0), (std::vector<std::string>{"a"}));
  EXPECT_EQ(Ripe(settling, 0, 10, 100), (std::vector<std::string>{"a"})) << "at least one";
  EXPECT_EQ(Ripe(settling, 0, 2, 2000), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace labintake::pipeline
