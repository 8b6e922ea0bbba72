#include <gtest/gtest.h>

#include <chrono>

#include "extractors/image/decode.h"
#include "extractors/image/tiff_pages.h"
#include "tests/image/corner_marks.h"
#include "tests/image/made_tiff.h"

namespace labintake::image {
namespace {

constexpr int kNone = 1, kG31 = 2, kG3 = 3, kG4 = 4, kLzw = 5, kJpeg = 7, kDeflate = 8, kPackBits = 32773;
constexpr int kLeastIsWhite = 0, kLeastIsBlack = 1, kRgb = 2, kPalette = 3, kInks = 5, kYCbCr = 6;

TiffToMake GreyPage(const Raster& picture, int compression = kNone) {
  return {.width = picture.width, .height = picture.height, .compression = compression, .rows = picture.grey};
}

// Black print of a picture as bits.
TiffToMake BitPage(const Raster& picture, int compression, int photometric) {
  TiffToMake page{.width = picture.width,
                  .height = picture.height,
                  .bits = 1,
                  .photometric = photometric,
                  .compression = compression};
  for (int y = 0; y < picture.height; ++y) {
    for (int x0 = 0; x0 < picture.width; x0 += 8) {
      int byte = 0;
      for (int x = x0; x < x0 + 8; ++x) {
        const bool black = x < picture.width && picture.grey[static_cast<std::size_t>(y) * picture.width + x] < 128;
        byte = byte << 1 | (black == (photometric == kLeastIsWhite) ? 1 : 0);
      }
      page.rows.push_back(static_cast<std::uint8_t>(byte));
    }
  }
  return page;
}

Raster InBlackAndWhite(Raster picture) {
  for (std::uint8_t& pixel : picture.grey) pixel = pixel < 128 ? 0 : 255;
  return picture;
}

TEST(Tiff, FaxInBothPolarities) {
  const Raster picture = PageLike(203, 90);
  for (const int compression : {kNone, kG31, kG3, kG4, kLzw, kDeflate, kPackBits}) {
    for (const int photometric : {kLeastIsWhite, kLeastIsBlack}) {
      const Raster out = Decoded(MakeTiff({BitPage(picture, compression, photometric)}));
      EXPECT_EQ(out.grey, InBlackAndWhite(picture).grey) << compression << " " << photometric;
    }
  }
}

TEST(Tiff, GreyOfEveryDepth) {
  const auto pixels = [](int bits, int photometric, std::vector<std::uint8_t> rows, int width) {
    return Decoded(MakeTiff({{.width = width, .height = 1, .bits = bits, .photometric = photometric, .rows = rows}}))
        .grey;
  };
  EXPECT_EQ(pixels(2, kLeastIsBlack, {0b00011011}, 4), (std::vector<std::uint8_t>{0, 85, 170, 255}));
  EXPECT_EQ(pixels(2, kLeastIsWhite, {0b00011011}, 4), (std::vector<std::uint8_t>{255, 170, 85, 0}));
  EXPECT_EQ(pixels(4, kLeastIsBlack, {0x0F, 0x80}, 3), (std::vector<std::uint8_t>{0, 255, 136}));
  EXPECT_EQ(pixels(8, kLeastIsWhite, {0, 100, 255}, 3), (std::vector<std::uint8_t>{255, 155, 0}));
  const std::vector<std::uint8_t> deep = pixels(16, kLeastIsBlack, {0, 0, 0, 0x80, 0xFF, 0xFF}, 3);
  EXPECT_EQ(deep, (std::vector<std::uint8_t>{0, 128, 255}));
}

TEST(Tiff, GreyInStripsAndTiles) {
  const Raster picture = PageLike(150, 130);
  for (const int compression : {kNone, kLzw, kDeflate, kPackBits}) {
    TiffToMake page = GreyPage(picture, compression);
    EXPECT_EQ(Decoded(MakeTiff({page})).grey, picture.grey);
    page.rows_per_strip = 7;
    EXPECT_EQ(Decoded(MakeTiff({page})).grey, picture.grey);
    page.tile = 64;
    EXPECT_EQ(Decoded(MakeTiff({page})).grey, picture.grey);
  }
}

TEST(Tiff, ByteOrdersAndBigTiff) {
  const Raster picture = PageLike(50, 30);
  for (const char* mode : {"wl", "wb", "w8l", "w8b"})
    EXPECT_EQ(Decoded(MakeTiff({GreyPage(picture)}, mode)).grey, picture.grey);
}

TEST(Tiff, Colors) {
  const std::vector<std::uint8_t> rgb = {255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255};
  const std::vector<std::uint8_t> grey = {255, 76, 150, 29};
  for (const int compression : {kNone, kLzw, kDeflate}) {
    EXPECT_EQ(Decoded(MakeTiff({{.width = 4,
                                 .height = 1,
                                 .samples = 3,
                                 .photometric = kRgb,
                                 .compression = compression,
                                 .rows = rgb}}))
                  .grey,
              grey);
  }
  EXPECT_EQ(Decoded(MakeTiff({{.width = 3,
                               .height = 1,
                               .samples = 4,
                               .photometric = kRgb,
                               .alpha = true,
                               .rows = {0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 102}}}))
                .grey,
            (std::vector<std::uint8_t>{0, 255, 153}));
  EXPECT_EQ(Decoded(MakeTiff({{.width = 3,
                               .height = 1,
                               .samples = 4,
                               .photometric = kInks,
                               .rows = {0, 0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 0}}}))
                .grey,
            (std::vector<std::uint8_t>{255, 0, 76}));
  EXPECT_EQ(Decoded(MakeTiff({{.width = 2,
                               .height = 1,
                               .bits = 1,
                               .photometric = kPalette,
                               .palette = {0xFFFF, 0xFFFF, 0xFFFF, 0, 0xFFFF, 0},
                               .rows = {0b01000000}}}))
                .grey,
            (std::vector<std::uint8_t>{255, 76}));
  // A palette of which only 8 of the 16 bits are used.
  EXPECT_EQ(Decoded(MakeTiff({{.width = 2,
                               .height = 1,
                               .bits = 1,
                               .photometric = kPalette,
                               .palette = {0xFF, 0xFF, 0xFF, 0, 0xFF, 0},
                               .rows = {0b01000000}}}))
                .grey,
            (std::vector<std::uint8_t>{255, 76}));
}

TEST(Tiff, JpegInside) {
  const Raster picture = PageLike(96, 80);
  TiffToMake page = GreyPage(picture, kJpeg);
  page.rows_per_strip = 16;
  ExpectNear(Decoded(MakeTiff({page})), picture, 110);
  for (const int tile : {0, 32}) {
    TiffToMake color{
        .width = 32, .height = 32, .samples = 3, .photometric = kYCbCr, .compression = kJpeg, .tile = tile};
    for (int i = 0; i < 32 * 32; ++i) color.rows.insert(color.rows.end(), {255, 0, 0});
    EXPECT_NEAR(Decoded(MakeTiff({color})).grey.at(500), 76, 3);
  }
}

TEST(Tiff, TurnedByItsOrientation) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (const int tile : {0, 16}) {
      TiffToMake page = GreyPage(StoredWith(orientation));
      page.orientation = orientation;
      page.tile = tile;
      ExpectUpright(Decoded(MakeTiff({page})), orientation >= 5, 0);
    }
  }
}

TEST(Tiff, FaxBecomesSquare) {
  TiffToMake page = BitPage(PageLike(1728, 1000), kG3, kLeastIsWhite);
  page.x_resolution = 204;
  page.y_resolution = 98;
  const Raster out = Decoded(MakeTiff({page}));
  EXPECT_EQ(out.width, 1728);
  EXPECT_EQ(out.height, 2082);
  EXPECT_EQ(out.dpi, 204);
  // In dots a centimetre, and turned: the scaled side is that of the file.
  page.x_resolution = 80.31;
  page.y_resolution = 38.58;
  page.resolution_unit = 3;
  page.orientation = 6;
  const Raster turned = Decoded(MakeTiff({page}));
  EXPECT_EQ(turned.width, 2082);
  EXPECT_EQ(turned.height, 1728);
  EXPECT_NEAR(turned.dpi, 204, 0.1);
  // Without a unit there is still a ratio.
  page.resolution_unit = 1;
  EXPECT_EQ(Decoded(MakeTiff({page})).width, 2082);
  EXPECT_EQ(Decoded(MakeTiff({page})).dpi, 0);
}

TEST(Tiff, SquareAndReducedAtOnce) {
  TiffToMake page = BitPage(PageLike(1728, 1000), kG4, kLeastIsWhite);
  page.x_resolution = 204;
  page.y_resolution = 98;
  scan::DecodeLimits limits;
  limits.target_megapixels = 1;
  const Raster out = Decoded(MakeTiff({page}), limits);
  EXPECT_LE(out.width * out.height, 1'000'000);
  EXPECT_NEAR(static_cast<double>(out.height) / out.width, 2082.0 / 1728, 0.01);
  EXPECT_NEAR(out.dpi, 204.0 * out.width / 1728, 0.1);
}

TEST(Tiff, ResolutionWhereItCanBeTrue) {
  const auto dpi = [](double resolution, int unit) {
    TiffToMake page = GreyPage(PageLike(20, 10));
    page.x_resolution = page.y_resolution = resolution;
    page.resolution_unit = unit;
    return Decoded(MakeTiff({page})).dpi;
  };
  EXPECT_EQ(dpi(300, 2), 300);
  EXPECT_NEAR(dpi(118.11, 3), 300, 0.01);
  EXPECT_EQ(dpi(300, 1), 0);
  EXPECT_EQ(dpi(72, 2), 0);
  EXPECT_EQ(dpi(0, 2), 0);
  EXPECT_EQ(dpi(5000, 2), 0);
}

TEST(Tiff, PagesWithoutTheirCopies) {
  const Raster first = PageLike(60, 40), second = PageLike(30, 70);
  TiffToMake thumbnail = GreyPage(PageLike(10, 10));
  thumbnail.reduced_copy = true;
  const auto file = OpenImageFile(
      MakeTiff({GreyPage(first), thumbnail, BitPage(second, kG4, kLeastIsWhite), GreyPage(first, kLzw)}), {});
  ASSERT_TRUE(file.has_value());
  ASSERT_EQ((*file)->page_count(), 3);
  EXPECT_EQ((*file)->ReadPage(3)->grey, first.grey);
  EXPECT_EQ((*file)->ReadPage(2)->grey, InBlackAndWhite(second).grey);
  EXPECT_EQ((*file)->ReadPage(1)->grey, first.grey);
}

TEST(Tiff, LimitsAreCheckedBeforeDecoding) {
  EXPECT_EQ(OpenImageFile(ManyDirectories(2000), {})->get()->page_count(), 2000);
  const Error error = DecodeError(ManyDirectories(2001));
  EXPECT_EQ(error.code, ErrorCode::kTooLarge);
  EXPECT_EQ(error.message, "the file has more than 2000 pages; split it or raise --max-pages");

  std::string large = ManyDirectories(3);
  large[8 + 2 * 30 + 2 + 8 + 2] = 100;  // the width of the last page: 100 * 65536 + 1, which is a LONG
  large[8 + 2 * 30 + 2 + 2] = 4;
  EXPECT_EQ(DecodeError(large).code, ErrorCode::kTooLarge);
}

TEST(Tiff, AMillionDirectoriesAreRefusedSoon) {
  const std::string bytes = ManyDirectories(1'000'000);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kTooLarge);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

TEST(Tiff, ChainOfDirectoriesThatIsBroken) {
  std::string loop = ManyDirectories(3);
  loop[8 + 2 * 30 + 26] = 8;  // the last is followed by the first
  EXPECT_EQ(DecodeError(loop).code, ErrorCode::kDamaged);
  const std::string whole = ManyDirectories(3);
  for (std::size_t size = 8; size < whole.size(); ++size)
    EXPECT_EQ(DecodeError(whole.substr(0, size)).code, ErrorCode::kDamaged);
}

TEST(Tiff, PagesThatAreNotAllThere) {
  const Raster picture = PageLike(300, 200);
  for (const int compression : {kNone, kG3, kG4, kLzw, kJpeg, kDeflate, kPackBits}) {
    const bool fax = compression == kG3 || compression == kG4;
    TiffToMake page = fax ? BitPage(picture, compression, kLeastIsWhite) : GreyPage(picture, compression);
    page.rows_per_strip = compression == kG4 ? 0 : 32;
    // libtiff writes the directory last; a second page moves the first one's before the end.
    const std::string whole = MakeTiff({page, page});
    for (const double part : {0.2, 0.45, 0.6, 0.9}) {
      const Error error =
          DecodeError(whole.substr(0, static_cast<std::size_t>(part * static_cast<double>(whole.size()))));
      EXPECT_EQ(error.code, ErrorCode::kDamaged) << compression << " " << part;
      EXPECT_EQ(error.message, "the picture is damaged (cut off); ask for it again") << compression << " " << part;
    }
  }
}

// The data of a strip ends early though the file does not.
TEST(Tiff, StripsThatEndEarly) {
  const Raster picture = PageLike(300, 200);
  for (const int compression : {kG31, kG3, kG4, kLzw, kJpeg, kDeflate, kPackBits}) {
    const bool fax = compression == kG31 || compression == kG3 || compression == kG4;
    TiffToMake page = fax ? BitPage(picture, compression, kLeastIsWhite) : GreyPage(picture, compression);
    std::string bytes = MakeTiff({page});
    const auto pages = FindTiffPages(bytes, {});
    ASSERT_TRUE(pages.has_value());
    std::size_t entry = pages->front().directory + 2;
    while (bytes.substr(entry, 2) != "\x17\x01") entry += 12;  // StripByteCounts
    unsigned size = 0;
    for (int i = 3; i >= 0; --i)
      size = size << 8 | static_cast<unsigned char>(bytes[entry + 8 + static_cast<std::size_t>(i)]);
    size = size / 2;
    for (std::size_t i = 0; i < 4; ++i) bytes[entry + 8 + i] = static_cast<char>(size >> (8 * i));
    EXPECT_EQ(DecodeError(bytes).code, ErrorCode::kDamaged) << compression;
  }
}

// A fax that came over a bad line is read; one that is mostly noise is not.
TEST(Tiff, NoiseInAFax) {
  const Raster picture = PageLike(300, 1000);
  const auto with_noise = [&](int compression, int places) {
    std::string bytes = MakeTiff({BitPage(picture, compression, kLeastIsWhite)});
    const std::size_t end = FindTiffPages(bytes, {})->front().directory;
    for (int i = 0; i < places; ++i)
      bytes[8 + (end - 8) * static_cast<std::size_t>(i + 1) / static_cast<std::size_t>(places + 1)] ^= 0x55;
    return bytes;
  };
  const Raster out = Decoded(with_noise(kG3, 3));
  const Raster expected = InBlackAndWhite(picture);
  int changed = 0;
  for (std::size_t i = 0; i < out.grey.size(); ++i) changed += out.grey[i] != expected.grey[i] ? 1 : 0;
  EXPECT_LT(changed, 10 * 300);
  EXPECT_EQ(DecodeError(with_noise(kG3, 200)).code, ErrorCode::kDamaged);
  EXPECT_EQ(DecodeError(with_noise(kG4, 1)).code, ErrorCode::kDamaged);
}

}  // namespace
}  // namespace labintake::image
