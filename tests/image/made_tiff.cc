#include "tests/image/made_tiff.h"

#include <tiffio.h>

#include <algorithm>
#include <cstring>

namespace labintake::image {
namespace {

struct Memory {
  std::string bytes;
  std::size_t at = 0;
};

Memory* Of(thandle_t handle) { return static_cast<Memory*>(handle); }

tmsize_t Read(thandle_t handle, void* out, tmsize_t size) {
  Memory* const memory = Of(handle);
  if (memory->at >= memory->bytes.size()) return 0;
  const std::size_t n = std::min(static_cast<std::size_t>(size), memory->bytes.size() - memory->at);
  std::memcpy(out, memory->bytes.data() + memory->at, n);
  memory->at += n;
  return static_cast<tmsize_t>(n);
}

tmsize_t Write(thandle_t handle, void* data, tmsize_t size) {
  Memory* const memory = Of(handle);
  const std::size_t end = memory->at + static_cast<std::size_t>(size);
  if (memory->bytes.size() < end) memory->bytes.resize(end);
  std::memcpy(memory->bytes.data() + memory->at, data, static_cast<std::size_t>(size));
  memory->at = end;
  return size;
}

toff_t Seek(thandle_t handle, toff_t offset, int whence) {
  Memory* const memory = Of(handle);
  memory->at = offset + (whence == SEEK_CUR ? memory->at : whence == SEEK_END ? memory->bytes.size() : 0);
  return memory->at;
}

int Close(thandle_t) { return 0; }
toff_t Size(thandle_t handle) { return Of(handle)->bytes.size(); }

void WriteTiles(TIFF* tiff, const TiffToMake& page) {
  const int pixel = page.samples * page.bits / 8;
  for (int y = 0; y < page.height; y += page.tile) {
    for (int x = 0; x < page.width; x += page.tile) {
      std::vector<std::uint8_t> tile(static_cast<std::size_t>(page.tile * page.tile * pixel));
      for (int row = 0; row < std::min(page.tile, page.height - y); ++row) {
        std::copy_n(page.rows.begin() + ((y + row) * page.width + x) * pixel,
                    std::min(page.tile, page.width - x) * pixel, tile.begin() + row * page.tile * pixel);
      }
      TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), 0, 0);
    }
  }
}

void WritePage(TIFF* tiff, const TiffToMake& page) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, page.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, page.height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, page.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, page.samples);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, page.compression);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, page.photometric);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, page.orientation);
  if (page.compression == COMPRESSION_JPEG && page.photometric == PHOTOMETRIC_YCBCR)
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  if (page.reduced_copy) TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
  if (page.alpha) {
    const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
  }
  if (page.x_resolution > 0) {
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, page.x_resolution);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, page.y_resolution);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, page.resolution_unit);
  }
  if (!page.palette.empty()) {
    std::vector<std::uint16_t> palette = page.palette;
    const std::size_t n = palette.size() / 3;
    TIFFSetField(tiff, TIFFTAG_COLORMAP, palette.data(), palette.data() + n, palette.data() + 2 * n);
  }
  if (page.tile > 0) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, page.tile);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, page.tile);
    WriteTiles(tiff, page);
  } else {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, page.rows_per_strip > 0 ? page.rows_per_strip : page.height);
    const std::size_t row_bytes = (static_cast<std::size_t>(page.width * page.samples * page.bits) + 7) / 8;
    std::vector<std::uint8_t> row(row_bytes);
    for (int y = 0; y < page.height; ++y) {
      std::copy_n(page.rows.begin() + static_cast<std::ptrdiff_t>(y * row_bytes), row_bytes, row.begin());
      TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0);
    }
  }
  TIFFWriteDirectory(tiff);
}

}  // namespace

std::string MakeTiff(const std::vector<TiffToMake>& pages, const char* mode) {
  Memory memory;
  TIFF* const tiff = TIFFClientOpen("", mode, &memory, Read, Write, Seek, Close, Size, nullptr, nullptr);
  for (const TiffToMake& page : pages) WritePage(tiff, page);
  TIFFClose(tiff);
  return memory.bytes;
}

std::string ManyDirectories(int count) {
  const auto number = [](std::uint32_t n, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(n >> (8 * i));
    return out;
  };
  const auto entry = [&](std::uint32_t tag) { return number(tag, 2) + number(3, 2) + number(1, 4) + number(1, 4); };
  const std::uint32_t size = 2 + 2 * 12 + 4;
  std::string out = std::string("II*\0", 4) + number(8, 4);
  for (int i = 0; i < count; ++i) {
    const std::uint32_t next = i + 1 < count ? 8 + static_cast<std::uint32_t>(i + 1) * size : 0;
    out += number(2, 2) + entry(256) + entry(257) + number(next, 4);
  }
  return out;
}

}  // namespace labintake::image
