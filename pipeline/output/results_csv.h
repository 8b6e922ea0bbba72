// Results as CSV: a header, then one line a row of a report, quoted as in RFC 4180, lines ended by "\n".
//
// What a spreadsheet would take for a formula is defused as pipeline/commands/csv.h says. Files without results have no
// line; they are named on stderr. `findings` holds "code: sentence" of each, joined by
// "; ", with "note " before what is no doubt. New columns are only added at the end.
#pragma once

#include "pipeline/output/result_writer.h"

namespace labintake::pipeline {

class CsvWriter : public ResultWriter {
 public:
  explicit CsvWriter(Sink sink) : sink_(std::move(sink)) {}
  void Begin() override;
  void Add(const FileResult& result) override;

 private:
  Sink sink_;
};

}  // namespace labintake::pipeline
