#include "extractors/scan/page_image.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "extractors/image/decode.h"
#include "extractors/image/straighten.h"
#include "extractors/scan/step_writer.h"
#include "tests/image/drawn_page.h"

namespace labintake::scan {
namespace {

using image::Blob;

Box BoxOf(const Blob& b) {
  return {static_cast<double>(b.x), static_cast<double>(b.y), static_cast<double>(b.right()),
          static_cast<double>(b.bottom())};
}

// Each letter of the page as prepared comes to where `letters` has one.
void ExpectFound(const PageImage& page, const std::vector<Blob>& letters) {
  size_t found = 0;
  for (const Blob& b : page.blobs) {
    if (b.height < 0.4 * page.letter_height) continue;
    const Box box = page.to_picture.Map(BoxOf(b));
    found += std::any_of(letters.begin(), letters.end(), [&](const Blob& l) {
      const Box place = BoxOf(l);
      return std::abs(place.center_x() - box.center_x()) < 3 && std::abs(place.center_y() - box.center_y()) < 3;
    });
  }
  EXPECT_EQ(found, letters.size());
}

std::vector<Blob> All(const image::LetterPage& page) {
  std::vector<Blob> out;
  for (const auto& line : page.lines) out.insert(out.end(), line.begin(), line.end());
  return out;
}

TEST(PageImage, LettersComeToOneHeight) {
  std::vector<double> heights;
  for (const int height : {14, 28, 60}) {
    const image::LetterPage drawn = image::DrawLetters(40 * height, 24 * height, height, 2.0 * height);
    const PageImage page = Prepare(drawn.raster, "");
    ASSERT_FALSE(page.straight.empty());
    EXPECT_NEAR(page.source_letter_height, height, 0.15 * height);
    EXPECT_NEAR(page.letter_height, page.source_letter_height * page.scale, 0.5);
    EXPECT_TRUE(page.level);
    heights.push_back(page.letter_height);
    ExpectFound(page, All(drawn));
  }
  const auto [low, high] = std::minmax_element(heights.begin(), heights.end());
  EXPECT_LT(*high, 1.5 * *low);
}

TEST(PageImage, APageOnItsSideStandsUp) {
  const image::LetterPage drawn = image::DrawLetters(1000, 700, 26, 52);
  for (const int quarters : {1, 3}) {
    const PageImage page = Prepare(image::Turn(drawn.raster, quarters), "");
    ASSERT_FALSE(page.straight.empty());
    EXPECT_GT(page.straight.width, page.straight.height);
    EXPECT_FALSE(page.level);
    std::vector<Blob> turned;
    for (const Blob& b : All(drawn))
      turned.push_back(quarters == 1 ? Blob{700 - b.bottom(), b.x, b.height, b.width}
                                     : Blob{b.y, 1000 - b.right(), b.height, b.width});
    ExpectFound(page, turned);
    ExpectFound(TurnedByHalf(page), turned);
  }
}

TEST(PageImage, TwoHalfTurnsAreNone) {
  image::LetterPage drawn = image::DrawLetters(1000, 700, 26, 52);
  image::FillBox(drawn.raster, {50, 30, 800, 2}, 0);
  const PageImage page = Prepare(drawn.raster, "");
  ASSERT_FALSE(page.rules.empty());
  const PageImage half = TurnedByHalf(page), whole = TurnedByHalf(half);
  EXPECT_NE(half.straight.grey, page.straight.grey);
  EXPECT_EQ(whole.straight.grey, page.straight.grey);
  ASSERT_EQ(whole.blobs.size(), page.blobs.size());
  for (size_t i = 0; i < page.blobs.size(); ++i) EXPECT_EQ(BoxOf(whole.blobs[i]), BoxOf(page.blobs[i]));
  EXPECT_EQ(BoxOf(whole.rules[0]), BoxOf(page.rules[0]));
  for (const Blob& b : {Blob{0, 0, 10, 10}, Blob{900, 600, 50, 20}}) {
    const Box there = whole.to_picture.Map(BoxOf(b)), here = page.to_picture.Map(BoxOf(b));
    EXPECT_NEAR(there.x0, here.x0, 1e-6);
    EXPECT_NEAR(there.y1, here.y1, 1e-6);
  }
}

TEST(PageImage, DrawnLinesAreNoBlobs) {
  image::LetterPage drawn = image::DrawLetters(1000, 700, 26, 52);
  image::FillBox(drawn.raster, {50, 30, 800, 2}, 0);
  image::FillBox(drawn.raster, {30, 30, 2, 600}, 0);
  const PageImage page = Prepare(drawn.raster, "");
  EXPECT_EQ(page.rules.size(), 2U);
  EXPECT_EQ(page.blobs.size(), All(drawn).size());
}

TEST(PageImage, TheGroundIsWhiteForAllItsNoise) {
  image::LetterPage drawn = image::DrawLetters(1000, 700, 26, 52);
  for (uint8_t& grey : drawn.raster.grey) grey = grey == 255 ? 215 : 30;
  image::AddNoise(drawn.raster, 6);
  const PageImage page = Prepare(drawn.raster, "");
  EXPECT_GT(page.noise, 3);
  size_t white = 0;
  for (const uint8_t grey : page.straight.grey) white += grey == 255;
  size_t letters = 0;
  for (const Blob& b : All(drawn)) letters += static_cast<size_t>(b.width + 4) * static_cast<size_t>(b.height + 4);
  EXPECT_GT(static_cast<double>(white), 0.97 * static_cast<double>(page.straight.grey.size() - letters));
  ExpectFound(page, All(drawn));
}

TEST(PageImage, IsEmptyWithoutText) {
  for (const Raster& blank : {image::BlankPage(500, 400), image::BlankPage(500, 400, 0)}) {
    const PageImage page = Prepare(blank, "");
    EXPECT_TRUE(page.straight.empty());
    EXPECT_TRUE(page.blobs.empty());
  }
  EXPECT_TRUE(Prepare(image::BlankPage(1, 1), "").straight.empty());
}

class StepWriter : public testing::Test {
 protected:
  StepWriter() { std::filesystem::create_directories(folder_); }
  ~StepWriter() override { std::filesystem::remove_all(folder_); }
  std::string Bytes(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("labintake-steps-" + std::to_string(getpid()));
};

TEST_F(StepWriter, WritesThePicture) {
  const Raster page = image::DrawLetters(400, 300, 20, 40).raster;
  SaveStep((folder_ / "page").string(), "step", page);
  const auto file = image::OpenImageFile(Bytes("page-step.png"), {});
  ASSERT_TRUE(file) << file.error().message;
  const Result<Raster> read = (*file)->ReadPage(1);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->grey, page.grey);
}

TEST_F(StepWriter, DrawsRunsInsideThePicture) {
  TextRun run;
  run.x0 = -5, run.y0 = 10, run.x1 = 500, run.y1 = 400, run.baseline = 390;
  SaveRuns((folder_ / "page").string(), "runs", image::BlankPage(60, 40), {run});
  EXPECT_FALSE(Bytes("page-runs.png").empty());
}

TEST_F(StepWriter, WritesNothingWhereItCannot) {
  SaveStep("", "step", image::BlankPage(5, 5));
  SaveRuns("", "step", image::BlankPage(5, 5), {});
  SaveStep((folder_ / "page").string(), "step", {});
  SaveRuns((folder_ / "page").string(), "runs", {}, {});
  testing::internal::CaptureStderr();
  SaveStep((folder_ / "absent" / "page").string(), "step", image::BlankPage(5, 5));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(StepWriter, EachStepOfAPage) {
  Prepare(image::DrawLetters(800, 600, 20, 40).raster, (folder_ / "page-1").string());
  EXPECT_GE(std::distance(std::filesystem::directory_iterator(folder_), {}), 3);
}

}  // namespace
}  // namespace labintake::scan
