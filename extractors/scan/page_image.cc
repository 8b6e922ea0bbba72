#include "extractors/scan/page_image.h"

#include <algorithm>
#include <cmath>

#include "extractors/image/bars.h"
#include "extractors/image/even_light.h"
#include "extractors/image/margin.h"
#include "extractors/image/marks.h"
#include "extractors/image/rules.h"
#include "extractors/image/straighten.h"
#include "extractors/image/two_level.h"
#include "extractors/scan/step_writer.h"

namespace labintake::scan {
namespace {

// The height of capitals, in pixels, at which the recogniser reads best; see docs/decisions/0012.
constexpr double kReadingHeight = 26;
// Ink against ground 255; noise needs a wider margin.
constexpr int kInk = 190;

// In a smoothed fax a stroke's broken place is lighter than the stroke and darker than this.
constexpr int kFaxInk = 225;

// A small picture that lies askew has been turned before, and has ragged strokes; enlarged they look like letters of
// another form.
constexpr double kMuchLarger = 2.2, kMuchTurned = 0.05;  // times; radians

int InkThreshold(double noise, bool two_level) {
  if (two_level) return kFaxInk;
  return static_cast<int>(std::clamp(255 - 6 * noise, 140.0, static_cast<double>(kInk)));
}

// Text in more noise cannot be read, and grain itself looks like letters by the ten thousand.
constexpr double kMostNoise = 36;

// Grey levels of the ground become plain white, or the recogniser reads noise and the grain of paper into the letters.
int GroundLevel(double noise) { return static_cast<int>(255 - std::clamp(20 + 3 * noise, 20.0, 90.0)); }

// From the turned picture back: `width` and `height` of the turned one.
Projection TurnBack(int quarters, int width, int height) {
  switch (quarters & 3) {
    case 1: return {{0, 1, 0, -1, 0, static_cast<double>(width), 0, 0, 1}};
    case 2: return {{-1, 0, static_cast<double>(width), 0, -1, static_cast<double>(height), 0, 0, 1}};
    case 3: return {{0, -1, static_cast<double>(height), 1, 0, 0, 0, 0, 1}};
    default: return {};
  }
}

// White paper with a few specks; a dark picture is not blank, whatever is or is not on it.
bool IsBlank(const Raster& picture, const std::vector<image::Blob>& blobs) {
  double light = 0, covered = 0;
  for (const uint8_t v : picture.grey) light += v;
  for (const image::Blob& b : blobs) covered += static_cast<double>(b.width) * b.height;
  const auto pixels = static_cast<double>(picture.grey.size());
  constexpr double kPaper = 150, kSpecks = 0.02;
  return pixels > 0 && light / pixels > kPaper && covered / pixels < kSpecks;
}

}  // namespace

PageImage Prepare(const Raster& picture, const std::string& save_steps, const Steps& steps) {
  PageImage page;
  Raster raster = picture;
  const bool two_level = image::IsTwoLevel(raster);
  if (two_level) image::SmoothTwoLevel(raster);
  if (steps.even_light) {
    image::EvenLightResult even = image::EvenLight(std::move(raster));
    raster = std::move(even.raster);
    page.noise = even.noise;
  } else {
    page.noise = image::GroundNoise(raster);
  }
  if (page.noise > kMostNoise) return page;
  const int ink = InkThreshold(page.noise, two_level);
  SaveStep(save_steps, "1-even-light", raster);
  std::vector<image::Blob> blobs = image::FindBlobs(raster, ink);
  double height = image::LetterHeight(blobs);
  std::vector<image::Blob> letters = image::Letters(blobs, height);
  int quarters = 0;
  if (height > 0 && image::LiesOnItsSide(letters)) {
    // Clockwise; on its head then, when it was the other side. That shows only when it is read.
    quarters = 1;
    raster = image::Turn(raster, quarters);
    blobs = image::FindBlobs(raster, ink);
    height = image::LetterHeight(blobs);
    letters = image::Letters(blobs, height);
  }
  if (height <= 0) {
    page.blank = IsBlank(picture, blobs);
    return page;
  }
  // Without letters there is nothing to straighten by, and of the height they have nothing to scale.
  if (!steps.straighten) letters.clear();
  const image::Straightening s =
      image::FindStraightening(raster, letters, height, steps.scale ? kReadingHeight : height);
  const Projection turn_back = TurnBack(quarters, raster.width, raster.height);
  page.straight = image::Apply(s, raster, steps.ground ? GroundLevel(page.noise) : 256);
  if (s.scale > kMuchLarger && std::abs(s.angle) > kMuchTurned) image::Soften(page.straight);
  page.scale = s.scale;
  page.level = quarters == 0 && s.angle == 0 && s.field.c == decltype(s.field.c){};
  page.to_picture = turn_back.After(image::WayBack(s));
  page.letter_height = height * s.scale;
  page.source_letter_height = height;
  SaveStep(save_steps, "2-straight", page.straight);
  if (steps.rules) {
    image::TakeOutMargin(page.straight, page.letter_height, ink);
    image::TakeOutBars(page.straight, page.letter_height, ink);
    image::TakeOutPanels(page.straight, page.letter_height, ink);
    page.rules = image::TakeOutRules(page.straight, page.letter_height, ink);
    image::TakeOutMarks(page.straight, page.letter_height, ink);
  }
  page.blobs = image::FindBlobs(page.straight, ink);
  if (steps.ground) image::Stretch(page.straight, 0, GroundLevel(page.noise));
  SaveStep(save_steps, "3-ready", page.straight);
  return page;
}

PageImage TurnedByHalf(const PageImage& page) {
  PageImage out = page;
  out.straight = image::Turn(page.straight, 2);
  const int w = page.straight.width, h = page.straight.height;
  for (auto* list : {&out.blobs, &out.rules})
    for (image::Blob& b : *list) b.x = w - b.right(), b.y = h - b.bottom();
  out.level = false;
  out.to_picture = page.to_picture.After(TurnBack(2, w, h));
  return out;
}

}  // namespace labintake::scan
