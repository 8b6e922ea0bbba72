// Files to documents by worker processes, pages of scans shared out among them (pipeline/document_stages.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/error.h"
#include "model/report.h"
#include "pipeline/process.h"
#include "pipeline/worker_pool.h"

namespace labintake::pipeline {

// Hands the outcome of every file to `receive`, in the order of `files` and the same for every number of workers.
// `receive` returns false to stop.
RunEnd RunDocuments(const std::vector<std::string>& files, const ProcessOptions& options, const WorkerPoolOptions& pool,
                    const std::function<bool(std::size_t index, Result<Document> document)>& receive);

// What to tell a person about a file whose reply is no answer. REQUIRES: reply.outcome is not kAnswered.
Error LostReply(const WorkerReply& reply);
// The same for an answer that cannot be read.
Error UnusableReply();

}  // namespace labintake::pipeline
