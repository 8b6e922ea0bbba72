#include "pipeline/output/png.h"

#include <zlib.h>

#include <cmath>
#include <cstdint>
#include <string_view>

namespace labintake::pipeline {
namespace {

constexpr int kCompression = 6;
constexpr char kFilterUp = 2;  // each row as its difference to the row above: paper becomes zeros

std::string BigEndian(uint32_t n) {
  return {static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8), static_cast<char>(n)};
}

// PNG (ISO 15948), clause 5.3: length, type, data, CRC of type and data.
void AddChunk(std::string_view type, const std::string& data, std::string* out) {
  *out += BigEndian(static_cast<uint32_t>(data.size()));
  const std::size_t begin = out->size();
  out->append(type);
  out->append(data);
  const auto* bytes = reinterpret_cast<const Bytef*>(out->data() + begin);
  *out += BigEndian(static_cast<uint32_t>(crc32_z(0, bytes, out->size() - begin)));
}

}  // namespace

std::string EncodePng(const Raster& picture) {
  if (picture.empty()) return "";
  const auto width = static_cast<std::size_t>(picture.width), height = static_cast<std::size_t>(picture.height);
  std::string rows;
  rows.reserve((width + 1) * height);
  for (std::size_t y = 0; y < height; ++y) {
    const uint8_t* row = picture.grey.data() + y * width;
    rows += kFilterUp;
    for (std::size_t x = 0; x < width; ++x) rows += static_cast<char>(row[x] - (y > 0 ? row[x - width] : 0));
  }
  uLongf size = compressBound(rows.size());
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
                rows.size(), kCompression) != Z_OK) {
    return "";
  }
  packed.resize(size);
  std::string out("\x89PNG\r\n\x1a\n", 8);
  const char grey8[] = {8, 0, 0, 0, 0};  // bits; grey; the only compression, filters and no interlace
  AddChunk("IHDR",
           BigEndian(static_cast<uint32_t>(width)) + BigEndian(static_cast<uint32_t>(height)) +
               std::string(grey8, sizeof grey8),
           &out);
  if (picture.dpi > 0) {
    const auto per_metre = static_cast<uint32_t>(std::lround(picture.dpi / 0.0254));
    AddChunk("pHYs", BigEndian(per_metre) + BigEndian(per_metre) + '\1', &out);
  }
  AddChunk("IDAT", packed, &out);
  AddChunk("IEND", "", &out);
  return out;
}

}  // namespace labintake::pipeline
