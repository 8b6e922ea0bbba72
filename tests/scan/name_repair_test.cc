#include "extractors/scan/name_repair.h"

#include <gtest/gtest.h>

namespace labintake::scan {
namespace {

TEST(NameRepair, SignsThatNoNameHas) {
  EXPECT_EQ(NameWithoutConfusion("HbAlc"), "HbA1c");
  EXPECT_EQ(NameWithoutConfusion("(TI)"), "(Tl)");
  EXPECT_EQ(NameWithoutConfusion("(AI)"), "(AI)") << "aluminium, or an index";
  EXPECT_EQ(NameWithoutConfusion("TIBC"), "TIBC");
  EXPECT_EQ(NameWithoutConfusion("CKD-EP!"), "CKD-EPI");
  EXPECT_EQ(NameWithoutConfusion("Tota!"), "Total");
  EXPECT_EQ(NameWithoutConfusion("Note!"), "Note!") << "no word of names";
}

TEST(NameRepair, GreekLettersThatNoModelHas) {
  EXPECT_TRUE(HidesGreekLetter("IFN-y"));
  EXPECT_TRUE(HidesGreekLetter("B-glucuronidase*"));
  EXPECT_FALSE(HidesGreekLetter("b-Glucuronidase")) << "some laboratories print it so";
  EXPECT_FALSE(HidesGreekLetter("B-type"));
  EXPECT_FALSE(HidesGreekLetter("B-lymphocytes"));
}

}  // namespace
}  // namespace labintake::scan
