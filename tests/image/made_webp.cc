#include "tests/image/made_webp.h"

#include <webp/encode.h>

namespace labintake::image {
namespace {

std::string Number(std::size_t n, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(n >> (8 * i));
  return out;
}

std::string Chunk(const std::string& name, const std::string& data) {
  return name + Number(data.size(), 4) + data + std::string(data.size() % 2, '\0');
}

}  // namespace

std::string MakeWebp(const std::vector<std::uint8_t>& rgba, int width, int height, bool lossless) {
  std::uint8_t* data = nullptr;
  const std::size_t size = lossless ? WebPEncodeLosslessRGBA(rgba.data(), width, height, 4 * width, &data)
                                    : WebPEncodeRGBA(rgba.data(), width, height, 4 * width, 95, &data);
  std::string out(reinterpret_cast<const char*>(data), size);
  WebPFree(data);
  return out;
}

std::string WithExif(const std::string& webp, int width, int height, const std::string& exif) {
  constexpr char kHasExif = 0x08;
  const std::string head = std::string(1, kHasExif) + std::string(3, '\0') +
                           Number(static_cast<std::size_t>(width - 1), 3) +
                           Number(static_cast<std::size_t>(height - 1), 3);
  const std::string body = "WEBP" + Chunk("VP8X", head) + webp.substr(12) + Chunk("EXIF", exif);
  return "RIFF" + Number(body.size(), 4) + body;
}

}  // namespace labintake::image
