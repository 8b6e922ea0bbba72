#include "extractors/pdf/text_collector.h"

#include <poppler/GfxFont.h>
#include <poppler/GfxState.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace labintake::pdf {
namespace {

constexpr double kThinRule = 2.0;     // points; see model/page.h
constexpr int kFaint = 240;           // luma; text this pale on white is a watermark or hidden
constexpr double kWordsOfAPage = 40;  // fewer on a whole page leave a picture bare: a stamp, a page number
constexpr double kLetterheadEnds = 0.2, kFooterBegins = 0.85;  // of the page's height
constexpr size_t kMaxMarks = 400'000;                          // rules and glyphs a page; a page with more is a drawing

uint32_t ToRgb(const GfxRGB& rgb) {
  const auto byte = [](GfxColorComp c) { return static_cast<uint32_t>(std::clamp(colToDbl(c), 0.0, 1.0) * 255 + 0.5); };
  return byte(rgb.r) << 16 | byte(rgb.g) << 8 | byte(rgb.b);
}

int Luma(uint32_t rgb) {
  return static_cast<int>((299 * (rgb >> 16) + 587 * ((rgb >> 8) & 255) + 114 * (rgb & 255)) / 1000);
}

// The colour that paint of this opacity shows on white paper.
uint32_t OnWhite(uint32_t rgb, double opacity) {
  uint32_t out = 0;
  for (const int shift : {16, 8, 0}) {
    const double c = rgb >> shift & 255;
    out |= static_cast<uint32_t>(255 - (255 - c) * std::clamp(opacity, 0.0, 1.0) + 0.5) << shift;
  }
  return out;
}

bool Unmapped(Unicode u) {
  return (u >= 0x7f && u < 0xa0) || (u >= 0xe000 && u <= 0xf8ff) || u == 0xfffd || u >= 0xf0000;
}

// Control characters stand where producers map tabs and line ends; they show nothing.
bool IsSpace(Unicode u) {
  return u <= 0x20 || u == 0xa0 || (u >= 0x2000 && u <= 0x200b) || u == 0x202f || u == 0x3000 || u == 0xfeff;
}

// Ligatures are spelled out so that words compare and search as people type them.
const char* Ligature(Unicode u) {
  static const char* const kNames[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return u >= 0xfb00 && u <= 0xfb06 ? kNames[u - 0xfb00] : nullptr;
}

bool NameSays(const std::string& name, std::initializer_list<const char*> words) {
  for (const char* w : words)
    if (strcasestr(name.c_str(), w) != nullptr) return true;
  return false;
}

std::string FromUtf16(const GooString& s) {
  std::string out;
  const int n = s.getLength();
  const auto at = [&](int i) { return static_cast<uint32_t>(static_cast<unsigned char>(s.getChar(i))); };
  if (n >= 2 && at(0) == 0xfe && at(1) == 0xff) {
    for (int i = 2; i + 1 < n; i += 2) {
      uint32_t u = at(i) << 8 | at(i + 1);
      if (u >= 0xd800 && u < 0xdc00 && i + 3 < n) {
        u = 0x10000 + ((u - 0xd800) << 10) + ((at(i + 2) << 8 | at(i + 3)) - 0xdc00);
        i += 2;
      }
      if (!Unmapped(u)) out += Utf8(u);
    }
  } else {
    for (int i = 0; i < n; ++i)
      if (!Unmapped(at(i))) out += Utf8(at(i));
  }
  return out;
}

}  // namespace

std::string Utf8(uint32_t u) {
  std::string s;
  if (u < 0x80) {
    s += static_cast<char>(u);
  } else if (u < 0x800) {
    s += static_cast<char>(0xc0 | u >> 6);
    s += static_cast<char>(0x80 | (u & 63));
  } else if (u < 0x10000) {
    if (u >= 0xd800 && u < 0xe000) return "\xef\xbf\xbd";
    s += static_cast<char>(0xe0 | u >> 12);
    s += static_cast<char>(0x80 | (u >> 6 & 63));
    s += static_cast<char>(0x80 | (u & 63));
  } else if (u < 0x110000) {
    s += static_cast<char>(0xf0 | u >> 18);
    s += static_cast<char>(0x80 | (u >> 12 & 63));
    s += static_cast<char>(0x80 | (u >> 6 & 63));
    s += static_cast<char>(0x80 | (u & 63));
  }
  return s;
}

const TextCollector::FontFacts& TextCollector::Facts(GfxFont* font) {
  auto [it, fresh] = fonts_.try_emplace(font);
  if (fresh && font != nullptr) {
    FontFacts& f = it->second;
    // The same clamps as Poppler's text device: descriptors lie.
    f.ascent = std::clamp(font->getAscent(), 0.5, 1.0);
    f.descent = std::clamp(font->getDescent(), -0.4, 0.0);
    const std::string name = font->getName().value_or("");
    f.bold = font->isBold() || font->getWeight() >= GfxFont::W600 ||
             NameSays(name, {"bold", "black", "heavy", "semibd", "-demi"});
    f.italic = font->isItalic() || NameSays(name, {"italic", "oblique"});
  }
  return it->second;
}

void TextCollector::drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                             double origin_y, CharCode code, int, const Unicode* u, int u_len) {
  if (drawn_.size() >= kMaxMarks) return;
  GfxFont* font = state->getFont().get();
  const FontFacts& facts = Facts(font);
  double m11, m12, m21, m22;
  state->getFontTransMat(&m11, &m12, &m21, &m22);
  double size = state->getTransformedFontSize();
  if (font != nullptr && font->getType() == fontType3) {
    // A Type 3 font's size is in units of its own matrix.
    const double* fm = font->getFontMatrix();
    const double scale = std::abs(fm[3]) > 0 ? std::abs(fm[3]) / 0.001 : 1;
    size *= std::clamp(scale, 0.001, 1000.0);
  }

  // Advance without character and word spacing, which belong to the gap.
  double spacing = state->getCharSpace();
  if (code == 0x20) spacing += state->getWordSpace();
  double sx, sy;
  state->textTransformDelta(spacing * state->getHorizScaling(), 0, &sx, &sy);
  double w, h, px, py;
  state->transformDelta(dx - sx, dy - sy, &w, &h);
  state->transform(x - origin_x, y - origin_y, &px, &py);
  if (!std::isfinite(px) || !std::isfinite(py) || !std::isfinite(w) || !std::isfinite(h) || size <= 0 || size > 2000)
    return;

  ++stats_.chars;
  Drawn d;
  d.order = order_++;
  Glyph& g = d.glyph;
  bool unmapped = u == nullptr || u_len == 0;
  if (in_actual_text_) {
    unmapped = false;
    if (!actual_text_used_) g.text = actual_text_;
    actual_text_used_ = true;
    if (g.text == " " || g.text == "\xc2\xa0") g.space = true;
  } else if (!unmapped) {
    bool all_space = true;
    for (int i = 0; i < u_len; ++i) {
      if (IsSpace(u[i])) continue;
      all_space = false;
      if (u[i] == 0xad) {
        g.text += "-";  // a soft hyphen that is drawn is a hyphen
      } else if (Unmapped(u[i])) {
        unmapped = true;
        g.text += "\xef\xbf\xbd";
      } else if (const char* ligature = Ligature(u[i])) {
        g.text += ligature;
      } else {
        g.text += Utf8(u[i]);
      }
    }
    g.space = all_space;
  }
  if (unmapped) {
    ++stats_.unmapped;
    if (g.text.empty()) g.text = "\xef\xbf\xbd";
  }

  const bool vertical_font = font != nullptr && font->getWMode() == 1;
  const double length = std::hypot(m11, m12);
  if (length > 0 && !vertical_font && (std::abs(m12) > 0.05 * length || m11 < 0)) {
    if (!g.space) {
      ++stats_.tilted;
      const double along = std::abs(m11), across = std::abs(m12);
      stats_.turned += std::min(along, across) < 0.05 * length;
    }
    return;
  }
  g.font_size = size;
  g.baseline = py;
  g.box = {std::min(px, px + w), py - facts.ascent * size, std::max(px, px + w), py - facts.descent * size};
  g.bold = facts.bold || state->getRender() == 2;
  g.italic = facts.italic || std::abs(m21) > 0.15 * std::hypot(m21, m22);
  if (g.space) {
    drawn_.push_back(std::move(d));
    return;
  }
  GfxRGB rgb;
  state->getFillRGB(&rgb);
  g.color = OnWhite(ToRgb(rgb), state->getFillOpacity());
  double cx0, cy0, cx1, cy1;
  state->getClipBBox(&cx0, &cy0, &cx1, &cy1);
  const double mx = g.box.center_x(), my = g.box.center_y();
  const bool outside =
      mx < 0 || my < 0 || mx > width_ || my > height_ || mx < cx0 - 1 || mx > cx1 + 1 || my < cy0 - 1 || my > cy1 + 1;
  d.invisible = outside || state->getRender() == 3 || state->getRender() == 7 || state->getFillOpacity() < 0.02;
  if (d.invisible) {
    ++stats_.invisible;
    return;
  }
  if (Duplicate(g)) {
    ++stats_.duplicates;
    return;
  }
  drawn_.push_back(std::move(d));
}

bool TextCollector::Duplicate(const Glyph& g) {
  // The same glyph within a tenth of its size is a shadow, fake bold, or a second copy of the text.
  const double step = 2.0;
  const double reach = std::max(0.1 * g.font_size, 0.35);
  const auto key = [&](int64_t ix, int64_t iy) {
    return static_cast<uint64_t>(ix) * 1'000'003u ^ static_cast<uint64_t>(iy);
  };
  const int64_t ix = std::llround(g.box.x0 / step), iy = std::llround(g.baseline / step);
  for (int64_t a = ix - 1; a <= ix + 1; ++a) {
    for (int64_t b = iy - 1; b <= iy + 1; ++b) {
      const auto [from, to] = places_.equal_range(key(a, b));
      for (auto it = from; it != to; ++it) {
        Glyph& other = drawn_[it->second].glyph;
        if (other.text == g.text && std::abs(other.box.x0 - g.box.x0) <= reach &&
            std::abs(other.baseline - g.baseline) <= reach) {
          if (std::abs(other.box.x0 - g.box.x0) > 0.05) other.bold = true;
          return true;
        }
      }
    }
  }
  places_.emplace(key(ix, iy), drawn_.size());
  return false;
}

void TextCollector::beginActualText(GfxState*, const GooString* text) {
  in_actual_text_ = text != nullptr;
  actual_text_ = text != nullptr ? FromUtf16(*text) : "";
  actual_text_used_ = false;
  // An empty replacement hides decoration (a bullet, a soft hyphen); a long one is a description of a picture.
  if (actual_text_.empty() || actual_text_.size() > 60) in_actual_text_ = false;
}

void TextCollector::endActualText(GfxState*) { in_actual_text_ = false; }

void TextCollector::stroke(GfxState* state) { AddPaths(state, false); }
void TextCollector::fill(GfxState* state) { AddPaths(state, true); }
void TextCollector::eoFill(GfxState* state) { AddPaths(state, true); }

void TextCollector::AddPaths(GfxState* state, bool filled) {
  if (painted_.size() >= kMaxMarks) return;
  if (filled ? state->getFillOpacity() < 0.9 : state->getStrokeOpacity() < 0.1) return;
  GfxRGB rgb;
  if (filled)
    state->getFillRGB(&rgb);
  else
    state->getStrokeRGB(&rgb);
  double cx0, cy0, cx1, cy1;
  state->getClipBBox(&cx0, &cy0, &cx1, &cy1);
  const uint32_t color = ToRgb(rgb);
  const double half = filled ? 0 : std::max(0.1, state->getTransformedLineWidth() / 2);
  const GfxPath* path = state->getPath();
  const size_t order = order_++;
  for (int i = 0; i < path->getNumSubpaths(); ++i) {
    const GfxSubpath* sub = path->getSubpath(i);
    bool straight = sub->getNumPoints() >= 2;
    Box all;
    double last_x = 0, last_y = 0;
    for (int k = 0; k < sub->getNumPoints(); ++k) {
      if (sub->getCurve(k)) straight = false;
      double px, py;
      state->transform(sub->getX(k), sub->getY(k), &px, &py);
      if (!std::isfinite(px) || !std::isfinite(py)) return;
      if (k == 0)
        all = {px, py, px, py};
      else
        all = {std::min(all.x0, px), std::min(all.y0, py), std::max(all.x1, px), std::max(all.y1, py)};
      if (!filled && k > 0 && straight && (std::abs(px - last_x) < 0.5 || std::abs(py - last_y) < 0.5)) {
        const Box rule{std::min(px, last_x) - half, std::min(py, last_y) - half, std::max(px, last_x) + half,
                       std::max(py, last_y) + half};
        painted_.push_back({rule, color, order, true});
      }
      last_x = px;
      last_y = py;
    }
    if (filled) {
      const Box clipped{std::max(all.x0, cx0), std::max(all.y0, cy0), std::min(all.x1, cx1), std::min(all.y1, cy1)};
      if (clipped.x1 >= clipped.x0 && clipped.y1 >= clipped.y0)
        painted_.push_back({clipped, color, order,
                            straight && group_depth_ == 0 && !masked_ && state->getBlendMode() == gfxBlendNormal});
    }
  }
}

void TextCollector::AddImage(GfxState* state) {
  const double* ctm = state->getCTM();
  const double x0 = std::min({ctm[4], ctm[4] + ctm[0], ctm[4] + ctm[2], ctm[4] + ctm[0] + ctm[2]});
  const double x1 = std::max({ctm[4], ctm[4] + ctm[0], ctm[4] + ctm[2], ctm[4] + ctm[0] + ctm[2]});
  const double y0 = std::min({ctm[5], ctm[5] + ctm[1], ctm[5] + ctm[3], ctm[5] + ctm[1] + ctm[3]});
  const double y1 = std::max({ctm[5], ctm[5] + ctm[1], ctm[5] + ctm[3], ctm[5] + ctm[1] + ctm[3]});
  const Box b{std::max(0.0, x0), std::max(0.0, y0), std::min(width_, x1), std::min(height_, y1)};
  ++order_;
  if (!b.empty() && images_.size() < 10'000) images_.push_back(b);
}

void TextCollector::drawImageMask(GfxState* state, Object* ref, Stream* str, int width, int height, bool invert,
                                  bool interpolate, bool inline_image) {
  AddImage(state);
  if (inline_image) OutputDev::drawImageMask(state, ref, str, width, height, invert, interpolate, inline_image);
}

void TextCollector::drawImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* map,
                              bool interpolate, const int* mask_colors, bool inline_image) {
  AddImage(state);
  if (inline_image) OutputDev::drawImage(state, ref, str, width, height, map, interpolate, mask_colors, inline_image);
}

void TextCollector::drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int,
                                    int, bool, bool) {
  AddImage(state);
}

void TextCollector::drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*,
                                        int, int, GfxImageColorMap*, bool) {
  AddImage(state);
}

bool TextCollector::HiddenBelow(const Drawn& d) const {
  const Box& b = d.glyph.box;
  const double mx = b.center_x(), my = (b.y0 + d.glyph.baseline) / 2;
  for (const Painted& p : painted_) {
    if (p.order <= d.order || !p.solid || p.box.height() < 0.6 * d.glyph.font_size) continue;
    if (mx > p.box.x0 && mx < p.box.x1 && my > p.box.y0 && my < p.box.y1) return true;
  }
  return false;
}

bool TextCollector::OnDarkGround(const Drawn& d) const {
  const double mx = d.glyph.box.center_x(), my = (d.glyph.box.y0 + d.glyph.baseline) / 2;
  const auto holds = [&](const Box& b) { return mx > b.x0 && mx < b.x1 && my > b.y0 && my < b.y1; };
  for (const Box& image : images_)
    if (holds(image)) return true;
  for (auto p = painted_.rbegin(); p != painted_.rend(); ++p)
    if (holds(p->box) && p->box.height() >= 0.6 * d.glyph.font_size) return Luma(p->color) < 235;
  return false;
}

ReadPageResult TextCollector::Take() {
  ReadPageResult out;
  // What later paint covers is not on the page; white text needs a ground that shows it.
  size_t last_cover = 0;
  for (const Painted& p : painted_)
    if (p.solid && p.box.height() >= 3 && p.box.width() >= 3) last_cover = std::max(last_cover, p.order);
  std::vector<Glyph> glyphs;
  glyphs.reserve(drawn_.size());
  for (Drawn& d : drawn_) {
    if (!d.glyph.space &&
        ((d.order < last_cover && HiddenBelow(d)) || (Luma(d.glyph.color) > kFaint && !OnDarkGround(d)))) {
      ++stats_.invisible;
      continue;
    }
    glyphs.push_back(std::move(d.glyph));
  }
  out.page.width = width_;
  out.page.height = height_;
  out.page.words = BuildWords(glyphs);
  for (const Painted& p : painted_)
    if (p.box.x1 > 0 && p.box.y1 > 0 && p.box.x0 < width_ && p.box.y0 < height_)
      out.page.rules.push_back({p.box, p.color});

  MeasurePictures(&out);
  out.stats = stats_;
  return out;
}

void TextCollector::MeasurePictures(ReadPageResult* out) {
  // Pictures overlap (strips, tiles), so their cover is counted on a coarse grid.
  constexpr int kGrid = 40;
  constexpr auto kCells = static_cast<size_t>(kGrid * kGrid);
  const auto cell_of = [](double at, double size) {
    return std::clamp(static_cast<int>(at / size * kGrid), 0, kGrid - 1);
  };
  std::vector<int> words(kCells, 0);
  for (const Word& w : out->page.words) {
    const int x = cell_of(w.box.center_x(), width_), y = cell_of(w.box.center_y(), height_);
    ++words[static_cast<size_t>(y * kGrid + x)];
  }
  std::vector<bool> covered(kCells, false), bare(kCells, false);
  for (const Box& b : images_) {
    std::vector<size_t> under;
    int words_on_it = 0;
    for (int y = cell_of(b.y0, height_); y <= cell_of(b.y1, height_); ++y) {
      for (int x = cell_of(b.x0, width_); x <= cell_of(b.x1, width_); ++x) {
        const double cx = (x + 0.5) * width_ / kGrid, cy = (y + 0.5) * height_ / kGrid;
        if (cx <= b.x0 || cx >= b.x1 || cy <= b.y0 || cy >= b.y1) continue;
        under.push_back(static_cast<size_t>(y * kGrid + x));
        words_on_it += words[under.back()];
      }
    }
    const double share = static_cast<double>(under.size()) / kCells;
    const bool is_bare = words_on_it < std::max(1.0, kWordsOfAPage * share);
    if (is_bare) out->pictures.push_back(b);
    for (const size_t i : under) {
      covered[i] = true;
      const double y = (static_cast<double>(i / kGrid) + 0.5) / kGrid;
      if (is_bare && y > kLetterheadEnds && y < kFooterBegins) bare[i] = true;
    }
  }
  const auto share_of = [](const std::vector<bool>& cells) {
    return static_cast<double>(std::count(cells.begin(), cells.end(), true)) / kCells;
  };
  stats_.image_cover = share_of(covered);
  stats_.bare_cover = share_of(bare);
}

}  // namespace labintake::pdf
