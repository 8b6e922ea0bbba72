#include "extractors/image/decode.h"

#include <exception>
#include <new>
#include <string_view>
#include <utility>

#include "extractors/image/heic.h"
#include "extractors/image/jpeg.h"
#include "extractors/image/picture_errors.h"
#include "extractors/image/picture_type.h"
#include "extractors/image/png.h"
#include "extractors/image/tiff.h"
#include "extractors/image/webp.h"

namespace labintake::image {
namespace {

// Formats of one picture a file. Decoded when it is asked for, not when the file is opened.
class OnePicture : public scan::ImageFile {
 public:
  using Read = Result<Raster> (*)(std::string_view bytes, const scan::DecodeLimits& limits);

  OnePicture(std::string bytes, const scan::DecodeLimits& limits, Read read)
      : bytes_(std::move(bytes)), limits_(limits), read_(read) {}
  int page_count() const override { return 1; }
  Result<Raster> ReadPage(int) override { return read_(bytes_, limits_); }

 private:
  std::string bytes_;
  scan::DecodeLimits limits_;
  Read read_;
};

// No exception goes out, whatever the format: of our own there is only bad_alloc.
template <typename T, typename Work>
Result<T> Contained(const Work& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return OutOfMemory();
  } catch (const std::exception&) {
    return Damaged();
  }
}

class ContainedFile : public scan::ImageFile {
 public:
  explicit ContainedFile(std::unique_ptr<scan::ImageFile> file) : file_(std::move(file)) {}
  int page_count() const override { return file_->page_count(); }
  Result<Raster> ReadPage(int number) override {
    return Contained<Raster>([&] { return file_->ReadPage(number); });
  }

 private:
  std::unique_ptr<scan::ImageFile> file_;
};

using SizeOf = Result<PixelSize> (*)(std::string_view bytes, const scan::DecodeLimits& limits);

Result<std::unique_ptr<scan::ImageFile>> OpenOne(std::string bytes, const scan::DecodeLimits& limits, SizeOf size_of,
                                                 OnePicture::Read read) {
  if (const Result<PixelSize> size = size_of(bytes, limits); !size) return tl::unexpected(size.error());
  return std::make_unique<OnePicture>(std::move(bytes), limits, read);
}

Result<std::unique_ptr<scan::ImageFile>> Open(std::string bytes, const scan::DecodeLimits& limits) {
  const std::string_view type = PictureType(bytes);
  if (type == "image/jpeg") return OpenOne(std::move(bytes), limits, JpegSize, ReadJpeg);
  if (type == "image/png") return OpenOne(std::move(bytes), limits, PngSize, ReadPng);
  if (type == "image/webp") return OpenOne(std::move(bytes), limits, WebpSize, ReadWebp);
  if (type == "image/tiff") return OpenTiff(std::move(bytes), limits);
  if (type == "image/heic") return OpenHeic(std::move(bytes), limits);
  return Fail(ErrorCode::kUnsupported,
              "the file is no picture that can be read; save it as PNG, JPEG, TIFF or PDF first");
}

}  // namespace

Result<std::unique_ptr<scan::ImageFile>> OpenImageFile(std::string bytes, const scan::DecodeLimits& limits) {
  using File = std::unique_ptr<scan::ImageFile>;
  return Contained<File>([&]() -> Result<File> {
    Result<File> file = Open(std::move(bytes), limits);
    if (!file) return file;
    return std::make_unique<ContainedFile>(std::move(*file));
  });
}

}  // namespace labintake::image
