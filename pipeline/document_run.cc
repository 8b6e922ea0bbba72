#include "pipeline/document_run.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "pipeline/document_stages.h"
#include "pipeline/wire.h"

namespace labintake::pipeline {
namespace {

constexpr const char* kByHand = "print it to a new PDF and try again, or enter it by hand";

Result<Document> ResultOf(const WorkerReply& reply) {
  if (reply.outcome != WorkerReply::Outcome::kAnswered) return tl::unexpected<Error>(LostReply(reply));
  std::optional<Result<Document>> result = DecodeResult(reply.bytes);
  if (!result) return tl::unexpected<Error>(UnusableReply());
  return *std::move(result);
}

}  // namespace

RunEnd RunDocuments(const std::vector<std::string>& files, const ProcessOptions& options, const WorkerPoolOptions& pool,
                    const std::function<bool(std::size_t index, Result<Document> document)>& receive) {
  return WorkerPool(pool, StagesOf(options)).Run(files, [&](std::size_t i, WorkerReply reply) {
    return receive(i, ResultOf(reply));
  });
}

Error LostReply(const WorkerReply& reply) {
  std::string advice = kByHand;
  if (reply.outcome == WorkerReply::Outcome::kTimedOut) advice = "allow more with --timeout, or " + advice;
  if (reply.outcome == WorkerReply::Outcome::kOutOfMemory) advice = "allow more with --memory, or " + advice;
  return {ErrorCode::kWorkerDied, fmt::format("the work on this file {}, twice; {}", reply.reason, advice)};
}

Error UnusableReply() {
  return {ErrorCode::kWorkerDied, fmt::format("the work on this file gave no usable answer; {}", kByHand)};
}

}  // namespace labintake::pipeline
