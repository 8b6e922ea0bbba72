// Results for a person at a terminal.
//
// A heading for each report, its rows in aligned columns under their panels, a "!" before each row that waits for
// review with the reasons below it, then lines that were not read and findings of the report. Beside a row stands what
// the catalogue calls its test where the printed name does not say it, on terminals with room for it. Notes are dim and
// come last. Nothing from a document can move the cursor or change colours: see TerminalText() in pipeline/cli.h.
#pragma once

#include "pipeline/output/result_writer.h"

namespace labintake::pipeline {

class TableWriter : public ResultWriter {
 public:
  TableWriter(const OutputOptions& options, Sink sink) : options_(options), sink_(std::move(sink)) {}
  // A failed file has no table; it is named on stderr.
  void Add(const FileResult& result) override;

 private:
  OutputOptions options_;
  Sink sink_;
  bool first_ = true;
};

}  // namespace labintake::pipeline
