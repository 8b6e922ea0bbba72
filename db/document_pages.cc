#include "db/document_pages.h"

#include "db/review_transaction.h"

namespace labintake::db {
namespace {

PageKind KindOf(const std::string& text) {
  for (const PageKind kind : {PageKind::kText, PageKind::kScan, PageKind::kMixed, PageKind::kGarbled}) {
    if (text == ToString(kind)) return kind;
  }
  return PageKind::kBlank;
}

}  // namespace

std::vector<PageSummary> PagesOf(ReviewDatabase& database, std::int64_t document) {
  SQLite::Statement find(database.sql(),
                         "SELECT g.number, g.width, g.height, g.kind FROM pages g JOIN runs r ON r.id = g.run_id"
                         " WHERE r.document_id = ? AND r.is_current = 1 ORDER BY g.number");
  Binder(find) << document;
  std::vector<PageSummary> pages;
  while (find.executeStep()) {
    RowReader r(find);
    PageSummary& page = pages.emplace_back();
    page.number = r.Int();
    page.width = r.Real();
    page.height = r.Real();
    page.kind = KindOf(r.Text());
  }
  return pages;
}

Result<StoredPages> ReadPages(ReviewDatabase& database, std::int64_t document) {
  return database.Read([&]() -> Result<StoredPages> {
    SQLite::Statement find(database.sql(),
                           "SELECT d.sha256, c.name, d.file FROM documents d JOIN clients c ON c.id = d.client_id"
                           " WHERE d.id = ?");
    Binder(find) << document;
    if (!find.executeStep()) return Fail(ErrorCode::kNotFound, "There is no document with this number.");
    RowReader r(find);
    StoredPages stored;
    stored.sha256 = r.Text();
    stored.client = r.Text();
    stored.file = r.Text();
    stored.pages = PagesOf(database, document);
    return stored;
  });
}

}  // namespace labintake::db
