#include "extractors/image/webp.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

#include "extractors/image/exif.h"
#include "extractors/image/grey_rows.h"
#include "extractors/image/orientation.h"
#include "extractors/image/picture_errors.h"
#include "extractors/image/row_scaler.h"

namespace labintake::image {
namespace {

const std::uint8_t* Data(std::string_view bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }

tl::unexpected<Error> Problem(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY: return OutOfMemory();
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED: return CutOff();
    case VP8_STATUS_UNSUPPORTED_FEATURE: return OddKind("WebP picture");
    default: return Damaged();
  }
}

int Orientation(std::string_view bytes) {
  const WebPData data{Data(bytes), bytes.size()};
  const std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> demuxer(WebPDemux(&data), WebPDemuxDelete);
  if (!demuxer) return 1;
  WebPChunkIterator chunk;
  int orientation = 1;
  if (WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &chunk) != 0) {
    orientation = ExifOrientation({reinterpret_cast<const char*>(chunk.chunk.bytes), chunk.chunk.size});
    WebPDemuxReleaseChunkIterator(&chunk);
  }
  return orientation;
}

}  // namespace

Result<PixelSize> WebpSize(std::string_view bytes, const scan::DecodeLimits& limits) {
  WebPBitstreamFeatures features;
  const VP8StatusCode status = WebPGetFeatures(Data(bytes), bytes.size(), &features);
  if (status != VP8_STATUS_OK) return Problem(status);
  if (features.has_animation != 0) return OddKind("moving picture");
  return CheckSize(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height), limits);
}

Result<Raster> ReadWebp(std::string_view bytes, const scan::DecodeLimits& limits) {
  const Result<PixelSize> stored = WebpSize(bytes, limits);
  if (!stored) return tl::unexpected(stored.error());
  const PixelSize target = TargetSize(*stored, limits);
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return OddKind("WebP picture");
  config.output.colorspace = MODE_RGBA;
  if (target != *stored) {
    config.options.use_scaling = 1;
    config.options.scaled_width = target.width;
    config.options.scaled_height = target.height;
  }
  const VP8StatusCode status = WebPDecode(Data(bytes), bytes.size(), &config);
  const std::unique_ptr<WebPDecBuffer, decltype(&WebPFreeDecBuffer)> buffer(&config.output, WebPFreeDecBuffer);
  if (status != VP8_STATUS_OK) return Problem(status);

  Raster out;
  out.width = config.output.width;
  out.height = config.output.height;
  out.grey.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  for (int y = 0; y < out.height; ++y) {
    GreyOfRgba(config.output.u.RGBA.rgba + static_cast<std::ptrdiff_t>(y) * config.output.u.RGBA.stride, out.width,
               out.grey.data() + static_cast<std::size_t>(y) * out.width);
  }
  return Upright(std::move(out), Orientation(bytes));
}

}  // namespace labintake::image
