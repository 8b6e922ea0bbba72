#include "extractors/image/picture_type.h"

#include <gtest/gtest.h>

#include <string>

namespace labintake::image {
namespace {

std::string Ftyp(const std::string& main, const std::string& others = "") {
  const auto size = static_cast<char>(16 + others.size());
  return std::string(3, '\0') + size + "ftyp" + main + std::string(4, '\0') + others + "further boxes";
}

TEST(PictureType, KnowsTheFormatsThatAreDecoded) {
  EXPECT_EQ(PictureType("\x89PNG\r\n\x1a\n..."), "image/png");
  EXPECT_EQ(PictureType("\xff\xd8\xff\xe1..."), "image/jpeg");
  EXPECT_EQ(PictureType(std::string("II*\0\x08", 5)), "image/tiff");
  EXPECT_EQ(PictureType(std::string("MM\0*", 4)), "image/tiff");
  EXPECT_EQ(PictureType(std::string("II+\0\x08\0\0\0", 8)), "image/tiff");
  EXPECT_EQ(PictureType(std::string("MM\0+", 4)), "image/tiff");
  EXPECT_EQ(PictureType("RIFF....WEBPVP8 "), "image/webp");
  EXPECT_EQ(PictureType(Ftyp("heic")), "image/heic");
  EXPECT_EQ(PictureType(Ftyp("heix", "mif1")), "image/heic");
  EXPECT_EQ(PictureType(Ftyp("mif1", "mif1heic")), "image/heic");
}

TEST(PictureType, AvifIsNotHeic) {
  EXPECT_EQ(PictureType(Ftyp("avif", "mif1miaf")), "");
  EXPECT_EQ(PictureType(Ftyp("mif1", "mif1avifmiaf")), "");
  EXPECT_EQ(PictureType(Ftyp("isom", "mp41")), "");
}

TEST(PictureType, OtherBytesAreNone) {
  for (const std::string bytes :
       {"", "%PDF-1.7", "GIF89a", "BM", "\xff\xd8", "RIFF", "RIFF....WAVE", "II", "II*", "\x89PNG"})
    EXPECT_EQ(PictureType(bytes), "") << bytes;
  EXPECT_EQ(PictureType(std::string("\0\0\0\x18"
                                    "ftyp",
                                    8)),
            "");
  EXPECT_EQ(PictureType(std::string("\0\0\0\x18"
                                    "ftyphei",
                                    11)),
            "");
  EXPECT_EQ(PictureType(std::string("\xff\xff\xff\xff"
                                    "ftypmif1",
                                    12)),
            "image/heic");
}

}  // namespace
}  // namespace labintake::image
