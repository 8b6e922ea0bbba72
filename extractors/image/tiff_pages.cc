#include "extractors/image/tiff_pages.h"

#include <string>
#include <unordered_set>

#include "extractors/image/picture_errors.h"

namespace labintake::image {
namespace {

// TIFF 6.0, and the tags of its technical note 1 for copies of pages.
constexpr std::uint64_t kNewSubfileType = 254, kSubfileType = 255, kImageWidth = 256, kImageLength = 257;
constexpr std::uint64_t kReducedCopy = 1, kMask = 4;  // bits of kNewSubfileType
constexpr std::uint64_t kOldReducedCopy = 2;          // a value of kSubfileType
// Copies of pages count too: a file in which they outnumber the pages this much was not scanned.
constexpr std::size_t kDirectoriesPerPage = 8;
// libtiff takes more for a sign of damage, too.
constexpr std::uint64_t kMostEntries = 4096;

// BigTIFF has the same structure in other widths.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes), big_endian_(bytes.starts_with("MM")) {
    big_ = Read(2, 2) == 43;
  }

  std::uint64_t first_directory() const { return big_ ? Read(8, 8) : Read(4, 4); }
  std::uint64_t count_size() const { return big_ ? 8 : 2; }
  std::uint64_t entry_size() const { return big_ ? 20 : 12; }
  std::uint64_t offset_size() const { return big_ ? 8 : 4; }
  bool Has(std::uint64_t at, std::uint64_t size) const { return at <= bytes_.size() && size <= bytes_.size() - at; }

  // REQUIRES: size <= 8. 0 behind the end.
  std::uint64_t Read(std::uint64_t at, std::uint64_t size) const {
    if (!Has(at, size)) return 0;
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t from = big_endian_ ? i : size - 1 - i;
      value = value << 8 | static_cast<unsigned char>(bytes_[at + from]);
    }
    return value;
  }

  // The number in an entry, of whatever type; 0 for what is no number.
  std::uint64_t Value(std::uint64_t entry) const {
    const std::uint64_t at = entry + 4 + offset_size();
    switch (Read(entry + 2, 2)) {
      case 1: return Read(at, 1);   // BYTE
      case 3: return Read(at, 2);   // SHORT
      case 4: return Read(at, 4);   // LONG
      case 16: return Read(at, 8);  // LONG8
      default: return 0;
    }
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
  bool big_ = false;
};

}  // namespace

Result<std::vector<TiffPage>> FindTiffPages(std::string_view bytes, const scan::DecodeLimits& limits) {
  const Reader reader(bytes);
  std::vector<TiffPage> pages;
  std::unordered_set<std::uint64_t> seen;
  const std::size_t most_pages = limits.max_pages > 0 ? static_cast<std::size_t>(limits.max_pages) : 0;
  for (std::uint64_t directory = reader.first_directory(); directory != 0;) {
    // Most programs write a directory behind its page: where it should be and is not, the file was cut off.
    if (!reader.Has(directory, reader.count_size())) return CutOff();
    if (!seen.insert(directory).second) return Damaged();
    const std::uint64_t entries = reader.Read(directory, reader.count_size());
    const std::uint64_t first = directory + reader.count_size();
    if (entries > kMostEntries) return Damaged();
    const std::uint64_t next = first + entries * reader.entry_size();
    if (!reader.Has(next, reader.offset_size())) return CutOff();

    std::uint64_t width = 0, height = 0;
    bool copy = false;
    for (std::uint64_t entry = first; entry < next; entry += reader.entry_size()) {
      const std::uint64_t value = reader.Value(entry);
      switch (reader.Read(entry, 2)) {
        case kNewSubfileType: copy = copy || (value & (kReducedCopy | kMask)) != 0; break;
        case kSubfileType: copy = copy || value == kOldReducedCopy; break;
        case kImageWidth: width = value; break;
        case kImageLength: height = value; break;
        default: break;
      }
    }
    if (!copy) {
      const Result<PixelSize> size = CheckSize(width, height, limits);
      if (!size) return tl::unexpected(size.error());
      pages.push_back({directory, *size});
    }
    if (pages.size() > most_pages || seen.size() > kDirectoriesPerPage * (most_pages + 1)) {
      return Fail(ErrorCode::kTooLarge, "the file has more than " + std::to_string(limits.max_pages) +
                                            " pages; split it or raise --max-pages");
    }
    directory = reader.Read(next, reader.offset_size());
  }
  if (pages.empty()) return CutOff();
  return pages;
}

}  // namespace labintake::image
