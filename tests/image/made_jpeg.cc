#include "tests/image/made_jpeg.h"

#include <cstdio>
#include <cstdlib>
// After cstdio, which it needs.
#include <jpeglib.h>

namespace labintake::image {

std::string MakeJpeg(const JpegToMake& jpeg) {
  jpeg_compress_struct c;
  jpeg_error_mgr errors;
  c.err = jpeg_std_error(&errors);
  jpeg_create_compress(&c);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&c, &data, &size);
  c.image_width = static_cast<JDIMENSION>(jpeg.width);
  c.image_height = static_cast<JDIMENSION>(jpeg.height);
  c.input_components = jpeg.components;
  c.in_color_space = jpeg.components == 1 ? JCS_GRAYSCALE : jpeg.components == 3 ? JCS_RGB : JCS_CMYK;
  jpeg_set_defaults(&c);
  if (jpeg.components == 4) c.write_Adobe_marker = jpeg.adobe ? TRUE : FALSE;
  jpeg_set_quality(&c, jpeg.quality, TRUE);
  if (jpeg.progressive) jpeg_simple_progression(&c);
  c.density_unit = static_cast<UINT8>(jpeg.density_unit);
  c.X_density = static_cast<UINT16>(jpeg.x_density);
  c.Y_density = static_cast<UINT16>(jpeg.y_density);
  jpeg_start_compress(&c, TRUE);
  if (!jpeg.exif.empty()) {
    const std::string marker = std::string("Exif\0\0", 6) + jpeg.exif;
    jpeg_write_marker(&c, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(marker.data()),
                      static_cast<unsigned>(marker.size()));
  }
  const std::size_t stride = static_cast<std::size_t>(jpeg.width) * static_cast<std::size_t>(jpeg.components);
  while (c.next_scanline < c.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(jpeg.samples.data() + c.next_scanline * stride);
    jpeg_write_scanlines(&c, &row, 1);
  }
  jpeg_finish_compress(&c);
  jpeg_destroy_compress(&c);
  std::string out(reinterpret_cast<const char*>(data), size);
  std::free(data);
  return out;
}

std::string MakeJpeg(const Raster& picture, bool progressive) {
  JpegToMake jpeg;
  jpeg.width = picture.width;
  jpeg.height = picture.height;
  jpeg.samples = picture.grey;
  jpeg.progressive = progressive;
  return MakeJpeg(jpeg);
}

std::string Exif(int orientation, bool big_endian) {
  const char o = static_cast<char>(orientation);
  if (big_endian) return std::string("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) + o + std::string(6, '\0');
  return std::string("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18) + o + std::string(7, '\0');
}

}  // namespace labintake::image
