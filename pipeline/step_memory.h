// What workers did in earlier runs, so that none has to do it again: asked before a message of pipeline/task_wire.h
// goes to a worker, told what came of it. In the parent; one thread.
#pragma once

#include <optional>
#include <string>

namespace labintake::pipeline {

class StepMemory {
 public:
  virtual ~StepMemory() = default;

  // The reply, where it is known. Otherwise a worker has to be asked; what makes that less work is added to the
  // message.
  virtual std::optional<std::string> Recall(std::string* message) = 0;

  // What a worker replied to the message that Recall left. What is for later (TaskAnswer::for_later) is taken out of
  // the reply.
  virtual void Learn(const std::string& message, std::string* reply) = 0;
};

}  // namespace labintake::pipeline
