#include "extractors/image/tiff.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/image/grey_rows.h"
#include "extractors/image/orientation.h"
#include "extractors/image/picture_errors.h"
#include "extractors/image/resolution.h"
#include "extractors/image/row_scaler.h"
#include "extractors/image/tiff_pages.h"

namespace labintake::image {
namespace {

// Of what one page may need at once: 200 megapixels as 32-bit colours.
constexpr tmsize_t kMostBytesAtOnce = tmsize_t{1} << 30;
// Lines of a fax that noise on the telephone line has damaged are like the line before. A line in fifty cannot hide a
// digit, which is ten lines high even at 98 lines an inch; and they are seldom neighbours.
constexpr int kLinesPerBadFaxLine = 50;

// The bytes as libtiff's file, and what it complained about while it read them.
struct Source {
  std::string_view bytes;
  std::uint64_t at = 0;
  int bad_fax_lines = 0;
  bool bad_jpeg = false;
};

Source* Of(thandle_t handle) { return static_cast<Source*>(handle); }

tmsize_t ReadBytes(thandle_t handle, void* out, tmsize_t size) {
  Source* const source = Of(handle);
  if (source->at >= source->bytes.size() || size <= 0) return 0;
  const std::size_t n = std::min(static_cast<std::size_t>(size), source->bytes.size() - source->at);
  std::memcpy(out, source->bytes.data() + source->at, n);
  source->at += n;
  return static_cast<tmsize_t>(n);
}

tmsize_t RefuseToWrite(thandle_t, void*, tmsize_t) { return 0; }

toff_t Seek(thandle_t handle, toff_t offset, int whence) {
  Source* const source = Of(handle);
  const std::uint64_t from = whence == SEEK_CUR ? source->at : whence == SEEK_END ? source->bytes.size() : 0;
  return source->at = from + offset;
}

int Close(thandle_t) { return 0; }
toff_t SizeOf(thandle_t handle) { return Of(handle)->bytes.size(); }

int Map(thandle_t handle, void** base, toff_t* size) {
  const std::string_view bytes = Of(handle)->bytes;
  *base = const_cast<char*>(bytes.data());  // NOLINT: libtiff does not write to what it maps
  *size = bytes.size();
  return 1;
}

void Unmap(thandle_t, void*, toff_t) {}

// The codecs for fax and JPEG carry on after damage with a complaint; the others fail. Of the JPEG codec's complaints
// about a file only the first is heard, so that a harmless one may hide another: each counts.
int NoteComplaint(TIFF*, void* user_data, const char* module, const char*, std::va_list) {
  auto* const source = static_cast<Source*>(user_data);
  const std::string_view from = module == nullptr ? "" : module;
  if (from.starts_with("Fax")) ++source->bad_fax_lines;
  if (from == "JPEGLib") source->bad_jpeg = true;
  return 1;
}

using TiffPtr = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

TiffPtr Open(Source* source) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                 TIFFOpenOptionsFree);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMostBytesAtOnce);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), NoteComplaint, source);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), NoteComplaint, source);
  // "h": directories are read when they are asked for.
  return {TIFFClientOpenExt("", "rh", source, ReadBytes, RefuseToWrite, Seek, Close, SizeOf, Map, Unmap, options.get()),
          TIFFClose};
}

// What a page says about its pixels.
struct Layout {
  std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISWHITE, planes = PLANARCONFIG_CONTIG;
  std::uint16_t format = SAMPLEFORMAT_UINT, compression = COMPRESSION_NONE, orientation = ORIENTATION_TOPLEFT;
  Resolution resolution;
  bool tiled = false;
};

Layout LayoutOf(TIFF* tiff) {
  Layout out;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &out.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &out.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &out.planes);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &out.format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &out.compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &out.orientation);
  // Where it is missing, faxes have black print as ones and all others light as large numbers.
  if (TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &out.photometric) == 0)
    out.photometric = out.samples >= 3 ? PHOTOMETRIC_RGB
                      : out.bits > 1   ? PHOTOMETRIC_MINISBLACK
                                       : PHOTOMETRIC_MINISWHITE;
  out.tiled = TIFFIsTiled(tiff) != 0;

  float x = 0, y = 0;
  std::uint16_t unit = RESUNIT_INCH;
  TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &x);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  const double to_inch = unit == RESUNIT_CENTIMETER ? kCentimetresPerInch : unit == RESUNIT_INCH ? 1 : 1e-6;
  out.resolution = {x * to_inch, y * to_inch};
  return out;
}

// The grey of each value of a sample of up to 8 bits; empty where it takes more than a table.
std::vector<std::uint8_t> GreyTable(TIFF* tiff, const Layout& layout) {
  if (layout.samples != 1 || (layout.bits != 1 && layout.bits != 2 && layout.bits != 4 && layout.bits != 8)) return {};
  const std::size_t values = std::size_t{1} << layout.bits;
  std::vector<std::uint8_t> table(values);
  if (layout.photometric == PHOTOMETRIC_MINISBLACK || layout.photometric == PHOTOMETRIC_MINISWHITE) {
    for (std::size_t i = 0; i < values; ++i) table[i] = static_cast<std::uint8_t>(255 * i / (values - 1));
    if (layout.photometric == PHOTOMETRIC_MINISWHITE) std::reverse(table.begin(), table.end());
    return table;
  }
  std::uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
  if (layout.photometric != PHOTOMETRIC_PALETTE || TIFFGetField(tiff, TIFFTAG_COLORMAP, &red, &green, &blue) == 0)
    return {};
  // Colours have 16 bits; some programs fill 8 of them.
  std::uint16_t largest = 0;
  for (std::size_t i = 0; i < values; ++i) largest = std::max({largest, red[i], green[i], blue[i]});
  const int shift = largest > 255 ? 8 : 0;
  for (std::size_t i = 0; i < values; ++i) {
    const std::uint8_t rgb[] = {static_cast<std::uint8_t>(red[i] >> shift),
                                static_cast<std::uint8_t>(green[i] >> shift),
                                static_cast<std::uint8_t>(blue[i] >> shift)};
    GreyOfRgb(rgb, 1, &table[i]);
  }
  return table;
}

void LookUpRow(const std::uint8_t* samples, int bits, const std::vector<std::uint8_t>& table, int width,
               std::uint8_t* grey) {
  const int mask = (1 << bits) - 1;
  int shift = 8;
  for (int x = 0; x < width; ++x) {
    shift -= bits;
    grey[x] = table[static_cast<std::size_t>(*samples >> shift & mask)];
    if (shift == 0) {
      shift = 8;
      ++samples;
    }
  }
}

// Pages of one grey or palette sample, or of three 8-bit ones, in rows. Nullopt: not this kind of page.
std::optional<bool> ReadRows(TIFF* tiff, const Layout& layout, const PixelSize& size, RowScaler* scaler) {
  if (layout.tiled || (layout.format != SAMPLEFORMAT_UINT && layout.format != SAMPLEFORMAT_VOID)) return std::nullopt;
  const std::vector<std::uint8_t> table = GreyTable(tiff, layout);
  const bool colors = layout.samples == 3 && layout.bits == 8 && layout.planes == PLANARCONFIG_CONTIG &&
                      (layout.photometric == PHOTOMETRIC_RGB ||
                       (layout.photometric == PHOTOMETRIC_YCBCR && layout.compression == COMPRESSION_JPEG));
  if (table.empty() && !colors) return std::nullopt;
  if (layout.compression == COMPRESSION_JPEG) TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  const std::uint64_t row_bytes = (static_cast<std::uint64_t>(size.width) * layout.bits * layout.samples + 7) / 8;
  if (TIFFScanlineSize64(tiff) != row_bytes) return std::nullopt;
  std::vector<std::uint8_t> samples(row_bytes), grey(static_cast<std::size_t>(size.width));
  for (int y = 0; y < size.height; ++y) {
    if (TIFFReadScanline(tiff, samples.data(), static_cast<std::uint32_t>(y)) < 0) return false;
    if (colors) {
      GreyOfRgb(samples.data(), size.width, grey.data());
    } else {
      LookUpRow(samples.data(), layout.bits, table, size.width, grey.data());
    }
    scaler->Add(grey.data());
  }
  return true;
}

// All other kinds, which libtiff turns into 32-bit colours, a band of strips or tiles at a time.
Result<void> ReadBands(TIFF* tiff, const Layout& layout, const PixelSize& size, const scan::DecodeLimits& limits,
                       RowScaler* scaler) {
  std::uint32_t band_rows = 0, tile_width = 1;
  if (layout.tiled) {
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &band_rows);
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &tile_width);
    if (const auto tile = CheckSize(tile_width, band_rows, limits); !tile) return tl::unexpected(tile.error());
  } else {
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &band_rows);
  }
  if (band_rows == 0) return Damaged();
  const int rows_at_once = static_cast<int>(std::min(band_rows, static_cast<std::uint32_t>(size.height)));

  std::array<char, 1024> message{};
  if (TIFFRGBAImageOK(tiff, message.data()) == 0) return OddKind("TIFF");
  TIFFRGBAImage image;
  if (TIFFRGBAImageBegin(&image, tiff, 1, message.data()) == 0) return OddKind("TIFF");
  const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> end(&image, TIFFRGBAImageEnd);
  // As stored: it is turned when it is grey.
  image.orientation = image.req_orientation = ORIENTATION_TOPLEFT;
  std::vector<std::uint32_t> band(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(rows_at_once));
  std::vector<std::uint8_t> grey(static_cast<std::size_t>(size.width));
  for (int y = 0; y < size.height; y += rows_at_once) {
    const int rows = std::min(rows_at_once, size.height - y);
    image.row_offset = y;
    if (TIFFRGBAImageGet(&image, band.data(), static_cast<std::uint32_t>(size.width),
                         static_cast<std::uint32_t>(rows)) == 0)
      return Damaged();
    for (int row = 0; row < rows; ++row) {
      // libtiff packs them as numbers, red lowest: on this machine bytes in the order red, green, blue, alpha.
      GreyOfPremultipliedRgba(
          reinterpret_cast<const std::uint8_t*>(band.data() + static_cast<std::size_t>(row) * size.width), size.width,
          grey.data());
      scaler->Add(grey.data());
    }
  }
  return {};
}

// A strip or tile that is not all there.
bool CutOffInData(TIFF* tiff, std::uint64_t file_size) {
  const std::uint32_t count = TIFFIsTiled(tiff) != 0 ? TIFFNumberOfTiles(tiff) : TIFFNumberOfStrips(tiff);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint64_t offset = TIFFGetStrileOffset(tiff, i), size = TIFFGetStrileByteCount(tiff, i);
    if (offset > file_size || size > file_size - offset) return true;
  }
  return false;
}

bool DataMissing(const Source& source, const Layout& layout, int height) {
  switch (layout.compression) {
    case COMPRESSION_CCITTRLE:
    case COMPRESSION_CCITTRLEW:
    case COMPRESSION_CCITTFAX3: return source.bad_fax_lines > height / kLinesPerBadFaxLine;
    // Here each line is told by how it differs from the one before: nothing after damage is right.
    case COMPRESSION_CCITTFAX4: return source.bad_fax_lines > 0;
    default: return source.bad_jpeg;
  }
}

class TiffFile : public scan::ImageFile {
 public:
  TiffFile(std::string bytes, std::vector<TiffPage> pages, const scan::DecodeLimits& limits)
      : bytes_(std::move(bytes)), pages_(std::move(pages)), limits_(limits) {}

  int page_count() const override { return static_cast<int>(pages_.size()); }

  Result<Raster> ReadPage(int number) override {
    const TiffPage& page = pages_[static_cast<std::size_t>(number) - 1];
    Source source{bytes_};
    const TiffPtr tiff = Open(&source);
    if (!tiff || TIFFSetSubDirectory(tiff.get(), page.directory) == 0) return Damaged();
    std::uint32_t width = 0, height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    const Result<PixelSize> stored = CheckSize(width, height, limits_);
    if (!stored) return tl::unexpected(stored.error());

    if (CutOffInData(tiff.get(), bytes_.size())) return CutOff();

    const Layout layout = LayoutOf(tiff.get());
    source.bad_fax_lines = 0;
    const PixelSize square = SquareSize(*stored, layout.resolution);
    RowScaler scaler(*stored, TargetSize(square, limits_));
    const std::optional<bool> rows = ReadRows(tiff.get(), layout, *stored, &scaler);
    if (rows.has_value()) {
      if (!*rows) return Damaged();
    } else if (Result<void> read = ReadBands(tiff.get(), layout, *stored, limits_, &scaler); !read) {
      return tl::unexpected(read.error());
    }
    if (DataMissing(source, layout, stored->height)) return Damaged();

    Raster out = scaler.Take();
    const double finest = std::max(layout.resolution.x, layout.resolution.y);
    out.dpi =
        CredibleDpi(square == *stored ? layout.resolution : Resolution{finest, finest}) * out.width / square.width;
    return Upright(std::move(out), layout.orientation);
  }

 private:
  std::string bytes_;
  std::vector<TiffPage> pages_;
  scan::DecodeLimits limits_;
};

}  // namespace

Result<std::unique_ptr<scan::ImageFile>> OpenTiff(std::string bytes, const scan::DecodeLimits& limits) {
  Result<std::vector<TiffPage>> pages = FindTiffPages(bytes, limits);
  if (!pages) return tl::unexpected(pages.error());
  return std::make_unique<TiffFile>(std::move(bytes), std::move(*pages), limits);
}

}  // namespace labintake::image
