// The outcome of one file as bytes and back: how a worker process hands its document to the parent.
//
// Both ends are the same program on the same machine, so the form is compact, unversioned and never stored. Decoding
// trusts nothing: bytes that are cut short, too long or hold an impossible enumerator give nullopt. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/error.h"
#include "model/report.h"

namespace labintake::pipeline {

std::string EncodeResult(const Result<Document>& result);
std::optional<Result<Document>> DecodeResult(std::string_view bytes);

}  // namespace labintake::pipeline
