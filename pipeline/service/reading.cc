#include "pipeline/service/reading.h"

#include <utility>

#include "pipeline/task_wire.h"

namespace labintake::pipeline {

Result<std::shared_ptr<const Reading>> MakeReading(
    const WatchSettings& settings, db::Store& store,
    const std::function<SplitWork(const ProcessOptions& options)>& make_work) {
  ProcessOptions options = settings.process;
  Result<RunConfiguration> configuration = RunConfiguration::Make(store, &options);
  if (!configuration) return tl::unexpected<Error>(configuration.error());
  auto callbacks = std::make_shared<WorkerProcess::Work>(
      [work = make_work(options)](const std::string& message) { return WorkOn(work, message); });
  return std::make_shared<const Reading>(
      Reading{*std::move(configuration), settings.config.limits, std::move(callbacks)});
}

}  // namespace labintake::pipeline
