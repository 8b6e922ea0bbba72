// Pictures of a page to words, with the real recogniser: what the text layer of a made PDF says is read from its
// picture.
#include "extractors/scan/page_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numbers>

#include "extractors/image/decode.h"
#include "extractors/image/straighten.h"
#include "extractors/pdf/pdf_document.h"
#include "tests/image/drawn_page.h"

namespace labintake::scan {
namespace {

using image::Point;

constexpr double kWidth = 420, kHeight = 250;  // points
constexpr double kNear = 6;                    // points between a word and its place

// A page of 420 by 250 points with a small table.
std::string TablePdf() {
  struct Text {
    double x, y, size;
    const char* text;
  };
  std::vector<Text> texts = {{40, 215, 14, "Laboratory Report"},
                             {40, 190, 10, "Test"},
                             {180, 190, 10, "Result"},
                             {250, 190, 10, "Units"},
                             {320, 190, 10, "Reference Range"}};
  const std::array<std::array<const char*, 4>, 7> rows = {{{"Glucose", "5.4", "mmol/L", "3.9-5.6"},
                                                           {"Total Cholesterol", "186", "mg/dL", "100-199"},
                                                           {"Creatinine", "0.87", "mg/dL", "0.57-1.00"},
                                                           {"Hemoglobin", "13.2", "g/dL", "11.1-15.9"},
                                                           {"Ferritin", "27", "ng/mL", "15-150"},
                                                           {"Sodium", "140", "mmol/L", "134-144"},
                                                           {"Estradiol", "48.6", "pg/mL", "12.5-166.0"}}};
  double y = 168;
  for (const auto& row : rows) {
    const double xs[] = {40, 180, 250, 320};
    for (size_t i = 0; i < 4; ++i) texts.push_back({xs[i], y, 10, row[i]});
    y -= 18;
  }
  texts.push_back({40, 28, 9, "The sample was received and should be stored with the others."});
  std::string content = "BT";
  for (const Text& t : texts) {
    char line[200];
    std::snprintf(line, sizeof line, " /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj", t.size, t.x, t.y, t.text);
    content += line;
  }
  content += " ET 0.6 w 36 184 m 400 184 l S";
  const std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 250]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
      "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"};
  std::string out = "%PDF-1.4\n", xref = "xref\n0 6\n0000000000 65535 f \n";
  for (size_t i = 0; i < objects.size(); ++i) {
    char line[21];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", out.size());
    xref += line;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  return out + xref + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(out.size()) + "\n%%EOF\n";
}

class PageScan : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    Result<pdf::PdfDocument> document = pdf::PdfDocument::Open(TablePdf(), "", {});
    ASSERT_TRUE(document) << document.error().message;
    printed_ = new std::vector<Word>(document->ReadPage(1).page.words);
    ASSERT_GT(printed_->size(), 40U);
    document_ = new pdf::PdfDocument(std::move(*document));
    Result<std::unique_ptr<ScanReader>> reader = MakeScanReader({});
    ASSERT_TRUE(reader) << reader.error().message;
    reader_ = reader->release();
  }
  static void TearDownTestSuite() {
    delete reader_;
    delete document_;
    delete printed_;
  }

  static Raster Picture(double dpi) {
    const auto file = image::OpenImageFile(document_->RenderPng(1, dpi), {});
    if (!file) {
      ADD_FAILURE() << file.error().message;
      return {};
    }
    return *(*file)->ReadPage(1);
  }

  // `displayed` tells where a point of the printed page lies in the picture, in points of the picture's page.
  static void ExpectRead(const Raster& picture, double width, double height,
                         const std::function<Point(Point)>& displayed) {
    Placement placement;
    placement.page_width = width;
    placement.page_height = height;
    const ScannedPage scanned = reader_->Read(picture, placement);
    EXPECT_EQ(scanned.problem, "");
    EXPECT_EQ(scanned.page.kind, PageKind::kScan);
    EXPECT_DOUBLE_EQ(scanned.page.width, width);
    std::string all;
    for (const Word& w : scanned.page.words) all += w.text + ' ';
    SCOPED_TRACE(all);
    EXPECT_EQ(scanned.page.words.size(), printed_->size());
    for (const Word& expected : *printed_) {
      Box place{1e9, 1e9, -1e9, -1e9};
      for (const double x : {expected.box.x0, expected.box.x1}) {
        for (const double y : {expected.box.y0, expected.box.y1}) {
          const Point p = displayed({x, y});
          place = {std::min(place.x0, p.x), std::min(place.y0, p.y), std::max(place.x1, p.x), std::max(place.y1, p.y)};
        }
      }
      const bool found = std::any_of(scanned.page.words.begin(), scanned.page.words.end(), [&](const Word& w) {
        const Box box = scanned.page.displayed.Map(w.box);
        return w.text == expected.text && std::abs(box.x0 - place.x0) < kNear && std::abs(box.x1 - place.x1) < kNear &&
               std::abs(box.y0 - place.y0) < kNear && std::abs(box.y1 - place.y1) < kNear;
      });
      EXPECT_TRUE(found) << expected.text << " at " << place.x0 << ' ' << place.y0;
    }
    for (const Word& w : scanned.page.words) {
      EXPECT_EQ(w.origin, Origin::kOcr);
      EXPECT_FALSE(w.text.empty());
      EXPECT_GT(w.confidence, 0);
      EXPECT_LE(w.confidence, 1);
      EXPECT_FALSE(w.box.empty());
    }
  }

  static void ExpectNothing(const Raster& picture) {
    const ScannedPage scanned = reader_->Read(picture, {});
    EXPECT_TRUE(scanned.page.words.empty()) << scanned.page.words.front().text;
    EXPECT_TRUE(!scanned.problem.empty() || scanned.page.kind == PageKind::kBlank);
  }

  static std::vector<Word>* printed_;
  static pdf::PdfDocument* document_;
  static ScanReader* reader_;
};

std::vector<Word>* PageScan::printed_ = nullptr;
pdf::PdfDocument* PageScan::document_ = nullptr;
ScanReader* PageScan::reader_ = nullptr;

Point AsPrinted(Point p) { return p; }

TEST_F(PageScan, At300Dpi) { ExpectRead(Picture(300), kWidth, kHeight, AsPrinted); }
TEST_F(PageScan, At200Dpi) { ExpectRead(Picture(200), kWidth, kHeight, AsPrinted); }
TEST_F(PageScan, At150Dpi) { ExpectRead(Picture(150), kWidth, kHeight, AsPrinted); }

TEST_F(PageScan, TheSamePictureGivesTheSamePage) {
  const Raster picture = Picture(200);
  const ScannedPage first = reader_->Read(picture, {}), second = reader_->Read(picture, {});
  ASSERT_EQ(first.page.words.size(), second.page.words.size());
  for (size_t i = 0; i < first.page.words.size(); ++i) {
    EXPECT_EQ(first.page.words[i].text, second.page.words[i].text);
    EXPECT_EQ(first.page.words[i].box, second.page.words[i].box);
    EXPECT_EQ(first.page.words[i].confidence, second.page.words[i].confidence);
  }
}

TEST_F(PageScan, MostOfACleanPageIsTrusted) {
  const ScannedPage scanned = reader_->Read(Picture(300), {});
  const auto trusted = std::count_if(scanned.page.words.begin(), scanned.page.words.end(),
                                     [](const Word& w) { return w.confidence >= 0.9F; });
  EXPECT_GE(static_cast<double>(trusted), 0.9 * static_cast<double>(scanned.page.words.size()));
}

TEST_F(PageScan, LightOnDark) {
  Raster picture = Picture(200);
  for (uint8_t& grey : picture.grey) grey = static_cast<uint8_t>(255 - grey);
  ExpectRead(picture, kWidth, kHeight, AsPrinted);
}

TEST_F(PageScan, FadedInShadowAndNoisy) {
  Raster picture = Picture(200);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      uint8_t& grey = picture.grey[static_cast<size_t>(y) * picture.width + x];
      const double light = 1 - 0.4 * x / picture.width;
      grey = static_cast<uint8_t>(light * (100 + grey * 120 / 255));
    }
  }
  image::AddNoise(picture, 2);
  ExpectRead(picture, kWidth, kHeight, AsPrinted);
}

TEST_F(PageScan, AFax) {
  Raster picture = Picture(204);
  for (uint8_t& grey : picture.grey) grey = grey < 150 ? 0 : 255;
  ExpectRead(picture, kWidth, kHeight, AsPrinted);
}

TEST_F(PageScan, TurnedByAQuarterCounterclockwise) {
  ExpectRead(image::Turn(Picture(200), 3), kHeight, kWidth, [](Point p) { return Point{p.y, kWidth - p.x}; });
}

TEST_F(PageScan, TurnedByAQuarterClockwise) {
  ExpectRead(image::Turn(Picture(200), 1), kHeight, kWidth, [](Point p) { return Point{kHeight - p.y, p.x}; });
}

TEST_F(PageScan, OnItsHead) {
  ExpectRead(image::Turn(Picture(200), 2), kWidth, kHeight, [](Point p) { return Point{kWidth - p.x, kHeight - p.y}; });
}

TEST_F(PageScan, Skewed) {
  for (const double degrees : {3.0, -3.0}) {
    const Raster flat = Picture(200);
    const double angle = degrees * std::numbers::pi / 180, s = std::sin(angle), c = std::cos(angle);
    const double cx = flat.width / 2.0, cy = flat.height / 2.0;
    const Raster picture = image::Warped(flat, flat.width, flat.height, [&](Point p) {
      return Point{(p.x - cx) * c + (p.y - cy) * s + cx, (p.y - cy) * c - (p.x - cx) * s + cy};
    });
    ExpectRead(picture, kWidth, kHeight, [&](Point p) {
      const double x = p.x - kWidth / 2, y = p.y - kHeight / 2;
      return Point{x * c - y * s + kWidth / 2, x * s + y * c + kHeight / 2};
    });
  }
}

TEST_F(PageScan, OnAPartOfAPage) {
  Placement placement;
  placement.page = 3;
  placement.page_width = 600;
  placement.page_height = 800;
  placement.area = {100, 200, 100 + kWidth, 200 + kHeight};
  const ScannedPage scanned = reader_->Read(Picture(200), placement);
  EXPECT_EQ(scanned.page.number, 3);
  EXPECT_EQ(scanned.page.width, 600);
  const auto glucose = std::find_if(scanned.page.words.begin(), scanned.page.words.end(),
                                    [](const Word& w) { return w.text == "Glucose"; });
  ASSERT_NE(glucose, scanned.page.words.end());
  EXPECT_NEAR(glucose->box.x0, 140, kNear);
  EXPECT_NEAR(glucose->baseline, 200 + kHeight - 168, kNear);
  EXPECT_NEAR(glucose->font_size, 10, 1.5);
}

TEST_F(PageScan, ALineIsARule) {
  Placement placement;
  placement.page_width = kWidth;
  placement.page_height = kHeight;
  const ScannedPage scanned = reader_->Read(Picture(300), placement);
  EXPECT_TRUE(std::any_of(scanned.page.rules.begin(), scanned.page.rules.end(), [](const Rule& r) {
    return std::abs(r.box.x0 - 36) < kNear && std::abs(r.box.x1 - 400) < kNear &&
           std::abs(r.box.center_y() - (kHeight - 184)) < kNear;
  }));
}

TEST_F(PageScan, PagesWithoutText) {
  ExpectNothing(image::BlankPage(800, 600));
  ExpectNothing(image::BlankPage(800, 600, 0));
  ExpectNothing(image::BlankPage(1, 1));
  for (const double deviation : {2.0, 4.0, 8.0, 12.0}) {
    Raster noise = image::BlankPage(800, 600, 200);
    image::AddNoise(noise, deviation);
    SCOPED_TRACE(deviation);
    ExpectNothing(noise);
  }
}

TEST_F(PageScan, StrongNoiseIsNoText) {
  for (const double deviation : {15.0, 20.0, 30.0, 60.0}) {
    Raster noise = image::BlankPage(800, 600, 200);
    image::AddNoise(noise, deviation);
    SCOPED_TRACE(deviation);
    ExpectNothing(noise);
  }
}

TEST(MakeScanReader, AMissingModelIsAnError) {
  ScanOptions options;
  options.languages = "xyz";
  const auto reader = MakeScanReader(options);
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, ErrorCode::kConfiguration);
  options.languages.clear();
  options.tessdata = "/nonexistent";
  EXPECT_FALSE(MakeScanReader(options));
}

}  // namespace
}  // namespace labintake::scan
