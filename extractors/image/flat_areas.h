// Areas of one level: paper, coloured cells, bands, circles.
//
// Pixel coordinates, grey levels 0..255. Not thread-safe; refers to the picture, which outlives it and stays as it is.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "extractors/image/blobs.h"
#include "extractors/image/tiles.h"
#include "model/raster.h"

namespace labintake::image {

// Tiles of one level that touch each other, each at (column, row); never empty.
using Patch = std::vector<std::pair<int, int>>;

// A cut-out of the picture around a patch, of whole tiles, with the level that the patch has or would have there.
struct Area {
  Blob box;  // pixels
  int tile = 0, columns = 0;
  std::vector<int> levels;  // of its tiles
  int paper = 0;            // the level of the lightest tile
  int spread = 0;           // by which pixels of the patch differ from its level

  int LevelAt(int x, int y) const { return levels[static_cast<size_t>(y / tile) * columns + x / tile]; }  // within it
  // LevelAt() for all x of a row.
  void LevelsOfRow(int y, std::vector<int>* out) const;
};

class FlatAreas {
 public:
  // `tile`: pixels, less than a letter's width. `spread`: the least by which pixels of one level may differ.
  FlatAreas(const Raster& picture, int tile, int spread);

  // A patch that was not given before, of tiles that are ground and nothing else; nullopt when there is none left.
  std::optional<Patch> Next();

  // The tile with this pixel is part of no patch that is still to come.
  void Leave(int x, int y);

  bool AtBorder(const Patch& patch) const;

  // `margin` tiles wider than the patch on each side, up to the borders of the picture.
  Area Around(const Patch& patch, int margin) const;

 private:
  size_t Index(int column, int row) const { return static_cast<size_t>(row) * middle_.columns + column; }
  Patch From(int column, int row);

  const Raster& picture_;
  const int spread_;
  Tiles middle_;            // the level of each tile
  std::vector<char> open_;  // whether a tile is of one level, and in no patch yet
  size_t next_ = 0;
};

}  // namespace labintake::image
