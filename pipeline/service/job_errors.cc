#include "pipeline/service/job_errors.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace labintake::pipeline {
namespace {

db::ErrorClass ClassOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kEncrypted: return db::ErrorClass::kEncrypted;
    case ErrorCode::kDamaged: return db::ErrorClass::kDamaged;
    case ErrorCode::kEmpty:
    case ErrorCode::kUnsupported: return db::ErrorClass::kNotAReport;
    case ErrorCode::kTooLarge: return db::ErrorClass::kTooLarge;
    case ErrorCode::kConfiguration: return db::ErrorClass::kConfiguration;
    case ErrorCode::kNotFound: return db::ErrorClass::kStoreUnreadable;
    case ErrorCode::kWorkerDied:
    case ErrorCode::kStore:
    case ErrorCode::kArgument: break;
  }
  return db::ErrorClass::kWorkerKilled;
}

// The stages advise options of the command line; the service has keys of its configuration.
std::string WithKeys(std::string message) {
  static constexpr std::pair<const char*, const char*> kKeys[] = {{"--password", "reading.password_file"},
                                                                  {"--max-bytes", "limits.max_mib"},
                                                                  {"--max-pages", "limits.max_pages"},
                                                                  {"--max-megapixels", "limits.max_megapixels"}};
  for (const auto& [option, key] : kKeys) {
    const std::size_t at = message.find(option);
    if (at != std::string::npos) message.replace(at, std::string_view(option).size(), key);
  }
  return message;
}

constexpr const char* kByHand = "print it to a new PDF and try again, or enter it by hand";

}  // namespace

db::JobError JobErrorOf(const Error& error) {
  if (error.code == ErrorCode::kNotFound) {
    return {ClassOf(error.code), ToString(error.code),
            "the store's copy of this file is missing or cannot be read; run labintake doctor"};
  }
  return {ClassOf(error.code), ToString(error.code), WithKeys(error.message)};
}

db::JobError JobErrorOf(const WorkerReply& reply) {
  db::JobError error{db::ErrorClass::kWorkerKilled, ToString(ErrorCode::kWorkerDied), ""};
  std::string advice = kByHand;
  if (reply.outcome == WorkerReply::Outcome::kTimedOut) {
    error.error_class = db::ErrorClass::kTimeLimit;
    advice = "allow more with limits.timeout_seconds, or " + advice;
  } else if (reply.outcome == WorkerReply::Outcome::kOutOfMemory) {
    error.error_class = db::ErrorClass::kOutOfMemory;
    advice = "allow more with limits.memory_mib, or " + advice;
  }
  error.message = fmt::format("the work on this file {}; {}", reply.reason, advice);
  return error;
}

}  // namespace labintake::pipeline
