#include "extractors/scan/ink_check.h"

#include <gtest/gtest.h>

#include <string>

namespace labintake::scan {
namespace {

using image::Blob;

constexpr double kH = 30;
constexpr int kBaseline = 100;

// The pieces of ink of a printed number: '(' and ')' are the two halves of a 0, '_' a space wide enough for a point,
// 'W' two digits that run together, 'v' a piece of a broken digit.
std::vector<Blob> Ink(std::string_view printed) {
  std::vector<Blob> out;
  int x = 20;
  const auto put = [&](int above, int width, int height) {
    out.push_back({x, kBaseline - above, width, height});
    x += width + 4;
  };
  for (const char c : printed) {
    switch (c) {
      case '.': put(5, 5, 5); break;
      case ',': put(5, 5, 10); break;
      case '-': put(13, 10, 4); break;
      case '1': x += 5, put(30, 9, 30), x += 6; break;
      case '<': put(26, 18, 20); break;
      case '=': x -= 22, put(4, 18, 4); break;  // the bar under the last sign
      case '(': put(30, 8, 30); break;
      case ')': put(30, 8, 30); break;
      case '_': x += 12; break;
      case 'W': put(30, 40, 30); break;
      case 'v': put(14, 12, 14); break;
      default: put(30, 18, 30); break;
    }
  }
  return out;
}

struct Case {
  const char* text;
  const char* printed;
};

class BorneOut : public testing::TestWithParam<Case> {};
TEST_P(BorneOut, ByTheInk) {
  EXPECT_EQ(CheckInk(GetParam().text, Ink(GetParam().printed), kBaseline, kH), InkVerdict::kBorneOut);
}
INSTANTIATE_TEST_SUITE_P(Ink, BorneOut,
                         testing::Values(Case{"4.4", "4.4"}, Case{"4,4", "4,4"}, Case{"44", "44"}, Case{"7", "7"},
                                         Case{"0.05", "0.05"}, Case{"10.4", "10.4"}, Case{"1234.5", "1234.5"},
                                         Case{"4-5", "4-5"}, Case{"-4", "-4"}, Case{"3.5-5.1", "3.5-5.1"},
                                         Case{"1,234.5", "1,234.5"}, Case{"<4.4", "<4.4"}, Case{"≤4.4", "<=4.4"}));

class Contradicted : public testing::TestWithParam<Case> {};
TEST_P(Contradicted, ByTheInk) {
  EXPECT_EQ(CheckInk(GetParam().text, Ink(GetParam().printed), kBaseline, kH), InkVerdict::kContradicts);
}
INSTANTIATE_TEST_SUITE_P(Ink, Contradicted,
                         testing::Values(Case{"44", "4.4"}, Case{"44", "4,4"}, Case{"44", "4_4"}, Case{"4.4", "4.4.4"},
                                         Case{"4", "44"}, Case{"104", "10.4"}, Case{"4.4", "4.44"},
                                         Case{"4567", "45_67"}, Case{"<44", "<4.4"}, Case{"≤44", "<=4.4"},
                                         Case{"≤44", "<=4_4"}));

class NotContradicted : public testing::TestWithParam<Case> {};
TEST_P(NotContradicted, ByTheInk) {
  EXPECT_NE(CheckInk(GetParam().text, Ink(GetParam().printed), kBaseline, kH), InkVerdict::kContradicts);
}
INSTANTIATE_TEST_SUITE_P(Ink, NotContradicted,
                         testing::Values(Case{"10.4", "10.4"}, Case{"101", "101"}, Case{"111", "111"},
                                         Case{"414", "414"},                                     // white around a 1
                                         Case{"10", "1()"}, Case{"20", "2()"}, Case{"0", "()"},  // halves of a 0
                                         Case{"44", "W"}, Case{"45", "4v"}, Case{"4-5", "4-5"}, Case{"<44", "W4"},
                                         Case{"<", "<"}));

TEST(InkCheck, ADashIsNoPoint) {
  EXPECT_NE(CheckInk("4.5", Ink("4-5"), kBaseline, kH), InkVerdict::kBorneOut);
  EXPECT_NE(CheckInk("45", Ink("4-5"), kBaseline, kH), InkVerdict::kBorneOut);
  EXPECT_NE(CheckInk("4-5", Ink("45"), kBaseline, kH), InkVerdict::kBorneOut);
}

TEST(InkCheck, APointThatTheInkLacksIsNotBorneOut) {
  EXPECT_NE(CheckInk("4.4", Ink("44"), kBaseline, kH), InkVerdict::kBorneOut);
}

TEST(InkCheck, GrainIsNoPoint) {
  std::vector<Blob> ink = Ink("44");
  ink.push_back({41, 98, 2, 2});
  EXPECT_NE(CheckInk("44", ink, kBaseline, kH), InkVerdict::kContradicts);
}

TEST(InkCheck, AMarkAboveIsNoPoint) {
  std::vector<Blob> ink = Ink("44");
  ink.push_back({41, 70, 5, 5});
  EXPECT_NE(CheckInk("44", ink, kBaseline, kH), InkVerdict::kContradicts);
}

TEST(InkCheck, AStrokeByItselfIsNoOne) {
  EXPECT_EQ(CheckInk("1", {{20, 70, 6, 30}}, kBaseline, kH), InkVerdict::kContradicts) << "a tick of a scale";
  EXPECT_EQ(CheckInk("1", Ink("1"), kBaseline, kH), InkVerdict::kBorneOut);
}

TEST(InkCheck, TellsNumbersOnly) {
  for (const char* text : {"", "Glucose", "g/dL", "<4.4", "-", ".", "4.4H"})
    EXPECT_EQ(CheckInk(text, Ink("4.4"), kBaseline, kH), InkVerdict::kUnknown) << text;
  EXPECT_EQ(CheckInk("4.4", {}, kBaseline, kH), InkVerdict::kUnknown);
}

TEST(InkCheck, ALowPieceUnderTheLeftHalfOfADigitIsTheEndOfItsStroke) {
  std::vector<Blob> ink = Ink("33");
  ink.push_back({ink[1].x + 1, kBaseline - 6, 7, 6});
  EXPECT_EQ(CheckInk("33", ink, kBaseline, kH), InkVerdict::kUnknown);
  // Beside a digit and under its right half (an oblique 7) it may be a point.
  for (const int x : {ink[1].x - 7, ink[0].x + 12}) {
    ink.back().x = x;
    EXPECT_EQ(CheckInk("33", ink, kBaseline, kH), InkVerdict::kContradicts) << x;
  }
}

TEST(RaisedPiece, IsASmallPieceAboveTheLine) {
  std::vector<Blob> ink = Ink("10");
  EXPECT_FALSE(HasRaisedPiece("10", ink, kBaseline, kH));
  ink.push_back({ink[1].right() + 3, kBaseline - 32, 12, 18});
  EXPECT_TRUE(HasRaisedPiece("103", ink, kBaseline, kH));
  EXPECT_FALSE(HasRaisedPiece("10^3", ink, kBaseline, kH)) << "its sign was read";
  EXPECT_FALSE(HasRaisedPiece("10°", ink, kBaseline, kH));
}

TEST(RaisedPiece, IsNotTheUpperHalfOfABrokenDigit) {
  std::vector<Blob> ink = Ink("5");
  const int x = ink[0].right() + 4;
  ink.push_back({x, kBaseline - 30, 16, 15});
  EXPECT_TRUE(HasRaisedPiece("55", ink, kBaseline, kH));
  ink.push_back({x + 6, kBaseline - 14, 10, 14});
  EXPECT_FALSE(HasRaisedPiece("55", ink, kBaseline, kH));
  // A comma below it does not reach half of it.
  ink.back() = {x, kBaseline - 5, 5, 10};
  EXPECT_TRUE(HasRaisedPiece("55", ink, kBaseline, kH));
}

}  // namespace
}  // namespace labintake::scan
