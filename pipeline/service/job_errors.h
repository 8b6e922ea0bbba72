// Why a document could not be read, as the queue keeps it: whether it makes sense to try again, and a sentence for a
// person. Pure functions; thread-safe.
#pragma once

#include "db/job.h"
#include "model/error.h"
#include "pipeline/task.h"

namespace labintake::pipeline {

// What the stages refused.
db::JobError JobErrorOf(const Error& error);

// What a worker lost. REQUIRES: reply.outcome is not kAnswered.
db::JobError JobErrorOf(const WorkerReply& reply);

}  // namespace labintake::pipeline
