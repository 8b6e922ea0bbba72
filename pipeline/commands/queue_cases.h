// `queue cases`: documents whose rows people have confirmed, as samples that `formats test` and `calibrate` read.
//
//   document-7/report.pdf      the document's bytes
//   document-7/expected.json   its rows, and the lab format that read it
//
// A row that a person accepted or typed is expected as he vouches for it. One that only the machine is sure of may be
// there or not, and is not judged: nobody has looked at it. Files 0600, folders 0700: they hold patients' reports.
#pragma once

#include <optional>
#include <string>

#include "db/store.h"
#include "model/error.h"

namespace labintake::pipeline {

struct QueueCasesRequest {
  std::string folder;
  std::optional<std::string> client;
  std::string lab;  // as printed; "" for every laboratory
};

struct QueueCasesCounts {
  int documents = 0, confirmed = 0;
  int open = 0;  // documents left out because something of them waits for a person
};

// Documents with a confirmed row and nothing that waits. Errors: kArgument (the folder cannot be written, or holds a
// case already), kStore.
Result<QueueCasesCounts> WriteCases(const std::string& database, db::Store& store, const QueueCasesRequest& request);

}  // namespace labintake::pipeline
