// The sentences for pictures that cannot be read, so that every format says the same.
#pragma once

#include <string>

#include "model/error.h"

namespace labintake::image {

inline tl::unexpected<Error> Damaged() { return Fail(ErrorCode::kDamaged, "the picture is damaged; ask for it again"); }

inline tl::unexpected<Error> CutOff() {
  return Fail(ErrorCode::kDamaged, "the picture is damaged (cut off); ask for it again");
}

inline tl::unexpected<Error> OutOfMemory() {
  return Fail(ErrorCode::kTooLarge,
              "the picture needs more memory than there is; scan it at a lower resolution or allow more with --memory");
}

// `kind` as in "this kind of TIFF".
inline tl::unexpected<Error> OddKind(const std::string& kind) {
  return Fail(ErrorCode::kUnsupported, "this kind of " + kind + " cannot be read; save it as PNG first");
}

}  // namespace labintake::image
