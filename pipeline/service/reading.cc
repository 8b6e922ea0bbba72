#include "pipeline/service/reading.h"

#include <utility>

#include "db/blob_batch.h"
#include "db/stage_cache.h"
#include "pipeline/document_memory.h"
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
  std::shared_ptr<StepMemory> memory;
  if (const std::uint64_t mib = settings.config.reading.stage_cache_mib; mib > 0) {
    db::StageCache cache(db::StagesFolder(settings.config.database), mib << 20);
    memory = std::make_shared<DocumentMemory>(std::move(cache), options, db::BlobHash);
  }
  return std::make_shared<const Reading>(
      Reading{*std::move(configuration), settings.config.limits, std::move(callbacks), std::move(memory)});
}

}  // namespace labintake::pipeline
