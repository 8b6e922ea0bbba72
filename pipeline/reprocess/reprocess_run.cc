#include "pipeline/reprocess/reprocess_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <utility>

#include "db/blob_batch.h"
#include "extractors/formats/format_reader.h"
#include "pipeline/cli.h"
#include "pipeline/document_memory.h"
#include "pipeline/document_run.h"
#include "pipeline/progress.h"
#include "pipeline/reprocess/diff_output.h"
#include "pipeline/reprocess/kept_pages.h"
#include "pipeline/routing/text_pattern.h"

namespace labintake::pipeline {
namespace {

bool HasLab(const db::DocumentEntry& document, const TextPattern& lab) {
  return std::any_of(document.labs.begin(), document.labs.end(),
                     [&](const std::string& name) { return lab.Matches(name); });
}

// It is not the document's: the next one would end the same way.
bool Stops(const Error& error) { return error.code == ErrorCode::kConfiguration || error.code == ErrorCode::kStore; }

}  // namespace

ReprocessRun::ReprocessRun(const ReprocessRequest& request)
    : request_(request),
      options_(request.limits.process),
      cache_(db::StagesFolder(request.db), request.stage_cache_mib << 20) {}

ReprocessRun::~ReprocessRun() = default;

int ReprocessRun::Run() {
  for (auto step : {&ReprocessRun::Open, &ReprocessRun::Choose}) {
    if (auto done = (this->*step)(); !done) {
      Say(fmt::format("{}: {}", request_.db, done.error().message));
      return done.error().code == ErrorCode::kArgument ? kExitFailed : kExitConfiguration;
    }
  }
  RunEnd end = Read(chosen_, false);
  if (end == RunEnd::kAll) end = Read(others_, true);
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (!written) Say("the output could not be written; check the space on the disk and run again");
  Summarise(end);
  if (end == RunEnd::kInterrupted) return kExitInterrupted;
  if (end == RunEnd::kStopped) return kExitConfiguration;
  return totals_.failed > 0 || !written ? kExitFailed : kExitDone;
}

Result<void> ReprocessRun::Open() {
  Result<std::unique_ptr<db::Store>> store = db::OpenStore(request_.db, db::OpenMode::kExisting);
  if (!store) return tl::unexpected<Error>(store.error());
  store_ = *std::move(store);
  options_.tell_text_layers = true;
  Result<RunConfiguration> configuration = RunConfiguration::Make(*store_, &options_);
  if (!configuration) return tl::unexpected<Error>(configuration.error());
  configuration_ = *std::move(configuration);
  memory_ = std::make_unique<DocumentMemory>(cache_, options_, db::BlobHash);
  return {};
}

Result<void> ReprocessRun::Choose() {
  Result<Documents> documents = store_->ListDocuments({request_.document, request_.client});
  if (!documents) return tl::unexpected<Error>(documents.error());
  chosen_ = *std::move(documents);
  if (request_.lab) {
    const TextPattern lab(*request_.lab);
    std::erase_if(chosen_, [&](const db::DocumentEntry& document) { return !HasLab(document, lab); });
  }
  if (request_.format) {
    const auto other = std::stable_partition(chosen_.begin(), chosen_.end(), [&](const db::DocumentEntry& document) {
      return formats::IsNamed(document.format, *request_.format);
    });
    if (FormatIsThere()) others_.assign(std::make_move_iterator(other), std::make_move_iterator(chosen_.end()));
    chosen_.erase(other, chosen_.end());
    if (chosen_.empty() && !FormatIsThere()) {
      return Fail(ErrorCode::kArgument,
                  "there is no such lab format, and none of that name has read a document; labintake formats list "
                  "names those that there are");
    }
  }
  if (chosen_.empty() && others_.empty() && request_.Chooses()) {
    return Fail(ErrorCode::kArgument,
                "no document that was ever read is what was asked for; labintake export shows what the database has");
  }
  return {};
}

bool ReprocessRun::FormatIsThere() const {
  if (request_.format->empty()) return true;
  if (options_.formats == nullptr) return false;
  const formats::DefinitionStore& definitions = options_.formats->definitions();
  for (size_t i = 0; i < definitions.size(); ++i)
    if (formats::IsNamed(definitions.ProfileAt(i).id, *request_.format)) return true;
  return false;
}

RunEnd ReprocessRun::Read(const Documents& documents, bool of_format) {
  std::vector<std::string> paths;
  for (const db::DocumentEntry& document : documents) {
    paths.push_back(db::BlobPath(request_.db + ".blobs", document.sha256));
  }
  ProcessOptions options = options_;
  if (of_format) options.only_format = request_.format;
  KeptPages memory(*memory_, !of_format);
  Progress progress(paths.size(), !request_.quiet);
  WorkerPoolOptions pool = PoolOptions(request_.limits, request_.jobs);
  pool.memory = &memory;
  pool.on_tick = [&](const RunProgress& p) { progress.Show(p.tasks, totals_.rows, p.parts); };
  const RunEnd end = RunDocuments(paths, options, pool, [&](std::size_t i, Result<Document> document) {
    progress.Erase();
    if (memory.GaveUp(paths[i])) {
      ++totals_.not_tried;
      return true;
    }
    // What cannot be read is not the format's.
    if (of_format && (document ? !formats::IsNamed(document->format.id, *request_.format) : !Stops(document.error()))) {
      return true;
    }
    return document ? Receive(documents[i], *document) : Failed(documents[i], document.error());
  });
  totals_.pages += memory.recognised();
  return end;
}

bool ReprocessRun::Receive(const db::DocumentEntry& entry, const Document& document) {
  if (document.sha256 != entry.sha256) {
    return Failed(entry, {ErrorCode::kDamaged, "the store's copy of its file is damaged; restore it from a backup"});
  }
  const Result<db::RunChange> change =
      store_->ReplaceRun(entry.id, document, configuration_->For(document), request_.dry_run);
  if (!change) {
    // Forgotten in the meantime: what was kept of it since shall not stay.
    if (change.error().code == ErrorCode::kArgument) (void)cache_.Forget(entry.sha256);
    return Failed(entry, change.error());
  }
  ++totals_.done;
  totals_.rows += change->after.rows.size();
  if (!change->changed) ++totals_.current;
  const RunDiff diff = DiffRuns(*change);
  if (!diff.empty()) Show(entry, diff);
  return true;
}

bool ReprocessRun::Failed(const db::DocumentEntry& entry, const Error& error) {
  ++totals_.failed;
  Say(fmt::format("document {}: {}", entry.id, error.message));
  return !Stops(error);
}

void ReprocessRun::Show(const db::DocumentEntry& entry, const RunDiff& diff) {
  ++totals_.different;
  totals_.added += diff.added.size();
  totals_.removed += diff.removed.size();
  totals_.changed += diff.changed.size();
  totals_.asked_again +=
      static_cast<std::size_t>(std::count_if(diff.changed.begin(), diff.changed.end(), [](const ChangedRow& row) {
        return row.answer == AnswerFate::kAskedAgain;
      }));
  const std::string text = request_.json ? DiffJsonLine(entry, diff) : DiffText(entry, diff);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void ReprocessRun::Summarise(RunEnd end) const {
  const Totals& t = totals_;
  if (end == RunEnd::kInterrupted) {
    Say(fmt::format("interrupted; {} done", Count(t.done, "document", "documents")));
  }
  if (t.failed > 0) Say(fmt::format("{} could not be read", Count(t.failed, "document", "documents")));
  if (t.not_tried > 0) {
    Say(
        fmt::format("{} that other formats read may be of this one; their scanned pages are not kept, and --all or "
                    "--document recognises them",
                    Count(t.not_tried, "document", "documents")));
  }
  if (request_.quiet) return;
  std::string text =
      fmt::format("{} of {} {}: {} added, {} removed, {} changed", t.different, Count(t.done, "document", "documents"),
                  request_.dry_run ? "would change" : "changed", Count(t.added, "row", "rows"), t.removed, t.changed);
  if (t.asked_again > 0) {
    text += fmt::format("; {} that people answered asked about again", Count(t.asked_again, "row", "rows"));
  }
  if (t.current > 0) text += fmt::format("; {} read by this very run already", t.current);
  if (t.pages > 0) text += fmt::format("; {} recognised", Count(t.pages, "page", "pages"));
  Say(text);
}

}  // namespace labintake::pipeline
