// Errors that stop the work on one file, as values.
//
// `message` is one clear sentence for a person, says what to do, and never holds text from the document.
// Expected outcomes (no text layer, unreadable value) are values or findings, not errors.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace labintake {

enum class ErrorCode {
  kNotFound,       // the path does not exist or cannot be read
  kEmpty,          // zero bytes
  kTooLarge,       // over a configured limit
  kUnsupported,    // content that is no PDF
  kEncrypted,      // needs a password, or the password is wrong
  kDamaged,        // could not be opened even after repair
  kWorkerDied,     // the worker process crashed, ran out of time or of memory
  kStore,          // the database refused
  kConfiguration,  // options, vocabulary or limits are unusable
  kArgument,       // the caller asked for something that does not exist
};

const char* ToString(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::kArgument;
  std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace labintake
