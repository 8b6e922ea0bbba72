#include "pipeline/pages/page_work.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "extractors/generic/document_reader.h"
#include "extractors/layout/line.h"
#include "extractors/pdf/page_kind.h"
#include "pipeline/picture_part.h"
#include "pipeline/recognised_part.h"
#include "pipeline/scan_module.h"
#include "pipeline/wire_model.h"

namespace labintake::pipeline {

template <typename A, wire::Either<PageTask> T>
void Fields(A& a, T& v) {
  auto& [read, bytes, sha256, page, width, height, part, scale] = v;
  a(read, bytes, sha256, page, width, height, part, scale);
}

}  // namespace labintake::pipeline

namespace labintake::review {

template <typename A, wire::Either<ReadLine> T>
void Fields(A& a, T& v) {
  auto& [text, box, confidence] = v;
  a(text, box, confidence);
}
template <typename A, wire::Either<ReadPart> T>
void Fields(A& a, T& v) {
  auto& [lines, origin, row] = v;
  a(lines, origin, row);
}

}  // namespace labintake::review

namespace labintake::pipeline {
namespace {

// A poster must not become a picture that no browser opens.
constexpr double kMaxPixels = 25e6;
constexpr double kLeastDpi = 10, kMostDpi = 600;
// What is recognised around a box: whole lines, so that the recogniser knows how large letters are and which way up.
constexpr double kAround = 50;  // points above and below

Box Whole(const PageTask& task) { return {0, 0, task.width, task.height}; }

double DpiOf(const PageTask& task) {
  const Box shown = task.part.empty() ? Whole(task) : task.part;
  const double most = shown.empty() ? kMostDpi : 72 * std::sqrt(kMaxPixels / (shown.width() * shown.height()));
  return std::clamp(std::min(task.scale * 72, most), kLeastDpi, kMostDpi);
}

// The words whose middle lies in the box.
void KeepWordsIn(const Box& box, Page* page) {
  std::erase_if(page->words, [&](const Word& w) {
    const double x = w.box.center_x(), y = w.box.center_y();
    return x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1;
  });
}

double LeastConfidence(const layout::Line& line) {
  double least = 1;
  for (const layout::Cell& cell : line.cells) {
    for (const Word& word : cell.words) least = std::min(least, static_cast<double>(word.confidence));
  }
  return least;
}

}  // namespace

std::string Encode(const PageTask& task) { return wire::Encode(task); }

std::optional<Result<std::string>> DecodeDrawn(std::string_view reply) {
  return wire::DecodeResult<std::string>(reply);
}

std::optional<Result<review::ReadPart>> DecodeRead(std::string_view reply) {
  return wire::DecodeResult<review::ReadPart>(reply);
}

PageWork::PageWork(ProcessOptions options) : options_(std::move(options)) {
  // The document was within the limits of the run that stored it.
  options_.max_pages = 1'000'000;
  options_.max_megapixels = 1e6;
}

PageWork::~PageWork() = default;

std::string PageWork::Do(const std::string& message) {
  std::optional<PageTask> task = wire::Decode<PageTask>(message);
  if (!task) return "";
  Result<void> opened = Open(*task);
  if (task->read) {
    return wire::EncodeResult(opened ? Read(*task) : Result<review::ReadPart>(tl::unexpected<Error>(opened.error())));
  }
  return wire::EncodeResult(opened ? Draw(*task) : Result<std::string>(tl::unexpected<Error>(opened.error())));
}

Result<void> PageWork::Open(PageTask& task) {
  if (!images_ || sha256_ != task.sha256) {
    images_.reset();
    Result<DocumentFile> file = DocumentFile::Open(std::move(task.bytes), options_);
    if (!file) return tl::unexpected<Error>(file.error());
    images_.emplace(*std::move(file));
    sha256_ = task.sha256;
  }
  if (task.page >= 1 && task.page <= images_->file().page_count()) return {};
  return Fail(ErrorCode::kNotFound, "The document has no such page.");
}

Result<std::string> PageWork::Draw(const PageTask& task) {
  std::string png = images_->Png({task.page, task.width, task.height, task.part, DpiOf(task)});
  if (png.empty()) return Fail(ErrorCode::kDamaged, "This page cannot be drawn.");
  return png;
}

Result<void> PageWork::Recognise(const PageTask& task, const Box& around, Page* page) {
  if (!reader_) {
    const Result<const scan::ModuleApi*> module = LoadScanModule();
    if (!module) return tl::unexpected<Error>(module.error());
    auto made = (*module)->make_scan_reader(options_.scan);
    if (!made) return tl::unexpected<Error>(made.error());
    reader_ = *std::move(made);
  }
  DocumentFile& file = images_->file();
  const bool is_pdf = file.pdf() != nullptr;
  Result<pdf::PlacedPicture> picture = PictureOf(file, task.page, is_pdf ? around : Box{}, options_.max_megapixels);
  if (!picture) return tl::unexpected<Error>(picture.error());
  if (!is_pdf && !picture->raster.empty()) {
    picture->area = around;
    picture->raster = CutOut(picture->raster, Whole(task), &picture->area);
  }
  if (picture->raster.empty()) return {};
  scan::Placement placement{task.page, task.width, task.height, picture->area, {}};
  for (const Word& word : page->words) placement.skip.push_back(word.box);
  AddWords(reader_->Read(picture->raster, placement).page, page);
  return {};
}

Result<review::ReadPart> PageWork::Read(const PageTask& task) {
  if (task.width <= 0 || task.height <= 0) return Fail(ErrorCode::kNotFound, "The size of this page is not known.");
  Page page;
  page.kind = PageKind::kScan;
  if (pdf::PdfDocument* const pdf = images_->file().pdf(); pdf != nullptr) {
    pdf::ReadPageResult read = pdf->ReadPage(task.page);
    read.page.kind = pdf::Classify(read);
    page = std::move(read.page);
  }
  page.number = task.page;
  page.width = task.width;
  page.height = task.height;
  if (page.kind == PageKind::kScan || page.kind == PageKind::kGarbled) page.words.clear();
  if (NeedsRecognition(page.kind)) {
    const Box around{0, std::max(0.0, task.part.y0 - kAround), task.width,
                     std::min(task.height, task.part.y1 + kAround)};
    if (auto done = Recognise(task, around, &page); !done) return tl::unexpected<Error>(done.error());
  }
  KeepWordsIn(task.part, &page);
  page.displayed = {};
  review::ReadPart part;
  for (const layout::Line& line : layout::BuildLines(page)) {
    part.lines.push_back({line.Text(), line.box, LeastConfidence(line)});
  }
  const bool any_recognised =
      std::any_of(page.words.begin(), page.words.end(), [](const Word& w) { return w.origin == Origin::kOcr; });
  part.origin = any_recognised ? Origin::kOcr : Origin::kTextLayer;
  if (!interpreter_) {
    if (auto made = Interpreter::Make(options_.learned)) interpreter_ = *std::move(made);
  }
  Document document;
  document.reports = generic::ReadDocument({page});
  if (interpreter_) interpreter_->Interpret(&document);
  for (Report& report : document.reports) {
    for (Observation& row : report.observations) {
      // Two rows in one box: the person meant one of them, and nobody can say which.
      if (part.row) {
        part.row.reset();
        return part;
      }
      part.row = std::move(row);
    }
  }
  return part;
}

}  // namespace labintake::pipeline
