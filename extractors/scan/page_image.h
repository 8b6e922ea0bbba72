// A picture of a page made ready for reading: even light, upright, straight, one letter height, no drawn lines.
//
// Pure function; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "extractors/image/blobs.h"
#include "extractors/scan/steps.h"
#include "model/geometry.h"
#include "model/raster.h"

namespace labintake::scan {

struct PageImage {
  bool blank = false;              // nothing is printed on the page
  Raster straight;                 // dark on light; empty when there is nothing that could be text
  std::vector<image::Blob> blobs;  // of its ink, without rules
  std::vector<image::Blob> rules;
  double letter_height = 0;         // of capitals and digits of most of the text, in `straight`
  double source_letter_height = 0;  // the same in the picture
  double noise = 0;                 // of the ground, grey levels
  bool level = false;     // neither turned nor straightened: pixels differ from the picture's by the scale only
  double scale = 1;       // straight pixels for one of the picture's
  Projection to_picture;  // from pixels of `straight` to those of the picture
};

// `save_steps`: a prefix of paths to write each step's picture to; "" for none.
PageImage Prepare(const Raster& picture, const std::string& save_steps, const Steps& steps = {});

// The same turned by half: for pages that stand on their head.
PageImage TurnedByHalf(const PageImage& page);

}  // namespace labintake::scan
