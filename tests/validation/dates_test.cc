#include "terminology/validation/dates.h"

#include <gtest/gtest.h>

namespace labintake::validation {
namespace {

struct Case {
  const char *born, *collected, *received, *reported;
  const char* found;  // "" for nothing
  Severity severity = Severity::kDoubt;
};

const Case kCases[] = {
    {"1970-01-01", "2024-05-01", "2024-05-01T10:00", "2024-05-02", ""},
    {"", "2024-05-01", "", "2024-05-01", ""},
    {"", "2024-05-03", "2024-05-01", "2024-05-02", "collected 2024-05-03, but received 2024-05-01"},
    {"", "", "2024-05-03", "2024-05-02", "received 2024-05-03, but reported 2024-05-02"},
    {"", "2024-05-03", "", "2024-05-02", "collected 2024-05-03, but reported 2024-05-02"},
    {"2024-05-04", "2024-05-03", "", "", "born 2024-05-04, but collected 2024-05-03"},
    {"", "2024-05-01T11:00", "2024-05-01T10:00", "", "collected 2024-05-01T11:00, but received 2024-05-01T10:00",
     Severity::kNote},
    {"", "", "", "", ""},
};

TEST(Dates, Order) {
  for (const Case& c : kCases) {
    Report report;
    report.observations.emplace_back().origin = Origin::kOcr;
    report.header.birth_date = c.born;
    report.header.collected = c.collected;
    report.header.received = c.received;
    report.header.reported = c.reported;
    CheckDates(&report);
    if (*c.found == '\0') {
      EXPECT_TRUE(report.findings.empty()) << report.findings.front().message;
      continue;
    }
    ASSERT_EQ(report.findings.size(), 1u) << c.found;
    EXPECT_EQ(report.findings[0].message, c.found);
    EXPECT_EQ(report.findings[0].severity, c.severity);
    EXPECT_EQ(report.findings[0].code, FindingCode::kDatesDisordered);
  }
}

// Nobody could read the dates of a text layer better; a person would only find the laboratory's own slip.
TEST(Dates, PrintedOnesAreNoted) {
  Report report;
  report.observations.emplace_back();
  report.header.collected = "2024-05-03";
  report.header.received = "2024-05-01";
  CheckDates(&report);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].severity, Severity::kNote);
}

}  // namespace
}  // namespace labintake::validation
