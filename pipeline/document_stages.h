// The work on one file in steps that different workers can take (pipeline/task.h).
//
// Open reads the text layers. Where they tell all, its answer is the finished document: a digital file is opened once
// and costs one task. Otherwise each page that has to be recognised becomes a part, ReadPicture reads one of them, and
// Assemble makes the document of what came of them. Answers are bytes of pipeline/wire.h.
//
// A part that was lost with its worker costs its own page only, which then says why it could not be read. The same
// steps in one process: ProcessFile.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/document_file.h"
#include "pipeline/interpret.h"
#include "pipeline/process.h"
#include "pipeline/stage_messages.h"
#include "pipeline/task.h"

namespace labintake::pipeline {

// Each answer depends on the arguments, the file and the options alone. What is loaded for one step (the module, the
// recogniser, the file) is kept for the next, because a worker mostly goes on with the same file. Not thread-safe.
class DocumentStages {
 public:
  explicit DocumentStages(const ProcessOptions& options) : options_(options) {}

  // `task`: DocumentTask(), or the path of a file. The answer is EncodeResult(), unless there are parts.
  TaskAnswer Open(const std::string& task);
  // REQUIRES: `part` is one of the parts of Open().
  std::string ReadPicture(const std::string& part);
  // EncodeResult(). `replies` are those to the parts of the Open() that answered `for_join`.
  std::string Assemble(const std::string& for_join, const std::vector<WorkerReply>& replies);

 private:
  Result<scan::ScanReader*> Reader();
  // Leaves the file open.
  Result<OpenedDocument> ReadTextLayers(const std::string& path);
  // From what Open found to its answer.
  TaskAnswer Begin(const std::string& path, OpenedDocument opened);
  // From all words of all pages to the finished document.
  Result<Document> Finish(Document document, const std::vector<Page>& pages);

  const ProcessOptions options_;
  std::optional<DocumentFile> file_;  // that of the last step
  std::string path_;
  std::unique_ptr<scan::ScanReader> reader_;
  std::optional<Interpreter> interpreter_;
};

// The same as the work of a worker pool: the task is the path of a file.
SplitWork StagesOf(const ProcessOptions& options);

}  // namespace labintake::pipeline
