// Documents into the database, one transaction each.
#pragma once

#include <memory>
#include <string>

#include "db/store.h"
#include "model/error.h"
#include "model/report.h"
#include "pipeline/process.h"
#include "pipeline/run_configuration.h"

namespace labintake::pipeline {

// One thread; opened in the process that never touches a PDF.
class StoreSink {
 public:
  // Opens the database, making it where there is none. `client`: whose documents they are, "" for none. `options` are
  // those of the run; they take what the database knows (RunConfiguration). On error kStore.
  static Result<StoreSink> Open(const std::string& path, const std::string& client, ProcessOptions* options);

  // Stores the document with the bytes of its file, which are read again. On error kNotFound when the file is no longer
  // what was read (only this document is lost), otherwise the store's error (nothing more can be stored).
  Result<db::StoredDocument> Put(const Document& document);

  // Whether the rows that this run would make of the file's bytes are stored already (RunConfiguration::Made). False
  // for a file that cannot be read. On error the store's.
  Result<bool> IsDone(const std::string& path);

 private:
  StoreSink(std::unique_ptr<db::Store> store, std::string client, RunConfiguration configuration,
            std::shared_ptr<const formats::Library> formats)
      : store_(std::move(store)),
        client_(std::move(client)),
        configuration_(std::move(configuration)),
        formats_(std::move(formats)) {}

  std::unique_ptr<db::Store> store_;
  std::string client_;
  RunConfiguration configuration_;
  std::shared_ptr<const formats::Library> formats_;
};

}  // namespace labintake::pipeline
