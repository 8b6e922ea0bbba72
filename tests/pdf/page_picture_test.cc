#include <gtest/gtest.h>

#include <cstdio>

#include "extractors/pdf/pdf_document.h"

namespace labintake::pdf {
namespace {

// A PDF whose page of 300 x 200 points draws `content`; /I is a picture with these keys and samples.
std::string MakePdf(const std::string& content, const std::string& picture_keys, const std::string& samples,
                    const std::string& page_keys = "") {
  const auto stream = [](const std::string& keys, const std::string& bytes) {
    return "<<" + keys + "/Length " + std::to_string(bytes.size()) + ">>stream\n" + bytes + "\nendstream";
  };
  const std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]" + page_keys +
          "/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R/J 6 0 R>>/ExtGState<</G <</ca 0.5>>>>>>/Contents 4 0 R>>",
      stream("", content),
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
      stream("/Type/XObject/Subtype/Image" + picture_keys, samples)};
  std::string out = "%PDF-1.4\n", xref = "xref\n0 7\n0000000000 65535 f \n";
  for (size_t i = 0; i < objects.size(); ++i) {
    char line[21];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", out.size());
    xref += line;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  return out + xref + "trailer<</Size 7/Root 1 0 R>>\nstartxref\n" + std::to_string(out.size()) + "\n%%EOF\n";
}

constexpr const char* kWhole = "q 300 0 0 200 0 0 cm /I Do Q ";
constexpr const char* kGrey32 = "/Width 3/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray";
const std::string kSix("\x0a\x14\x1e\x28\x32\x3c", 6);  // 10 20 30 / 40 50 60

Result<PlacedPicture> Take(const std::string& pdf, const PictureLimits& limits = {}) {
  auto document = PdfDocument::Open(pdf, "", {});
  if (!document) return tl::unexpected(document.error());
  return document->PagePicture(1, limits);
}

using Grey = std::vector<uint8_t>;

// True when the stored samples were given; the rendered page has many more.
bool Stored(const Result<PlacedPicture>& picture) { return picture && picture->raster.grey.size() == 6; }

TEST(PagePicture, TheStoredPictureWhereItIsThePage) {
  const auto picture = Take(MakePdf(kWhole, kGrey32, kSix));
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_EQ(picture->raster.width, 3);
  EXPECT_EQ(picture->raster.height, 2);
  EXPECT_EQ(picture->raster.grey, (Grey{10, 20, 30, 40, 50, 60}));
  EXPECT_NEAR(picture->raster.dpi, 0.72, 1e-9);
  EXPECT_EQ(picture->area, (Box{0, 0, 300, 200}));
}

TEST(PagePicture, ASmallerPictureOnPaper) {
  const auto picture = Take(MakePdf("1 g 0 0 300 200 re f q 150 0 0 100 30 80 cm /I Do Q", kGrey32, kSix));
  ASSERT_TRUE(Stored(picture));
  EXPECT_EQ(picture->area, (Box{30, 20, 180, 120}));
}

TEST(PagePicture, StoredSamplesOfEveryKind) {
  const auto grey = [](const std::string& keys, const std::string& samples) {
    const auto picture = Take(MakePdf(kWhole, "/Width 3/Height 2" + keys, samples));
    EXPECT_TRUE(picture);
    return picture ? picture->raster.grey : Grey{};
  };
  EXPECT_EQ(grey("/BitsPerComponent 8/ColorSpace/DeviceGray/Decode[1 0]", kSix), (Grey{245, 235, 225, 215, 205, 195}));
  // One bit: rows begin at whole bytes.
  const std::string bits("\xa0\x40", 2);
  EXPECT_EQ(grey("/BitsPerComponent 1/ColorSpace/DeviceGray", bits), (Grey{255, 0, 255, 0, 255, 0}));
  EXPECT_EQ(grey("/BitsPerComponent 1/ColorSpace/DeviceGray/Decode[1 0]", bits), (Grey{0, 255, 0, 255, 0, 255}));
  EXPECT_EQ(grey("/BitsPerComponent 1/ColorSpace[/Indexed/DeviceRGB 1 <ff0000ffffff>]", bits),
            (Grey{255, 77, 255, 77, 255, 77}));
  EXPECT_EQ(grey("/ImageMask true", bits), (Grey{255, 0, 255, 0, 255, 0}));
  EXPECT_EQ(grey("/ImageMask true/Decode[1 0]", bits), (Grey{0, 255, 0, 255, 0, 255}));
  const std::string rgb("\xff\xff\xff\0\0\0\x80\x80\x80\xff\0\0\0\xff\0\0\0\xff", 18);
  EXPECT_EQ(grey("/BitsPerComponent 8/ColorSpace/DeviceRGB", rgb), (Grey{255, 0, 128, 76, 149, 29}));
  const std::string deep("\x0a\0\x14\0\x1e\0\x28\0\x32\0\x3c\0", 12);
  EXPECT_EQ(grey("/BitsPerComponent 16/ColorSpace/DeviceGray", deep), (Grey{10, 20, 30, 40, 50, 60}));
}

TEST(PagePicture, TurnedAsThePageIsDisplayed) {
  // Rows 10 20 30 / 40 50 60 turned clockwise.
  auto picture = Take(MakePdf(kWhole, kGrey32, kSix, "/Rotate 90"));
  ASSERT_TRUE(Stored(picture));
  EXPECT_EQ(picture->raster.width, 2);
  EXPECT_EQ(picture->raster.grey, (Grey{40, 10, 50, 20, 60, 30}));
  EXPECT_EQ(picture->area, (Box{0, 0, 200, 300}));
  picture = Take(MakePdf(kWhole, kGrey32, kSix, "/Rotate 180"));
  ASSERT_TRUE(Stored(picture));
  EXPECT_EQ(picture->raster.grey, (Grey{60, 50, 40, 30, 20, 10}));
  picture = Take(MakePdf(kWhole, kGrey32, kSix, "/Rotate 270"));
  ASSERT_TRUE(Stored(picture));
  EXPECT_EQ(picture->raster.grey, (Grey{30, 60, 20, 50, 10, 40}));
  // Stored upside down and set upright again, as some scanners do.
  picture = Take(MakePdf("q 300 0 0 -200 0 200 cm /I Do Q", kGrey32, kSix));
  ASSERT_TRUE(Stored(picture));
  EXPECT_EQ(picture->raster.grey, (Grey{40, 50, 60, 10, 20, 30}));
}

// The stored and the rendered picture show the same at the same place.
TEST(PagePicture, RenderingAgreesWithTheStoredPicture) {
  for (const char* rotate : {"/Rotate 0", "/Rotate 90", "/Rotate 180", "/Rotate 270"}) {
    for (const char* matrix : {"300 0 0 200 0 0", "-300 0 0 200 300 0", "300 0 0 -200 0 200"}) {
      const std::string draw = std::string("q ") + matrix + " cm /I Do Q ";
      const auto stored = Take(MakePdf(draw, kGrey32, kSix, rotate));
      const auto rendered = Take(MakePdf(draw + "0 g 0 0 1 1 re f", kGrey32, kSix, rotate));
      ASSERT_TRUE(Stored(stored) && rendered);
      const Raster &s = stored->raster, &r = rendered->raster;
      ASSERT_GT(r.grey.size(), 100'000u);
      for (int y = 0; y < s.height; ++y) {
        for (int x = 0; x < s.width; ++x) {
          const int u = (2 * x + 1) * r.width / (2 * s.width), v = (2 * y + 1) * r.height / (2 * s.height);
          EXPECT_NEAR(r.grey[static_cast<size_t>(v * r.width + u)], s.grey[static_cast<size_t>(y * s.width + x)], 2)
              << rotate << matrix << x << y;
        }
      }
    }
  }
}

TEST(PagePicture, WhatNobodySeesChangesNothing) {
  const std::string whole = kWhole;
  for (const std::string& content : std::vector<std::string>{
           whole + "BT /F 10 Tf 3 Tr 100 100 Td (an OCR layer) Tj ET",  // invisible
           whole + "BT /F 10 Tf 900 100 Td (outside) Tj ET",            // not on the page
           "0.5 g 10 10 100 100 re f " + whole,                         // under the picture
           "BT /F 10 Tf 100 100 Td (under) Tj ET " + whole,
           whole + "BT /F 10 Tf 100 100 Td (  ) Tj ET",
           "0 0 300 200 re W n " + whole,
       }) {
    EXPECT_TRUE(Stored(Take(MakePdf(content, kGrey32, kSix)))) << content;
  }
}

TEST(PagePicture, RenderedWhereMoreIsSeen) {
  const std::string whole = kWhole;
  for (const std::string& content : std::vector<std::string>{
           whole + "BT /F 10 Tf 100 100 Td (a stamp) Tj ET", whole + "0 g 10 10 100 20 re f",
           whole + "1 g 10 10 100 20 re f",  // hides a part of it
           whole + "0 G 10 10 m 100 10 l S",
           whole + "q 30 0 0 20 10 10 cm /J Do Q",                  // a second picture
           "0 g 0 0 300 200 re f q 100 0 0 66.7 30 80 cm /I Do Q",  // more than paper around it
           "q 300 20 -20 200 0 0 cm /I Do Q",                       // crooked
           "q 1 0 0 1 150 100 cm 300 0 0 200 0 0 cm /I Do Q",       // only a part is on the page
           "0 0 100 100 re W n " + whole, "0 0 m 300 0 l 0 200 l h W n " + whole,
           "/G gs " + whole,               // half transparent
           "q 300 0 0 20 0 0 cm /I Do Q",  // out of shape
       }) {
    const auto picture = Take(MakePdf(content, kGrey32, kSix));
    ASSERT_TRUE(picture) << content;
    EXPECT_EQ(picture->raster.width, 1250) << content;
    EXPECT_EQ(picture->area, (Box{0, 0, 300, 200})) << content;
    EXPECT_NEAR(picture->raster.dpi, 300, 0.5);
  }
}

TEST(PagePicture, AMaskShowsWhatIsUnderIt) {
  const std::string keys = "/Width 3/Height 2/ImageMask true", bits("\xa0\x40", 2);
  EXPECT_TRUE(Stored(Take(MakePdf(kWhole, keys, bits))));
  EXPECT_FALSE(Stored(Take(MakePdf(std::string("0.5 g 0 0 300 200 re f 0 g ") + kWhole, keys, bits))));
}

TEST(PagePicture, LargePicturesAreReducedAndTooLargeOnesRefused) {
  const std::string keys = "/Width 300/Height 200/BitsPerComponent 8/ColorSpace/DeviceGray";
  const std::string pdf = MakePdf(kWhole, keys, std::string(60'000, '\x40'));
  const auto whole = Take(pdf);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->raster.width, 300);
  const auto reduced = Take(pdf, {.max_megapixels = 0.015});
  ASSERT_TRUE(reduced);
  EXPECT_EQ(reduced->raster.width, 150);
  EXPECT_EQ(reduced->raster.height, 100);
  EXPECT_EQ(reduced->raster.grey, Grey(15'000, 0x40));
  EXPECT_NEAR(reduced->raster.dpi, 36, 1e-9);
  const auto refused = Take(pdf, {.max_stored_megapixels = 0.05});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kTooLarge);
  const auto rendered = Take(MakePdf(std::string(kWhole) + "0 g 0 0 9 9 re f", keys, std::string(60'000, '\x40')),
                             {.max_megapixels = 0.06});
  ASSERT_TRUE(rendered);
  EXPECT_NEAR(rendered->raster.width, 300, 1);
}

TEST(PagePicture, APictureThatIsCutOffIsWhiteBelow) {
  const auto picture = Take(
      MakePdf(kWhole, "/Width 300/Height 200/BitsPerComponent 8/ColorSpace/DeviceGray", std::string(30'000, '\x40')));
  ASSERT_TRUE(picture);
  ASSERT_EQ(picture->raster.grey.size(), 60'000u);
  EXPECT_EQ(picture->raster.grey.front(), 0x40);
}

ReadPageResult Read(const std::string& content) {
  auto document = PdfDocument::Open(MakePdf(content, kGrey32, kSix), "", {});
  return document ? document->ReadPage(1) : ReadPageResult{};
}

TEST(PicturesOfAPage, WhereNoTextIsSet) {
  // A picture over the lower half, text on the upper one.
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += "BT /F 5 Tf " + std::to_string(10 + 45 * (i % 6)) + " " + std::to_string(190 - 8 * (i / 6)) +
            " Td (word) Tj ET ";
  }
  const ReadPageResult half = Read("q 300 0 0 100 0 0 cm /I Do Q " + text);
  ASSERT_EQ(half.pictures.size(), 1u);
  EXPECT_EQ(half.pictures[0], (Box{0, 100, 300, 200}));
  EXPECT_NEAR(half.stats.image_cover, 0.5, 0.01);
  EXPECT_NEAR(half.stats.bare_cover, 0.35, 0.01);
  // The same text on a picture: a background.
  const ReadPageResult background = Read(kWhole + text);
  EXPECT_TRUE(background.pictures.empty());
  EXPECT_EQ(background.stats.image_cover, 1);
  EXPECT_EQ(background.stats.bare_cover, 0);
  // A letterhead.
  const ReadPageResult letterhead = Read("q 300 0 0 40 0 160 cm /I Do Q " + text);
  EXPECT_EQ(letterhead.stats.bare_cover, 0);
}

}  // namespace
}  // namespace labintake::pdf
