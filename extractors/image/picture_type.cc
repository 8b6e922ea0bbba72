#include "extractors/image/picture_type.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace labintake::image {
namespace {

// Brands of ISO/IEC 23008-12 with HEVC pictures, and those that leave the codec open.
constexpr std::string_view kHevcBrands[] = {"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"};
constexpr std::string_view kOpenBrands[] = {"mif1", "mif2", "msf1", "miaf"};
// AV1, which is not decoded; open brands come with one of these where the pictures are AV1.
constexpr std::string_view kAv1Brands[] = {"avif", "avis"};

template <std::size_t n>
bool Contains(const std::string_view (&brands)[n], std::string_view brand) {
  return std::find(std::begin(brands), std::end(brands), brand) != std::end(brands);
}

// The file's first box: its size, "ftyp", the main brand, a version, the other brands; four bytes each.
bool IsHeic(std::string_view bytes) {
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return false;
  const std::string_view main = bytes.substr(8, 4);
  if (Contains(kHevcBrands, main)) return true;
  if (!Contains(kOpenBrands, main)) return false;
  std::size_t size = 0;
  for (const char c : bytes.substr(0, 4)) size = size << 8 | static_cast<unsigned char>(c);
  bool av1 = false;
  for (std::size_t at = 16; at + 4 <= std::min(size, bytes.size()); at += 4) {
    if (Contains(kHevcBrands, bytes.substr(at, 4))) return true;
    av1 = av1 || Contains(kAv1Brands, bytes.substr(at, 4));
  }
  return !av1;
}

bool IsTiff(std::string_view bytes) {
  for (const std::string_view start : {std::string_view("II*\0", 4), std::string_view("MM\0*", 4),
                                       std::string_view("II+\0", 4), std::string_view("MM\0+", 4)}) {
    if (bytes.starts_with(start)) return true;  // those with "+" are BigTIFF
  }
  return false;
}

}  // namespace

std::string_view PictureType(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (IsTiff(bytes)) return "image/tiff";
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
  if (IsHeic(bytes)) return "image/heic";
  return "";
}

}  // namespace labintake::image
