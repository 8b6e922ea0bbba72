// Grey pictures as PNG files, so that showing a page needs none of the libraries that read pictures.
#pragma once

#include <string>

#include "model/raster.h"

namespace labintake::pipeline {

// "" for an empty picture. Pure; thread-safe.
std::string EncodePng(const Raster& picture);

}  // namespace labintake::pipeline
