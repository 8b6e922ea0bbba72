// What the rows of a run depend on beside the document: the options, and what the database knows when the run begins.
#pragma once

#include <string>

#include "db/store.h"
#include "model/error.h"
#include "model/report.h"
#include "pipeline/process.h"

namespace labintake::pipeline {

class RunConfiguration {
 public:
  // Takes into `options` what the store knows now: names that people have confirmed, and how many rows of laboratories
  // on probation they have reviewed. Error kStore.
  static Result<RunConfiguration> Make(db::Store& store, ProcessOptions* options);

  // Of a document that was read. An edited lab format reads its own documents anew, and no others. A page that once
  // took too long may be read another time: the run that could not read it is not the same run.
  db::RunInfo For(const Document& document) const;
  // Of one that was not.
  db::RunInfo Base() const;

  // Whether a document with this run would get the same run again, were it read now with `formats` (null for none), as
  // far as that can be told without reading it: a lab format that was added since is not thought of. False for one that
  // was not read, or a page of which was not.
  bool Made(const db::StoredRun& run, const formats::Library* formats) const;

  bool operator==(const RunConfiguration&) const = default;

 private:
  explicit RunConfiguration(std::string text) : text_(std::move(text)) {}
  db::RunInfo Of(const std::string& text) const;

  std::string text_;  // the options that can change rows
};

}  // namespace labintake::pipeline
