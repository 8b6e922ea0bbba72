#include "db/sqlite_reader.h"

#include <string_view>

#include "db/analyte_columns.h"
#include "db/row_fields.h"

namespace labintake::db {
namespace {

#define LABINTAKE_HEADER_COLUMNS \
  "p.lab, p.patient_id, p.sex, p.age, p.birth_date, p.accession, p.specimen, p.collected, p.received, p.reported"

const std::string& RowColumns() {
  static const std::string columns =
      std::string(
          "SELECT w.id, p.number, w.page, w.x0, w.y0, w.x1, w.y1, w.panel, w.specimen, w.rule, w.confidence,"
          " w.status, w.final_since, w.open_name, w.origin, w.score, ") +
      kAnalyteColumns + ", " LABINTAKE_HEADER_COLUMNS " FROM rows w JOIN reports p ON p.id = w.report_id ";
  return columns;
}

constexpr const char* kHeaders = "SELECT p.number, " LABINTAKE_HEADER_COLUMNS
                                 " FROM reports p JOIN runs r ON r.id = p.run_id"
                                 " WHERE r.document_id = ? AND r.is_current = 1";

#undef LABINTAKE_HEADER_COLUMNS

constexpr const char* kItemColumns =
    "SELECT i.id, i.kind, i.state, i.subject, i.holds_rows, i.document_id, c.name, d.sha256, d.file, i.report, i.page,"
    " i.x0, i.y0, i.x1, i.y1, i.row_id, i.line_id, i.run_id, i.reading, i.created_at, g.width, g.height"
    " FROM review_items i JOIN documents d ON d.id = i.document_id JOIN clients c ON c.id = d.client_id"
    " LEFT JOIN pages g ON g.run_id = i.run_id AND g.number = i.page ";

constexpr const char* kItemOrder = " ORDER BY i.document_id, i.page, i.y0, i.x0, i.id";

ItemKind KindFromText(const std::string& text) {
  if (text == "row") return ItemKind::kRow;
  if (text == "name") return ItemKind::kName;
  return text == "document" ? ItemKind::kDocument : ItemKind::kUnreadLine;
}

Finding ReadFinding(SQLite::Statement& statement) {
  RowReader r(statement);
  Finding finding;
  finding.code = FindingCodeFromText(r.Text());
  finding.message = r.Text();
  finding.box = r.ReadBox();
  finding.severity = r.Text() == ToString(Severity::kNote) ? Severity::kNote : Severity::kDoubt;
  finding.also = BoxesFromJson(r.Text());
  return finding;
}

ReportHeader ReadHeader(RowReader& r) {
  ReportHeader h;
  for (std::string* text : {&h.lab, &h.patient_id, &h.sex, &h.age, &h.birth_date, &h.accession, &h.specimen,
                            &h.collected, &h.received, &h.reported}) {
    *text = r.Text();
  }
  return h;
}

std::vector<Finding> ReadFindings(SQLite::Statement& statement) {
  std::vector<Finding> findings;
  while (statement.executeStep()) findings.push_back(ReadFinding(statement));
  return findings;
}

}  // namespace

const StoredDecision* StoredItem::InForce() const {
  for (const StoredDecision& decision : decisions) {
    if (decision.in_force) return &decision;
  }
  return nullptr;
}

SqliteReader::SqliteReader(SQLite::Database& database)
    : database_(database),
      row_(database, RowColumns() + "WHERE w.id = ?"),
      fields_(database, "SELECT kind, text, parsed, x0, y0, x1, y1 FROM fields WHERE row_id = ?"),
      row_findings_(database,
                    "SELECT code, message, x0, y0, x1, y1, severity, also FROM findings WHERE row_id = ? ORDER BY id"),
      question_findings_(database,
                         "SELECT f.code, f.message, f.x0, f.y0, f.x1, f.y1, f.severity, f.also FROM findings f"
                         " LEFT JOIN reports p ON p.id = f.report_id WHERE f.run_id = ? AND f.level = ?"
                         " AND coalesce(p.number, 0) = ? ORDER BY f.id"),
      line_text_(database,
                 "SELECT l.text, p.lab, p.specimen FROM lines l JOIN reports p ON p.id = l.report_id WHERE l.id = ?"),
      decisions_(database,
                 "SELECT id, row_id, reading, decided_at, decided_by, action, corrected, note, idempotency_key,"
                 " in_force FROM decisions WHERE item_id = ? ORDER BY id"),
      name_rows_(database,
                 "SELECT count(*) FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id"
                 " WHERE w.open_name = ? AND r.is_current = 1") {}

StoredRow SqliteReader::ReadRow(SQLite::Statement& statement) {
  RowReader r(statement);
  StoredRow stored;
  stored.id = r.Int64();
  stored.report = r.Int();
  Observation& row = stored.row;
  row.page = r.Int();
  row.box = r.ReadBox();
  row.panel = r.Text();
  row.specimen = r.Text();
  row.rule = r.Text();
  row.confidence = r.Real();
  row.status = r.Text() == ToString(RowStatus::kAccepted) ? RowStatus::kAccepted : RowStatus::kReview;
  stored.final_since = r.Text();
  stored.open_name = r.Text();
  row.origin = r.Text() == ToString(Origin::kOcr) ? Origin::kOcr : Origin::kTextLayer;
  row.score = r.Real();
  ReadAnalyte(r, row);
  stored.header = ReadHeader(r);
  Binder(fields_) << stored.id;
  while (fields_.executeStep()) {
    RowReader f(fields_);
    StoredField field{f.Text(), f.Text(), f.Text(), f.ReadBox()};
    ApplyStoredField(field, row);
  }
  return stored;
}

std::vector<StoredRow> SqliteReader::CurrentRows(std::int64_t document_id) {
  SQLite::Statement statement(database_,
                              RowColumns() +
                                  "JOIN runs r ON r.id = p.run_id WHERE r.document_id = ? AND r.is_current = 1"
                                  " ORDER BY p.number, w.seq");
  Binder(statement) << document_id;
  std::vector<StoredRow> rows;
  while (statement.executeStep()) rows.push_back(ReadRow(statement));
  return rows;
}

std::map<int, ReportHeader> SqliteReader::CurrentHeaders(std::int64_t document_id) {
  SQLite::Statement statement(database_, kHeaders);
  Binder(statement) << document_id;
  std::map<int, ReportHeader> headers;
  while (statement.executeStep()) {
    RowReader r(statement);
    const int number = r.Int();
    headers[number] = ReadHeader(r);
  }
  return headers;
}

std::optional<StoredRow> SqliteReader::Row(std::int64_t row_id) {
  Binder(row_) << row_id;
  if (!row_.executeStep()) return std::nullopt;
  StoredRow stored = ReadRow(row_);
  stored.row.findings = RowFindings(row_id);
  return stored;
}

std::vector<Finding> SqliteReader::RowFindings(std::int64_t row_id) {
  Binder(row_findings_) << row_id;
  return ReadFindings(row_findings_);
}

std::vector<Finding> SqliteReader::QuestionFindings(std::int64_t run_id, const std::string& subject, int report) {
  Binder(question_findings_) << run_id << (subject == "report" ? "report" : "document") << report;
  return ReadFindings(question_findings_);
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
