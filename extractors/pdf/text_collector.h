// The Poppler output device that collects glyphs, rules, fills and picture areas of one page.
//
// Internal to extractors/pdf. Poppler's text device lays text out by rules of its own and drops font, colour and
// drawing order; this one keeps them and costs less.
#pragma once

#include <poppler/OutputDev.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "extractors/pdf/glyph.h"
#include "extractors/pdf/pdf_document.h"

namespace labintake::pdf {

class TextCollector : public OutputDev {
 public:
  TextCollector(double page_width, double page_height) : width_(page_width), height_(page_height) {}

  // Ends the page: drops hidden and doubled glyphs, builds words. Call once, after displayPage.
  ReadPageResult Take();

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                CharCode code, int n_bytes, const Unicode* u, int u_len) override;
  void beginActualText(GfxState* state, const GooString* text) override;
  void endActualText(GfxState* state) override;
  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override;
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return true;
  }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool) override { ++group_depth_; }
  void endTransparencyGroup(GfxState*) override { --group_depth_; }
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { masked_ = true; }
  void clearSoftMask(GfxState*) override { masked_ = false; }
  void drawImageMask(GfxState* state, Object* ref, Stream* str, int width, int height, bool invert, bool interpolate,
                     bool inline_image) override;
  void drawImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* map,
                 bool interpolate, const int* mask_colors, bool inline_image) override;
  void drawMaskedImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* map,
                       bool interpolate, Stream* mask, int mask_width, int mask_height, bool mask_invert,
                       bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* map,
                           bool interpolate, Stream* mask, int mask_width, int mask_height, GfxImageColorMap* mask_map,
                           bool mask_interpolate) override;

 private:
  struct Drawn {
    Glyph glyph;
    size_t order = 0;  // counts all marks of the page
    bool invisible = false;
  };
  struct Painted {
    Box box;
    uint32_t color = 0;
    size_t order = 0;
    bool solid = true;  // fills its whole box; a curved shape only serves as ground, it does not hide text
  };
  struct FontFacts {
    double ascent = 0.8, descent = -0.2;
    bool bold = false, italic = false;
  };

  const FontFacts& Facts(GfxFont* font);
  void AddPaths(GfxState* state, bool filled);
  void AddImage(GfxState* state);
  bool Duplicate(const Glyph& g);
  bool HiddenBelow(const Drawn& d) const;
  bool OnDarkGround(const Drawn& d) const;
  void MeasurePictures(ReadPageResult* out);

  double width_, height_;
  size_t order_ = 0;
  TextLayerStats stats_;
  std::vector<Drawn> drawn_;
  std::vector<Painted> painted_;
  std::vector<Box> images_;
  std::unordered_map<const void*, FontFacts> fonts_;
  std::unordered_multimap<uint64_t, size_t> places_;  // glyph positions, to find what is drawn twice
  int group_depth_ = 0;                               // inside a transparency group paint may be all but invisible
  bool masked_ = false;
  bool in_actual_text_ = false;
  std::string actual_text_;  // still to be given to the next glyph of the span
  bool actual_text_used_ = false;
};

// UTF-8 of one code point.
std::string Utf8(uint32_t code_point);

}  // namespace labintake::pdf
