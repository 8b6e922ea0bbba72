// What a worker does for the review server: draws a part of a page, or reads what stands there.
//
// Messages are bytes of model/wire_format.h. Not thread-safe; one a process.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/scan/scan_reader.h"
#include "model/error.h"
#include "pipeline/interpret.h"
#include "pipeline/page_image.h"
#include "pipeline/process.h"
#include "review/page_source.h"

namespace labintake::pipeline {

struct PageTask {
  bool read = false;   // otherwise draw
  std::string bytes;   // of the file
  std::string sha256;  // of the bytes
  int page = 1;
  double width = 0, height = 0;  // of the page in points
  Box part;                      // Box{}: the whole page
  double scale = 2;              // pixels a point
};

std::string Encode(const PageTask& task);

// The replies. nullopt for what is none.
std::optional<Result<std::string>> DecodeDrawn(std::string_view reply);
std::optional<Result<review::ReadPart>> DecodeRead(std::string_view reply);

class PageWork {
 public:
  // Of `options` the password and how scans are read are used.
  explicit PageWork(ProcessOptions options);
  ~PageWork();

  // The document that the last message was about is kept open for the next.
  std::string Do(const std::string& message);

 private:
  Result<std::string> Draw(const PageTask& task);
  Result<review::ReadPart> Read(const PageTask& task);
  Result<void> Recognise(const PageTask& task, const Box& around, Page* page);
  Result<void> Open(PageTask& task);

  ProcessOptions options_;
  std::string sha256_;  // of `images_`
  std::optional<PageImages> images_;
  std::unique_ptr<scan::ScanReader> reader_;
  std::optional<Interpreter> interpreter_;
};

}  // namespace labintake::pipeline
