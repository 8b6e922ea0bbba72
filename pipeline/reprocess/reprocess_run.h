// Documents of the store read again, and what that changes.
//
//   ReprocessRun run(request);
//   return run.Run();                    // differences on stdout, everything else on stderr
//
// Each document is stored for itself, so that an interrupted run has done the documents that it has shown. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/stage_cache.h"
#include "db/store.h"
#include "pipeline/commands/worker_options.h"
#include "pipeline/reprocess/row_diff.h"
#include "pipeline/run_configuration.h"

namespace labintake::pipeline {

class DocumentMemory;

struct ReprocessRequest {
  std::string db;
  std::optional<std::int64_t> document;
  std::optional<std::string> client;  // "" for documents without a client
  std::optional<std::string> lab;     // a pattern (pipeline/routing/text_pattern.h) for a report's laboratory
  // Documents that this lab format (formats::IsNamed) read last, and those that it reads now.
  std::optional<std::string> format;
  bool dry_run = false, json = false, quiet = false;
  int jobs = 1;
  std::uint64_t stage_cache_mib = 0;
  FileLimits limits;  // with routing and formats

  bool Chooses() const { return document || client || lab || format; }
};

class ReprocessRun {
 public:
  // `request` must outlive it.
  explicit ReprocessRun(const ReprocessRequest& request);
  ~ReprocessRun();

  // An exit code (pipeline/cli.h).
  int Run();

 private:
  using Documents = std::vector<db::DocumentEntry>;

  Result<void> Open();
  Result<void> Choose();
  bool FormatIsThere() const;
  // All of `documents`; `of_format`: only those of them that the format reads now, and without recognition.
  RunEnd Read(const Documents& documents, bool of_format);
  // Both: false when going on makes no sense.
  bool Receive(const db::DocumentEntry& entry, const Document& document);
  bool Failed(const db::DocumentEntry& entry, const Error& error);
  void Show(const db::DocumentEntry& entry, const RunDiff& diff);
  void Summarise(RunEnd end) const;

  const ReprocessRequest& request_;
  ProcessOptions options_;
  db::StageCache cache_;
  std::unique_ptr<db::Store> store_;
  std::optional<RunConfiguration> configuration_;
  std::unique_ptr<DocumentMemory> memory_;
  Documents chosen_;
  Documents others_;  // that the format may read now

  struct Totals {
    std::size_t done = 0, current = 0, different = 0, failed = 0;  // documents
    std::size_t not_tried = 0;                                     // documents of others_ with pages that are not kept
    std::size_t rows = 0, added = 0, removed = 0, changed = 0, asked_again = 0;
    std::size_t pages = 0;  // that were recognised
  } totals_;
};

}  // namespace labintake::pipeline
