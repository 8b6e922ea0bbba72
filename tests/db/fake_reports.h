// Invented documents, a clock that stands still, and a folder that goes away with the test.
#pragma once

#include <memory>
#include <string>

#include "db/sqlite_store.h"
#include "db/store.h"
#include "model/report.h"

namespace labintake::db::testing {

// Fails the test's process on an error: for what a test takes for granted.
template <typename T>
T Must(Result<T> result) {
  if (!result) {
    fprintf(stderr, "unexpected error: %s\n", result.error().message.c_str());
    abort();
  }
  return *std::move(result);
}

// A row at `y`, accepted, with boxes like those of a page.
Observation Row(const std::string& name, const std::string& value, const std::string& unit = "mg/dL", double y = 100);
// The same, in review because of `code`.
Observation DoubtfulRow(const std::string& name, const std::string& value, const std::string& unit = "mg/dL",
                        double y = 100, FindingCode code = FindingCode::kValueAmbiguous);
ClassifiedLine UnreadLine(const std::string& text, double y);

// One page, one report, patient "Testa Fakename", born 1970-01-02.
Document Doc(std::vector<Observation> rows, std::vector<ClassifiedLine> lines = {});

RunInfo Version(int extraction_version);

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A new store in a folder of its own.
struct TestStore {
  TemporaryFolder folder;
  std::string path = folder / "lab.db";
  std::string now = "2024-05-01T08:00:00Z";
  std::unique_ptr<Store> store = Open();

  std::unique_ptr<Store> Open();
  StoredDocument Put(const Document& document, const std::string& bytes, int version = 1,
                     const std::string& client = "C1");
  std::vector<ReviewItem> Items(std::optional<ItemState> state = std::nullopt);
  std::vector<ExportRow> Export(bool all = false, const std::string& since = "");
  // "name=value unit status" of each exported row.
  std::vector<std::string> ExportLines(bool all = false, const std::string& since = "");
  DecisionOutcome Decide(const std::string& item, DecisionAction action, CorrectedFields corrected = {},
                         bool reopen = false);
};

CorrectedFields NewValue(const std::string& value);

}  // namespace labintake::db::testing
