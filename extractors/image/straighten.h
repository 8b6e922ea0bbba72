// The page turned, straightened and brought to one letter height.
//
// Turn (a quarter, a half), skew, keystone and curl are found from the places of the letters alone and undone together
// with the change of scale in one resampling. Pixel coordinates; pure functions; thread-safe.
#pragma once

#include <array>
#include <vector>

#include "extractors/image/blobs.h"
#include "model/geometry.h"
#include "model/raster.h"

namespace labintake::image {

// How far a place of the turned picture moves down. Constant outside the text that it was found from.
struct DisplacementField {
  double center_u = 0, center_v = 0, unit = 1;  // turned pixels
  double a0 = 0, a1 = 0, b0 = 0, b1 = 0;        // where text is, in units from the centre
  std::array<double, 6> c = {};                 // of a, ab, a^2, a^2 b, a^3, a b^2

  double At(double u, double v) const;
  bool operator==(const DisplacementField&) const = default;
};

// From a picture to its straight form: turned by `angle`, moved up and down by a smooth field, then scaled.
struct Straightening {
  double angle = 0;  // radians, clockwise on the screen, by which lines of text run down to the right
  DisplacementField field;
  double scale = 1;                   // straight pixels for one pixel
  double origin_u = 0, origin_v = 0;  // corner of the straight picture in the turned one
  int width = 0, height = 0;          // of the straight picture

  // The point of the picture that comes to (x, y).
  void Source(double x, double y, double* from_x, double* from_y) const;
};

// True when lines of text run from top to bottom: the picture lies on its side.
bool LiesOnItsSide(const std::vector<Blob>& letters);

// A quarter turn clockwise, `quarters` times.
Raster Turn(const Raster& raster, int quarters);

// What makes the lines of `letters` level and letters `wanted_height` high. Scale stays 1 where they are within a fifth
// of it.
Straightening FindStraightening(const Raster& raster, const std::vector<Blob>& letters, double letter_height,
                                double wanted_height);

// Stretches in which nothing is darker than `ground` become white; with 256 none does.
Raster Apply(const Straightening& straightening, const Raster& raster, int ground = 256);

// The projection nearest to the way back, from straight pixels to the picture's.
Projection WayBack(const Straightening& straightening);

}  // namespace labintake::image
