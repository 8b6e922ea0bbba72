// What has to hold for any units: codes are made from their parts, and converted there and back.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "terminology/ucum/conversion.h"
#include "tests/terminology/ucum/test_table.h"

namespace labintake::ucum {
namespace {

class CodeMaker {
 public:
  explicit CodeMaker(unsigned seed) : random_(seed) {}

  std::string Term(int depth = 0) {
    std::string code = Component(depth);
    for (int n = Number(3); n > 0; --n) code += (Number(2) == 0 ? "." : "/") + Component(depth);
    return code;
  }
  std::string Code() { return (Number(6) == 0 ? "/" : "") + Term(); }
  int Number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

 private:
  std::string Pick(const std::vector<std::string>& from) { return from[static_cast<size_t>(Number(from.size()))]; }
  int Number(size_t below) { return Number(static_cast<int>(below)); }

  std::string Component(int depth) {
    if (depth < 3 && Number(8) == 0) return "(" + Term(depth + 1) + ")";
    if (Number(12) == 0) return Annotation();
    std::string code;
    if (Number(8) == 0) {
      code = std::to_string(1 + Number(500));
    } else if (Number(3) == 0) {
      code = Pick({"%", "10*", "10^", "[in_i]", "h", "min", "[HPF]", "[ppm]", "[arb'U]", "[pi]", "[CFU]"});
    } else {
      code = Pick({"", "", "m", "u", "n", "k", "d", "da", "Ki"}) +
             Pick({"g", "mol", "L", "m", "s", "eq", "osm", "[IU]", "U", "kat", "Pa", "m[Hg]", "J", "B", "[iU]", "cal"});
    }
    if (code.find_first_not_of("0123456789") != std::string::npos && Number(3) == 0) {
      code += Pick({"2", "3", "-1", "-2", "+2", "-3"});
    }
    return Number(6) == 0 ? code + Annotation() : code;
  }
  std::string Annotation() {
    return "{" + Pick({"creat", "Creatinine", "cells", "RBCs", "FEU", "DDU", "H2O", "x", "1.73_m2", "calc"}) + "}";
  }
  std::mt19937 random_;
};

TEST(UcumPropertyTest, TheCanonicalFormIsTheSameUnit) {
  CodeMaker maker(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string code = maker.Code();
    const Unit unit = ParsedUnit(code);
    const std::string canonical = Canonical(unit);
    const Unit again = ParsedUnit(canonical);
    ASSERT_EQ(Canonical(again), canonical) << code;
    ASSERT_EQ(again.factor(), unit.factor()) << code;
    ASSERT_EQ(again.dimension(), unit.dimension()) << code;
    const auto conversion = Convert(unit, again);
    ASSERT_TRUE(conversion) << code << ": " << conversion.error().message;
    ASSERT_EQ(conversion->factor, 1) << code;
  }
}

TEST(UcumPropertyTest, TermsMayBeGroupedAndSwapped) {
  CodeMaker maker(2);
  for (int i = 0; i < 5000; ++i) {
    const std::string a = maker.Term(), b = maker.Term(), c = maker.Term();
    const std::string left = "((" + a + ").(" + b + ")).(" + c + ")";
    const std::string right = "(" + a + ").((" + b + ").(" + c + "))";
    const std::string swapped = "(" + c + ").(" + a + ").(" + b + ")";
    ASSERT_EQ(Canonical(ParsedUnit(left)), Canonical(ParsedUnit(right)));
    ASSERT_EQ(Canonical(ParsedUnit(left)), Canonical(ParsedUnit(swapped)));
    ASSERT_EQ(Canonical(ParsedUnit("(" + a + ")/(" + b + ")")), Canonical(ParsedUnit("1/(" + b + ").(" + a + ")")));
  }
}

TEST(UcumPropertyTest, ThereAndBackIsWhereItWas) {
  const std::vector<std::string> codes = {
      "mg/dL",      "g/L",    "mmol/L", "umol/L", "meq/L",    "ueq/mL",      "10*3/uL",        "10*9/L",
      "{cells}/uL", "%",      "L/L",    "1",      "mmol/mol", "mg/g{creat}", "mg/mmol{creat}", "mmol/mol{creat}",
      "Cel",        "[degF]", "K",      "[IU]/L", "U/L",      "ukat/L",      "ng/mL{FEU}",     "ng{DDU}/mL",
      "mosm/kg",    "/[HPF]", "mm[Hg]", "kPa"};
  Substance substance;
  substance.molar_mass = Decimal::Parse("113.12");
  substance.charge = 2;
  substance.equation = Equation::kHba1c;
  const Rational value = *ParseRational("12.345");
  for (const std::string& from : codes) {
    for (const std::string& to : codes) {
      const Unit one = ParsedUnit(from), other = ParsedUnit(to);
      const auto there = Convert(one, other, substance), back = Convert(other, one, substance);
      ASSERT_EQ(there.has_value(), back.has_value()) << from << " " << to;
      if (!there) continue;
      EXPECT_EQ(back->Exactly(there->Exactly(value)), value) << from << " " << to;
      for (const std::string& third : codes) {
        const auto on = Convert(other, ParsedUnit(third), substance),
                   direct = Convert(one, ParsedUnit(third), substance);
        if (on && direct) {
          EXPECT_EQ(on->Exactly(there->Exactly(value)), direct->Exactly(value)) << from << " " << to << " " << third;
        }
      }
    }
  }
}

TEST(UcumPropertyTest, UnitsThatConvertAsTheyAreHaveOneDimension) {
  CodeMaker maker(3);
  for (int i = 0; i < 5000; ++i) {
    const Unit one = ParsedUnit(maker.Code()), other = ParsedUnit(maker.Code());
    if (!Convert(one, other)) continue;
    ASSERT_EQ(one.dimension(), other.dimension()) << one.code() << " " << other.code();
  }
}

TEST(UcumPropertyTest, PrintedNumbersStayApart) {
  const Unit from = ParsedUnit("mg/dL"), to = ParsedUnit("umol/L");
  for (const char* mass : {"113.12", "180.156", "386.664", "584.673", "24.305", "99.99", "100"}) {
    Substance substance;
    substance.molar_mass = Decimal::Parse(mass);
    const auto conversion = Convert(from, to, substance);
    ASSERT_TRUE(conversion);
    std::optional<Decimal> last;
    for (int i = 1; i < 500; ++i) {
      const std::string printed = std::to_string(i / 10) + "." + std::to_string(i % 10);
      const std::optional<Decimal> now = conversion->Apply(*Decimal::Parse(printed));
      ASSERT_TRUE(now);
      ASSERT_TRUE(!last || *last < *now) << printed << " " << mass;
      last = now;
    }
  }
}

}  // namespace
}  // namespace labintake::ucum
