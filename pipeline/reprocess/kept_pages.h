// A memory of pages that says what it did not know: which pages are recognised, or would have to be.
//
// In the parent; one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>

#include "pipeline/step_memory.h"

namespace labintake::pipeline {

class KeptPages : public StepMemory {
 public:
  // `memory` must outlive it. Where pages may not be recognised, a file with a page that `memory` does not know is
  // given up with an error (kConfiguration) and no worker is asked for its pages.
  KeptPages(StepMemory& memory, bool may_recognise) : memory_(memory), may_recognise_(may_recognise) {}

  std::optional<std::string> Recall(std::string* message) override;
  void Learn(const std::string& message, std::string* reply) override { memory_.Learn(message, reply); }

  // Pages that workers were asked to recognise.
  std::size_t recognised() const { return recognised_; }
  // Whether the file was given up.
  bool GaveUp(const std::string& path) const { return given_up_.contains(path); }

 private:
  StepMemory& memory_;
  const bool may_recognise_;
  std::size_t recognised_ = 0;
  std::set<std::string> given_up_;  // paths
};

}  // namespace labintake::pipeline
