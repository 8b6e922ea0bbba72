#include "extractors/image/png.h"

#include <png.h>

#include <array>
#include <csetjmp>
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

constexpr int kInterlacePasses = 7;

// Owns the reader. Calls into libpng go through Guarded().
class Decompressor {
 public:
  explicit Decompressor(std::string_view bytes) : bytes_(bytes) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, OnError, [](png_structp, png_const_charp) {});
    if (png_ == nullptr) return;
    info_ = png_create_info_struct(png_);
    Guarded([&] {
      png_set_read_fn(png_, this, OnRead);
      png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);  // the limit is ours
      // Texts and colour profiles, which libpng would unpack and check.
      static constexpr char kSkipped[] = "iCCP\0iTXt\0sPLT\0tEXt\0zTXt";
      png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, reinterpret_cast<png_const_bytep>(kSkipped), 5);
    });
  }
  ~Decompressor() { png_destroy_read_struct(&png_, &info_, nullptr); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  png_structp png() { return png_; }
  png_infop info() { return info_; }

  // Runs `calls`, which must own nothing: an error of libpng leaves it by a jump. False after an error.
  template <typename Calls>
  bool Guarded(const Calls& calls) {
    if (png_ == nullptr || info_ == nullptr || failed_) return false;
    if (setjmp(escape_) != 0) return false;  // NOLINT(cert-err52-cpp): the way out that libpng offers
    calls();
    return true;
  }

  tl::unexpected<Error> Problem() const {
    if (png_ == nullptr || info_ == nullptr || out_of_memory_) return OutOfMemory();
    return ended_early_ ? CutOff() : Damaged();
  }

 private:
  [[noreturn]] static void OnError(png_structp png, png_const_charp message) {
    auto* self = static_cast<Decompressor*>(png_get_error_ptr(png));
    self->failed_ = true;
    // libpng has no codes; this is png_malloc's only sentence.
    self->out_of_memory_ = std::strcmp(message, "Out of memory") == 0;
    std::longjmp(self->escape_, 1);  // NOLINT(cert-err52-cpp)
  }

  static void OnRead(png_structp png, png_bytep out, std::size_t size) {
    auto* self = static_cast<Decompressor*>(png_get_io_ptr(png));
    if (self->bytes_.size() - self->at_ < size) {
      self->ended_early_ = true;
      png_error(png, "");
    }
    std::memcpy(out, self->bytes_.data() + self->at_, size);
    self->at_ += size;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  std::jmp_buf escape_;
  bool failed_ = false, ended_early_ = false, out_of_memory_ = false;
};

Result<PixelSize> ReadHeader(Decompressor* d, const scan::DecodeLimits& limits) {
  if (!d->Guarded([&] { png_read_info(d->png(), d->info()); })) return d->Problem();
  return CheckSize(png_get_image_width(d->png(), d->info()), png_get_image_height(d->png(), d->info()), limits);
}

// `samples`: 8 bits each, `channels` a pixel.
void ToGrey(const png_byte* samples, int channels, int width, png_byte* grey) {
  switch (channels) {
    case 2: GreyOfGreyAlpha(samples, width, grey); break;
    case 3: GreyOfRgb(samples, width, grey); break;
    case 4: GreyOfRgba(samples, width, grey); break;
    default:
      if (grey != samples) std::memcpy(grey, samples, static_cast<std::size_t>(width));
  }
}

// Interlaced files come as seven smaller pictures; their pixels are put where they belong, as grey, before anything is
// scaled.
bool ReadInterlaced(Decompressor* d, const PixelSize& size, int channels, png_byte* row, RowScaler* scaler) {
  std::vector<png_byte> whole(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
  const bool read = d->Guarded([&] {
    for (int pass = 0; pass < kInterlacePasses; ++pass) {
      const auto columns = static_cast<int>(PNG_PASS_COLS(static_cast<png_uint_32>(size.width), pass));
      const auto rows = static_cast<int>(PNG_PASS_ROWS(static_cast<png_uint_32>(size.height), pass));
      if (columns == 0) continue;
      for (int y = 0; y < rows; ++y) {
        png_read_row(d->png(), row, nullptr);
        ToGrey(row, channels, columns, row);
        png_byte* const out = whole.data() + static_cast<std::size_t>(PNG_ROW_FROM_PASS_ROW(y, pass)) * size.width;
        for (int x = 0; x < columns; ++x) out[PNG_COL_FROM_PASS_COL(x, pass)] = row[x];
      }
    }
  });
  if (!read) return false;
  for (int y = 0; y < size.height; ++y) scaler->Add(whole.data() + static_cast<std::size_t>(y) * size.width);
  return true;
}

bool ReadRows(Decompressor* d, const PixelSize& size, int channels, png_byte* row, RowScaler* scaler) {
  return d->Guarded([&] {
    for (int y = 0; y < size.height; ++y) {
      png_read_row(d->png(), row, nullptr);
      ToGrey(row, channels, size.width, row);
      scaler->Add(row);
    }
  });
}

}  // namespace

Result<PixelSize> PngSize(std::string_view bytes, const scan::DecodeLimits& limits) {
  Decompressor decompressor(bytes);
  return ReadHeader(&decompressor, limits);
}

Result<Raster> ReadPng(std::string_view bytes, const scan::DecodeLimits& limits) {
  Decompressor d(bytes);
  const Result<PixelSize> stored = ReadHeader(&d, limits);
  if (!stored) return tl::unexpected(stored.error());
  int channels = 0;
  std::size_t row_bytes = 0;
  const bool started = d.Guarded([&] {
    png_set_expand(d.png());  // palettes, fewer than 8 bits, transparent colours
    png_set_scale_16(d.png());
    png_read_update_info(d.png(), d.info());
    channels = png_get_channels(d.png(), d.info());
    row_bytes = png_get_rowbytes(d.png(), d.info());
  });
  if (!started) return d.Problem();

  const PixelSize target = TargetSize(*stored, limits);
  RowScaler scaler(*stored, target);
  std::vector<png_byte> row(row_bytes);
  const bool interlaced = png_get_interlace_type(d.png(), d.info()) != PNG_INTERLACE_NONE;
  if (!(interlaced ? ReadInterlaced : ReadRows)(&d, *stored, channels, row.data(), &scaler)) return d.Problem();

  // What follows the rows: the last checksum, and perhaps the orientation.
  Resolution stated;
  int orientation = 1;
  const bool ended = d.Guarded([&] {
    png_read_end(d.png(), d.info());
    png_uint_32 x = 0, y = 0;
    int unit = 0;
    if (png_get_pHYs(d.png(), d.info(), &x, &y, &unit) != 0 && unit == PNG_RESOLUTION_METER)
      stated = {x * kCentimetresPerInch / 100, y * kCentimetresPerInch / 100};
    png_uint_32 size = 0;
    png_bytep exif = nullptr;
    if (png_get_eXIf_1(d.png(), d.info(), &size, &exif) != 0)
      orientation = ExifOrientation({reinterpret_cast<const char*>(exif), size});
  });
  if (!ended) return d.Problem();

  Raster out = scaler.Take();
  out.dpi = CredibleDpi(stated) * out.width / stored->width;
  return Upright(std::move(out), orientation);
}

}  // namespace labintake::image
