#include "extractors/ocr/traineddata.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

namespace labintake::ocr {
namespace {

constexpr size_t kEntries = 24, kUnicharset = 18, kModel = 17, kWordList = 19;

std::string Number(int64_t value, size_t bytes) {
  std::string out(bytes, '\0');
  for (size_t i = 0; i < bytes; ++i) out[i] = static_cast<char>(static_cast<uint64_t>(value) >> (8 * i));
  return out;
}

std::string Table(const std::vector<int64_t>& offsets) {
  std::string out = Number(static_cast<int64_t>(offsets.size()), 4);
  for (const int64_t o : offsets) out += Number(o, 8);
  return out;
}

// Three entries: the model, its letters, its list of words.
std::string MadeModel() {
  std::vector<int64_t> offsets(kEntries, -1);
  const auto head = static_cast<int64_t>(4 + 8 * kEntries);
  offsets[kModel] = head, offsets[kUnicharset] = head + 5, offsets[kWordList] = head + 12;
  return Table(offsets) + "model" + "letters" + std::string(1000, 'w');
}

std::string Entry(const std::string& file, size_t which) {
  std::vector<int64_t> offsets(kEntries);
  std::memcpy(offsets.data(), file.data() + 4, 8 * kEntries);
  if (offsets[which] < 0) return "absent";
  auto end = static_cast<int64_t>(file.size());
  for (const int64_t o : offsets)
    if (o > offsets[which]) end = std::min(end, o);
  return file.substr(static_cast<size_t>(offsets[which]), static_cast<size_t>(end - offsets[which]));
}

class TrainedData : public testing::Test {
 protected:
  ~TrainedData() override { std::filesystem::remove(path_); }
  std::optional<std::string> Of(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return WithoutWordList(path_);
  }
  const std::string path_ = testing::TempDir() + "labintake-model-" + std::to_string(getpid());
};

TEST_F(TrainedData, TheWordListGoes) {
  const std::optional<std::string> out = Of(MadeModel());
  ASSERT_TRUE(out);
  EXPECT_EQ(out->size(), 4 + 8 * kEntries + 12);
  EXPECT_EQ(Entry(*out, kModel), "model");
  EXPECT_EQ(Entry(*out, kUnicharset), "letters");
  EXPECT_EQ(Entry(*out, kWordList), "absent");
}

TEST_F(TrainedData, AFileWithoutAWordListStays) {
  const std::optional<std::string> once = Of(MadeModel());
  ASSERT_TRUE(once);
  EXPECT_EQ(Of(*once), once);
}

TEST_F(TrainedData, EntriesInAnyOrder) {
  std::vector<int64_t> offsets(kEntries, -1);
  const auto head = static_cast<int64_t>(4 + 8 * kEntries);
  offsets[kWordList] = head, offsets[kUnicharset] = head + 5, offsets[kModel] = head + 12;
  const std::optional<std::string> out = Of(Table(offsets) + "words" + "letters" + "model");
  ASSERT_TRUE(out);
  EXPECT_EQ(Entry(*out, kModel), "model");
  EXPECT_EQ(Entry(*out, kUnicharset), "letters");
}

TEST_F(TrainedData, DamagedTablesAreRefused) {
  const std::string good = MadeModel();
  EXPECT_FALSE(WithoutWordList(path_ + "-absent"));
  EXPECT_FALSE(Of(""));
  EXPECT_FALSE(Of("ab"));
  EXPECT_FALSE(Of(good.substr(0, 4)));
  EXPECT_FALSE(Of(good.substr(0, 100)));
  for (const int64_t count : {int64_t{0}, int64_t{-1}, int64_t{65}, int64_t{0x7fffffff}})
    EXPECT_FALSE(Of(Number(count, 4) + good.substr(4))) << count;
  for (const int64_t offset : {int64_t{0}, int64_t{8}, static_cast<int64_t>(good.size()) + 1, INT64_MAX}) {
    std::string bad = good;
    bad.replace(4 + 8 * kModel, 8, Number(offset, 8));
    EXPECT_FALSE(Of(bad)) << offset;
  }
  // Cut off within an entry.
  EXPECT_FALSE(Of(good.substr(0, 4 + 8 * kEntries + 3)));
}

TEST_F(TrainedData, AFolderIsNoModel) { EXPECT_FALSE(WithoutWordList(testing::TempDir())); }

}  // namespace
}  // namespace labintake::ocr
