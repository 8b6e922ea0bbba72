#include "pipeline/stage_messages.h"

#include "pipeline/wire_model.h"

namespace labintake::pipeline {

template <typename A, wire::Either<PictureTask> T>
void Fields(A& a, T& v) {
  auto& [path, sha256, number, width, height, area, skip] = v;
  a(path, sha256, number, width, height, area, skip);
}
template <typename A, wire::Either<UnfinishedDocument> T>
void Fields(A& a, T& v) {
  auto& [document, pages, waiting] = v;
  a(document, pages, waiting);
}

std::string Encode(const PictureTask& task) { return wire::Encode(task); }
std::string Encode(const UnfinishedDocument& unfinished) { return wire::Encode(unfinished); }
std::string Encode(const Result<Page>& page) { return wire::EncodeResult(page); }

std::optional<PictureTask> DecodePictureTask(std::string_view bytes) { return wire::Decode<PictureTask>(bytes); }
std::optional<UnfinishedDocument> DecodeUnfinishedDocument(std::string_view bytes) {
  return wire::Decode<UnfinishedDocument>(bytes);
}
std::optional<Result<Page>> DecodePage(std::string_view bytes) { return wire::DecodeResult<Page>(bytes); }

}  // namespace labintake::pipeline
