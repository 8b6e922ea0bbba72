// The functional tests of the UCUM standard (UcumFunctionalTests.xml): every validation and every conversion.
//
// The newest copy is taken where reference data lies beside the project, and the older one that scripts/fetch_ucum.sh
// fetched always.
#include <expat.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "terminology/ucum/conversion.h"
#include "tests/terminology/ucum/test_table.h"

namespace labintake::ucum {
namespace {

struct FunctionalTests {
  std::string section;
  std::map<std::string, std::vector<std::map<std::string, std::string>>> cases;  // by section
};

void OnStart(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& tests = *static_cast<FunctionalTests*>(data);
  if (std::string_view(name) != "case") {
    tests.section = name;
    return;
  }
  std::map<std::string, std::string> values;
  for (; *attributes != nullptr; attributes += 2) values[attributes[0]] = attributes[1];
  tests.cases[tests.section].push_back(std::move(values));
}

FunctionalTests ReadTests(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string xml((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  FunctionalTests tests;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &tests);
  XML_SetStartElementHandler(parser, OnStart);
  EXPECT_EQ(XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), XML_TRUE), XML_STATUS_OK) << path;
  XML_ParserFree(parser);
  return tests;
}

class UcumFunctionalTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(GetParam())) GTEST_SKIP() << "not at hand: " << GetParam();
    tests_ = ReadTests(GetParam());
  }
  FunctionalTests tests_;
};

TEST_P(UcumFunctionalTest, Validation) {
  const auto& cases = tests_.cases["validation"];
  EXPECT_GE(cases.size(), 500u);
  for (auto test : cases) {
    EXPECT_EQ(TestTable().IsValid(test["unit"]), test["valid"] == "true") << test["id"] << " " << test["unit"];
  }
  RecordProperty("validations", static_cast<int>(cases.size()));
}

TEST_P(UcumFunctionalTest, Conversion) {
  const auto& cases = tests_.cases["conversion"];
  EXPECT_GE(cases.size(), 29u);
  for (auto test : cases) {
    const auto conversion = Convert(ParsedUnit(test["srcUnit"]), ParsedUnit(test["dstUnit"]));
    ASSERT_TRUE(conversion) << test["id"] << ": " << conversion.error().message;
    const Rational exact = conversion->Exactly(*ParseRational(test["value"]));
    // Outcomes are rounded to the digits that they show, 25 for 25.2.
    const std::string& outcome = test["outcome"];
    const size_t end = std::min(outcome.find_first_of("eE"), outcome.size());
    const size_t point = std::min(outcome.find('.'), end);
    int place = point == end ? 0 : -static_cast<int>(end - point - 1);
    if (end < outcome.size()) place += std::stoi(outcome.substr(end + 1));
    const Rational difference = abs(exact - *ParseRational(outcome));
    EXPECT_LE(difference, PowerOfTen(place) / 2) << test["id"] << " " << exact.get_d() << " " << outcome;
  }
  RecordProperty("conversions", static_cast<int>(cases.size()));
}

INSTANTIATE_TEST_SUITE_P(Newest, UcumFunctionalTest,
                         testing::Values(std::string(LABINTAKE_SOURCE_DIR) +
                                         "/../shared/reference/ucum/UcumFunctionalTests.xml"));
INSTANTIATE_TEST_SUITE_P(Fetched, UcumFunctionalTest,
                         testing::Values(std::string(LABINTAKE_THIRD_PARTY) + "/ucum-js/ucum-functional-tests.xml"));

}  // namespace
}  // namespace labintake::ucum
