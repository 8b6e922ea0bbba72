#include "tests/image/made_png.h"

#include <png.h>

namespace labintake::image {
namespace {

// PNG's checksum of a chunk (ISO/IEC 15948, annex D).
std::uint32_t Checksum(const std::string& bytes) {
  std::uint32_t sum = ~0u;
  for (const char c : bytes) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum & 1) != 0 ? 0xEDB88320u ^ sum >> 1 : sum >> 1;
  }
  return ~sum;
}

}  // namespace

std::string MakePng(const PngToMake& png) {
  std::string out;
  png_structp write = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(write);
  png_set_write_fn(
      write, &out,
      [](png_structp p, png_bytep data, std::size_t size) {
        static_cast<std::string*>(png_get_io_ptr(p))->append(reinterpret_cast<const char*>(data), size);
      },
      [](png_structp) {});
  png_set_IHDR(write, info, static_cast<png_uint_32>(png.width), static_cast<png_uint_32>(png.height), png.bits,
               png.color_type, png.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  if (!png.palette.empty()) {
    std::vector<png_color> colors;
    for (std::size_t i = 0; i + 2 < png.palette.size(); i += 3)
      colors.push_back({png.palette[i], png.palette[i + 1], png.palette[i + 2]});
    png_set_PLTE(write, info, colors.data(), static_cast<int>(colors.size()));
  }
  if (!png.palette_alpha.empty())
    png_set_tRNS(write, info, png.palette_alpha.data(), static_cast<int>(png.palette_alpha.size()), nullptr);
  if (png.x_per_metre > 0) {
    png_set_pHYs(write, info, png.x_per_metre, png.y_per_metre,
                 png.per_metre ? PNG_RESOLUTION_METER : PNG_RESOLUTION_UNKNOWN);
  }
  std::string exif = png.exif;
  if (!exif.empty())
    png_set_eXIf_1(write, info, static_cast<png_uint_32>(exif.size()), reinterpret_cast<png_bytep>(exif.data()));
  png_write_info(write, info);
  const std::size_t row_bytes = png_get_rowbytes(write, info);
  std::vector<png_const_bytep> rows;
  for (int y = 0; y < png.height; ++y) rows.push_back(png.rows.data() + static_cast<std::size_t>(y) * row_bytes);
  png_write_image(write, const_cast<png_bytepp>(rows.data()));
  png_write_end(write, info);
  png_destroy_write_struct(&write, &info);
  return out;
}

std::string PngHeader(std::uint32_t width, std::uint32_t height) {
  const auto number = [](std::uint32_t n) {
    return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8),
                       static_cast<char>(n)};
  };
  const auto chunk = [&](const std::string& name_and_data) {
    return number(static_cast<std::uint32_t>(name_and_data.size() - 4)) + name_and_data +
           number(Checksum(name_and_data));
  };
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR" + number(width) + number(height) + std::string("\x08\0\0\0\0", 5)) +
         chunk("IDAT");
}

}  // namespace labintake::image
