// What workers work with: options, with what the database knew when they were made, and the callbacks that hold them.
//
// Made anew when the configuration changes or people have confirmed further names; a job is finished with the reading
// with which it was begun. Immutable, but for what the memory learns.
#pragma once

#include <functional>
#include <memory>

#include "db/store.h"
#include "pipeline/run_configuration.h"
#include "pipeline/service/watch_service.h"
#include "pipeline/step_memory.h"
#include "pipeline/worker_process.h"

namespace labintake::pipeline {

struct Reading {
  RunConfiguration configuration;
  WatchConfig::Limits limits;
  std::shared_ptr<const WorkerProcess::Work> callbacks;
  std::shared_ptr<StepMemory> memory;  // what need not be done again; null: everything is
};

// Error kStore.
Result<std::shared_ptr<const Reading>> MakeReading(
    const WatchSettings& settings, db::Store& store,
    const std::function<SplitWork(const ProcessOptions& options)>& make_work);

}  // namespace labintake::pipeline
