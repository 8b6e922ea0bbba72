#include "db/patient_question.h"

#include <limits>
#include <string>
#include <vector>

#include "db/digest.h"
#include "db/document_table.h"
#include "db/header_corrections.h"
#include "db/patient_check.h"
#include "db/review_plan.h"

namespace labintake::db {
namespace {

struct ReportOfRun {
  std::int64_t id = 0, run = 0;
  Report report;
};

class PatientAsker {
 public:
  PatientAsker(ReviewDatabase& database, std::int64_t document) : database_(database), document_(document) {
    SQLite::Statement find(database.sql(),
                           "SELECT d.client_id, c.name, d.sha256 FROM documents d JOIN clients c ON c.id = d.client_id"
                           " WHERE d.id = ?");
    Binder(find) << document;
    find.executeStep();
    RowReader r(find);
    client_id_ = r.Int64();
    client_ = r.Text();
    sha256_ = r.Text();
  }

  void Ask(bool forget) {
    const std::vector<ReportOfRun> reports = Reports();
    // Documents without a client come from anybody.
    const std::vector<ReportHeader> others =
        client_.empty()
            ? std::vector<ReportHeader>()
            : EarlierPatients(database_.sql(), client_id_, std::numeric_limits<std::int64_t>::max(), document_);
    if (forget) Forget();
    for (const ReportOfRun& one : reports) {
      const bool another = NamesAnotherPatient(one.report.header, others, database_.patients_differ());
      another ? Open(one) : Withdraw(one.report.number);
    }
  }

 private:
  std::vector<ReportOfRun> Reports() {
    const HeaderCorrections corrections = ReadHeaderCorrections(database_.sql(), document_);
    SQLite::Statement find(
        database_.sql(),
        "SELECT p.id, p.run_id, p.number, p.first_page, p.patient_name, p.patient_id, p.birth_date"
        " FROM reports p JOIN runs r ON r.id = p.run_id WHERE r.document_id = ? AND r.is_current = 1");
    Binder(find) << document_;
    std::vector<ReportOfRun> reports;
    while (find.executeStep()) {
      RowReader r(find);
      ReportOfRun& one = reports.emplace_back();
      one.id = r.Int64();
      one.run = r.Int64();
      one.report.number = r.Int();
      one.report.first_page = r.Int();
      one.report.header.patient_name = r.Text();
      one.report.header.patient_id = r.Text();
      one.report.header.birth_date = r.Text();
      ApplyTo(one.report.header, corrections, one.report.number);
    }
    return reports;
  }

  void Forget() {
    SQLite::Statement decisions(database_.sql(),
                                "UPDATE decisions SET in_force = 0 WHERE in_force = 1 AND item_id IN"
                                " (SELECT id FROM review_items WHERE document_id = ? AND subject = 'patient')");
    Binder(decisions) << document_;
    decisions.exec();
    SQLite::Statement items(database_.sql(),
                            "UPDATE review_items SET state = 'withdrawn' WHERE document_id = ? AND subject = 'patient'"
                            " AND state <> 'withdrawn'");
    Binder(items) << document_;
    items.exec();
  }

  void Withdraw(int report) {
    SQLite::Statement items(
        database_.sql(),
        "UPDATE review_items INDEXED BY items_of_document SET state = 'withdrawn' WHERE document_id = ?"
        " AND subject = 'patient' AND report = ? AND state = 'open'");
    Binder(items) << document_ << report;
    items.exec();
  }

  void Open(const ReportOfRun& one) {
    const DocumentQuestion question = PatientQuestion(one.report);
    SQLite::Statement known(database_.sql(),
                            "SELECT id, state, reading FROM review_items WHERE document_id = ? AND subject = 'patient'"
                            " AND report = ? ORDER BY state = 'withdrawn' LIMIT 1");
    Binder(known) << document_ << one.report.number;
    if (known.executeStep()) {
      RowReader r(known);
      const std::string id = r.Text(), state = r.Text(), reading = r.Text();
      // An answer about this very patient stands.
      if (state == "decided" && reading == question.reading) return;
      SQLite::Statement decisions(database_.sql(),
                                  "UPDATE decisions SET in_force = 0 WHERE in_force = 1 AND item_id = ?");
      Binder(decisions) << id;
      decisions.exec();
      SQLite::Statement again(database_.sql(),
                              "UPDATE review_items SET state = 'open', reading = ?, run_id = ?, page = ? WHERE id = ?");
      Binder(again) << question.reading << one.run << question.page << id;
      again.exec();
    } else {
      SQLite::Statement ask(
          database_.sql(),
          "INSERT INTO review_items (id, document_id, kind, state, subject, holds_rows, report, page, x0,"
          " y0, x1, y1, row_id, line_id, run_id, reading, created_at)"
          " VALUES (?,?,'document','open','patient',1,?,?,0,0,0,0,NULL,NULL,?,?,?)");
      Binder(ask) << "q" + Token({sha256_, client_, "patient", std::to_string(one.report.number), "by person"})
                  << document_ << one.report.number << question.page << one.run << question.reading << database_.Now();
      ask.exec();
    }
    AddFinding(one, question);
  }

  // The run did not make it, because it knew of another patient or client.
  void AddFinding(const ReportOfRun& one, const DocumentQuestion& question) {
    SQLite::Statement known(
        database_.sql(),
        "SELECT 1 FROM findings WHERE report_id = ? AND level = 'document' AND code = 'patient-differs'");
    Binder(known) << one.id;
    if (known.executeStep()) return;
    SQLite::Statement insert(database_.sql(),
                             "INSERT INTO findings (run_id, level, report_id, row_id, code, message, x0, y0, x1, y1)"
                             " VALUES (?,'document',?,NULL,?,?,0,0,0,0)");
    const Finding& finding = question.made_here.front();
    Binder(insert) << one.run << one.id << ToString(finding.code) << finding.message;
    insert.exec();
  }

  ReviewDatabase& database_;
  const std::int64_t document_;
  std::int64_t client_id_ = 0;
  std::string client_, sha256_;
};

}  // namespace

void AskAboutPatient(ReviewDatabase& database, std::int64_t document, bool forget) {
  PatientAsker(database, document).Ask(forget);
}

}  // namespace labintake::db
