#include "db/review_database.h"

#include "db/review_transaction.h"

namespace labintake::db {

Result<std::shared_ptr<ReviewDatabase>> OpenReviewDatabase(const std::string& path, ReviewDatabaseOptions options) {
  auto database = OpenConnection(path, OpenMode::kExisting);
  if (!database) return tl::unexpected(database.error());
  return std::make_shared<ReviewDatabase>(*std::move(database), std::move(options));
}

}  // namespace labintake::db
