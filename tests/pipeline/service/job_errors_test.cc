#include "pipeline/service/job_errors.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

using db::ErrorClass;
using Outcome = WorkerReply::Outcome;

TEST(JobErrors, WhatTheStagesRefuse) {
  for (const auto& [code, error_class] : {std::pair{ErrorCode::kEncrypted, ErrorClass::kEncrypted},
                                          {ErrorCode::kDamaged, ErrorClass::kDamaged},
                                          {ErrorCode::kEmpty, ErrorClass::kNotAReport},
                                          {ErrorCode::kUnsupported, ErrorClass::kNotAReport},
                                          {ErrorCode::kTooLarge, ErrorClass::kTooLarge},
                                          {ErrorCode::kConfiguration, ErrorClass::kConfiguration},
                                          {ErrorCode::kNotFound, ErrorClass::kStoreUnreadable},
                                          {ErrorCode::kWorkerDied, ErrorClass::kWorkerKilled}}) {
    const db::JobError error = JobErrorOf(Error{code, "a sentence"});
    EXPECT_EQ(error.error_class, error_class) << ToString(code);
    EXPECT_EQ(error.code, ToString(code));
  }
  EXPECT_EQ(JobErrorOf(Error{ErrorCode::kDamaged, "it is cut off"}).message, "it is cut off");
  EXPECT_EQ(JobErrorOf(Error{ErrorCode::kEncrypted, "give its password with --password"}).message,
            "give its password with reading.password_file");
  EXPECT_EQ(JobErrorOf(Error{ErrorCode::kTooLarge, "split it or raise --max-bytes"}).message,
            "split it or raise limits.max_mib");
}

TEST(JobErrors, WhatAWorkerLost) {
  for (const auto& [outcome, error_class] : {std::pair{Outcome::kCrashed, ErrorClass::kWorkerKilled},
                                             {Outcome::kKilled, ErrorClass::kWorkerKilled},
                                             {Outcome::kOutOfMemory, ErrorClass::kOutOfMemory},
                                             {Outcome::kTimedOut, ErrorClass::kTimeLimit}}) {
    EXPECT_EQ(JobErrorOf(WorkerReply{outcome, "", "ended"}).error_class, error_class);
  }
  EXPECT_EQ(
      JobErrorOf(WorkerReply{Outcome::kTimedOut, "", "took longer than 5 seconds"}).message,
      "the work on this file took longer than 5 seconds; allow more with limits.timeout_seconds, or print it to a "
      "new PDF and try again, or enter it by hand");
}

TEST(JobErrors, WhatMayPassIsTriedAgain) {
  for (const ErrorClass error : {ErrorClass::kConfiguration, ErrorClass::kWorkerKilled, ErrorClass::kOutOfMemory,
                                 ErrorClass::kTimeLimit, ErrorClass::kStoreUnreadable, ErrorClass::kServiceLost}) {
    EXPECT_FALSE(db::IsPermanent(error)) << db::ToString(error);
  }
  for (const ErrorClass error :
       {ErrorClass::kEncrypted, ErrorClass::kDamaged, ErrorClass::kNotAReport, ErrorClass::kTooLarge}) {
    EXPECT_TRUE(db::IsPermanent(error)) << db::ToString(error);
  }
}

}  // namespace
}  // namespace labintake::pipeline
