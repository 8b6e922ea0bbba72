#include "db/review_database.h"

#include "db/review_transaction.h"
#include "extractors/generic/report_header.h"

namespace labintake::db {

void ReviewWriter::lock() {
  std::unique_lock lock(mutex_);
  const std::uint64_t mine = tickets_++;
  next_.wait(lock, [&] { return serving_ == mine; });
}

void ReviewWriter::unlock() {
  {
    const std::lock_guard lock(mutex_);
    ++serving_;
  }
  next_.notify_all();
}

Result<std::shared_ptr<ReviewDatabase>> OpenReviewDatabase(const std::string& path, ReviewDatabaseOptions options) {
  auto database = OpenConnection(path, OpenMode::kExisting);
  if (!database) return tl::unexpected(database.error());
  if (!options.patients_differ) options.patients_differ = generic::PatientsDiffer;
  return std::make_shared<ReviewDatabase>(*std::move(database), std::move(options));
}

}  // namespace labintake::db
