// HEIC files made by libheif.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/raster.h"

namespace labintake::image {

struct HeicToMake {
  std::vector<Raster> pictures = {};
  int orientation = 1;       // told by boxes of the file; numbered as in EXIF
  std::string exif = {};     // what follows "Exif\0\0"; "": none
  bool video_range = false;  // black 16, white 235; `pictures` hold such samples then
};

// Nullopt where libheif has no encoder on this machine.
std::optional<std::string> MakeHeic(const HeicToMake& heic);

}  // namespace labintake::image
