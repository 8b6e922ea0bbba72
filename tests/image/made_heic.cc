#include "tests/image/made_heic.h"

#include <libheif/heif.h>

#include <cstring>
#include <memory>

namespace labintake::image {
namespace {

// Grey as the brightness of a coloured picture, which is what telephones write.
void Fill(heif_image* image, const Raster& picture) {
  int stride = 0;
  heif_image_add_plane(image, heif_channel_Y, picture.width, picture.height, 8);
  std::uint8_t* luma = heif_image_get_plane(image, heif_channel_Y, &stride);
  for (int y = 0; y < picture.height; ++y) {
    std::memcpy(luma + static_cast<std::ptrdiff_t>(y) * stride,
                picture.grey.data() + static_cast<std::size_t>(y) * picture.width,
                static_cast<std::size_t>(picture.width));
  }
  for (const heif_channel channel : {heif_channel_Cb, heif_channel_Cr}) {
    const int width = (picture.width + 1) / 2, height = (picture.height + 1) / 2;
    heif_image_add_plane(image, channel, width, height, 8);
    std::uint8_t* plane = heif_image_get_plane(image, channel, &stride);
    for (int y = 0; y < height; ++y)
      std::memset(plane + static_cast<std::ptrdiff_t>(y) * stride, 128, static_cast<std::size_t>(width));
  }
}

heif_error Append(heif_context*, const void* data, std::size_t size, void* out) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

}  // namespace

std::optional<std::string> MakeHeic(const HeicToMake& heic) {
  const std::unique_ptr<heif_context, decltype(&heif_context_free)> context(heif_context_alloc(), heif_context_free);
  heif_encoder* raw_encoder = nullptr;
  if (heif_context_get_encoder_for_format(context.get(), heif_compression_HEVC, &raw_encoder).code != heif_error_Ok)
    return std::nullopt;
  const std::unique_ptr<heif_encoder, decltype(&heif_encoder_release)> encoder(raw_encoder, heif_encoder_release);
  heif_encoder_set_lossy_quality(encoder.get(), 95);
  heif_encoder_set_logging_level(encoder.get(), 0);
  const std::unique_ptr<heif_encoding_options, decltype(&heif_encoding_options_free)> options(
      heif_encoding_options_alloc(), heif_encoding_options_free);
  options->image_orientation = static_cast<heif_orientation>(heic.orientation);

  for (const Raster& picture : heic.pictures) {
    heif_image* raw = nullptr;
    heif_image_create(picture.width, picture.height, heif_colorspace_YCbCr, heif_chroma_420, &raw);
    const std::unique_ptr<heif_image, decltype(&heif_image_release)> image(raw, heif_image_release);
    Fill(raw, picture);
    heif_color_profile_nclx* profile = heif_nclx_color_profile_alloc();
    profile->full_range_flag = heic.video_range ? 0 : 1;
    heif_image_set_nclx_color_profile(raw, profile);
    options->output_nclx_profile = profile;
    heif_image_handle* raw_handle = nullptr;
    const heif_error error = heif_context_encode_image(context.get(), raw, encoder.get(), options.get(), &raw_handle);
    options->output_nclx_profile = nullptr;
    heif_nclx_color_profile_free(profile);
    const std::unique_ptr<heif_image_handle, decltype(&heif_image_handle_release)> handle(raw_handle,
                                                                                          heif_image_handle_release);
    if (error.code != heif_error_Ok) return std::nullopt;
    if (!heic.exif.empty())
      heif_context_add_exif_metadata(context.get(), raw_handle, heic.exif.data(), static_cast<int>(heic.exif.size()));
  }
  std::string out;
  heif_writer writer{1, Append};
  heif_context_write(context.get(), &writer, &out);
  return out;
}

}  // namespace labintake::image
