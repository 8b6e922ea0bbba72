#include "pipeline/process.h"

#include "pipeline/document_stages.h"
#include "pipeline/wire.h"

namespace labintake::pipeline {

Result<Document> ProcessFile(const std::string& path, const ProcessOptions& options) {
  DocumentStages stages(options);
  TaskAnswer opened = stages.Open(path);
  if (!opened.parts.empty()) {
    std::vector<WorkerReply> replies;
    for (const std::string& part : opened.parts) {
      replies.push_back({WorkerReply::Outcome::kAnswered, stages.ReadPicture(part), ""});
    }
    opened.bytes = stages.Assemble(opened.bytes, replies);
  }
  std::optional<Result<Document>> result = DecodeResult(opened.bytes);
  if (!result) return Fail(ErrorCode::kDamaged, "the file gave no usable answer");
  return *std::move(result);
}

}  // namespace labintake::pipeline
