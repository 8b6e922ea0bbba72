#include "db/document_writer.h"

#include <unordered_map>

#include "db/analyte_columns.h"
#include "db/digest.h"
#include "db/name_questions.h"
#include "db/row_fields.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

// Everything that the export says of a row. A row whose content a new run repeats has been final since the old run.
std::string Content(const Observation& row, const ReportHeader& h) {
  std::string all;
  for (const StoredField& field : ToStoredFields(row)) all += field.text + "\n" + field.parsed + "\n";
  const auto number = [](const std::optional<Decimal>& n) { return n ? n->ToString() + "\n" : std::string("\n"); };
  all += row.analyte.id + "\n" + row.analyte.loinc + "\n" + row.analyte.specimen + "\n" + row.canonical.ucum + "\n" +
         number(row.canonical.value) + number(row.canonical.low) + number(row.canonical.high);
  return Token({std::to_string(row.page), row.panel, row.specimen, all, h.lab, h.accession, h.specimen, h.collected,
                h.received, h.reported, h.sex, h.age});
}

class RunWriter {
 public:
  RunWriter(SQLite::Database& database, const std::string& now)
      : database_(database),
        now_(now),
        report_(database,
                "INSERT INTO reports (run_id, number, first_page, last_page, lab, patient_name, patient_id, sex, age,"
                " birth_date, accession, specimen, collected, received, reported, status)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        row_(database,
             std::string("INSERT INTO rows (report_id, seq, page, x0, y0, x1, y1, panel, specimen, rule, confidence,"
                         " status, final_since, open_name, origin, score, ") +
                 kAnalyteColumns + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?," + kAnalyteMarks + ")"),
        field_(database, "INSERT INTO fields (row_id, kind, text, parsed, x0, y0, x1, y1) VALUES (?,?,?,?,?,?,?,?)"),
        line_(database, "INSERT INTO lines (report_id, page, x0, y0, x1, y1, class, text) VALUES (?,?,?,?,?,?,?,?)"),
        finding_(
            database,
            "INSERT INTO findings (run_id, level, report_id, row_id, code, message, x0, y0, x1, y1, severity, also)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)") {}

  WrittenRun Write(std::int64_t document_id, const Document& document, const RunInfo& info,
                   const std::vector<DocumentQuestion>& questions) {
    RememberFinalRows(document_id);
    WriteRunItself(document_id, document, info);
    for (const DocumentQuestion& question : questions) {
      if (question.report == 0) WriteFindings(question.made_here, "document", std::nullopt, std::nullopt);
    }
    for (const Report& report : document.reports) WriteReport(report, questions);
    return std::move(run_);
  }

 private:
  void RememberFinalRows(std::int64_t document_id) {
    for (const StoredRow& row : SqliteReader(database_).CurrentRows(document_id)) {
      if (!row.final_since.empty()) final_since_.emplace(Content(row.row, row.header), row.final_since);
    }
  }

  void WriteRunItself(std::int64_t document_id, const Document& document, const RunInfo& info) {
    SQLite::Statement former(database_, "UPDATE runs SET is_current = 0 WHERE document_id = ? AND is_current = 1");
    Binder(former) << document_id;
    former.exec();
    SQLite::Statement run(database_,
                          "INSERT INTO runs (document_id, program_version, extraction_version, configuration_hash,"
                          " repaired, started_at, stored_at, format, is_current) VALUES (?,?,?,?,?,?,?,?,1)");
    Binder(run) << document_id << info.program_version << info.extraction_version << info.configuration_hash
                << document.repaired << (info.started_at.empty() ? now_ : info.started_at) << now_
                << document.format.id;
    run_.id = Insert(run);
    SQLite::Statement page(database_, "INSERT INTO pages (run_id, number, width, height, kind) VALUES (?,?,?,?,?)");
    for (const PageSummary& p : document.pages) {
      Binder(page) << run_.id << p.number << p.width << p.height << ToString(p.kind);
      page.exec();
    }
  }

  void WriteReport(const Report& report, const std::vector<DocumentQuestion>& questions) {
    const ReportHeader& h = report.header;
    Binder(report_) << run_.id << report.number << report.first_page << report.last_page << h.lab << h.patient_name
                    << h.patient_id << h.sex << h.age << h.birth_date << h.accession << h.specimen << h.collected
                    << h.received << h.reported << ToString(report.status);
    const std::int64_t report_id = Insert(report_);
    WriteFindings(report.findings, "report", report_id, std::nullopt);
    for (const DocumentQuestion& question : questions) {
      if (question.report != report.number) continue;
      WriteFindings(question.made_here, question.subject == "patient" ? "document" : "report", report_id, std::nullopt);
    }
    int seq = 0;
    for (const Observation& row : report.observations) WriteRow(row, ++seq, report_id, report);
    for (const ClassifiedLine& line : report.lines) {
      const bool unread = line.line_class == LineClass::kUnread;
      Binder(line_) << report_id << line.page << line.box << ToString(line.line_class)
                    << (unread ? line.text : std::string());
      const std::int64_t id = Insert(line_);
      if (unread) run_.unread.push_back({id, report.number, &line});
    }
  }

  void WriteRow(const Observation& row, int seq, std::int64_t report_id, const Report& report) {
    std::string final_since;
    if (row.status == RowStatus::kAccepted) {
      const auto before = final_since_.find(Content(row, report.header));
      final_since = before != final_since_.end() ? before->second : now_;
    }
    const std::string open_name = OpenNameOf(row, report.header);
    Binder binder(row_);
    binder << report_id << seq << row.page << row.box << row.panel << row.specimen << row.rule << row.confidence
           << ToString(row.status) << final_since << open_name << ToString(row.origin) << row.score;
    BindAnalyte(row, binder);
    const std::int64_t row_id = Insert(row_);
    for (const StoredField& field : ToStoredFields(row)) {
      Binder(field_) << row_id << field.kind << field.text << field.parsed << field.box;
      field_.exec();
    }
    WriteFindings(row.findings, "row", report_id, row_id);
    run_.rows.push_back({row_id, report.number, &row, &report.header, open_name});
  }

  void WriteFindings(const std::vector<Finding>& findings, const char* level, std::optional<std::int64_t> report_id,
                     std::optional<std::int64_t> row_id) {
    for (const Finding& f : findings) {
      Binder(finding_) << run_.id << level << report_id << row_id << ToString(f.code) << f.message << f.box
                       << ToString(f.severity) << BoxesToJson(f.also);
      finding_.exec();
    }
  }

  std::int64_t Insert(SQLite::Statement& statement) {
    statement.exec();
    return database_.getLastInsertRowid();
  }

  SQLite::Database& database_;
  const std::string now_;
  SQLite::Statement report_, row_, field_, line_, finding_;
  std::unordered_map<std::string, std::string> final_since_;  // content of the former run's accepted rows
  WrittenRun run_;
};

}  // namespace

WrittenRun WriteRun(SQLite::Database& database, std::int64_t document_id, const Document& document, const RunInfo& info,
                    const std::vector<DocumentQuestion>& questions, const std::string& now) {
  return RunWriter(database, now).Write(document_id, document, info, questions);
}

}  // namespace labintake::db
