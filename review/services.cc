#include "review/services.h"

namespace labintake::review {

Result<std::unique_ptr<Services>> Services::Open(Shared& shared) {
  auto store = db::OpenStore(shared.options.database, db::OpenMode::kExisting);
  if (!store) return tl::unexpected(store.error());
  db::ReviewDatabaseOptions options;
  options.writer = shared.writer;
  options.now = shared.options.now;
  auto database = db::OpenReviewDatabase(shared.options.database, std::move(options));
  if (!database) return tl::unexpected(database.error());
  return std::make_unique<Services>(shared, *std::move(store), *std::move(database));
}

}  // namespace labintake::review
