// The stages with recognition played by the test: what came of a picture is written by hand here.
#include "pipeline/document_stages.h"

#include <gtest/gtest.h>

#include "pipeline/process.h"
#include "pipeline/stage_messages.h"
#include "pipeline/wire.h"
#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

class DocumentStagesTest : public testing::Test {
 protected:
  TaskAnswer Open(const std::string& pdf) {
    WriteFile(folder_ / "made.pdf", pdf);
    return stages_.Open(folder_ / "made.pdf");
  }

  Document Assembled(const TaskAnswer& split, const std::vector<WorkerReply>& replies) {
    auto result = DecodeResult(stages_.Assemble(split.bytes, replies));
    EXPECT_TRUE(result && *result);
    return result && *result ? **result : Document{};
  }

  TemporaryFolder folder_;
  ProcessOptions options_;
  DocumentStages stages_{options_};
};

const std::vector<PdfText> kRows = {{72, 60, "Test"},     {200, 60, "Result"}, {260, 60, "Unit"},
                                    {72, 80, "Ferritin"}, {200, 80, "85"},     {260, 80, "ng/mL"},
                                    {72, 100, "Iron"},    {200, 100, "90"},    {260, 100, "ug/dL"}};

// The same as a scan that was read.
Page ScannedRows() {
  Page page;
  page.width = 612;
  page.height = 792;
  page.kind = PageKind::kScan;
  for (const PdfText& text : kRows) {
    const double width = 5.5 * static_cast<double>(text.text.size());
    Word word{text.text, {text.x, text.y - 8, text.x + width, text.y + 2}, text.y, 10};
    word.confidence = 0.99f;
    word.origin = Origin::kOcr;
    page.words.push_back(word);
  }
  return page;
}

WorkerReply Answered(const Result<Page>& page) { return {WorkerReply::Outcome::kAnswered, Encode(page), ""}; }

TEST_F(DocumentStagesTest, ADigitalFileIsDoneAtOnce) {
  const TaskAnswer answer = Open(MadePdf());
  EXPECT_TRUE(answer.parts.empty());
  const auto result = DecodeResult(answer.bytes);
  ASSERT_TRUE(result && *result);
  EXPECT_EQ((*result)->media_type, "application/pdf");
  EXPECT_EQ((*result)->reports.size(), 1u);
}

TEST_F(DocumentStagesTest, EachScannedPageIsAPart) {
  const TaskAnswer split = Open(MakeScanPdf({{}, kRows, {}}));
  ASSERT_EQ(split.parts.size(), 2u);
  const auto first = DecodePictureTask(split.parts[0]), second = DecodePictureTask(split.parts[1]);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->number, 1);
  EXPECT_EQ(second->number, 3);
  EXPECT_EQ(first->width, 612);
  EXPECT_EQ(first->height, 792);
  EXPECT_TRUE(first->skip.empty());
}

TEST_F(DocumentStagesTest, WhatWasRecognisedTakesThePagesPlace) {
  const TaskAnswer split = Open(MakeScanPdf({kRows, {}}));
  Page scan = ScannedRows();
  scan.displayed.m[2] = 10;
  const Document document = Assembled(split, {Answered(scan)});
  ASSERT_EQ(document.reports.size(), 1u);
  ASSERT_EQ(document.reports[0].observations.size(), 4u);
  EXPECT_TRUE(document.reports[0].findings.empty());
  EXPECT_EQ(document.reports[0].observations[3].page, 2);
  EXPECT_EQ(document.reports[0].observations[3].name.text, "Iron");
  // The box on the page as displayed.
  EXPECT_NEAR(document.reports[0].observations[3].name.box.x0, 82, 0.01);
  EXPECT_NEAR(document.reports[0].observations[1].name.box.x0, 72, 0.01);
  EXPECT_EQ(document.pages[1].kind, PageKind::kScan);
}

TEST_F(DocumentStagesTest, APageThatWasLostSaysWhy) {
  const TaskAnswer split = Open(MakeScanPdf({kRows, {}, {}, {}, {}}));
  Page problem;
  problem.problem = "the picture is too coarse";
  const Document document =
      Assembled(split, {{WorkerReply::Outcome::kTimedOut, "", "took longer than 60 seconds"},
                        {WorkerReply::Outcome::kAnswered, "no page", ""},
                        Answered(problem),
                        Answered(tl::unexpected<Error>({ErrorCode::kDamaged, "its picture cannot be decoded"}))});
  ASSERT_EQ(document.reports.size(), 1u);
  const Report& report = document.reports[0];
  EXPECT_EQ(report.observations.size(), 2u);
  EXPECT_EQ(report.status, DocumentStatus::kNeedsReview);
  std::vector<std::string> messages;
  for (const Finding& f : report.findings) {
    EXPECT_EQ(f.code, FindingCode::kPageUnreadable);
    messages.push_back(f.message);
  }
  EXPECT_EQ(messages,
            (std::vector<std::string>{
                "page 2 could not be read: the work on it took longer than 60 seconds, twice; allow more with "
                "--page-timeout",
                "page 3 could not be read: the work on it gave no usable answer",
                "page 4 could not be read: the picture is too coarse",
                "page 5 could not be read: its picture cannot be decoded"}));
}

TEST_F(DocumentStagesTest, WithoutTheModuleTheFileFails) {
  const TaskAnswer split = Open(MakeScanPdf({kRows, {}, {}}));
  const auto result = DecodeResult(stages_.Assemble(
      split.bytes,
      {Answered(ScannedRows()), Answered(tl::unexpected<Error>({ErrorCode::kConfiguration, "Install it."}))}));
  ASSERT_TRUE(result && !*result);
  EXPECT_EQ(result->error().code, ErrorCode::kConfiguration);
}

TEST_F(DocumentStagesTest, PicturesAmongTextAddTheirWords) {
  // Half the page is a picture.
  std::string pdf = MakeScanPdf({{{72, 60, "placeholder"}}});
  const std::string content = "BT /F1 10 Tf 72 732 Td (placeholder) Tj ET\n";
  const std::size_t at = pdf.find("<</Length " + std::to_string(content.size()));
  ASSERT_NE(at, std::string::npos);
  std::string mixed = "q 612 0 0 500 0 0 cm /I1 Do Q\n";
  for (const PdfText& t : kRows) {
    mixed += "BT /F1 10 Tf " + std::to_string(t.x) + " " + std::to_string(792 - t.y) + " Td (" + t.text + ") Tj ET\n";
  }
  const std::string old = "<</Length " + std::to_string(content.size()) + ">>\nstream\n" + content;
  pdf.replace(at, old.size(), "<</Length " + std::to_string(mixed.size()) + ">>\nstream\n" + mixed);
  const TaskAnswer split = Open(pdf);
  ASSERT_EQ(split.parts.size(), 1u);
  const auto task = DecodePictureTask(split.parts[0]);
  ASSERT_TRUE(task);
  EXPECT_NEAR(task->area.y0, 292, 0.1);
  EXPECT_NEAR(task->area.y1, 792, 0.1);
  EXPECT_EQ(task->skip.size(), kRows.size());

  Page picture;
  picture.kind = PageKind::kScan;
  for (const auto& [x, text] : {std::pair{62.0, "Zinc"}, {190.0, "80"}, {250.0, "ug/dL"}}) {
    Word word{text, {x, 312, x + 20, 322}, 320, 10};
    word.origin = Origin::kOcr;
    picture.words.push_back(word);
  }
  picture.displayed.m[2] = 10;
  const Document document = Assembled(split, {Answered(picture)});
  ASSERT_EQ(document.reports.size(), 1u);
  ASSERT_EQ(document.reports[0].observations.size(), 3u);
  EXPECT_EQ(document.reports[0].observations[2].name.text, "Zinc");
  EXPECT_NEAR(document.reports[0].observations[2].name.box.x0, 72, 0.01);
  EXPECT_TRUE(document.reports[0].findings.empty());

  Page problem;
  problem.problem = "the picture is too coarse";
  const Document failed = Assembled(split, {Answered(problem)});
  ASSERT_EQ(failed.reports.size(), 1u);
  EXPECT_EQ(failed.reports[0].observations.size(), 2u);
  EXPECT_EQ(failed.reports[0].findings.at(0).message,
            "the pictures on page 1 could not be read: the picture is too coarse");
}

TEST_F(DocumentStagesTest, BytesThatAreNoMessageAreAnError) {
  auto result = DecodeResult(stages_.Assemble("noise", {}));
  EXPECT_TRUE(result && !*result);
  const TaskAnswer split = Open(MakeScanPdf({{}}));
  result = DecodeResult(stages_.Assemble(split.bytes, {}));
  EXPECT_TRUE(result && !*result);
  const auto page = DecodePage(stages_.ReadPicture("noise"));
  EXPECT_TRUE(page && !*page);
}

TEST_F(DocumentStagesTest, AFileThatChangedIsNotMixedUp) {
  const TaskAnswer split = Open(MakeScanPdf({{}, {}}));
  WriteFile(folder_ / "made.pdf", MakeScanPdf({{}, {}, {}}));
  stages_.Open(folder_ / "made.pdf");
  const auto page = DecodePage(stages_.ReadPicture(split.parts.at(0)));
  ASSERT_TRUE(page && !*page);
  EXPECT_EQ(page->error().code, ErrorCode::kNotFound);
}

TEST_F(DocumentStagesTest, OtherContentIsNamedForWhatItIs) {
  const auto result = DecodeResult(Open("just text, and enough of it to be looked at").bytes);
  ASSERT_TRUE(result && !*result);
  EXPECT_EQ(result->error().code, ErrorCode::kUnsupported);
  EXPECT_NE(result->error().message.find("neither a PDF nor a picture"), std::string::npos);
}

// Whatever recognition says about bars, the other pages are read.
TEST_F(DocumentStagesTest, InOneProcess) {
  WriteFile(folder_ / "scan.pdf", MakeScanPdf({kRows, {}}));
  const Result<Document> document = ProcessFile(folder_ / "scan.pdf", options_);
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->reports.size(), 1u);
  EXPECT_EQ(document->reports[0].observations.size(), 2u);
}

}  // namespace
}  // namespace labintake::pipeline
