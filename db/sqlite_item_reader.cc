// The part of SqliteReader that reads review items and decisions.
#include <string_view>

#include "db/row_fields.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

constexpr const char* kItemColumns =
    "SELECT i.id, i.kind, i.state, i.subject, i.holds_rows, i.document_id, c.name, d.sha256, d.file, i.report, i.page,"
    " i.x0, i.y0, i.x1, i.y1, i.row_id, i.line_id, i.run_id, i.reading, i.created_at, g.width, g.height"
    " FROM review_items i JOIN documents d ON d.id = i.document_id JOIN clients c ON c.id = d.client_id"
    " LEFT JOIN pages g ON g.run_id = i.run_id AND g.number = i.page ";

// Rows that were typed without a place come in the order in which they were typed.
constexpr const char* kItemOrder = " ORDER BY i.document_id, i.page, i.y0, i.x0, i.line_id, i.id";

ItemKind KindFromText(const std::string& text) {
  if (text == "row") return ItemKind::kRow;
  if (text == "name") return ItemKind::kName;
  return text == "document" ? ItemKind::kDocument : ItemKind::kUnreadLine;
}

}  // namespace

const StoredDecision* StoredItem::InForce() const {
  for (const StoredDecision& decision : decisions) {
    if (decision.in_force) return &decision;
  }
  return nullptr;
}

std::vector<StoredDecision> SqliteReader::Decisions(const std::string& item_id) {
  std::vector<StoredDecision> decisions;
  Binder(decisions_) << item_id;
  while (decisions_.executeStep()) {
    RowReader r(decisions_);
    StoredDecision stored;
    Decision& d = stored.decision;
    d.item = item_id;
    stored.id = r.Int64();
    stored.row_id = r.OptionalInt64();
    d.reading = r.Text();
    d.at = r.Text();
    d.by = r.Text();
    d.action = ParseDecisionAction(r.Text()).value_or(DecisionAction::kPostpone);
    d.corrected = CorrectedFromJson(r.Text());
    d.note = r.Text();
    stored.key = r.Text();
    d.idempotency_key = stored.key;
    stored.in_force = r.Int() != 0;
    decisions.push_back(std::move(stored));
  }
  return decisions;
}

StoredItem SqliteReader::ReadItem(SQLite::Statement& statement) {
  RowReader r(statement);
  StoredItem stored;
  ReviewItem& item = stored.item;
  item.id = r.Text();
  item.kind = KindFromText(r.Text());
  item.state = ParseItemState(r.Text()).value_or(ItemState::kOpen);
  stored.subject = r.Text();
  stored.holds_rows = r.Int() != 0;
  item.document = r.Int64();
  item.client = r.Text();
  item.sha256 = r.Text();
  item.file = r.Text();
  item.report = r.Int();
  item.page = r.Int();
  item.box = r.ReadBox();
  stored.row_id = r.OptionalInt64();
  stored.line_id = r.OptionalInt64();
  const std::int64_t run_id = r.Int64();
  item.reading = r.Text();
  item.created_at = r.Text();
  item.page_width = r.Real();
  item.page_height = r.Real();
  if (stored.row_id) {
    if (auto row = Row(*stored.row_id)) {
      item.row = std::move(row->row);
      item.findings = item.row.findings;
      stored.header = std::move(row->header);
    }
  }
  if (stored.line_id) {
    Binder(line_text_) << *stored.line_id;
    if (line_text_.executeStep()) {
      RowReader l(line_text_);
      item.line_text = l.Text();
      stored.header.lab = l.Text();
      stored.header.specimen = l.Text();
    }
  }
  item.lab = stored.header.lab;
  if (item.kind == ItemKind::kName) {
    Binder(name_rows_) << item.id;
    if (name_rows_.executeStep()) item.rows = RowReader(name_rows_).Int();
  }
  item.audit = item.kind == ItemKind::kRow && stored.subject == kAuditSubject;
  if (item.kind == ItemKind::kDocument) item.findings = QuestionFindings(run_id, stored.subject, item.report);
  stored.decisions = Decisions(item.id);
  for (const StoredDecision& d : stored.decisions) item.decisions.push_back(d.decision);
  if (const StoredDecision* d = stored.InForce(); d != nullptr && item.state == ItemState::kDecided) {
    item.decided_at = d->decision.at;
  }
  return stored;
}

std::vector<StoredItem> SqliteReader::ReadItems(SQLite::Statement& statement) {
  std::vector<StoredItem> items;
  while (statement.executeStep()) items.push_back(ReadItem(statement));
  return items;
}

std::optional<StoredItem> SqliteReader::Item(const std::string& id) {
  SQLite::Statement statement(database_, std::string(kItemColumns) + "WHERE i.id = ?");
  Binder(statement) << id;
  if (!statement.executeStep()) return std::nullopt;
  return ReadItem(statement);
}

std::vector<StoredItem> SqliteReader::Items(const ItemFilter& filter) {
  std::string sql = std::string(kItemColumns) + "WHERE 1";
  if (filter.state) sql += " AND i.state = ?";
  if (filter.client) sql += " AND c.name = ?";
  SQLite::Statement statement(database_, sql + kItemOrder);
  Binder binder(statement);
  if (filter.state) binder << ToString(*filter.state);
  if (filter.client) binder << *filter.client;
  return ReadItems(statement);
}

std::vector<StoredItem> SqliteReader::ItemsOfDocument(std::int64_t document_id) {
  SQLite::Statement statement(database_,
                              std::string(kItemColumns) + "WHERE i.document_id = ? AND i.kind <> 'name'" + kItemOrder);
  Binder(statement) << document_id;
  return ReadItems(statement);
}

}  // namespace labintake::db
