// Units that are printed once, in the head of a table.
#include <gtest/gtest.h>

#include "extractors/generic/document_reader.h"
#include "tests/generic/page_builder.h"
#include "tests/generic/routed.h"

namespace labintake::generic {
namespace {

using test::PageOf;
using Strings = std::vector<std::string>;

// "name|value|unit", with "|review" where the row waits.
Strings Units(const std::vector<std::string>& lines) {
  Strings out;
  for (const Report& report : test::ReadAndRoute({PageOf(lines)}))
    for (const Observation& o : report.observations)
      out.push_back(o.name.text + "|" + o.value.text + "|" + o.unit.text +
                    (o.status == RowStatus::kAccepted ? "" : "|review"));
  return out;
}

TEST(HeadUnits, GoOnInTheLineBelow) {
  EXPECT_EQ(Units({"Test            Result       Reference Range", "                µmol/g       µmol/g creatinine",
                   "                creatinine", "Arginine        17           3 - 33",
                   "Histidine       488          127 - 800"}),
            (Strings{"Arginine|17|µmol/g creatinine", "Histidine|488|µmol/g creatinine"}));
}

TEST(HeadUnits, WhatMakesNoUnitIsNotTheirs) {
  EXPECT_EQ(
      Units({"Test            Result       Reference Range", "                µmol/g", "                Amino acids",
             "Arginine        17           3 - 33", "Histidine       488          127 - 800"}),
      (Strings{"Arginine|17|µmol/g", "Histidine|488|µmol/g"}));
}

TEST(HeadUnits, StandUnderTheHeadOfTheRanges) {
  EXPECT_EQ(Units({"                Reference Range            Patient",
                   "Marker          (mmol/mol creatinine)      Value", "Citramalic      0.11 - 2                   1.9",
                   "Tartaric        0.2 - 5.3                  8.8", "Succinic        1 - 5.3                    3.1"}),
            (Strings{"Citramalic|1.9|mmol/mol creatinine", "Tartaric|8.8|mmol/mol creatinine",
                     "Succinic|3.1|mmol/mol creatinine"}));
}

TEST(HeadUnits, RatiosHaveNone) {
  EXPECT_EQ(Units({"Test                Result (mmol/mol)    Reference Range",
                   "Homovanillic        1.4                  0.39 - 2.2",
                   "HVA / VMA Ratio     1.3                  0.32 - 1.4"}),
            (Strings{"Homovanillic|1.4|mmol/mol", "HVA / VMA Ratio|1.3|"}));
}

}  // namespace
}  // namespace labintake::generic
