#include "extractors/pdf/pdf_document.h"

#include <gtest/gtest.h>

#include "extractors/pdf/pdf_repair.h"

namespace labintake::pdf {
namespace {

// A PDF with one page and this content stream; `page_keys` go into the page's dictionary.
std::string MakePdf(const std::string& content, const std::string& page_keys = "") {
  std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]" + page_keys +
          "/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
      "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream",
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"};
  std::string out = "%PDF-1.4\n";
  std::vector<size_t> offsets;
  for (size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const size_t xref = out.size();
  out += "xref\n0 6\n0000000000 65535 f \n";
  for (const size_t o : offsets) {
    char line[21];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", o);
    out += line;
  }
  return out + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
}

std::vector<Word> WordsOf(const std::string& content, const std::string& page_keys = "") {
  auto doc = PdfDocument::Open(MakePdf(content, page_keys), "", {});
  EXPECT_TRUE(doc.has_value());
  return doc ? doc->ReadPage(1).page.words : std::vector<Word>{};
}

std::string Text(const std::vector<Word>& words) {
  std::string out;
  for (const Word& w : words) out += (out.empty() ? "" : " ") + w.text;
  return out;
}

TEST(PdfDocument, WordsHaveBoxesFromTheTopLeft) {
  const auto words = WordsOf("BT /F 10 Tf 100 700 Td (Sodium 141) Tj ET");
  ASSERT_EQ(Text(words), "Sodium 141");
  EXPECT_NEAR(words[0].box.x0, 100, 0.01);
  EXPECT_NEAR(words[0].baseline, 100, 0.01);
  EXPECT_NEAR(words[0].font_size, 10, 0.01);
  EXPECT_LT(words[0].box.y0, 100);
}

TEST(PdfDocument, PageIsReadAsDisplayed) {
  // Text along the long side of a page that is shown turned by 90 degrees.
  const auto words = WordsOf("BT /F 10 Tf 0 1 -1 0 100 200 Tm (Sodium 141) Tj ET", "/Rotate 90");
  ASSERT_EQ(Text(words), "Sodium 141");
  EXPECT_NEAR(words[0].box.x0, 200, 0.01);
  EXPECT_NEAR(words[0].baseline, 100, 0.01);
  const auto cropped = WordsOf("BT /F 10 Tf 100 700 Td (Sodium) Tj ET", "/CropBox[50 100 600 750]");
  ASSERT_EQ(Text(cropped), "Sodium");
  EXPECT_NEAR(cropped[0].box.x0, 50, 0.01);
  EXPECT_NEAR(cropped[0].baseline, 50, 0.01);
}

TEST(PdfDocument, HiddenTextIsNotOnThePage) {
  EXPECT_EQ(Text(WordsOf("BT /F 10 Tf 3 Tr 100 700 Td (hidden) Tj ET")), "");
  EXPECT_EQ(Text(WordsOf("1 g BT /F 10 Tf 100 700 Td (white) Tj ET")), "");
  EXPECT_EQ(Text(WordsOf("0 0 0.5 rg 90 690 100 30 re f 1 g BT /F 10 Tf 100 700 Td (white) Tj ET")), "white");
  EXPECT_EQ(Text(WordsOf("BT /F 10 Tf 100 700 Td (under) Tj ET 1 g 90 690 100 30 re f")), "");
  EXPECT_EQ(Text(WordsOf("BT /F 10 Tf 700 900 Td (outside) Tj ET")), "");
}

TEST(PdfDocument, DoubledTextIsReadOnceAndWatermarksNot) {
  EXPECT_EQ(Text(WordsOf("BT /F 10 Tf 100 700 Td (7.25) Tj ET BT /F 10 Tf 100.3 700 Td (7.25) Tj ET")), "7.25");
  EXPECT_EQ(Text(WordsOf("BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (SAMPLE) Tj ET BT /F 10 Tf 100 700 Td (7.25) Tj ET")),
            "7.25");
}

TEST(PdfDocument, SentencesForWhatCannotBeOpened) {
  EXPECT_EQ(PdfDocument::Open("", "", {}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(PdfDocument::Open("hello", "", {}).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(PdfDocument::Open("%PDF-1.7\nnothing follows", "", {}).error().code, ErrorCode::kDamaged);
  EXPECT_EQ(PdfDocument::Open(MakePdf(""), "", {.max_pages = 0}).error().code, ErrorCode::kTooLarge);
}

TEST(PdfDocument, BrokenCrossReferencesAreRepaired) {
  std::string pdf = MakePdf("BT /F 10 Tf 100 700 Td (Sodium) Tj ET");
  pdf.resize(pdf.find("xref\n0 6"));
  auto doc = PdfDocument::Open(pdf, "", {});
  ASSERT_TRUE(doc.has_value()) << doc.error().message;
  EXPECT_EQ(Text(doc->ReadPage(1).page.words), "Sodium");
  EXPECT_TRUE(doc->repaired());
  std::string shifted = MakePdf("");
  shifted.insert(shifted.find("1 0 obj"), "% an editor added a line\n");
  EXPECT_TRUE(RepairPdf(shifted, "").has_value());
  EXPECT_FALSE(RepairPdf("%PDF-1.7\nnothing", "").has_value());
}

TEST(PdfDocument, RendersPng) {
  auto doc = PdfDocument::Open(MakePdf("BT /F 10 Tf 100 700 Td (Sodium) Tj ET"), "", {});
  ASSERT_TRUE(doc.has_value());
  const std::string whole = doc->RenderPng(1, 72), part = doc->RenderPng(1, 144, {90, 80, 200, 110});
  ASSERT_GT(whole.size(), 60u);
  EXPECT_EQ(whole.substr(1, 3), "PNG");
  // IHDR: width at byte 16, big-endian.
  const auto width = [](const std::string& png) {
    return (static_cast<unsigned char>(png[18]) << 8) | static_cast<unsigned char>(png[19]);
  };
  EXPECT_EQ(width(whole), 600);
  EXPECT_EQ(width(part), 220);
}

}  // namespace
}  // namespace labintake::pdf
