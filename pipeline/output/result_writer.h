// The outcome of files as text: one writer a format.
//
// Output depends on the documents and the options alone. Writers are used by one thread; Add() is called once a file,
// in the order of the output.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "model/error.h"
#include "model/report.h"

namespace labintake::pipeline {

struct FileResult {
  std::string path;  // as the user gave it
  Result<Document> document;
};

enum class OutputFormat { kTable, kJson, kJsonLines, kCsv };

struct OutputOptions {
  bool list = false;   // JSON: a list also when there is one report (several files, or a folder)
  int columns = 0;     // table: width of the terminal; 0: unlimited
  bool color = false;  // table: escape sequences for colour and weight
};

class ResultWriter {
 public:
  using Sink = std::function<void(std::string_view text)>;

  virtual ~ResultWriter() = default;
  virtual void Begin() {}
  virtual void Add(const FileResult& result) = 0;
  virtual void End() {}
};

std::unique_ptr<ResultWriter> MakeResultWriter(OutputFormat format, const OutputOptions& options,
                                               ResultWriter::Sink sink);

}  // namespace labintake::pipeline
