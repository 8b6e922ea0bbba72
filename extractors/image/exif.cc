#include "extractors/image/exif.h"

#include <cstdint>

namespace labintake::image {
namespace {

// Numbers of a TIFF structure; 0 behind its end.
class TiffNumbers {
 public:
  TiffNumbers(std::string_view bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

  std::uint32_t Read(std::size_t at, int size) const {
    if (at > bytes_.size() || bytes_.size() - at < static_cast<std::size_t>(size)) return 0;
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i) {
      const int from = big_endian_ ? i : size - 1 - i;
      value = value << 8 | static_cast<unsigned char>(bytes_[at + static_cast<std::size_t>(from)]);
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

// EXIF 2.3, 4.6: a directory is a count and entries of tag, type, count and value, 2 + 2 + 4 + 4 bytes.
constexpr std::uint32_t kOrientationTag = 0x0112, kShort = 3;
constexpr std::size_t kEntrySize = 12;

}  // namespace

int ExifOrientation(std::string_view exif) {
  const bool big_endian = exif.starts_with("MM");
  if (!big_endian && !exif.starts_with("II")) return 1;
  const TiffNumbers numbers(exif, big_endian);
  if (numbers.Read(2, 2) != 42) return 1;
  const std::size_t directory = numbers.Read(4, 4);
  const std::size_t entries = numbers.Read(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntrySize;
    if (numbers.Read(entry, 2) != kOrientationTag) continue;
    if (numbers.Read(entry + 2, 2) != kShort || numbers.Read(entry + 4, 4) != 1) return 1;
    const std::uint32_t value = numbers.Read(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace labintake::image
