#include "pipeline/document_stages.h"

#include <algorithm>
#include <utility>

#include "extractors/formats/format_reader.h"
#include "extractors/formats/sketch.h"
#include "extractors/pdf/page_kind.h"
#include "pipeline/displayed_boxes.h"
#include "pipeline/recognised_part.h"
#include "pipeline/routing/route.h"
#include "pipeline/scan_module.h"
#include "pipeline/stage_messages.h"
#include "pipeline/wire.h"

namespace labintake::pipeline {
namespace {

// A4, for a picture file whose page nobody could look at.
constexpr double kUsualWidth = 595, kUsualHeight = 842;

Box Surround(const std::vector<Box>& boxes) {
  Box all;
  for (const Box& box : boxes) all = all.Union(box);
  return all;
}

PictureTask TaskFor(const pdf::ReadPageResult& read) {
  PictureTask task;
  task.number = read.page.number;
  task.width = read.page.width;
  task.height = read.page.height;
  if (read.page.kind == PageKind::kMixed) {
    task.area = Surround(read.pictures);
    for (const Word& word : read.page.words) task.skip.push_back(word.box);
  }
  return task;
}

// A picture file's page that could not be read still has a shape.
void SizeByPicture(const Raster& picture, Page* page) {
  if (page->width > 0 && page->height > 0) return;
  const double longer = std::max({picture.width, picture.height, 1});
  const double scale = picture.dpi > 0 ? 72 / picture.dpi : kUsualHeight / longer;
  page->width = picture.width * scale;
  page->height = picture.height * scale;
}

std::string ReasonOf(const WorkerReply& lost) {
  std::string advice;
  if (lost.outcome == WorkerReply::Outcome::kTimedOut) advice = "; allow more with --page-timeout";
  if (lost.outcome == WorkerReply::Outcome::kOutOfMemory) advice = "; allow more with --memory";
  return "the work on it " + lost.reason + ", twice" + advice;
}

// What recognition made of a page: the page, or one with a problem, or what stops the work on the whole file.
Result<Page> Outcome(const WorkerReply& reply) {
  Page page;
  if (reply.outcome != WorkerReply::Outcome::kAnswered) {
    page.problem = ReasonOf(reply);
    return page;
  }
  std::optional<Result<Page>> answered = DecodePage(reply.bytes);
  if (!answered) {
    page.problem = "the work on it gave no usable answer";
    return page;
  }
  if (*answered || answered->error().code == ErrorCode::kConfiguration) return *std::move(answered);
  page.problem = answered->error().message;
  return page;
}

// Puts what was recognised into the page as its text layer says.
void Merge(Page recognised, Page* page) {
  if (page->width <= 0 || page->height <= 0) {
    page->width = recognised.width > 0 ? recognised.width : kUsualWidth;
    page->height = recognised.height > 0 ? recognised.height : kUsualHeight;
  }
  if (!recognised.problem.empty()) {
    page->problem = std::move(recognised.problem);
  } else if (page->kind == PageKind::kMixed) {
    AddWords(recognised, page);
  } else {
    recognised.number = page->number;
    *page = std::move(recognised);
  }
}

}  // namespace

Result<scan::ScanReader*> DocumentStages::Reader() {
  if (reader_) return reader_.get();
  const Result<const scan::ModuleApi*> module = LoadScanModule();
  if (!module) return tl::unexpected(module.error());
  Result<std::unique_ptr<scan::ScanReader>> made = (*module)->make_scan_reader(options_.scan);
  if (!made) return tl::unexpected(made.error());
  reader_ = *std::move(made);
  return reader_.get();
}

TaskAnswer DocumentStages::Open(const std::string& task) {
  const DocumentTaskParts parts = PartsOf(task);
  const std::string path(parts.path);
  file_.reset();
  path_ = path;
  std::optional<OpenedDocument> known = DecodeOpenedDocument(parts.opened);
  if (known) return Begin(path, *std::move(known));
  Result<OpenedDocument> opened = ReadTextLayers(path);
  if (!opened) return EncodeResult(tl::unexpected(opened.error()));
  const bool keep = options_.tell_text_layers && (file_->pdf() == nullptr || !file_->pdf()->needs_password());
  std::string for_later = keep ? Encode(*opened) : "";
  TaskAnswer answer = Begin(path, *std::move(opened));
  answer.for_later = std::move(for_later);
  return answer;
}

Result<OpenedDocument> DocumentStages::ReadTextLayers(const std::string& path) {
  Result<std::string> bytes = ReadDocumentBytes(path, options_.max_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  Result<DocumentFile> file = DocumentFile::Open(*std::move(bytes), options_);
  if (!file) return tl::unexpected(file.error());
  file_ = *std::move(file);
  pdf::PdfDocument* const pdf = file_->pdf();

  OpenedDocument opened;
  Document& document = opened.unfinished.document;
  document.sha256 = file_->sha256();
  document.media_type = file_->media_type();
  document.repaired = pdf != nullptr && pdf->repaired();
  for (int n = 1; n <= file_->page_count(); ++n) {
    pdf::ReadPageResult read;
    if (pdf != nullptr) {
      read = pdf->ReadPage(n);
      read.page.kind = pdf::Classify(read);
    } else {
      read.page.number = n;
      read.page.kind = PageKind::kScan;
    }
    document.pages.push_back({n, read.page.width, read.page.height, read.page.kind});
    if (NeedsRecognition(read.page.kind)) {
      PictureTask picture = TaskFor(read);
      picture.sha256 = document.sha256;
      picture.secret = pdf != nullptr && pdf->needs_password();
      opened.unfinished.waiting.push_back(n);
      opened.pictures.push_back(std::move(picture));
    }
    opened.unfinished.pages.push_back(std::move(read.page));
  }
  return opened;
}

TaskAnswer DocumentStages::Begin(const std::string& path, OpenedDocument opened) {
  UnfinishedDocument& unfinished = opened.unfinished;
  unfinished.document.path = path;
  if (opened.pictures.empty()) {
    file_.reset();
    return EncodeResult(Finish(std::move(unfinished.document), unfinished.pages));
  }
  TaskAnswer split;
  for (PictureTask& picture : opened.pictures) {
    picture.path = path;
    split.parts.push_back(Encode(picture));
  }
  split.bytes = Encode(unfinished);
  return split;
}

std::string DocumentStages::ReadPicture(const std::string& part) {
  const auto fail = [](const Error& error) { return Encode(Result<Page>(tl::unexpected<Error>(error))); };
  const std::optional<PictureTask> task = DecodePictureTask(part);
  if (!task) return fail({ErrorCode::kArgument, "the work on it was described wrongly"});
  if (!file_ || path_ != task->path || file_->sha256() != task->sha256) {
    file_.reset();
    Result<std::string> bytes = ReadDocumentBytes(task->path, options_.max_bytes);
    if (!bytes) return fail(bytes.error());
    Result<DocumentFile> opened = DocumentFile::Open(*std::move(bytes), options_);
    if (!opened) return fail(opened.error());
    path_ = task->path;
    file_ = *std::move(opened);
    if (file_->sha256() != task->sha256) {
      return fail({ErrorCode::kNotFound, "the file changed while it was read; run again"});
    }
  }
  const Result<scan::ScanReader*> reader = Reader();
  if (!reader) return fail(reader.error());
  const Result<pdf::PlacedPicture> picture = PictureOf(*file_, task->number, task->area, options_.max_megapixels);
  if (!picture) return fail(picture.error());
  if (picture->raster.empty()) return fail({ErrorCode::kDamaged, "its picture is empty"});
  scan::ScannedPage read =
      (*reader)->Read(picture->raster, {task->number, task->width, task->height, picture->area, task->skip});
  read.page.problem = std::move(read.problem);
  SizeByPicture(picture->raster, &read.page);
  return Encode(Result<Page>(std::move(read.page)));
}

std::string DocumentStages::Assemble(const std::string& for_join, const std::vector<WorkerReply>& replies) {
  std::optional<UnfinishedDocument> known = DecodeUnfinishedDocument(for_join);
  if (!known || known->waiting.size() != replies.size()) {
    return EncodeResult(Fail(ErrorCode::kWorkerDied, "the work on this file gave no usable answer; run again"));
  }
  auto reply = replies.begin();
  for (std::size_t i = 0; i < known->pages.size() && reply != replies.end(); ++i) {
    Page& page = known->pages[i];
    if (page.number != known->waiting[static_cast<std::size_t>(reply - replies.begin())]) continue;
    Result<Page> outcome = Outcome(*reply++);
    if (!outcome) return EncodeResult(tl::unexpected(outcome.error()));
    Merge(*std::move(outcome), &page);
    PageSummary& summary = known->document.pages[i];
    if (summary.width <= 0 || summary.height <= 0) {
      summary.width = page.width;
      summary.height = page.height;
    }
  }
  return EncodeResult(Finish(std::move(known->document), known->pages));
}

Result<Document> DocumentStages::Finish(Document document, const std::vector<Page>& pages) {
  if (options_.only_format) {
    document.format = formats::ChooseFormat(pages, options_.formats.get());
    if (!formats::IsNamed(document.format.id, *options_.only_format)) return document;
  }
  if (options_.interpret && !interpreter_) {
    Result<Interpreter> made = Interpreter::Make(options_.learned);
    // Whatever is wrong with the table of units, it is not the report.
    if (!made) return Fail(ErrorCode::kConfiguration, made.error().message);
    interpreter_ = *std::move(made);
  }
  formats::FormatReading reading = formats::ReadDocument(pages, options_.formats.get());
  document.format = std::move(reading.format);
  document.reports = std::move(reading.reports);
  if (interpreter_) interpreter_->Interpret(&document);
  if (options_.sketch) document.sketch = formats::SketchOf(pages);
  MapToDisplayed(pages, &document.reports);
  Route(options_.routing, &document);
  return document;
}

SplitWork StagesOf(const ProcessOptions& options) {
  const auto stages = std::make_shared<DocumentStages>(options);  // each worker has its own copy
  return {[stages](const std::string& path) { return stages->Open(path); },
          [stages](const std::string& part) { return stages->ReadPicture(part); },
          [stages](const std::string& for_join, const std::vector<WorkerReply>& replies) {
            return stages->Assemble(for_join, replies);
          }};
}

}  // namespace labintake::pipeline
