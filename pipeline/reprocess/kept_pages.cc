#include "pipeline/reprocess/kept_pages.h"

#include "pipeline/stage_messages.h"
#include "pipeline/task_wire.h"

namespace labintake::pipeline {

std::optional<std::string> KeptPages::Recall(std::string* message) {
  std::optional<std::string> reply = memory_.Recall(message);
  const std::optional<std::string> part = PartOf(*message);
  if (reply || !part) return reply;
  if (may_recognise_) {
    ++recognised_;
    return std::nullopt;
  }
  if (std::optional<PictureTask> task = DecodePictureTask(*part)) given_up_.insert(std::move(task->path));
  // The one error of a page that stops the work on its file.
  return Encode(Result<Page>(Fail(ErrorCode::kConfiguration, "its pages are not kept, and were not recognised again")));
}

}  // namespace labintake::pipeline
