// Messages between the parent and its workers for tasks that split (pipeline/task.h), as bytes.
//
// Decoding what a worker wrote trusts nothing. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/task.h"

namespace labintake::pipeline {

// To the worker.
std::string TaskMessage(const std::string& task);
std::string PartMessage(const std::string& part);
std::string JoinMessage(const std::string& bytes, const std::vector<WorkerReply>& replies);

// What a message is about; nullopt for one of another kind.
std::optional<std::string> TaskOf(const std::string& message);
std::optional<std::string> PartOf(const std::string& message);

// In the worker: does what a message asks and returns the reply. REQUIRES: one of the messages above.
std::string WorkOn(const SplitWork& work, const std::string& message);

// Takes TaskAnswer::for_later out of the reply to a task; "" where there is none.
std::string TakeForLater(std::string* reply);

// What a task's reply says but for that; nullopt when it is none. Replies to parts and joins are the callbacks' bytes.
std::optional<TaskAnswer> DecodeTaskReply(std::string bytes);

}  // namespace labintake::pipeline
