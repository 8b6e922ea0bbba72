#include "pipeline/commands/queue_export.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "extractors/pdf/pdf_document.h"
#include "pipeline/commands/csv.h"
#include "pipeline/commands/item_text.h"
#include "pipeline/commands/private_file.h"

namespace labintake::pipeline {
namespace {

constexpr double kDpi = 200;
// Points above and below the row: the lines around it, and with luck the column heads of a small table.
constexpr double kMarginAbove = 60, kMarginBelow = 36;
// A poster must not become a picture that no viewer opens.
constexpr double kMaxPixels = 25e6;

// The whole width of the page, so that every column of the row is seen; Box{} for the whole page.
Box CropOf(const db::ReviewItem& item) {
  if (item.box.empty() || item.page_width <= 0 || item.page_height <= 0) return {};
  return {0, std::max(0.0, item.box.y0 - kMarginAbove), item.page_width,
          std::min(item.page_height, item.box.y1 + kMarginBelow)};
}

double DpiOf(const db::ReviewItem& item, const Box& crop) {
  const double width = crop.empty() ? item.page_width : crop.width();
  const double height = crop.empty() ? item.page_height : crop.height();
  if (width <= 0 || height <= 0) return kDpi / 2;
  return std::clamp(72 * std::sqrt(kMaxPixels / (width * height)), 10.0, kDpi);
}

// Keeps the document open that the last item was from: items come document by document.
class Pictures {
 public:
  Pictures(db::Store& store, const std::string& password, std::ostream& log)
      : store_(store), password_(password), log_(log) {}

  // "" where there is none.
  std::string Of(const db::ReviewItem& item) {
    if (item.sha256 != sha256_) Open(item);
    if (!document_ || item.page < 1 || item.page > document_->page_count()) return "";
    const Box crop = CropOf(item);
    return document_->RenderPng(item.page, DpiOf(item, crop), crop);
  }

 private:
  void Open(const db::ReviewItem& item) {
    sha256_ = item.sha256;
    document_.reset();
    Result<std::string> bytes = store_.ReadBytes(item.sha256);
    if (!bytes) return Say(item.document, bytes.error().message);
    Result<pdf::PdfDocument> opened = pdf::PdfDocument::Open(*std::move(bytes), password_, {});
    if (opened) {
      document_ = *std::move(opened);
    } else if (opened.error().code == ErrorCode::kEncrypted) {
      Say(item.document, "It is encrypted; give its password with --password.");
    } else {
      Say(item.document, opened.error().message);
    }
  }

  void Say(std::int64_t document, const std::string& why) {
    log_ << fmt::format("labintake: document {} is exported without pictures: {}\n", document, why);
  }

  db::Store& store_;
  const std::string& password_;
  std::ostream& log_;
  std::string sha256_;
  std::optional<pdf::PdfDocument> document_;
};

constexpr const char* kFormHead =
    "item,action,name,value,unit,range,flag,by,note,"
    "kind,document,page,picture,findings,line,machine_name,machine_value,machine_unit,machine_range,machine_flag,panel,"
    "reading\n";

std::string FormRow(const db::ReviewItem& item, const std::string& picture) {
  const Observation& row = item.row;
  const Doubts doubts = DoubtsOf(item);
  const auto filled = [](bool doubtful, const std::string& text) {
    return doubtful ? std::string() : CsvTextCell(text);
  };
  std::string line = item.id + ",";
  for (const std::string& cell :
       {filled(doubts.name, row.name.text), filled(doubts.value, row.value.text), filled(doubts.unit, row.unit.text),
        filled(doubts.range, row.range.text), filled(doubts.flag, row.flag.text)}) {
    line += "," + cell;
  }
  line += fmt::format(",,,{},{},{},{}", ToString(item.kind), item.document, item.page, picture);
  for (const std::string& text : {FindingSentences(item), item.line_text, row.name.text, row.value.text, row.unit.text,
                                  row.range.text, row.flag.text, row.panel}) {
    line += "," + CsvTextCell(text);
  }
  return line + "," + item.reading + "\n";
}

}  // namespace

Result<QueueExportCounts> ExportQueue(db::Store& store, const QueueExportRequest& request, std::ostream& log) {
  auto items = store.ListReviewItems(request.filter);
  if (!items) return tl::unexpected(items.error());
  if (auto made = MakePrivateFolder(request.folder); !made) return tl::unexpected(made.error());
  // Before any picture is made: a form may hold answers that nobody has read in yet.
  struct stat there {};
  for (const char* name : {"/answers.csv", "/items.jsonl"}) {
    if (lstat((request.folder + name).c_str(), &there) == 0) {
      return Fail(ErrorCode::kArgument,
                  fmt::format("{} holds an exported queue already; name another folder.", request.folder));
    }
  }
  QueueExportCounts counts;
  std::string lines, form = kFormHead;
  Pictures pictures(store, request.password, log);
  for (const db::ReviewItem& item : *items) {
    ++counts.items;
    const std::string png = pictures.Of(item);
    const std::string picture = png.empty() ? "" : item.id + ".png";
    if (png.empty()) {
      ++counts.without_picture;
    } else if (auto written = WritePrivateFile(request.folder + "/" + picture, png); !written) {
      return tl::unexpected(written.error());
    }
    OrderedJson json = ToJson(item);
    json["picture"] = picture.empty() ? OrderedJson(nullptr) : OrderedJson(picture);
    lines += Dump(json) + "\n";
    form += FormRow(item, picture);
  }
  if (auto written = WritePrivateFile(request.folder + "/items.jsonl", lines); !written)
    return tl::unexpected(written.error());
  if (auto written = WritePrivateFile(request.folder + "/answers.csv", form); !written)
    return tl::unexpected(written.error());
  return counts;
}

}  // namespace labintake::pipeline
