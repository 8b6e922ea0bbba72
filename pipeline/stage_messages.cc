#include "pipeline/stage_messages.h"

#include "pipeline/wire_model.h"

namespace labintake::pipeline {

template <typename A, wire::Either<PictureTask> T>
void Fields(A& a, T& v) {
  auto& [path, sha256, number, width, height, area, skip, secret] = v;
  a(path, sha256, number, width, height, area, skip, secret);
}
template <typename A, wire::Either<UnfinishedDocument> T>
void Fields(A& a, T& v) {
  auto& [document, pages, waiting] = v;
  a(document, pages, waiting);
}
template <typename A, wire::Either<OpenedDocument> T>
void Fields(A& a, T& v) {
  auto& [unfinished, pictures] = v;
  a(unfinished, pictures);
}

// No path has this byte.
constexpr char kEndOfPath = '\0';

std::string DocumentTask(const std::string& path, std::string_view opened) {
  return opened.empty() ? path : (path + kEndOfPath).append(opened);
}

DocumentTaskParts PartsOf(std::string_view task) {
  const std::size_t end = task.find(kEndOfPath);
  if (end == std::string_view::npos) return {task, {}};
  return {task.substr(0, end), task.substr(end + 1)};
}

std::string Encode(const PictureTask& task) { return wire::Encode(task); }
std::string Encode(const UnfinishedDocument& unfinished) { return wire::Encode(unfinished); }
std::string Encode(const Result<Page>& page) { return wire::EncodeResult(page); }
std::string Encode(const OpenedDocument& opened) { return wire::Encode(opened); }

std::optional<PictureTask> DecodePictureTask(std::string_view bytes) { return wire::Decode<PictureTask>(bytes); }
std::optional<UnfinishedDocument> DecodeUnfinishedDocument(std::string_view bytes) {
  return wire::Decode<UnfinishedDocument>(bytes);
}
std::optional<Result<Page>> DecodePage(std::string_view bytes) { return wire::DecodeResult<Page>(bytes); }
std::optional<OpenedDocument> DecodeOpenedDocument(std::string_view bytes) {
  return wire::Decode<OpenedDocument>(bytes);
}

}  // namespace labintake::pipeline
