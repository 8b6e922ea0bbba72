#include "extractors/formats/phrase_set.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <set>
#include <string>
#include <vector>

#include "extractors/formats/phrase.h"

namespace labintake::formats {
namespace {

using Strings = std::vector<std::string>;

Phrase Regex(const std::string& text) { return {text, true}; }
Phrase Text(const std::string& text) { return {text, false}; }

TEST(NeedlesOf, ATextHasToStandInItsLine) {
  EXPECT_EQ(NeedlesOf(Text("Northwind  Labs")), Strings{"northwind labs"});
  EXPECT_EQ(NeedlesOf(Text("Médecine & Co.")), Strings{"medecine & co."});
  EXPECT_EQ(NeedlesOf(Text("検査")), Strings{"検査"});
}

TEST(NeedlesOf, AnExpressionHasOneThatIsAlwaysThereOrAll) {
  EXPECT_EQ(NeedlesOf(Regex("\\bv13\\b")), Strings{"v13"});
  EXPECT_EQ(NeedlesOf(Regex("^doctors?.{0,3}data$")), Strings{"doctor"});
  EXPECT_EQ(NeedlesOf(Regex("\\b(cytokine|interleukin)\\b")), (Strings{"cytokine", "interleukin"}));
  EXPECT_EQ(NeedlesOf(Regex("(page|side) [0-9]+ of report")), Strings{" of report"});
}

TEST(NeedlesOf, WhatMayMatchAnyTextHasNone) {
  for (const char* expression : {"[0-9]+", "^$", "(report)?", "report|[a-z]", ".*", "x", "("})
    EXPECT_EQ(NeedlesOf(Regex(expression)), Strings{}) << expression;
}

const std::vector<Phrase>& AllKinds() {
  static const std::vector<Phrase> phrases = {
      Text("Northwind Labs"),
      Text("HOD"),
      Text("µg"),
      Text("C.R.P."),
      Text("検査"),
      Text("#"),
      Regex("\\bv13\\b"),
      Regex("^page \\d+"),
      Regex("total$"),
      Regex("^total$"),
      Regex("(?i)NORTHWIND"),
      Regex("doctor.?s data"),
      Regex("\\b(cytokine|interleukin|il-?6)\\b"),
      Regex("colou?r"),
      Regex("[0-9]{4}-[0-9]{2}"),
      Regex("^$"),
      Regex("("),
      Regex("(na|k|cl)[+-]"),
      Regex("[äö]l"),
      Regex("a|e"),
  };
  return phrases;
}

// Whatever is left out because of its needles would not have matched.
TEST(PhraseSet, FindsWhatItsExpressionsFindOneByOne) {
  PhraseSet set;
  for (const Phrase& phrase : AllKinds()) set.Add(phrase, NeedlesOf(phrase));
  set.Index();
  ASSERT_EQ(set.size(), AllKinds().size());
  std::set<size_t> ever;
  for (const std::string lines : {"",
                                  "\n",
                                  "x\n",
                                  "northwind labs\n",
                                  "northwind labsystems\nhod\n",
                                  "the c.r.p. of a child\n",
                                  "page 12 of 13\n",
                                  "total\n",
                                  "total v13\nsubtotal\n",
                                  "v130\n",
                                  "doctor's data\n",
                                  "doctors data\n",
                                  "doctor and data\n",
                                  "il6, il-6\n",
                                  "cytokines\ncytokine\n",
                                  "colr\ncolor\n",
                                  "colour\n",
                                  "2024-05\n",
                                  "na+ 140\n",
                                  "検査 crp\n",
                                  "µg # 1\n",
                                  "μg\n",
                                  "öl\n"}) {
    std::vector<size_t> expected;
    for (size_t n = 0; n < AllKinds().size(); ++n)
      if (RE2::PartialMatch(lines, RE2("(?m)" + ExpressionOf(AllKinds()[n]), RE2::Quiet))) expected.push_back(n);
    EXPECT_EQ(set.Match(lines), expected) << lines;
    ever.insert(expected.begin(), expected.end());
  }
  EXPECT_GE(ever.size(), AllKinds().size() - 1) << "all but the one that RE2 refuses have their text";
}

TEST(PhraseSet, EqualPhrasesAreOne) {
  PhraseSet set;
  const size_t first = set.Add(Text("total"), NeedlesOf(Text("total")));
  EXPECT_NE(set.Add(Regex("total"), NeedlesOf(Regex("total"))), first);
  EXPECT_EQ(set.Add(Text("total"), NeedlesOf(Text("total"))), first);
  EXPECT_EQ(set.size(), 2u);
}

TEST(PhraseSet, CompilesWhatATextAsksFor) {
  PhraseSet set;
  for (const char* text : {"Northwind Labs", "Southwind Labs", "Total"}) set.Add(Text(text), NeedlesOf(Text(text)));
  set.Index();
  EXPECT_TRUE(set.Match("a report of nobody's\n").empty());
  EXPECT_EQ(set.compiled(), 0u);
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(set.Match("northwind labs\nsubtotal\n"), std::vector<size_t>{0});
    EXPECT_EQ(set.compiled(), 2u);
  }
}

}  // namespace
}  // namespace labintake::formats
