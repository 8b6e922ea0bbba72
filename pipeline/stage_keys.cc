#include "pipeline/stage_keys.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <string>
#include <utility>

#include "db/digest.h"
#include "extractors/ocr/recognizer.h"
#include "pipeline/scan_module.h"
#include "pipeline/stage_messages.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

// Changes with the form of what is kept: a member more makes these bytes others.
std::string Form() {
  OpenedDocument opened;
  Page page;
  page.words.emplace_back();
  page.rules.emplace_back();
  opened.unfinished.document.pages.emplace_back();
  opened.unfinished.pages.push_back(page);
  opened.pictures.emplace_back();
  return db::Token({Encode(opened), Encode(Result<Page>(page))});
}

// Another model, or one more, reads otherwise. Their hashes would cost more than a page; models of one size are one.
std::string Models(const std::string& folder) {
  std::set<std::string> models;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code none;
    if (entry->path().extension() != ".traineddata") continue;
    models.insert(fmt::format("{} {}\n", entry->path().filename().string(), fs::file_size(entry->path(), none)));
  }
  std::string all;
  for (const std::string& model : models) all += model;
  return db::Token({all});
}

}  // namespace

db::StageKey TextLayersKey(const ProcessOptions& options) {
  return {fmt::format("text layers\nmax-pages={}\nmax-bytes={}\nmax-megapixels={}\n", options.max_pages,
                      options.max_bytes, options.max_megapixels),
          fmt::format("{} {}", kExtractionVersion, Form())};
}

std::optional<db::StageKey> RecognisedPageKey(const ProcessOptions& options) {
  const scan::ScanOptions& scan = options.scan;
  const std::optional<std::string> module = db::FileSha256Hex(ScanModulePath());
  if (!scan.save_steps.empty() || !module) return std::nullopt;
  return db::StageKey{
      fmt::format("recognised page\nmax-megapixels={}\nsecond-reading={}\nocr-languages={}\nocr-without={}\n",
                  options.max_megapixels, scan.second_reading, scan.languages, scan.without),
      fmt::format("{} {} {} {}", kPictureVersion, *module,
                  Models(scan.tessdata.empty() ? ocr::kModelFolder : scan.tessdata), Form())};
}

}  // namespace labintake::pipeline
