#include "extractors/fields/date.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace labintake::fields {
namespace {

struct Case {
  const char* text;
  const char* iso;         // "" for no date
  const char* found = "";  // the part of the text, "" for all of it
};

TEST(FindDateTest, ReadsWhatNeedsNoOrder) {
  const Case cases[] = {
      {"2024-05-01", "2024-05-01"},
      {"2024.05.01", "2024-05-01"},
      {"2024/5/1", "2024-05-01"},
      {"1.5.24", "2024-05-01"},
      {"01-May-2024", "2024-05-01"},
      {"21-Jan-25", "2025-01-21"},
      {"May 1, 2024", "2024-05-01"},
      {"May 1st, 2024", "2024-05-01"},
      {"1 mei 2024", "2024-05-01"},
      {"Mar 09 2022", "2022-03-09"},
      {"Nov-14-2024", "2024-11-14"},
      {"14-Nov.-2024", "2024-11-14"},
      {"1er janvier 2024", "2024-01-01"},
      {"1 de mayo de 2024", "2024-05-01"},
      {"1º de maio de 2024", "2024-05-01"},
      {"1. Mai 2024", "2024-05-01"},
      {"2nd of May, 2024", "2024-05-02"},
      {"01MAY2024", "2024-05-01"},
      {"15 września 2024 r.", "2024-09-15", "15 września 2024"},
      {"21- Jan-25 13:40", "2025-01-21T13:40"},
      {"28/02/2024", "2024-02-28"},
      {"02/28/2024", "2024-02-28"},
      {"05/05/2024", "2024-05-05"},
      {"20240501", "2024-05-01"},
      {"20240501 0830", "2024-05-01T08:30"},
      {"29/02/2024", "2024-02-29"},
      {"31/12/69", "2069-12-31"},
      {"31/12/70", "1970-12-31"},
      {"2024-05-01T08:30:00+02:00", "2024-05-01T08:30", "2024-05-01T08:30:00"},
      {"14/5/2023 11:03:00AM", "2023-05-14T11:03"},
      {"16/5/2023 1:36:25PM", "2023-05-16T13:36"},
      {"27-Feb-2026, 02:25 PM", "2026-02-27T14:25"},
      {"02:31 PM 02 Dec, 2024", "2024-12-02T14:31"},
      {"12:05 AM 02 Dec, 2024", "2024-12-02T00:05"},
      {"15.01.2024 08.30 Uhr", "2024-01-15T08:30", "15.01.2024 08.30"},
      {"15/01/2024 08h30", "2024-01-15T08:30"},
      {"01/15/2026 0812", "2026-01-15T08:12"},
      {"01/15/2026 1840 ET", "2026-01-15T18:40", "01/15/2026 1840"},
      {"10:00 13/03/25 11:41", "2025-03-13T11:41", "13/03/25 11:41"},
      {"15.09.2024r. godz. 08:15", "2024-09-15T08:15"},
      {"12 \u2013 15 \u2013 2024", "2024-12-15"},
      {"13\u00AD05\u00AD2024", "2024-05-13"},
      {"Collected: 07/28/18 08:15 by", "2018-07-28T08:15", "07/28/18 08:15"},
      {"\u00B030/01/1942 Man 79 Jaar", "1942-01-30", "30/01/1942"},
      {"1957-10-04 (67M)", "1957-10-04", "1957-10-04"},
      {"", ""},
      {"02 Dec, 2X", ""},
      {"02:31 PM 02 Dec, 2X", ""},
      {"31/02/2024", ""},
      {"29/02/2023", ""},
      {"00/05/2024", ""},
      {"13/13/2024", ""},
      {"17 Oct 04:55", ""},
      {"x 20240501", ""},
      {"912.444.017", ""},
      {"1.2.3.2024", ""},
      {"3.5-5.1", ""},
      {"100-500", ""},
      {"1:320", ""},
      {"2026-04", ""},
      {"12-15 2024", ""},
      {"555-12-2024-9", ""},
      {"May", ""},
      {"march of progress", ""},
      {"1/2", ""},
      {"10/3/uL", ""},
      {"4.35 - 5.61", ""},
  };
  for (const Case& c : cases) {
    const auto date = FindDate(c.text, DateOrder::kUnknown);
    if (*c.iso == '\0') {
      EXPECT_FALSE(date.has_value()) << c.text;
      continue;
    }
    ASSERT_TRUE(date.has_value()) << c.text;
    EXPECT_EQ(date->iso, c.iso) << c.text;
    EXPECT_FALSE(date->ambiguous) << c.text;
    EXPECT_EQ(std::string(c.text).substr(date->begin, date->length), *c.found == '\0' ? c.text : c.found);
  }
}

TEST(FindDateTest, AmbiguousDatesFollowTheOrder) {
  for (const char* text : {"03/04/2024", "03-04-2024", "3/4/24"}) {
    const auto unknown = FindDate(text, DateOrder::kUnknown);
    ASSERT_TRUE(unknown.has_value());
    EXPECT_TRUE(unknown->ambiguous);
    EXPECT_EQ(unknown->iso, "2024-03-04");
    EXPECT_EQ(FindDate(text, DateOrder::kDayFirst)->iso, "2024-04-03");
    EXPECT_FALSE(FindDate(text, DateOrder::kDayFirst)->ambiguous);
    EXPECT_EQ(FindDate(text, DateOrder::kMonthFirst)->iso, "2024-03-04");
  }
  // Only one reading exists, whatever the order.
  EXPECT_EQ(FindDate("05/28/2024", DateOrder::kDayFirst)->iso, "2024-05-28");
}

TEST(InferDateOrderTest, NeedsOneClearDateAndNoContradiction) {
  const auto infer = [](std::vector<std::string> texts) { return InferDateOrder(texts); };
  EXPECT_EQ(infer({}), DateOrder::kUnknown);
  EXPECT_EQ(infer({"03/04/2024", "2024-05-20", "5 May 2024"}), DateOrder::kUnknown);
  EXPECT_EQ(infer({"03/04/2024", "28/04/2024"}), DateOrder::kDayFirst);
  EXPECT_EQ(infer({"03/04/2024 and 04/28/2024"}), DateOrder::kMonthFirst);
  EXPECT_EQ(infer({"28/04/2024", "04/28/2024"}), DateOrder::kUnknown);
  EXPECT_EQ(infer({"03.04.2024"}), DateOrder::kDayFirst);
}

// Every form of every day of some years reads back as itself.
TEST(FindDateProperty, EveryFormRoundTrips) {
  std::vector<std::pair<std::string, int>> months;
  std::ifstream file(std::string(LABINTAKE_SOURCE_DIR) + "/lab_formats/vocabulary/months.tsv");
  std::string line;
  while (std::getline(file, line)) {
    const size_t a = line.find('\t'), b = line.find('\t', a + 1);
    if (a == std::string::npos || b == std::string::npos || line.starts_with("#")) continue;
    if (const int number = std::atoi(line.c_str() + b + 1); number > 0) months.emplace_back(line.substr(0, a), number);
  }
  ASSERT_GT(months.size(), 100u);
  const auto pad = [](int n) {
    std::string text = std::to_string(n);
    return text.size() < 2 ? text.insert(0, 1, '0') : text;
  };
  const std::pair<const char*, const char*> times[] = {
      {"", ""}, {" 08:30", "T08:30"}, {", 2:05 PM", "T14:05"}, {" 23:59:58", "T23:59"}};
  for (const int year : {1970, 1999, 2000, 2024, 2069}) {
    for (const int day : {1, 9, 12, 13, 28}) {
      const std::string y = std::to_string(year), yy = pad(year % 100);
      for (const auto& [text, iso_time] : times) {
        for (const auto& [name, month] : months) {
          const std::string iso = y + "-" + pad(month) + "-" + pad(day) + iso_time, d = std::to_string(day);
          for (const std::string& form :
               {d + " " + name + " " + y, pad(day) + "-" + name + "-" + yy, name + " " + d + ", " + y,
                d + ". " + name + " " + y, d + " de " + name + " de " + y, name + "-" + pad(day) + "-" + y,
                pad(day) + "/" + name + "/" + y, y + "-" + name + "-" + pad(day)}) {
            const auto date = FindDate("on " + form + text, DateOrder::kUnknown);
            ASSERT_TRUE(date.has_value()) << form << text;
            ASSERT_EQ(date->iso, iso) << form << text;
            ASSERT_FALSE(date->ambiguous) << form;
          }
        }
        for (int month = 1; month <= 12; ++month) {
          const std::string iso = y + "-" + pad(month) + "-" + pad(day) + iso_time;
          for (const char* mark : {"/", "-", "."}) {
            for (const std::string& shown : {y, yy}) {
              const std::string day_first = pad(day) + mark + pad(month) + mark + shown + text;
              const std::string month_first = pad(month) + mark + pad(day) + mark + shown + text;
              ASSERT_EQ(FindDate(day_first, DateOrder::kDayFirst)->iso, iso) << day_first;
              ASSERT_EQ(FindDate(month_first, DateOrder::kMonthFirst)->iso, iso) << month_first;
              const auto unknown = FindDate(month_first, DateOrder::kUnknown);
              if (day > 12) {
                ASSERT_EQ(unknown->iso, iso) << month_first;
              } else if (day != month && *mark != '.') {
                ASSERT_TRUE(unknown->ambiguous) << month_first;
              }
            }
            ASSERT_EQ(FindDate(y + mark + pad(month) + mark + pad(day) + text, DateOrder::kUnknown)->iso, iso);
          }
        }
      }
    }
  }
}

TEST(FindDateProperty, TakesAnyBytes) {
  std::mt19937 random(11);
  const std::string alphabet = "0123456789/.-: ,TAPMamp\xC2\xAD\xE2\x80\x93\xffJan";
  for (int i = 0; i < 20000; ++i) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    for (const DateOrder order : {DateOrder::kUnknown, DateOrder::kDayFirst, DateOrder::kMonthFirst}) {
      const auto date = FindDate(text, order);
      if (!date) continue;
      ASSERT_LE(date->begin + date->length, text.size());
      ASSERT_GT(date->length, 0u);
      ASSERT_TRUE(date->iso.size() == 10 || date->iso.size() == 16) << date->iso;
    }
  }
}

}  // namespace
}  // namespace labintake::fields
