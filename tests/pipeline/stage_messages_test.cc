#include "pipeline/stage_messages.h"

#include <gtest/gtest.h>

#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

Page MadePage() {
  Page page;
  page.number = 7;
  page.width = 595.25;
  page.height = 841.5;
  page.kind = PageKind::kMixed;
  page.words = {{"Ferritin", {72, 151, 110, 163}, 160, 10.5, true, false, true, 0x102030, 1, Origin::kTextLayer},
                {"85\xc2\xb5", {200, 151, 210, 163}, 160.25, 9, false, true, false, 0xfedcba, 0.625f, Origin::kOcr}};
  page.rules = {{{1, 2, 3, 4}, 0xff00ff}, {{}, 0}};
  page.displayed.m = {1, 2, 3, 4, 5, 6, 7, 8, 9.5};
  page.problem = "too coarse";
  return page;
}

void ExpectSame(const Page& a, const Page& b) {
  EXPECT_EQ(a.number, b.number);
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.height, b.height);
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.displayed, b.displayed);
  EXPECT_EQ(a.problem, b.problem);
  ASSERT_EQ(a.words.size(), b.words.size());
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    const Word &v = a.words[i], &w = b.words[i];
    EXPECT_EQ(v.text, w.text);
    EXPECT_EQ(v.box, w.box);
    EXPECT_EQ(v.baseline, w.baseline);
    EXPECT_EQ(v.font_size, w.font_size);
    EXPECT_EQ(v.bold, w.bold);
    EXPECT_EQ(v.italic, w.italic);
    EXPECT_EQ(v.space_before, w.space_before);
    EXPECT_EQ(v.color, w.color);
    EXPECT_EQ(v.confidence, w.confidence);
    EXPECT_EQ(v.origin, w.origin);
  }
  ASSERT_EQ(a.rules.size(), b.rules.size());
  for (std::size_t i = 0; i < a.rules.size(); ++i) {
    EXPECT_EQ(a.rules[i].box, b.rules[i].box);
    EXPECT_EQ(a.rules[i].color, b.rules[i].color);
  }
}

TEST(StageMessagesTest, APageSurvives) {
  const auto decoded = DecodePage(Encode(Result<Page>(MadePage())));
  ASSERT_TRUE(decoded && *decoded);
  ExpectSame(MadePage(), **decoded);
}

TEST(StageMessagesTest, AnErrorSurvives) {
  const auto decoded = DecodePage(Encode(Result<Page>(Fail(ErrorCode::kConfiguration, "Install it."))));
  ASSERT_TRUE(decoded && !*decoded);
  EXPECT_EQ(decoded->error().code, ErrorCode::kConfiguration);
  EXPECT_EQ(decoded->error().message, "Install it.");
}

TEST(StageMessagesTest, APictureTaskSurvives) {
  const PictureTask task{"a/b.pdf", std::string(64, 'c'), 3, 612, 792, {1, 2, 3, 4}, {{5, 6, 7, 8}, {}}};
  const auto decoded = DecodePictureTask(Encode(task));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->path, task.path);
  EXPECT_EQ(decoded->sha256, task.sha256);
  EXPECT_EQ(decoded->number, 3);
  EXPECT_EQ(decoded->width, 612);
  EXPECT_EQ(decoded->height, 792);
  EXPECT_EQ(decoded->area, task.area);
  EXPECT_EQ(decoded->skip, task.skip);
}

TEST(StageMessagesTest, AnUnfinishedDocumentSurvives) {
  const UnfinishedDocument unfinished{MadeDocument(), {MadePage(), Page{}}, {7, 9}};
  const std::string bytes = Encode(unfinished);
  const auto decoded = DecodeUnfinishedDocument(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(Encode(*decoded), bytes);
  ASSERT_EQ(decoded->pages.size(), 2u);
  ExpectSame(MadePage(), decoded->pages[0]);
  EXPECT_EQ(decoded->waiting, unfinished.waiting);
  EXPECT_EQ(decoded->document.media_type, "application/pdf");
}

TEST(StageMessagesTest, CutAndDamagedBytesDoNoHarm) {
  const std::string bytes = Encode(Result<Page>(MadePage()));
  for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(DecodePage(bytes.substr(0, n))) << n;
  EXPECT_FALSE(DecodePage(bytes + "x"));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const char c : {'\0', '\x7f', '\xff'}) {
      std::string damaged = bytes;
      damaged[i] = c;
      const auto decoded = DecodePage(damaged);
      if (!decoded || !*decoded) continue;
      EXPECT_LE(static_cast<int>((*decoded)->kind), static_cast<int>(PageKind::kBlank));
      for (const Word& word : (*decoded)->words) EXPECT_LE(static_cast<int>(word.origin), 1);
    }
  }
}

}  // namespace
}  // namespace labintake::pipeline
