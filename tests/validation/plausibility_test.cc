#include "terminology/validation/plausibility.h"

#include <gtest/gtest.h>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

struct Case {
  const char* row;
  const char* doubt;  // how it begins; "" for none
};

const Case kCases[] = {
    {"hemoglobin-blood 14.1 13.5-17.5", ""},
    {"hemoglobin-blood 141",
     "hemoglobin-blood power-of-ten: 141 g/dL is not believable for Hemoglobin (1.5 to 27 g/dL); 14.1 would be"},
    {"hemoglobin-blood 141 13.5-17.5 H", "hemoglobin-blood power-of-ten:"},
    {"potassium-serum 56 3.5-5.1 H",
     "potassium-serum power-of-ten: 56 mmol/L is not believable for Potassium (1 to 15 mmol/L); 5.6"},
    {"hemoglobin-blood 0.3", "hemoglobin-blood value-implausible:"},
    {"hemoglobin-blood >27", ""},
    {"leukocytes-blood 412 4.0-10.0 H", ""},
    {"crp-serum 412 <5 H", ""},
    {"ck-serum 187000 30-200 H", ""},
    // Limits
    {"hemoglobin-blood 14.1 13.5-175", "hemoglobin-blood power-of-ten: the limit 175 of \"13.5-175\""},
    {"potassium-serum 4.1 35-51", "potassium-serum power-of-ten:"},
    {"neutrophils-blood-percent 55 0-100", ""},
    // Units
    {"hemoglobin-blood 14.1 13.5-17.5 - 10*3/uL none", "hemoglobin-blood unit-unfit:"},
    {"mchc-blood 33.1 - - % none", ""},  // g/100 mL; listed with the analyte
    {"nlr-blood 1.9 - - umol/L none", ""},
    {"platelets-blood 139 150-400 - 10*12/L 1000000",
     "platelets-blood power-of-ten: 139 10*12/L is not believable for Platelets (0 to 4000 10*3/uL), and neither is "
     "its "
     "range: the unit may be another"},
};

TEST(Plausibility, Cases) {
  for (const Case& c : kCases) {
    Report report = MakeReport(c.row);
    Validate(&report);
    const auto doubts = Doubts(report);
    if (*c.doubt == '\0') {
      EXPECT_TRUE(doubts.empty()) << doubts.front();
      EXPECT_GE(report.observations[0].confidence, 0.99) << c.row;
      continue;
    }
    ASSERT_EQ(doubts.size(), 1u) << c.row;
    EXPECT_TRUE(doubts[0].starts_with(c.doubt)) << doubts[0];
    EXPECT_LT(report.observations[0].confidence, 0.90);
  }
}

TEST(Plausibility, UnitsThatOthersExplain) {
  Report report = MakeReport("insulin-serum 60 - - pmol/L none");
  report.observations[0].findings.push_back({FindingCode::kNotConverted, "no factor", {}, Severity::kNote});
  Validate(&report);
  EXPECT_TRUE(Doubts(report).empty());
}

TEST(Plausibility, PlacesInto) {
  EXPECT_EQ(PlacesInto(141, 1.5, 27), 1);
  EXPECT_EQ(PlacesInto(1410, 1.5, 27), 2);
  EXPECT_EQ(PlacesInto(1e9, 1.5, 27), 0);
}

}  // namespace
}  // namespace labintake::validation
