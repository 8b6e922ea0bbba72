#include "pipeline/wire.h"

#include <gtest/gtest.h>

#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

void ExpectSame(const Observation& a, const Observation& b) {
  const auto text = [](const std::optional<Decimal>& d) { return d ? d->ToString() : "none"; };
  EXPECT_EQ(a.page, b.page);
  EXPECT_EQ(a.box, b.box);
  EXPECT_EQ(a.panel, b.panel);
  EXPECT_EQ(a.specimen, b.specimen);
  EXPECT_EQ(a.name.text, b.name.text);
  EXPECT_EQ(a.name.box, b.name.box);
  EXPECT_EQ(a.value.text, b.value.text);
  EXPECT_EQ(a.value.kind, b.value.kind);
  EXPECT_EQ(text(a.value.number), text(b.value.number));
  EXPECT_EQ(a.value.comparator, b.value.comparator);
  EXPECT_EQ(a.value.box, b.value.box);
  EXPECT_EQ(a.unit.text, b.unit.text);
  EXPECT_EQ(a.unit.ucum, b.unit.ucum);
  EXPECT_EQ(a.unit.box, b.unit.box);
  EXPECT_EQ(a.range.text, b.range.text);
  EXPECT_EQ(text(a.range.low), text(b.range.low));
  EXPECT_EQ(text(a.range.high), text(b.range.high));
  EXPECT_EQ(a.range.low_inclusive, b.range.low_inclusive);
  EXPECT_EQ(a.range.high_inclusive, b.range.high_inclusive);
  EXPECT_EQ(a.range.box, b.range.box);
  EXPECT_EQ(a.flag.text, b.flag.text);
  EXPECT_EQ(a.flag.code, b.flag.code);
  EXPECT_EQ(a.flag.derived, b.flag.derived);
  EXPECT_EQ(a.flag.box, b.flag.box);
  EXPECT_EQ(a.rule, b.rule);
  EXPECT_EQ(a.origin, b.origin);
  EXPECT_EQ(a.score, b.score);
  EXPECT_EQ(a.confidence, b.confidence);
  EXPECT_EQ(a.status, b.status);
  ASSERT_EQ(a.findings.size(), b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    EXPECT_EQ(a.findings[i].code, b.findings[i].code);
    EXPECT_EQ(a.findings[i].message, b.findings[i].message);
    EXPECT_EQ(a.findings[i].box, b.findings[i].box);
  }
}

TEST(WireTest, RandomDocumentsSurvive) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const Document a = RandomDocument(random);
    const std::string bytes = EncodeResult(a);
    const std::optional<Result<Document>> decoded = DecodeResult(bytes);
    ASSERT_TRUE(decoded && *decoded);
    const Document& b = **decoded;
    // What the first comparison cannot see, the second does: equal bytes again.
    EXPECT_EQ(bytes, EncodeResult(b));
    EXPECT_EQ(a.path, b.path);
    EXPECT_EQ(a.sha256, b.sha256);
    EXPECT_EQ(a.repaired, b.repaired);
    ASSERT_EQ(a.pages.size(), b.pages.size());
    ASSERT_EQ(a.reports.size(), b.reports.size());
    for (std::size_t i = 0; i < a.reports.size(); ++i) {
      EXPECT_EQ(a.reports[i].status, b.reports[i].status);
      EXPECT_EQ(a.reports[i].header.reported, b.reports[i].header.reported);
      ASSERT_EQ(a.reports[i].lines.size(), b.reports[i].lines.size());
      for (std::size_t k = 0; k < a.reports[i].lines.size(); ++k) {
        EXPECT_EQ(a.reports[i].lines[k].line_class, b.reports[i].lines[k].line_class);
        EXPECT_EQ(a.reports[i].lines[k].text, b.reports[i].lines[k].text);
      }
      ASSERT_EQ(a.reports[i].observations.size(), b.reports[i].observations.size());
      for (std::size_t k = 0; k < a.reports[i].observations.size(); ++k) {
        ExpectSame(a.reports[i].observations[k], b.reports[i].observations[k]);
      }
    }
  }
}

TEST(WireTest, ErrorsSurvive) {
  const std::optional<Result<Document>> decoded =
      DecodeResult(EncodeResult(Fail(ErrorCode::kEncrypted, "Give the password.")));
  ASSERT_TRUE(decoded && !*decoded);
  EXPECT_EQ(decoded->error().code, ErrorCode::kEncrypted);
  EXPECT_EQ(decoded->error().message, "Give the password.");
}

TEST(WireTest, CutAndLengthenedBytesAreRefused) {
  const std::string bytes = EncodeResult(MadeDocument());
  for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(DecodeResult(bytes.substr(0, n))) << n;
  EXPECT_FALSE(DecodeResult(bytes + "x"));
}

// Any byte may be wrong: the answer may then differ or be refused, but nothing worse.
TEST(WireTest, DamagedBytesDoNoHarm) {
  const std::string bytes = EncodeResult(MadeDocument());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const char c : {'\0', '\x7f', '\xff'}) {
      std::string damaged = bytes;
      damaged[i] = c;
      const std::optional<Result<Document>> decoded = DecodeResult(damaged);
      if (!decoded || !*decoded) continue;
      for (const Report& report : (*decoded)->reports) {
        for (const ClassifiedLine& line : report.lines) EXPECT_LT(static_cast<int>(line.line_class), kLineClassCount);
      }
    }
  }
}

TEST(WireTest, NoiseIsRefused) {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    std::string noise(random() % 300, '\0');
    for (char& c : noise) c = static_cast<char>(random());
    const auto decoded = DecodeResult(noise);
    EXPECT_FALSE(decoded && *decoded);
  }
}

}  // namespace
}  // namespace labintake::pipeline
