#include "extractors/image/heic.h"

#include <libheif/heif.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "extractors/image/grey_rows.h"
#include "extractors/image/picture_errors.h"
#include "extractors/image/picture_size.h"
#include "extractors/image/row_scaler.h"

namespace labintake::image {
namespace {

using ContextPtr = std::unique_ptr<heif_context, decltype(&heif_context_free)>;
using HandlePtr = std::unique_ptr<heif_image_handle, decltype(&heif_image_handle_release)>;
using ImagePtr = std::unique_ptr<heif_image, decltype(&heif_image_release)>;
using OptionsPtr = std::unique_ptr<heif_decoding_options, decltype(&heif_decoding_options_free)>;

tl::unexpected<Error> Problem(const heif_error& error) {
  // The box that says where everything is comes first: without it, the beginning is all there is.
  if (error.subcode == heif_suberror_End_of_data || error.subcode == heif_suberror_No_meta_box) return CutOff();
  switch (error.code) {
    case heif_error_Memory_allocation_error: return OutOfMemory();
    case heif_error_Unsupported_feature:
    case heif_error_Unsupported_filetype: return OddKind("HEIC picture");
    default: return Damaged();
  }
}

// A plane of the decoded picture, row by row as eight bits.
class Plane {
 public:
  Plane(const heif_image* image, heif_channel channel)
      : width_(heif_image_get_width(image, channel)),
        height_(heif_image_get_height(image, channel)),
        bits_(heif_image_get_bits_per_pixel_range(image, channel)),
        wide_(heif_image_get_bits_per_pixel(image, channel) > 8),
        data_(heif_image_get_plane_readonly(image, channel, &stride_)) {}

  bool usable() const { return data_ != nullptr && width_ > 0 && height_ > 0 && bits_ >= 8 && bits_ <= 16; }
  PixelSize size() const { return {width_, height_}; }
  const std::uint8_t* row(int y) const { return data_ + static_cast<std::ptrdiff_t>(y) * stride_; }

  void Read(int y, std::uint8_t* out) const {
    if (!wide_) {
      std::memcpy(out, row(y), static_cast<std::size_t>(width_));
      return;
    }
    for (int x = 0; x < width_; ++x) {
      std::uint16_t value;
      std::memcpy(&value, row(y) + 2 * static_cast<std::ptrdiff_t>(x), sizeof value);
      out[x] = static_cast<std::uint8_t>(std::min(value >> (bits_ - 8), 255));
    }
  }

 private:
  int width_, height_, bits_;
  bool wide_;
  int stride_ = 0;
  const std::uint8_t* data_;
};

// Video range has black at 16 and white at 235.
bool HasVideoRange(const heif_image* image) {
  heif_color_profile_nclx* profile = nullptr;
  if (heif_image_get_nclx_color_profile(image, &profile).code != heif_error_Ok || profile == nullptr) return false;
  const bool video = profile->full_range_flag == 0;
  heif_nclx_color_profile_free(profile);
  return video;
}

void StretchVideoRange(std::uint8_t* row, int width) {
  for (int x = 0; x < width; ++x) row[x] = static_cast<std::uint8_t>(std::clamp((row[x] - 16) * 255 / 219, 0, 255));
}

Result<Raster> FromLuma(const heif_image* image, const scan::DecodeLimits& limits) {
  const Plane luma(image, heif_channel_Y);
  if (!luma.usable()) return OddKind("HEIC picture");
  const Plane alpha(image, heif_channel_Alpha);
  const bool has_alpha = alpha.usable() && alpha.size() == luma.size();
  const bool video_range = HasVideoRange(image);
  const int width = luma.size().width;
  RowScaler scaler(luma.size(), TargetSize(luma.size(), limits));
  std::vector<std::uint8_t> row(static_cast<std::size_t>(width)), alpha_row(row.size());
  for (int y = 0; y < luma.size().height; ++y) {
    luma.Read(y, row.data());
    if (video_range) StretchVideoRange(row.data(), width);
    if (has_alpha) {
      alpha.Read(y, alpha_row.data());
      GreyOverWhite(row.data(), alpha_row.data(), width);
    }
    scaler.Add(row.data());
  }
  return scaler.Take();
}

Result<Raster> FromColors(const heif_image* image, const scan::DecodeLimits& limits) {
  const Plane pixels(image, heif_channel_interleaved);
  if (!pixels.usable()) return OddKind("HEIC picture");
  RowScaler scaler(pixels.size(), TargetSize(pixels.size(), limits));
  std::vector<std::uint8_t> row(static_cast<std::size_t>(pixels.size().width));
  for (int y = 0; y < pixels.size().height; ++y) {
    GreyOfRgba(pixels.row(y), pixels.size().width, row.data());
    scaler.Add(row.data());
  }
  return scaler.Take();
}

class HeicFile : public scan::ImageFile {
 public:
  HeicFile(std::string bytes, const scan::DecodeLimits& limits)
      : bytes_(std::move(bytes)), limits_(limits), context_(heif_context_alloc(), heif_context_free) {}

  // To be called once, first.
  Result<void> Open();

  int page_count() const override { return static_cast<int>(pages_.size()); }
  Result<Raster> ReadPage(int number) override;

 private:
  Result<HandlePtr> Handle(heif_item_id page) const;
  Result<ImagePtr> Decode(const heif_image_handle* handle, heif_colorspace colors, heif_chroma chroma) const;

  std::string bytes_;  // outlives context_, which reads from it
  scan::DecodeLimits limits_;
  ContextPtr context_;
  std::vector<heif_item_id> pages_;
};

Result<void> HeicFile::Open() {
  if (!context_) return OutOfMemory();
  heif_context_set_max_decoding_threads(context_.get(), 0);  // the workers are what runs side by side
  const heif_error error =
      heif_context_read_from_memory_without_copy(context_.get(), bytes_.data(), bytes_.size(), nullptr);
  if (error.code != heif_error_Ok) return Problem(error);
  const int count = heif_context_get_number_of_top_level_images(context_.get());
  if (count <= 0) return Damaged();
  if (count > limits_.max_pages) {
    return Fail(ErrorCode::kTooLarge, "the file has " + std::to_string(count) + " pages, the limit is " +
                                          std::to_string(limits_.max_pages) + "; split it or raise --max-pages");
  }
  pages_.resize(static_cast<std::size_t>(count));
  pages_.resize(
      static_cast<std::size_t>(heif_context_get_list_of_top_level_image_IDs(context_.get(), pages_.data(), count)));
  heif_item_id primary = 0;
  if (heif_context_get_primary_image_ID(context_.get(), &primary).code == heif_error_Ok)
    std::stable_partition(pages_.begin(), pages_.end(), [&](heif_item_id page) { return page == primary; });
  for (const heif_item_id page : pages_) {
    const Result<HandlePtr> handle = Handle(page);
    if (!handle) return tl::unexpected(handle.error());
  }
  return {};
}

Result<HandlePtr> HeicFile::Handle(heif_item_id page) const {
  heif_image_handle* raw = nullptr;
  const heif_error error = heif_context_get_image_handle(context_.get(), page, &raw);
  HandlePtr handle(raw, heif_image_handle_release);
  if (error.code != heif_error_Ok) return Problem(error);
  const Result<PixelSize> size =
      CheckSize(static_cast<std::uint64_t>(std::max(0, heif_image_handle_get_width(raw))),
                static_cast<std::uint64_t>(std::max(0, heif_image_handle_get_height(raw))), limits_);
  if (!size) return tl::unexpected(size.error());
  return handle;
}

Result<ImagePtr> HeicFile::Decode(const heif_image_handle* handle, heif_colorspace colors, heif_chroma chroma) const {
  const OptionsPtr options(heif_decoding_options_alloc(), heif_decoding_options_free);
  if (!options) return OutOfMemory();
  options->strict_decoding = 1;
  heif_image* raw = nullptr;
  const heif_error error = heif_decode_image(handle, &raw, colors, chroma, options.get());
  ImagePtr image(raw, heif_image_release);
  if (error.code != heif_error_Ok) return Problem(error);
  // Broken macroblocks are warnings, strict or not.
  if (heif_image_get_decoding_warnings(raw, 0, nullptr, 0) > 0) return Damaged();
  return image;
}

Result<Raster> HeicFile::ReadPage(int number) {
  const Result<HandlePtr> handle = Handle(pages_[static_cast<std::size_t>(number) - 1]);
  if (!handle) return tl::unexpected(handle.error());
  // As coded: brightness is a plane of its own then, and three quarters of the memory are saved.
  Result<ImagePtr> image = Decode(handle->get(), heif_colorspace_undefined, heif_chroma_undefined);
  if (!image) return tl::unexpected(image.error());
  if (heif_image_get_colorspace(image->get()) != heif_colorspace_RGB) return FromLuma(image->get(), limits_);
  image->reset();
  image = Decode(handle->get(), heif_colorspace_RGB, heif_chroma_interleaved_RGBA);
  if (!image) return tl::unexpected(image.error());
  return FromColors(image->get(), limits_);
}

}  // namespace

Result<std::unique_ptr<scan::ImageFile>> OpenHeic(std::string bytes, const scan::DecodeLimits& limits) {
  auto file = std::make_unique<HeicFile>(std::move(bytes), limits);
  if (Result<void> opened = file->Open(); !opened) return tl::unexpected(opened.error());
  return file;
}

}  // namespace labintake::image
