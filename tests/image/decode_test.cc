#include "extractors/image/decode.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/image/corner_marks.h"
#include "tests/image/made_heic.h"
#include "tests/image/made_jpeg.h"
#include "tests/image/made_png.h"
#include "tests/image/made_tiff.h"
#include "tests/image/made_webp.h"

namespace labintake::image {
namespace {

// One small file of each kind that takes a way of its own through the code.
std::map<std::string, std::string> SmallFiles() {
  const Raster page = PageLike(90, 70);
  std::map<std::string, std::string> out;
  out["png"] = MakePng({.width = 90, .height = 70, .rows = page.grey, .exif = Exif(6)});
  out["interlaced png"] = MakePng({.width = 90, .height = 70, .interlaced = true, .rows = page.grey});
  out["palette png"] = MakePng({.width = 8,
                                .height = 2,
                                .bits = 4,
                                .color_type = 3,
                                .rows = {1, 2, 3, 0, 0x10, 0x21, 0, 1},
                                .palette = {0, 0, 0, 255, 0, 0, 9, 9, 9, 255, 255, 255},
                                .palette_alpha = {1, 2}});
  out["jpeg"] = MakeJpeg({.width = 90, .height = 70, .samples = page.grey, .exif = Exif(5)});
  out["progressive jpeg"] = MakeJpeg(page, true);
  JpegToMake inks{.width = 16, .height = 16, .components = 4};
  inks.samples.resize(16 * 16 * 4, 80);
  out["ink jpeg"] = MakeJpeg(inks);
  TiffToMake tiff{.width = 90, .height = 70, .rows = page.grey};
  for (const int compression : {1, 5, 7, 8, 32773}) {
    tiff.compression = compression;
    tiff.rows_per_strip = 16;
    out["tiff " + std::to_string(compression)] = MakeTiff({tiff, tiff});
  }
  tiff.tile = 32;
  tiff.compression = 8;
  out["tiled tiff"] = MakeTiff({tiff}, "w8");
  TiffToMake fax{.width = 90, .height = 70, .bits = 1, .photometric = 0, .x_resolution = 204, .y_resolution = 98};
  for (std::size_t i = 0; i < 12 * 70; ++i) fax.rows.push_back(page.grey[i]);
  for (const int compression : {2, 3, 4}) {
    fax.compression = compression;
    out["fax " + std::to_string(compression)] = MakeTiff({fax});
  }
  std::vector<std::uint8_t> rgba;
  for (const std::uint8_t value : page.grey)
    rgba.insert(rgba.end(), {value, value, value, static_cast<std::uint8_t>(255 - value / 2)});
  out["webp"] = MakeWebp(rgba, 90, 70, true);
  out["lossy webp"] = WithExif(MakeWebp(rgba, 90, 70, false), 90, 70, Exif(7));
  if (auto heic = MakeHeic({.pictures = {page}, .orientation = 6, .exif = Exif(6)})) out["heic"] = *heic;
  return out;
}

TEST(Decode, EachKindCanBeRead) {
  for (const auto& [name, bytes] : SmallFiles()) EXPECT_EQ(DecodeError(bytes).message, "") << name;
}

TEST(Decode, SamePictureEachTime) {
  for (const auto& [name, bytes] : SmallFiles()) {
    const auto file = OpenImageFile(bytes, {});
    ASSERT_TRUE(file.has_value()) << name;
    EXPECT_EQ((*file)->ReadPage(1)->grey, (*file)->ReadPage(1)->grey) << name;
  }
}

TEST(Decode, OtherFilesAreNoPictures) {
  EXPECT_EQ(DecodeError("").code, ErrorCode::kUnsupported);
  EXPECT_EQ(DecodeError("%PDF-1.7").code, ErrorCode::kUnsupported);
}

// The sentence that is asked for, whatever the format; and nothing on the terminal.
TEST(Decode, CutOffFilesSaySo) {
  testing::internal::CaptureStderr();
  for (const auto& [name, bytes] : SmallFiles()) {
    for (const double part : {0.02, 0.3, 0.5, 0.75, 0.9}) {
      const std::size_t size =
          std::max<std::size_t>(16, static_cast<std::size_t>(part * static_cast<double>(bytes.size())));
      const Error error = DecodeError(bytes.substr(0, size));
      EXPECT_EQ(error.code, ErrorCode::kDamaged) << name << " " << part;
      EXPECT_EQ(error.message, "the picture is damaged (cut off); ask for it again") << name << " " << part;
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

// Any bytes that begin like a picture give a picture within the limits, or an error with a sentence.
TEST(Decode, ChangedBytesAreSafe) {
  const std::map<std::string, std::string> files = SmallFiles();
  scan::DecodeLimits limits;
  limits.max_pages = 20;
  limits.max_megapixels = 2;
  limits.target_megapixels = 0.004;
  std::mt19937 random(20240607);
  testing::internal::CaptureStderr();
  int read = 0, refused = 0;
  for (int i = 0; i < 250; ++i) {
    for (const auto& [name, whole] : files) {
      std::string bytes = whole;
      const int changes = 1 + static_cast<int>(random() % 6);
      for (int n = 0; n < changes; ++n) {
        // Half of them in the headers, where most sizes and offsets are.
        const std::size_t end = random() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 200) : bytes.size();
        const std::size_t at = random() % end;
        bytes[at] =
            random() % 3 == 0 ? static_cast<char>(bytes[at] ^ (1 << random() % 8)) : static_cast<char>(random());
      }
      if (random() % 8 == 0) bytes.resize(random() % bytes.size());
      const auto file = OpenImageFile(std::move(bytes), limits);
      if (!file) {
        EXPECT_FALSE(file.error().message.empty());
        ++refused;
        continue;
      }
      for (int page = 1; page <= (*file)->page_count(); ++page) {
        const Result<Raster> picture = (*file)->ReadPage(page);
        if (!picture) {
          EXPECT_FALSE(picture.error().message.empty());
          ++refused;
          continue;
        }
        EXPECT_GE(picture->width, 1);
        EXPECT_GE(picture->height, 1);
        EXPECT_LE(picture->width * picture->height, 4000);
        EXPECT_EQ(picture->grey.size(), static_cast<std::size_t>(picture->width * picture->height));
        ++read;
      }
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  // Both happen, else the test shows nothing.
  EXPECT_GT(read, 200);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace labintake::image
