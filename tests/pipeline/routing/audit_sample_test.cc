#include "pipeline/routing/audit_sample.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace labintake::pipeline {
namespace {

int Drawn(int documents, int rows, double fraction) {
  int drawn = 0;
  for (int d = 0; d < documents; ++d) {
    for (int r = 0; r < rows; ++r) {
      drawn += DrawnForAudit(fmt::format("document {}", d), 1, static_cast<std::size_t>(r), fraction) ? 1 : 0;
    }
  }
  return drawn;
}

TEST(AuditSample, DrawsTheShareThatIsAskedFor) {
  // Five standard deviations; the rows are the same in every run.
  EXPECT_NEAR(Drawn(400, 50, 0.02), 400, 5 * 20);
  EXPECT_NEAR(Drawn(400, 50, 0.5), 10'000, 5 * 71);
  EXPECT_EQ(Drawn(40, 50, 0), 0);
  EXPECT_EQ(Drawn(40, 50, 1), 2000);
}

TEST(AuditSample, NoRowOfADocumentIsFavoured) {
  int first = 0;
  for (int d = 0; d < 2000; ++d) first += DrawnForAudit(fmt::format("document {}", d), 1, 0, 0.1) ? 1 : 0;
  EXPECT_NEAR(first, 200, 5 * 14);
}

TEST(AuditSample, TheSameRowIsDrawnAgain) {
  // By value: what is drawn must not change with a library or a compiler, or documents read again would be audited
  // twice.
  std::string drawn;
  for (std::size_t row = 0; row < 32; ++row) drawn += DrawnForAudit("0123abcd", 1, row, 0.25) ? 'x' : '.';
  EXPECT_EQ(drawn, "...x..xx.x.xx....x.x.....x.x....");
  EXPECT_NE(Drawn(1, 400, 0.5), 0);
}

TEST(AuditSample, ALargerShareHoldsTheSmaller) {
  for (std::size_t row = 0; row < 2000; ++row) {
    EXPECT_LE(DrawnForAudit("a", 1, row, 0.05), DrawnForAudit("a", 1, row, 0.06)) << row;
  }
}

TEST(AuditSample, ReportsOfAFileAreToldApart) {
  int same = 0;
  for (std::size_t row = 0; row < 1000; ++row) {
    same += DrawnForAudit("a", 1, row, 0.5) == DrawnForAudit("a", 2, row, 0.5) ? 1 : 0;
  }
  EXPECT_NEAR(same, 500, 5 * 16);
}

}  // namespace
}  // namespace labintake::pipeline
