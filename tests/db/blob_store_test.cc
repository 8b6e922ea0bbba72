#include "db/blob_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

int Files(const std::string& folder) {
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) files += entry.is_regular_file();
  return files;
}

TEST(BlobStore, KeepsEachContentOnce) {
  TemporaryFolder folder;
  const BlobStore blobs(folder / "blobs");
  for (const char* bytes : {"one", "one", "two"}) ASSERT_TRUE(blobs.Put(Sha256Hex(bytes), bytes));
  EXPECT_EQ(Files(folder / "blobs"), 2);
  EXPECT_EQ(Must(blobs.Get(Sha256Hex("one"))), "one");
}

TEST(BlobStore, AHashIsAPath) {
  TemporaryFolder folder;
  const std::string sha256 = Sha256Hex("abc");
  EXPECT_EQ(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  ASSERT_TRUE(BlobStore(folder / "blobs").Put(sha256, "abc"));
  EXPECT_TRUE(
      std::filesystem::exists(folder / "blobs/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

TEST(BlobStore, MissingAndDamagedBytesAreErrors) {
  TemporaryFolder folder;
  const BlobStore blobs(folder / "blobs");
  EXPECT_FALSE(blobs.Get(Sha256Hex("none")));
  const std::string sha256 = Sha256Hex("good");
  ASSERT_TRUE(blobs.Put(sha256, "good"));
  std::ofstream(folder / ("blobs/" + sha256.substr(0, 2) + "/" + sha256.substr(2))) << "evil";
  EXPECT_FALSE(blobs.Get(sha256));
}

TEST(BlobStore, EmptyAndLargeBytes) {
  TemporaryFolder folder;
  const BlobStore blobs(folder / "blobs");
  const std::string large(5 << 20, 'x');
  for (const std::string& bytes : {std::string(), large}) {
    ASSERT_TRUE(blobs.Put(Sha256Hex(bytes), bytes));
    EXPECT_EQ(Must(blobs.Get(Sha256Hex(bytes))), bytes);
  }
}

TEST(BlobStore, RemovesOnlyWhatNobodyWrites) {
  TemporaryFolder folder;
  const BlobStore blobs(folder / "blobs");
  ASSERT_TRUE(blobs.Put(Sha256Hex("one"), "one"));
  std::ofstream(folder / "blobs/incoming-1-0") << "left by a killed process";
  BlobBatch batch(folder / "blobs", RealFileSystem());
  ASSERT_TRUE(batch.Begin());
  ASSERT_TRUE(batch.Write("two"));
  ASSERT_EQ(Files(folder / "blobs"), 3);
  blobs.RemoveLeftovers();
  EXPECT_EQ(Files(folder / "blobs"), 2);
  EXPECT_FALSE(std::filesystem::exists(folder / "blobs/incoming-1-0"));
  EXPECT_EQ(batch.End().sha256, Sha256Hex("two"));
  EXPECT_TRUE(batch.Keep());
  EXPECT_EQ(Must(blobs.Get(Sha256Hex("two"))), "two");
}

// Whoever begins while another looks for leftovers gets another file, and keeps it.
TEST(BlobStore, NobodyLosesAFileThatHeJustBegan) {
  TemporaryFolder folder;
  std::atomic<bool> ended{false};
  std::thread cleaner([&] {
    const BlobStore blobs(folder / "blobs");
    while (!ended) blobs.RemoveLeftovers();
  });
  const BlobStore blobs(folder / "blobs");
  for (int n = 0; n < 100; ++n) {
    const std::string bytes = std::to_string(n);
    EXPECT_TRUE(blobs.Put(Sha256Hex(bytes), bytes)) << n;
  }
  ended = true;
  cleaner.join();
  EXPECT_EQ(Files(folder / "blobs"), 100);
}

TEST(BlobBatch, KeepsSeveralAndLeavesNothingOfOthers) {
  TemporaryFolder folder;
  const BlobStore blobs(folder / "blobs");
  ASSERT_TRUE(blobs.Put(Sha256Hex("known"), "known"));
  {
    BlobBatch batch(folder / "blobs", RealFileSystem());
    for (const std::string bytes : {"one", "known", "dropped", ""}) {
      ASSERT_TRUE(batch.Begin());
      for (const char c : bytes) ASSERT_TRUE(batch.Write({&c, 1}));
      if (bytes == "dropped") {
        batch.Drop();
        continue;
      }
      const Blob blob = batch.End();
      EXPECT_EQ(blob.sha256, Sha256Hex(bytes));
      EXPECT_EQ(blob.size, bytes.size());
    }
    EXPECT_EQ(batch.size(), 3u);
    ASSERT_TRUE(batch.Keep());
    ASSERT_TRUE(batch.Begin());  // and is forgotten
  }
  EXPECT_EQ(Files(folder / "blobs"), 3);
  for (const std::string bytes : {"one", "known", ""}) EXPECT_EQ(Must(blobs.Get(Sha256Hex(bytes))), bytes);
}

TEST(BlobPathTest, TellsItsHash) {
  const std::string hash = Sha256Hex("bytes");
  EXPECT_EQ(BlobHash(BlobPath("lab.db.blobs", hash)), hash);
  EXPECT_EQ(BlobHash(BlobPath("/", hash)), hash);
  for (const std::string& path :
       {std::string("report.pdf"), hash, "a/" + hash, BlobPath("f", hash) + "x", BlobPath("f", std::string(64, 'z'))}) {
    EXPECT_EQ(BlobHash(path), "") << path;
  }
}

}  // namespace
}  // namespace labintake::db::testing
