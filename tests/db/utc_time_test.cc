#include "db/utc_time.h"

#include <gtest/gtest.h>

namespace labintake::db {
namespace {

TEST(UtcTime, ParsesWhatPeopleWrite) {
  EXPECT_EQ(ParseIsoTime("2024-05-01"), "2024-05-01T00:00:00Z");
  EXPECT_EQ(ParseIsoTime("2024-05-01T08:30"), "2024-05-01T08:30:00Z");
  EXPECT_EQ(ParseIsoTime("2024-05-01 08:30:15Z"), "2024-05-01T08:30:15Z");
  EXPECT_EQ(ParseIsoTime("2024-05-01T01:30+02:00"), "2024-04-30T23:30:00Z");
  EXPECT_EQ(ParseIsoTime("2024-02-29T23:30-0100"), "2024-03-01T00:30:00Z");
}

TEST(UtcTime, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "yesterday", "2024-5-1", "2024-04-31", "2023-02-29", "2024-05-01T", "2024-05-01T24:00",
        "2024-05-01T08:30:00X", "2024-05-01T08:30+99:00", "01/05/2024", "2024-13-01", "2024-00-10"}) {
    EXPECT_FALSE(ParseIsoTime(text)) << text;
  }
}

TEST(UtcTime, SecondsAreOfTheStoresForm) {
  EXPECT_EQ(UtcSeconds("1970-01-02T00:00:01Z"), 86401);
  EXPECT_FALSE(UtcSeconds("1970-01-02"));
  EXPECT_TRUE(UtcSeconds(UtcNow()));
}

}  // namespace
}  // namespace labintake::db
