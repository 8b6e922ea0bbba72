#include "pipeline/commands/item_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "pipeline/document_file.h"
#include "pipeline/page_image.h"
#include "pipeline/wire_model.h"
#include "pipeline/worker_pool.h"

namespace labintake::pipeline {

// What a worker gets: a document and the places to draw.
struct DrawTask {
  std::string bytes;
  std::vector<PageView> views;
};

template <typename A, wire::Either<PageView> T>
void Fields(A& a, T& v) {
  auto& [number, width, height, part, dpi] = v;
  a(number, width, height, part, dpi);
}
template <typename A, wire::Either<DrawTask> T>
void Fields(A& a, T& v) {
  auto& [bytes, views] = v;
  a(bytes, views);
}

namespace {

using Pictures = std::vector<std::string>;

constexpr double kDpi = 200;
// Points above and below the row: the lines around it, and with luck the column heads of a small table.
constexpr double kMarginAbove = 60, kMarginBelow = 36;
// A poster must not become a picture that no viewer opens.
constexpr double kMaxPixels = 25e6;
// Items of one document that are drawn by one task, so that a long document is shared out.
constexpr std::size_t kItemsPerTask = 16;

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

PageView ViewOf(const db::ReviewItem& item) {
  const Box crop = CropOf(item);
  return {item.page, item.page_width, item.page_height, crop, DpiOf(item, crop)};
}

// In the worker.
std::string Draw(const std::string& message, const std::string& password) {
  std::optional<DrawTask> task = wire::Decode<DrawTask>(message);
  if (!task) return "";
  ProcessOptions options;
  options.password = password;
  // The document was within the limits of the run that stored it.
  options.max_pages = 1'000'000;
  options.max_megapixels = 1e6;
  Result<DocumentFile> file = DocumentFile::Open(std::move(task->bytes), options);
  if (!file) return wire::EncodeResult<Pictures>(tl::unexpected<Error>(file.error()));
  PageImages images(*std::move(file));
  Pictures pictures;
  for (const PageView& view : task->views) pictures.push_back(images.Png(view));
  return wire::EncodeResult<Pictures>(std::move(pictures));
}

std::string ReasonOf(const Error& error) {
  return error.code == ErrorCode::kEncrypted ? "It is encrypted; give its password with --password." : error.message;
}

// One call of DrawItems().
class Drawing {
 public:
  Drawing(db::Store& store, const std::vector<db::ReviewItem>& items, std::ostream& log)
      : store_(store), items_(items), log_(log) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool joins = !groups_.empty() && items[groups_.back().first].sha256 == items[i].sha256 &&
                         groups_.back().count < kItemsPerTask;
      if (!joins) groups_.push_back({i, 0});
      ++groups_.back().count;
    }
  }

  std::size_t tasks() const { return groups_.size(); }

  // Each task carries its document, because no worker can read the store.
  std::string MakeTask(std::size_t index) {
    const Group& group = groups_[index];
    Result<std::string> bytes = store_.ReadBytes(items_[group.first].sha256);
    if (!bytes) {
      Say(items_[group.first].document, bytes.error().message);
      return "";
    }
    DrawTask task{*std::move(bytes), {}};
    for (std::size_t i = 0; i < group.count; ++i) task.views.push_back(ViewOf(items_[group.first + i]));
    return wire::Encode(task);
  }

  // The pictures of task `index`, "" for each item where there is none.
  Pictures PicturesOf(std::size_t index, const WorkerReply& reply) {
    const Group& group = groups_[index];
    const std::int64_t document = items_[group.first].document;
    Pictures none(group.count);
    if (reply.outcome != WorkerReply::Outcome::kAnswered) {
      Say(document, fmt::format("The work on it {}, twice.", reply.reason));
      return none;
    }
    if (reply.bytes.empty()) return none;  // what was wrong was said when the task was made
    std::optional<Result<Pictures>> pictures = wire::DecodeResult<Pictures>(reply.bytes);
    if (pictures && !*pictures) {
      Say(document, ReasonOf(pictures->error()));
      return none;
    }
    if (!pictures || (*pictures)->size() != group.count) {
      Say(document, "The work on it gave no usable answer.");
      return none;
    }
    return **std::move(pictures);
  }

  const db::ReviewItem& Item(std::size_t task, std::size_t i) const { return items_[groups_[task].first + i]; }

 private:
  struct Group {
    std::size_t first = 0, count = 0;
  };

  void Say(std::int64_t document, const std::string& why) {
    if (document == said_) return;
    said_ = document;
    log_ << fmt::format("labintake: document {} is exported without pictures: {}\n", document, why);
  }

  db::Store& store_;
  const std::vector<db::ReviewItem>& items_;
  std::ostream& log_;
  std::vector<Group> groups_;
  std::int64_t said_ = -1;
};

}  // namespace

Result<void> DrawItems(db::Store& store, const std::vector<db::ReviewItem>& items, const std::string& password,
                       std::ostream& log,
                       const std::function<Result<void>(const db::ReviewItem& item, const std::string& png)>& receive) {
  Drawing drawing(store, items, log);
  WorkerPoolOptions options;
  options.workers = UsableCores();
  WorkerPool pool(options, [&](const std::string& task) { return Draw(task, password); });
  Result<void> received;
  pool.Run(
      drawing.tasks(), [&](std::size_t i) { return drawing.MakeTask(i); },
      [&](std::size_t task, WorkerReply reply) {
        const Pictures pictures = drawing.PicturesOf(task, reply);
        for (std::size_t i = 0; i < pictures.size() && received; ++i) {
          received = receive(drawing.Item(task, i), pictures[i]);
        }
        return received.has_value();
      });
  return received;
}

}  // namespace labintake::pipeline
