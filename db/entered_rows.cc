#include "db/entered_rows.h"

#include <algorithm>
#include <optional>

#include "db/answer_writer.h"
#include "db/digest.h"
#include "db/document_pages.h"
#include "db/row_fields.h"
#include "db/work_table.h"

namespace labintake::db {
namespace {

class RowEnterer {
 public:
  RowEnterer(ReviewDatabase& database, const SecondKeyPolicy& policy, const Account& who, const EnteredRows& rows)
      : database_(database), policy_(policy), who_(who), rows_(rows), pages_(PagesOf(database, rows.document)) {}

  Result<std::vector<AnswerResult>> Enter() {
    SQLite::Statement run(database_.sql(), "SELECT id FROM runs WHERE document_id = ? AND is_current = 1");
    Binder(run) << rows_.document;
    if (!run.executeStep()) return Fail(ErrorCode::kNotFound, "There is no document with this number.");
    run_ = RowReader(run).Int64();
    const std::optional<std::int64_t> report = ReportId();
    if (!report) return Fail(ErrorCode::kArgument, "The document has no report with this number.");
    std::vector<AnswerResult> results;
    for (std::size_t i = 0; i < rows_.rows.size(); ++i) {
      auto result = EnterOne(rows_.rows[i], *report, static_cast<int>(i));
      if (!result) return tl::unexpected(result.error());
      results.push_back(*std::move(result));
    }
    if (auto answered = AnswerNoReport(); !answered) return tl::unexpected(answered.error());
    return results;
  }

 private:
  // Made where it is the next one; nullopt where it cannot be.
  std::optional<std::int64_t> ReportId() {
    SQLite::Statement find(database_.sql(), "SELECT id FROM reports WHERE run_id = ? AND number = ?");
    Binder(find) << run_ << rows_.report;
    if (find.executeStep()) return RowReader(find).Int64();
    SQLite::Statement count(database_.sql(), "SELECT coalesce(max(number), 0) FROM reports WHERE run_id = ?");
    Binder(count) << run_;
    count.executeStep();
    if (rows_.report != RowReader(count).Int() + 1) return std::nullopt;
    SQLite::Statement insert(
        database_.sql(),
        "INSERT INTO reports (run_id, number, first_page, last_page, lab, patient_name, patient_id,"
        " sex, age, birth_date, accession, specimen, collected, received, reported, status)"
        " VALUES (?,?,1,?,'','','','','','','','','','','',?)");
    Binder(insert) << run_ << rows_.report << std::max<std::size_t>(pages_.size(), 1) << kEnteredReport;
    insert.exec();
    return database_.sql().getLastInsertRowid();
  }

  Result<AnswerResult> EnterOne(const EnteredRow& row, std::int64_t report, int index) {
    const auto page =
        std::find_if(pages_.begin(), pages_.end(), [&](const PageSummary& p) { return p.number == row.page; });
    if (page == pages_.end()) return Fail(ErrorCode::kArgument, "The document has no page with this number.");
    SQLite::Statement line(
        database_.sql(), "INSERT INTO lines (report_id, page, x0, y0, x1, y1, class, text) VALUES (?,?,?,?,?,?,?,'')");
    Binder(line) << report << row.page << row.box << kAddedLine;
    line.exec();
    const std::int64_t line_id = database_.sql().getLastInsertRowid();
    // Keys are a client's own; with the document they name this row for ever.
    const std::string id = "q" + Token({"added", std::to_string(rows_.document), rows_.key, std::to_string(index)});
    SQLite::Statement item(
        database_.sql(),
        "INSERT INTO review_items (id, document_id, kind, state, subject, holds_rows, report, page, x0,"
        " y0, x1, y1, row_id, line_id, run_id, reading, created_at)"
        " VALUES (?,?,'unread-line','open','',0,?,?,?,?,?,?,NULL,?,?,?,?)");
    Binder(item) << id << rows_.document << rows_.report << row.page << row.box << line_id << run_
                 << Token({"line", ""}) << database_.Now();
    item.exec();
    AnswerRequest request;
    request.item = id;
    request.key = rows_.key;
    request.version = ReadWork(database_, id)->version;
    request.action = DecisionAction::kEdit;
    request.fields = row.fields;
    auto outcome = AnswerWriter(database_, policy_, who_, request).Write();
    if (!outcome) return tl::unexpected(outcome.error());
    if (const auto* result = std::get_if<AnswerResult>(&*outcome)) return *result;
    return Fail(ErrorCode::kStore, "The row could not be written; send it again.");
  }

  // Rows are here: that there is no report was said too soon.
  Result<void> AnswerNoReport() {
    SQLite::Statement find(
        database_.sql(),
        "SELECT id FROM review_items INDEXED BY items_of_document WHERE document_id = ? AND subject = 'no-report'"
        " AND state = 'open'");
    Binder(find) << rows_.document;
    if (!find.executeStep()) return {};
    AnswerRequest request;
    request.item = RowReader(find).Text();
    find.reset();
    request.key = rows_.key;
    request.version = ReadWork(database_, request.item)->version;
    request.action = DecisionAction::kAccept;
    request.note = "entered by hand";
    auto outcome = AnswerWriter(database_, policy_, who_, request).Write();
    if (!outcome) return tl::unexpected(outcome.error());
    // Where somebody else holds the question, it is his to answer.
    return {};
  }

  ReviewDatabase& database_;
  const SecondKeyPolicy& policy_;
  const Account& who_;
  const EnteredRows& rows_;
  const std::vector<PageSummary> pages_;
  std::int64_t run_ = 0;
};

}  // namespace

std::string RequestHash(const Account& who, const EnteredRows& rows) {
  std::string all = who.name + "\n" + std::to_string(rows.report);
  for (const EnteredRow& row : rows.rows) {
    all += "\n" + std::to_string(row.page) + " " + std::to_string(row.box.x0) + " " + std::to_string(row.box.y0) + " " +
           std::to_string(row.box.x1) + " " + std::to_string(row.box.y1) + " " + ToJson(row.fields);
  }
  return Sha256Hex(all);
}

Result<std::vector<AnswerResult>> EnterRows(ReviewDatabase& database, const SecondKeyPolicy& policy, const Account& who,
                                            const EnteredRows& rows) {
  return RowEnterer(database, policy, who, rows).Enter();
}

}  // namespace labintake::db
