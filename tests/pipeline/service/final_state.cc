#include "tests/pipeline/service/final_state.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "db/blob_batch.h"
#include "db/digest.h"
#include "db/stage_cache.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

using Key = std::pair<std::string, std::string>;  // client, hash
using Paths = std::set<std::string>;

// All but folders.
Paths FilesBelow(const std::string& folder) {
  Paths paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_symlink() || !entry.is_directory()) paths.insert(entry.path());
  }
  return paths;
}

void ExpectDocuments(ServiceUnderTest& service, const std::map<Key, int>& rows_of) {
  const auto documents = service.Query(
      "SELECT c.name, d.sha256, d.id, ifnull(j.state, ''), ifnull(j.error_class, ''),"
      " (SELECT count(*) FROM runs r WHERE r.document_id = d.id AND r.is_current = 1),"
      " (SELECT count(DISTINCT r.id) FROM runs r JOIN reports p ON p.run_id = r.id WHERE r.document_id = d.id),"
      " (SELECT count(*) FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id WHERE"
      "  r.document_id = d.id),"
      " (SELECT count(*) FROM review_items i WHERE i.document_id = d.id AND i.subject = 'not-read' AND i.state ="
      "  'open')"
      " FROM documents d JOIN clients c ON c.id = d.client_id LEFT JOIN jobs j ON j.document_id = d.id");
  EXPECT_EQ(documents.size(), rows_of.size());
  for (const auto& d : documents) {
    SCOPED_TRACE("document " + d[2] + " " + d[3] + " " + d[4]);
    const auto given = rows_of.find({d[0], d[1]});
    ASSERT_NE(given, rows_of.end()) << "was never given like this";
    const int rows = given->second;
    EXPECT_EQ(d[3], rows == -1 ? "failed" : "done");
    EXPECT_EQ(d[5], "1");
    EXPECT_EQ(d[6], rows == -1 ? "0" : "1") << "runs with a report";
    EXPECT_EQ(d[7], std::to_string(std::max(rows, 0))) << "rows of all runs";
    EXPECT_EQ(d[8], rows == -1 ? "1" : "0") << "questions about the document as a whole";
  }
}

// The links that there have to be.
Paths ExpectArrivals(ServiceUnderTest& service, const std::multiset<std::string>& names, const std::string& blobs) {
  Paths links;
  std::multiset<std::string> arrived;
  std::map<std::string, int> firsts;
  for (const auto& a :
       service.Query("SELECT a.name, a.duplicate, a.removed, a.link, a.document_id, d.sha256, j.state FROM arrivals a"
                     " JOIN documents d ON d.id = a.document_id JOIN jobs j ON j.document_id = d.id")) {
    const bool duplicate = a[1] == "1", failed = a[6] == "failed";
    arrived.insert(a[0]);
    firsts[a[4]] += !duplicate;
    EXPECT_EQ(a[2], "1") << a[0] << " is not recorded as removed";
    EXPECT_TRUE(fs::is_symlink(a[3]) && fs::read_symlink(a[3]) == db::BlobPath(blobs, a[5])) << a[0] << ": " << a[3];
    const LinkFolders& folders = service.config.links;
    const std::string& folder = duplicate ? folders.duplicates : failed ? folders.failed : folders.processed;
    EXPECT_TRUE(a[3].starts_with(folder + "/")) << a[3];
    links.insert(a[3]);
    if (failed && !duplicate) links.insert(a[3] + db::kReasonEnd);
  }
  EXPECT_EQ(arrived, names);
  for (const auto& [document, first] : firsts) EXPECT_EQ(first, 1) << "document " << document;
  return links;
}

}  // namespace

void StopOnceRecorded(ServiceUnderTest& service) {
  ServiceUnderTest::WaitUntil(
      [&] { return service.Query("SELECT 1 FROM arrivals WHERE removed = 0 OR linked_as IS NULL LIMIT 1").empty(); });
  service.Signal(SIGTERM);
  EXPECT_EQ(service.Wait(), 0);
}

void ExpectFinalState(ServiceUnderTest& service, const std::vector<GivenFile>& files) {
  const std::string blobs = service.config.database + ".blobs";
  std::map<Key, int> rows_of;
  std::multiset<std::string> names;
  Paths originals;
  for (const GivenFile& file : files) {
    const std::string sha256 = db::Sha256Hex(file.bytes);
    rows_of[{file.client, sha256}] = file.rows;
    names.insert(fs::path(file.name).filename());
    originals.insert(db::BlobPath(blobs, sha256));
  }
  ExpectDocuments(service, rows_of);
  const Paths links = ExpectArrivals(service, names, blobs);
  Paths made;
  const LinkFolders& folders = service.config.links;
  for (const std::string& folder : {folders.processed, folders.duplicates, folders.failed}) {
    made.merge(FilesBelow(folder));
  }
  EXPECT_EQ(made, links);
  EXPECT_EQ(FilesBelow(blobs), originals);
  EXPECT_EQ(FilesBelow(service.config.inbox), Paths{});
  const std::string stages = db::StagesFolder(service.config.database);
  if (fs::exists(stages)) {
    for (const std::string& path : FilesBelow(stages)) EXPECT_NE(db::StageHash(path), "") << path << " was left over";
  }
  EXPECT_EQ(service.Query("PRAGMA integrity_check"), (std::vector<std::vector<std::string>>{{"ok"}}));
  EXPECT_TRUE(service.Query("PRAGMA foreign_key_check").empty());
}

}  // namespace labintake::pipeline
