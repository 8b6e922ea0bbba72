#include "extractors/image/jpeg.h"

#include <jpeglib.h>
// After jpeglib.h, which it needs.
#include <jerror.h>

#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <vector>

#include "extractors/image/exif.h"
#include "extractors/image/grey_rows.h"
#include "extractors/image/orientation.h"
#include "extractors/image/picture_errors.h"
#include "extractors/image/resolution.h"
#include "extractors/image/row_scaler.h"

namespace labintake::image {
namespace {

constexpr std::string_view kExifPrefix("Exif\0\0", 6);
constexpr unsigned kExifMarkerBytes = 0xFFFF;
// A progressive file has ten scans or so; thousands are there to keep a machine busy.
constexpr int kMostScans = 100;

// Owns the decompressor. Calls into libjpeg go through Guarded().
class Decompressor {
 public:
  explicit Decompressor(std::string_view bytes) {
    std::memset(&c_, 0, sizeof c_);
    c_.err = jpeg_std_error(&errors_);
    c_.client_data = this;
    errors_.error_exit = [](j_common_ptr c) { Of(c)->Escape(c->err->msg_code); };
    errors_.output_message = [](j_common_ptr) {};
    errors_.emit_message = [](j_common_ptr c, int level) {
      if (level < 0) Of(c)->Warn(c->err->msg_code);
    };
    progress_.progress_monitor = [](j_common_ptr c) {
      if (Of(c)->c_.input_scan_number > kMostScans) Of(c)->Escape(JERR_BAD_PROGRESSION);
    };
    Guarded([&] {
      jpeg_create_decompress(&c_);
      c_.progress = &progress_;
      jpeg_mem_src(&c_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      jpeg_save_markers(&c_, JPEG_APP0 + 1, kExifMarkerBytes);
    });
  }
  ~Decompressor() { jpeg_destroy_decompress(&c_); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  jpeg_decompress_struct& c() { return c_; }

  // Runs `calls`, which must own nothing: an error of libjpeg leaves it by a jump. False after an error.
  template <typename Calls>
  bool Guarded(const Calls& calls) {
    if (error_ != 0) return false;
    if (setjmp(escape_) != 0) return false;  // NOLINT(cert-err52-cpp): the way out that libjpeg offers
    calls();
    return true;
  }

  // Whether what was decoded so far lacks data. A file that only lacks its end mark has all its rows.
  bool cut_off() { return ended_early_ && (lacks_data_ || jpeg_has_multiple_scans(&c_)); }
  bool damaged() const { return lacks_data_ || contradicts_; }

  tl::unexpected<Error> Problem() const {
    switch (error_) {
      case JERR_OUT_OF_MEMORY: return OutOfMemory();
      case JERR_IMAGE_TOO_BIG:
        return Fail(ErrorCode::kTooLarge, "the picture is more than 65500 pixels long; scan it at a lower resolution");
      case JERR_ARITH_NOTIMPL:
      case JERR_BAD_PRECISION:
      case JERR_COMPONENT_COUNT:
      case JERR_CONVERSION_NOTIMPL:
      case JERR_SOF_UNSUPPORTED: return OddKind("JPEG");
      case JERR_NO_IMAGE:
      case JERR_INPUT_EOF:
      case JERR_INPUT_EMPTY: return CutOff();
      default: return ended_early_ ? CutOff() : Damaged();
    }
  }

 private:
  static Decompressor* Of(j_common_ptr c) { return static_cast<Decompressor*>(c->client_data); }

  [[noreturn]] void Escape(int error) {
    error_ = error;
    std::longjmp(escape_, 1);  // NOLINT(cert-err52-cpp)
  }

  void Warn(int code) {
    switch (code) {
      case JWRN_JPEG_EOF: ended_early_ = true; break;
      case JWRN_HIT_MARKER: lacks_data_ = true; break;
      case JWRN_ARITH_BAD_CODE:
      case JWRN_BOGUS_PROGRESSION:
      case JWRN_HUFF_BAD_CODE:
      case JWRN_MUST_RESYNC: contradicts_ = true; break;
      default: break;  // odd headers and stray bytes between segments, which cost no pixel
    }
  }

  jpeg_decompress_struct c_;
  jpeg_error_mgr errors_;
  jpeg_progress_mgr progress_{};
  std::jmp_buf escape_;
  int error_ = 0;
  bool ended_early_ = false, lacks_data_ = false, contradicts_ = false;
};

Result<PixelSize> ReadHeader(Decompressor* decompressor, const scan::DecodeLimits& limits) {
  if (!decompressor->Guarded([&] { jpeg_read_header(&decompressor->c(), TRUE); })) return decompressor->Problem();
  return CheckSize(decompressor->c().image_width, decompressor->c().image_height, limits);
}

int Orientation(const jpeg_decompress_struct& c) {
  for (const jpeg_marker_struct* marker = c.marker_list; marker != nullptr; marker = marker->next) {
    const std::string_view data(reinterpret_cast<const char*>(marker->data), marker->data_length);
    if (data.starts_with(kExifPrefix)) return ExifOrientation(data.substr(kExifPrefix.size()));
  }
  return 1;
}

Resolution StatedResolution(const jpeg_decompress_struct& c) {
  if (!c.saw_JFIF_marker) return {};
  // JFIF: 1 dots an inch, 2 dots a centimetre, 0 only a ratio.
  const double unit = c.density_unit == 1 ? 1 : c.density_unit == 2 ? kCentimetresPerInch : 0;
  return {c.X_density * unit, c.Y_density * unit};
}

// Lets the transform give 1/8 to 7/8 of the size, as little as is not less than `target`: almost all the work of a
// large photograph is saved.
void ReduceWhileDecoding(Decompressor* decompressor, const PixelSize& target) {
  jpeg_decompress_struct& c = decompressor->c();
  c.scale_denom = 8;
  for (c.scale_num = 1; c.scale_num < 8; ++c.scale_num) {
    if (!decompressor->Guarded([&] { jpeg_calc_output_dimensions(&c); })) return;
    if (static_cast<int>(c.output_width) >= target.width && static_cast<int>(c.output_height) >= target.height) return;
  }
}

}  // namespace

Result<PixelSize> JpegSize(std::string_view bytes, const scan::DecodeLimits& limits) {
  Decompressor decompressor(bytes);
  return ReadHeader(&decompressor, limits);
}

Result<Raster> ReadJpeg(std::string_view bytes, const scan::DecodeLimits& limits) {
  Decompressor decompressor(bytes);
  const Result<PixelSize> stored = ReadHeader(&decompressor, limits);
  if (!stored) return tl::unexpected(stored.error());
  jpeg_decompress_struct& c = decompressor.c();
  const int orientation = Orientation(c);
  const PixelSize target = TargetSize(*stored, limits);
  ReduceWhileDecoding(&decompressor, target);

  const bool inks = c.jpeg_color_space == JCS_CMYK || c.jpeg_color_space == JCS_YCCK;
  c.out_color_space = inks ? JCS_CMYK : JCS_GRAYSCALE;
  if (!decompressor.Guarded([&] { jpeg_start_decompress(&c); })) return decompressor.Problem();
  const PixelSize decoded{static_cast<int>(c.output_width), static_cast<int>(c.output_height)};
  RowScaler scaler(decoded, target);
  std::vector<JSAMPLE> row(static_cast<std::size_t>(c.output_width) * static_cast<std::size_t>(c.output_components));
  const bool read = decompressor.Guarded([&] {
    JSAMPROW rows[] = {row.data()};
    while (c.output_scanline < c.output_height) {
      jpeg_read_scanlines(&c, rows, 1);
      // Adobe's programs, which make nearly all of these files, store how much paper is left white.
      if (inks) GreyOfCmyk(row.data(), decoded.width, c.saw_Adobe_marker != 0, row.data());
      scaler.Add(row.data());
    }
  });
  if (!read) return decompressor.Problem();
  if (decompressor.cut_off()) return CutOff();
  if (decompressor.damaged()) return Damaged();

  Raster out = scaler.Take();
  out.dpi = CredibleDpi(StatedResolution(c)) * out.width / stored->width;
  return Upright(std::move(out), orientation);
}

}  // namespace labintake::image
