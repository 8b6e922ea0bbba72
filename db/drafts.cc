#include "db/drafts.h"

#include "db/review_transaction.h"

namespace labintake::db {
namespace {

// Far more than anybody works on; keeps a program with a token from filling the disk.
constexpr int kMaxDrafts = 1000;

}  // namespace

std::string DocumentSubject(std::int64_t document) { return "document " + std::to_string(document); }

Result<void> Drafts::Save(const Account& who, const std::string& subject, const std::string& json) {
  return database_.Write([&]() -> Result<void> {
    SQLite::Statement save(database_.sql(),
                           "INSERT INTO drafts (user_id, subject, body, saved_at) VALUES (?,?,?,?)"
                           " ON CONFLICT (user_id, subject) DO UPDATE SET body = excluded.body,"
                           " saved_at = excluded.saved_at");
    Binder(save) << who.id << subject << json << database_.Now();
    save.exec();
    SQLite::Statement count(database_.sql(), "SELECT count(*) FROM drafts WHERE user_id = ?");
    Binder(count) << who.id;
    count.executeStep();
    if (RowReader(count).Int() > kMaxDrafts) {
      return Fail(ErrorCode::kArgument, "You keep too many drafts; send or drop some of them.");
    }
    return {};
  });
}

Result<std::optional<std::string>> Drafts::Get(const Account& who, const std::string& subject) {
  return database_.Read([&]() -> Result<std::optional<std::string>> {
    SQLite::Statement find(database_.sql(), "SELECT body FROM drafts WHERE user_id = ? AND subject = ?");
    Binder(find) << who.id << subject;
    if (!find.executeStep()) return std::optional<std::string>();
    return std::optional<std::string>(RowReader(find).Text());
  });
}

Result<void> Drafts::Drop(const Account& who, const std::string& subject) {
  return database_.Write([&]() -> Result<void> {
    SQLite::Statement drop(database_.sql(), "DELETE FROM drafts WHERE user_id = ? AND subject = ?");
    Binder(drop) << who.id << subject;
    drop.exec();
    return {};
  });
}

}  // namespace labintake::db
