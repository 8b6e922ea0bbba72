#include "pipeline/service/links.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "db/blob_store.h"
#include "db/digest.h"
#include "tests/db/fake_reports.h"
#include "tests/db/hooked_file_system.h"

namespace labintake::pipeline {
namespace {

using db::testing::Must;

class LinksTest : public ::testing::Test {
 protected:
  db::OwedLink Owed(const std::string& bytes, std::int64_t document, db::LinkKind kind,
                    const std::string& client = "C1") {
    if (!db::BlobStore(folder_ / "blobs").Put(db::Sha256Hex(bytes), bytes)) abort();
    return {document * 10, document, "report.pdf", client, db::Sha256Hex(bytes), kind, "", ""};
  }

  static std::string Text(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  db::testing::TemporaryFolder folder_;
  db::testing::HookedFileSystem files_;
  Links links_{{folder_ / "processed", "", folder_ / "failed"}, folder_ / "blobs", files_};
};

TEST_F(LinksTest, PointIntoTheStoreUnderTheFilesName) {
  const db::MadeLink made = Must(links_.Make(Owed("bytes", 1, db::LinkKind::kProcessed)));
  EXPECT_EQ(made.kind, db::LinkKind::kProcessed);
  EXPECT_EQ(made.path, folder_ / "processed/C1/report.pdf");
  EXPECT_EQ(Text(made.path), "bytes");
  EXPECT_EQ(Must(links_.Make(Owed("bytes", 1, db::LinkKind::kProcessed))).path, made.path) << "again, as after a crash";
  EXPECT_EQ(Must(links_.Make(Owed("no client", 2, db::LinkKind::kProcessed, ""))).path,
            folder_ / "processed/report.pdf");
}

TEST_F(LinksTest, OfOneNameAreToldApart) {
  Must(links_.Make(Owed("one", 1, db::LinkKind::kProcessed)));
  EXPECT_EQ(Must(links_.Make(Owed("two", 2, db::LinkKind::kProcessed))).path, folder_ / "processed/C1/report-2.pdf");
  std::ofstream(folder_ / "processed/C1/report-3.pdf") << "somebody's";
  EXPECT_EQ(Must(links_.Make(Owed("three", 3, db::LinkKind::kProcessed))).path,
            folder_ / "processed/C1/report-3-30.pdf");
  EXPECT_EQ(Text(folder_ / "processed/C1/report-3.pdf"), "somebody's");
}

TEST_F(LinksTest, AFailedFileHasItsReasonBesideIt) {
  db::OwedLink owed = Owed("bytes", 7, db::LinkKind::kFailed);
  owed.reason = "the file needs a password";
  const db::MadeLink made = Must(links_.Make(owed));
  EXPECT_EQ(made.path, folder_ / "failed/C1/report.pdf");
  EXPECT_EQ(Text(made.path + ".reason.txt"),
            "This file could not be read: the file needs a password.\n\n"
            "Document 7. Nothing of it was lost; it waits among what people look through.\n"
            "Once the cause is gone, have it read again with: labintake jobs retry 7 --db DATABASE\n");

  db::OwedLink again = Owed("bytes", 7, db::LinkKind::kProcessed);
  again.old_link = made.path;
  EXPECT_EQ(Must(links_.Make(again)).path, folder_ / "processed/C1/report.pdf");
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "failed/C1"));
}

TEST_F(LinksTest, NoneWithoutAFolder) {
  const db::MadeLink made = Must(links_.Make(Owed("bytes", 1, db::LinkKind::kDuplicate)));
  EXPECT_EQ(made.kind, db::LinkKind::kNone);
  EXPECT_EQ(made.path, "");
  EXPECT_EQ(Must(links_.Make(Owed("bytes", 1, db::LinkKind::kNone))).path, "");
}

TEST_F(LinksTest, EachOperationFailsOnce) {
  int n = 1;
  for (bool failed = true; failed; ++n) {
    db::OwedLink owed = Owed("bytes " + std::to_string(n), n, db::LinkKind::kFailed);
    owed.name = "report" + std::to_string(n) + ".pdf";
    owed.reason = "it is damaged";
    int calls = 0;
    failed = false;
    files_.hook = [&](const char*, const std::string&) {
      if (++calls != n) return 0;
      failed = true;
      return ENOSPC;
    };
    Result<db::MadeLink> made = links_.Make(owed);
    files_.hook = [](const char*, const std::string&) { return 0; };
    if (!made) {
      EXPECT_EQ(made.error().code, ErrorCode::kStore);
      EXPECT_EQ(made.error().message.find("report"), std::string::npos) << made.error().message;
      made = links_.Make(owed);
    }
    EXPECT_EQ(Text(Must(made).path), "bytes " + std::to_string(n));
    EXPECT_NE(Text(Must(made).path + ".reason.txt").find("it is damaged"), std::string::npos);
  }
  EXPECT_GT(n, 6);
}

}  // namespace
}  // namespace labintake::pipeline
