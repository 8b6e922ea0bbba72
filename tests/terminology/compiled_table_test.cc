#include "terminology/compiled_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace labintake::terminology {
namespace {

TEST(CompiledTable, FindsWholeKeysOnly) {
  const CompiledTable table("a\tfirst\nab\tsecond\nb c\tthird\twith tab\n");
  EXPECT_EQ(table.Find("a"), "first");
  EXPECT_EQ(table.Find("ab"), "second");
  EXPECT_EQ(table.Find("b c"), "third\twith tab");
  for (const char* absent : {"", "A", "aa", "abc", "b", "c", "first"})
    EXPECT_EQ(table.Find(absent), std::nullopt) << absent;
}

TEST(CompiledTable, EmptyTextHasNoKeys) { EXPECT_EQ(CompiledTable("").Find("a"), std::nullopt); }

TEST(CompiledTable, AgreesWithAMap) {
  std::mt19937 random(20261125);
  for (int round = 0; round < 300; ++round) {
    std::map<std::string, std::string> model;
    const auto key = [&] {
      std::string k;
      for (size_t n = 1 + random() % 4; n > 0; --n) k += "ab \xC3\xA9"[random() % 5];
      return k;
    };
    for (size_t n = random() % 12; n > 0; --n) model.emplace(key(), std::to_string(random() % 1000));
    std::string text;
    for (const auto& [k, v] : model) text.append(k).append("\t").append(v).append("\n");
    const CompiledTable table(text);
    for (const auto& [k, v] : model) ASSERT_EQ(table.Find(k), v);
    for (int i = 0; i < 20; ++i) {
      const std::string k = key();
      ASSERT_EQ(table.Find(k).has_value(), model.contains(k)) << text << "\nkey: " << k;
    }
  }
}

}  // namespace
}  // namespace labintake::terminology
