// Reports that a laboratory issues again: the rows say which document counts.
#include <gtest/gtest.h>

#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

struct Issue {
  std::string lab = "Fake Laboratory", accession = "A-1", collected = "2024-04-30T08:00", reported = "2024-05-01";
  std::vector<std::string> tests = {"Iron", "Zinc", "Lead"};
};

class ReportVersionsTest : public ::testing::Test {
 protected:
  std::int64_t Put(const Issue& issue, const std::string& client = "C1", int version = 1) {
    std::vector<Observation> rows;
    for (const std::string& test : issue.tests)
      rows.push_back(Row(test, "5", "mg/dL", 100 + 14.0 * static_cast<double>(rows.size())));
    Document document = Doc(std::move(rows));
    ReportHeader& header = document.reports[0].header;
    header.lab = issue.lab;
    header.accession = issue.accession;
    header.collected = issue.collected;
    header.reported = issue.reported;
    return store_.Put(document, "file " + std::to_string(++files_), version, client).id;
  }

  // By document, the one that counts; 0 for itself. Every row of a document says the same.
  std::map<std::int64_t, std::int64_t> Superseded() {
    std::map<std::int64_t, std::int64_t> by;
    for (const ExportRow& row : store_.Export(true)) {
      const auto [known, fresh] = by.emplace(row.document, row.superseded_by);
      EXPECT_EQ(known->second, row.superseded_by);
    }
    return by;
  }

  using Map = std::map<std::int64_t, std::int64_t>;
  TestStore store_;
  int files_ = 0;
};

TEST_F(ReportVersionsTest, TheLaterIssueCounts) {
  const auto first = Put({}), second = Put({.reported = "2024-05-03"}), third = Put({.reported = "2024-05-02"});
  EXPECT_EQ(Superseded(), (Map{{first, second}, {second, 0}, {third, second}})) << "by what is printed, not by arrival";
}

TEST_F(ReportVersionsTest, OfOneTimeTheOneThatCameLaterCounts) {
  const auto first = Put({}), second = Put({});
  EXPECT_EQ(Superseded(), (Map{{first, second}, {second, 0}}));
}

TEST_F(ReportVersionsTest, AnotherSampleIsNoVersion) {
  const Issue issue;
  Put(issue);
  Put({.lab = "Other Laboratory"});
  Put({.accession = "A-2"});
  Put({.collected = "2024-04-30T09:00"});
  Put(issue, "C2");
  for (const Issue& unknown : {Issue{.accession = ""}, Issue{.collected = ""}, Issue{.lab = ""}}) {
    Put(unknown);
    Put(unknown);
  }
  for (const auto& [document, by] : Superseded()) EXPECT_EQ(by, 0) << document;
}

TEST_F(ReportVersionsTest, PanelsInFilesOfTheirOwnAreNoVersions) {
  const auto iron = Put({.tests = {"Iron", "Zinc", "Lead"}}), lipids = Put({.tests = {"Cholesterol", "LDL", "Iron"}});
  EXPECT_EQ(Superseded(), (Map{{iron, 0}, {lipids, 0}})) << "one test in common";
  const auto whole = Put({.tests = {"Iron", "Zinc", "Cholesterol", "LDL", "Copper"}});
  EXPECT_EQ(Superseded(), (Map{{iron, whole}, {lipids, whole}, {whole, 0}}));
}

}  // namespace
}  // namespace labintake::db::testing
