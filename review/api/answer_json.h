// Answers as the API takes them, and what came of them as it tells.
#pragma once

#include <optional>

#include "db/answers.h"
#include "review/api/call.h"

namespace labintake::review {

// The members of AnswerBody in docs/review-api/openapi.yaml; item and version are the caller's.
db::AnswerRequest ReadAnswer(JsonInput& in);
db::CorrectedFields ReadFields(JsonInput in, JsonInput& outer);

// kArgument where the answer confirms what has to be typed. Other errors where the item cannot be read.
std::optional<Error> CheckTyped(Call& call, const db::AnswerRequest& request);

OrderedJson ToJson(const db::AnswerResult& result);
OrderedJson ToJson(const db::WorkCounts& counts);
Response ConflictResponse(const db::AnswerConflict& conflict);
Response OutcomeResponse(const Result<db::AnswerOutcome>& outcome);

}  // namespace labintake::review
