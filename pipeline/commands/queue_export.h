// `queue export`: a folder for whoever answers the items away from this machine.
//
//   items.jsonl   one item a line, all that is known
//   answers.csv   the form to fill in, for `queue decide`
//   ITEM.png      the place on the page, 200 dpi
//
// Files 0600, folder 0700. Names of files hold the item's id only.
#pragma once

#include <ostream>
#include <string>

#include "db/store.h"
#include "model/error.h"

namespace labintake::pipeline {

struct QueueExportRequest {
  std::string folder;
  std::string password;  // for encrypted documents
  db::ItemFilter filter;
};

struct QueueExportCounts {
  int items = 0;
  int without_picture = 0;
};

// What could not be pictured is said on `log`, once a document.
// Errors: kArgument (the folder cannot be written, or holds a form already), kStore.
Result<QueueExportCounts> ExportQueue(db::Store& store, const QueueExportRequest& request, std::ostream& log);

}  // namespace labintake::pipeline
