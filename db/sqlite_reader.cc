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
                 " WHERE w.open_name = ? AND w.open_name <> '' AND r.is_current = 1") {}

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

}  // namespace labintake::db
