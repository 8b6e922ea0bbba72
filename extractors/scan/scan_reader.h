// Pictures of pages to words: what the rest of the program sees of Leptonica, libheif and Tesseract.
//
// Those libraries and their own dependencies cost more time to load than a page of text costs to read; they live in a
// module (liblabintake_scan.so) that pipeline/scan_module loads when the first picture is met. This header has no type
// of theirs.
//
// A ScanReader holds one recogniser. Not thread-safe; one a process.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"
#include "model/geometry.h"
#include "model/page.h"
#include "model/raster.h"

namespace labintake::scan {

struct ScanOptions {
  bool second_reading = true;  // each run of text is read by two networks
  std::string languages;       // Tesseract's names, joined by "+"; "": chosen page by page
  std::string save_steps;      // folder for an image of each step; "": none
  std::string
      without;  // steps left out, by the names of extractors/scan/steps.h, joined by ","; for people who measure
  std::string tessdata;  // folder of the language models; "": that of Debian's packages
};

struct DecodeLimits {
  int max_pages = 2000;
  double max_megapixels = 200;    // as stored; more is refused before anything is decoded
  double target_megapixels = 12;  // larger pictures are reduced while they are decoded
};

// Which part of which page a picture is.
struct Placement {
  int page = 1;
  double page_width = 0, page_height = 0;  // points; 0: the picture is the page, and its letters give the size
  Box area;                                // of the picture on the page; Box{}: the whole page
  std::vector<Box> skip;                   // parts whose words are already known from the text layer
};

struct ScannedPage {
  Page page;            // kind kScan; words with confidence and origin kOcr; nothing where `problem` is set
  std::string problem;  // one sentence: why a person has to read the page; "" when it was read
};

class ScanReader {
 public:
  virtual ~ScanReader() = default;

  // Never throws. The same picture gives the same page.
  virtual ScannedPage Read(const Raster& picture, const Placement& placement) = 0;
};

// A file with pictures: PNG, JPEG, TIFF, WebP, HEIC.
class ImageFile {
 public:
  virtual ~ImageFile() = default;
  virtual int page_count() const = 0;
  // REQUIRES: 1 <= number <= page_count(). Upright by its EXIF orientation.
  virtual Result<Raster> ReadPage(int number) = 0;
};

// What the module exports, under the name kModuleSymbol.
struct ModuleApi {
  // Bytes that PictureType() (extractors/image/picture_type.h) knows. Errors: kDamaged, kTooLarge, kUnsupported.
  Result<std::unique_ptr<ImageFile>> (*open_image_file)(std::string bytes, const DecodeLimits& limits);
  // Errors: kConfiguration, a language model is missing; kArgument, see StepsWithout().
  Result<std::unique_ptr<ScanReader>> (*make_scan_reader)(const ScanOptions& options);
};
inline constexpr char kModuleSymbol[] = "labintake_scan_module";

}  // namespace labintake::scan
