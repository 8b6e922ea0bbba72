#include "extractors/pdf/page_picture.h"

#include <poppler/GfxFont.h>
#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/Stream.h>
#include <poppler/splash/SplashBitmap.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/row_reducer.h"

namespace labintake::pdf {
namespace {

constexpr double kRenderDpi = 300;
// Points: how far a picture may reach over the page's edge, and a mark out of the picture above it, to be no matter.
constexpr double kSlack = 2;
// A fax has other distances between its rows than within them; a recogniser wants letters in their shape.
constexpr double kSquare = 0.05;
constexpr double kWhite = 0.97;  // grey of a fill that shows nothing on paper

// How the rows and columns of a stored picture lie on the page.
struct Turn {
  bool transposed = false;  // columns of the picture are rows of the page
  bool flip_x = false, flip_y = false;
};

// A picture that is the page: nothing else shows.
struct Candidate {
  int index = 0;  // counts pictures on the page
  Box box;
  Turn turn;
};

std::optional<Turn> TurnOf(const double* ctm) {
  // A picture's first row is at the top (y = 1) of its unit square; the device's y grows downwards.
  const double along = std::abs(ctm[0]) + std::abs(ctm[3]), across = std::abs(ctm[1]) + std::abs(ctm[2]);
  if (across < 0.002 * along) return Turn{false, ctm[0]<0, ctm[3]> 0};
  if (along < 0.002 * across) return Turn{true, ctm[2] > 0, ctm[1] < 0};
  return std::nullopt;
}

Box BoxOf(const double* ctm) {
  return {
      ctm[4] + std::min(ctm[0], 0.0) + std::min(ctm[2], 0.0), ctm[5] + std::min(ctm[1], 0.0) + std::min(ctm[3], 0.0),
      ctm[4] + std::max(ctm[0], 0.0) + std::max(ctm[2], 0.0), ctm[5] + std::max(ctm[1], 0.0) + std::max(ctm[3], 0.0)};
}

Box Common(const Box& a, const Box& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

bool Within(const Box& inner, const Box& outer) {
  return inner.x0 >= outer.x0 - kSlack && inner.y0 >= outer.y0 - kSlack && inner.x1 <= outer.x1 + kSlack &&
         inner.y1 <= outer.y1 + kSlack;
}

// Looks at what a page draws, without decoding anything.
class PageInspector : public OutputDev {
 public:
  explicit PageInspector(const Box& page) : page_(page) {}

  // Megapixels of all pictures, as stored.
  double megapixels() const { return megapixels_; }
  // The one picture that is all of the page.
  std::optional<Candidate> Take() const {
    if (!simple_ || !candidate_) return std::nullopt;
    for (const Box& mark : below_) {
      if (!Within(mark, candidate_->box)) return std::nullopt;
    }
    return candidate_;
  }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode, int,
                const Unicode* u, int u_len) override {
    if (state->getRender() == 7) simple_ = false;  // letters that clip
    if (state->getRender() == 3 || (u_len > 0 && u[0] <= 0x20) || state->getFillOpacity() < 0.02) return;
    double x0, y0, x1, y1;
    state->transform(x, y, &x0, &y0);
    state->transform(x + dx, y + dy, &x1, &y1);
    Mark(state, {std::min(x0, x1), std::min(y0, y1) - 1, std::max(x0, x1) + 1, std::max(y0, y1) + 1}, false);
  }
  void stroke(GfxState* state) override { Path(state, state->getTransformedLineWidth() / 2, false); }
  void fill(GfxState* state) override { Path(state, 0, FillsWhite(state)); }
  void eoFill(GfxState* state) override { Path(state, 0, FillsWhite(state)); }
  bool tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                         double) override {
    return Area(state);
  }
  bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return Area(state); }
  bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return Area(state); }
  bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return Area(state); }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return Area(state); }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return Area(state); }

  void clip(GfxState* state) override { Clip(state); }
  void eoClip(GfxState* state) override { Clip(state); }
  void clipToStrokePath(GfxState*) override { simple_ = false; }
  void setSoftMask(GfxState*, const double*, bool, Function*, GfxColor*) override { simple_ = false; }
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override {
    simple_ = false;
  }
  void paintTransparencyGroup(GfxState* state, const double*) override {
    if (!Opaque(state)) simple_ = false;
  }

  void drawImageMask(GfxState* state, Object* ref, Stream* str, int width, int height, bool invert, bool interpolate,
                     bool inline_image) override {
    // What was drawn before shows through the holes.
    const bool plain = below_.empty() && state->getFillColorSpace()->getMode() != csPattern;
    Picture(state, width, height, plain);
    if (inline_image) OutputDev::drawImageMask(state, ref, str, width, height, invert, interpolate, inline_image);
  }
  void drawImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* map,
                 bool interpolate, const int* mask_colors, bool inline_image) override {
    Picture(state, width, height, mask_colors == nullptr);
    if (inline_image) OutputDev::drawImage(state, ref, str, width, height, map, interpolate, mask_colors, inline_image);
  }
  void drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool, Stream*,
                       int mask_width, int mask_height, bool, bool) override {
    megapixels_ += 1e-6 * mask_width * mask_height;
    Picture(state, width, height, false);
  }
  void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool, Stream*,
                           int mask_width, int mask_height, GfxImageColorMap*, bool) override {
    megapixels_ += 1e-6 * mask_width * mask_height;
    Picture(state, width, height, false);
  }

 private:
  static bool Opaque(GfxState* state) {
    return state->getFillOpacity() > 0.99 && state->getBlendMode() == gfxBlendNormal;
  }
  static bool FillsWhite(GfxState* state) {
    if (state->getFillColorSpace()->getMode() == csPattern) return false;
    GfxGray grey;
    state->getFillGray(&grey);
    return colToDbl(grey) > kWhite;
  }

  // White under the picture or beside it is paper; over it, it hides something.
  void Mark(GfxState* state, const Box& box, bool white) {
    double x0, y0, x1, y1;
    state->getClipBBox(&x0, &y0, &x1, &y1);
    const Box seen = Common(Common(box, {x0, y0, x1, y1}), page_);
    if (seen.empty() || (white && !candidate_)) return;
    if (!candidate_) {
      if (below_.size() < 1000) {
        below_.push_back(seen);
      } else {
        simple_ = false;
      }
    } else if (!white || seen.OverlapX(candidate_->box) * seen.OverlapY(candidate_->box) > 0) {
      simple_ = false;
    }
  }

  void Path(GfxState* state, double half_width, bool white) {
    const GfxPath* path = state->getPath();
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
      const GfxSubpath* sub = path->getSubpath(i);
      Box box{1e9, 1e9, -1e9, -1e9};
      for (int k = 0; k < sub->getNumPoints(); ++k) {
        double x, y;
        state->transform(sub->getX(k), sub->getY(k), &x, &y);
        box = {std::min(box.x0, x), std::min(box.y0, y), std::max(box.x1, x), std::max(box.y1, y)};
      }
      // A hairline shows too.
      const double grow = std::max(half_width, 0.1);
      Mark(state, {box.x0 - grow, box.y0 - grow, box.x1 + grow, box.y1 + grow}, white);
    }
  }

  bool Area(GfxState* state) {
    Mark(state, page_, false);
    return true;
  }

  // Only rectangles along the axes are told by their bounds.
  void Clip(GfxState* state) {
    const GfxPath* path = state->getPath();
    if (path->getNumSubpaths() != 1 || path->getSubpath(0)->getNumPoints() > 5) {
      simple_ = false;
      return;
    }
    const GfxSubpath* sub = path->getSubpath(0);
    for (int k = 1; k < sub->getNumPoints(); ++k) {
      double x0, y0, x1, y1;
      state->transform(sub->getX(k - 1), sub->getY(k - 1), &x0, &y0);
      state->transform(sub->getX(k), sub->getY(k), &x1, &y1);
      if (sub->getCurve(k) || (std::abs(x1 - x0) > 0.1 && std::abs(y1 - y0) > 0.1)) simple_ = false;
    }
  }

  void Picture(GfxState* state, int width, int height, bool plain) {
    const int index = pictures_++;
    megapixels_ += 1e-6 * width * height;
    const Box box = BoxOf(state->getCTM());
    if (!std::isfinite(box.width()) || !std::isfinite(box.height())) {
      simple_ = false;
      return;
    }
    double x0, y0, x1, y1;
    state->getClipBBox(&x0, &y0, &x1, &y1);
    const Box clip{x0, y0, x1, y1};
    if (Common(Common(box, clip), page_).empty()) return;
    const std::optional<Turn> turn = TurnOf(state->getCTM());
    if (candidate_ || !plain || !turn || !Opaque(state) || width < 1 || height < 1 || !Within(box, page_) ||
        !Within(box, clip)) {
      simple_ = false;
      return;
    }
    const double columns = turn->transposed ? height : width, rows = turn->transposed ? width : height;
    const double ratio = (columns / box.width()) / (rows / box.height());
    if (ratio > 1 + kSquare || ratio < 1 - kSquare) simple_ = false;
    candidate_ = Candidate{index, box, *turn};
  }

  const Box page_;
  bool simple_ = true;
  std::optional<Candidate> candidate_;
  std::vector<Box> below_;  // marks before the picture
  int pictures_ = 0;
  double megapixels_ = 0;
};

// Decodes one picture of a page to grey.
class PictureDecoder : public OutputDev {
 public:
  PictureDecoder(int index, double max_pixels) : index_(index), max_pixels_(max_pixels) {}

  // Empty when the picture could not be decoded.
  Raster Take() { return std::move(raster_); }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }

  void drawImageMask(GfxState* state, Object* ref, Stream* str, int width, int height, bool invert, bool interpolate,
                     bool inline_image) override {
    if (next_++ == index_) {
      GfxGray ink;
      state->getFillGray(&ink);
      std::array<uint8_t, 256> grey;
      grey.fill(255);
      grey[invert ? 1 : 0] = colToByte(ink);
      Decode(str, width, height, 1, 1, [&](uint8_t* samples, uint8_t* out) {
        for (int x = 0; x < width; ++x) out[x] = grey[samples[x]];
      });
    } else if (inline_image) {
      OutputDev::drawImageMask(state, ref, str, width, height, invert, interpolate, inline_image);
    }
  }
  void drawImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* map,
                 bool interpolate, const int* mask_colors, bool inline_image) override {
    if (next_++ != index_) {
      if (inline_image) {
        OutputDev::drawImage(state, ref, str, width, height, map, interpolate, mask_colors, inline_image);
      }
      return;
    }
    const int components = map->getNumPixelComps(), bits = map->getBits();
    if (components == 1) {
      std::array<uint8_t, 256> grey{};
      for (unsigned i = 0; i < (1u << std::min(bits, 8)); ++i) {
        const auto sample = static_cast<unsigned char>(i);
        GfxGray g;
        map->getGray(&sample, &g);
        grey[i] = colToByte(g);
      }
      Decode(str, width, height, 1, bits, [&](uint8_t* samples, uint8_t* out) {
        for (int x = 0; x < width; ++x) out[x] = grey[samples[x]];
      });
    } else {
      Decode(str, width, height, components, bits,
             [&](uint8_t* samples, uint8_t* out) { map->getGrayLine(samples, out, width); });
    }
  }
  void drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, bool,
                       bool) override {
    ++next_;
  }
  void drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                           GfxImageColorMap*, bool) override {
    ++next_;
  }

 private:
  // `to_grey` may change the samples.
  template <typename ToGrey>
  void Decode(Stream* str, int width, int height, int components, int bits, ToGrey to_grey) {
    ImageStream image(str, width, components, bits);
    image.reset();
    RowReducer reducer(width, height, max_pixels_);
    std::vector<uint8_t> row(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
      unsigned char* samples = image.getLine();
      if (samples == nullptr) break;
      to_grey(samples, row.data());
      reducer.AddRow(row.data());
    }
    image.close();
    raster_ = reducer.Take();
  }

  const int index_;
  const double max_pixels_;
  int next_ = 0;
  Raster raster_;
};

Raster Turned(Raster in, const Turn& turn) {
  if (!turn.transposed && !turn.flip_x && !turn.flip_y) return in;
  Raster out;
  out.width = turn.transposed ? in.height : in.width;
  out.height = turn.transposed ? in.width : in.height;
  out.grey.resize(in.grey.size());
  std::size_t to = 0;
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      const int across = turn.flip_x ? out.width - 1 - x : x;
      const int down = turn.flip_y ? out.height - 1 - y : y;
      const int column = turn.transposed ? down : across, row = turn.transposed ? across : down;
      out.grey[to++] = in.grey[static_cast<std::size_t>(row) * static_cast<std::size_t>(in.width) +
                               static_cast<std::size_t>(column)];
    }
  }
  return out;
}

Raster Render(PDFDoc& document, int number, const Box& page, double max_megapixels) {
  const double area = std::max(page.width() * page.height(), 1.0);
  const double dpi = std::min(kRenderDpi, 72 * std::sqrt(max_megapixels * 1e6 / area));
  SplashColor white = {255};
  SplashOutputDev out(splashModeMono8, 1, false, white);
  out.setFontAntialias(true);
  out.setVectorAntialias(true);
  out.startDoc(&document);
  document.displayPage(&out, number, dpi, dpi, 0, false, true, false);
  SplashBitmap* bitmap = out.getBitmap();
  Raster raster;
  if (bitmap == nullptr || bitmap->getDataPtr() == nullptr) return raster;
  raster.width = bitmap->getWidth();
  raster.height = bitmap->getHeight();
  raster.grey.reserve(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height));
  for (int y = 0; y < raster.height; ++y) {
    const unsigned char* row = bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize();
    raster.grey.insert(raster.grey.end(), row, row + raster.width);
  }
  return raster;
}

}  // namespace

Result<PlacedPicture> TakePagePicture(PDFDoc& document, int number, const Box& page, const PictureLimits& limits) {
  PageInspector inspector(page);
  document.displayPage(&inspector, number, 72, 72, 0, false, true, false);
  if (inspector.megapixels() > limits.max_stored_megapixels) {
    return Fail(ErrorCode::kTooLarge, "its pictures have " + std::to_string(std::llround(inspector.megapixels())) +
                                          " megapixels, the limit is " +
                                          std::to_string(std::llround(limits.max_stored_megapixels)) +
                                          "; raise --max-megapixels");
  }
  PlacedPicture out;
  if (const std::optional<Candidate> found = inspector.Take()) {
    PictureDecoder decoder(found->index, limits.max_megapixels * 1e6);
    document.displayPage(&decoder, number, 72, 72, 0, false, true, false);
    out.raster = Turned(decoder.Take(), found->turn);
    out.area = found->box;
  }
  if (out.raster.empty()) {
    out.raster = Render(document, number, page, limits.max_megapixels);
    out.area = page;
  }
  if (out.raster.empty()) return Fail(ErrorCode::kDamaged, "its picture cannot be decoded");
  out.raster.dpi = 72 * out.raster.width / std::max(out.area.width(), 1e-3);
  return out;
}

}  // namespace labintake::pdf
