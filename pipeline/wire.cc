#include "pipeline/wire.h"

#include "pipeline/wire_model.h"

namespace labintake::pipeline {

std::string EncodeResult(const Result<Document>& result) { return wire::EncodeResult(result); }

std::optional<Result<Document>> DecodeResult(std::string_view bytes) { return wire::DecodeResult<Document>(bytes); }

}  // namespace labintake::pipeline
