#include "db/document_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "db/audit_log.h"
#include "db/digest.h"
#include "db/document_requests.h"
#include "db/document_table.h"
#include "db/doubted_row.h"
#include "db/entered_rows.h"
#include "db/header_corrections.h"
#include "db/patient_question.h"
#include "db/review_transaction.h"
#include "db/utc_time.h"

namespace labintake::db {
namespace {

using nlohmann::json;

tl::unexpected<Error> NoSuchDocument() { return Fail(ErrorCode::kNotFound, "There is no document with this number."); }

json ToJson(const DocumentCounts& c) {
  return {c.rows,  c.entered,         c.not_results, c.unreadable,
          c.lines, c.lines_explained, c.open_items,  c.waits_for_second_key};
}

DocumentCounts CountsFromJson(const std::string& text) {
  DocumentCounts c;
  const json list = json::parse(text, nullptr, false);
  int* const members[] = {&c.rows,  &c.entered,         &c.not_results, &c.unreadable,
                          &c.lines, &c.lines_explained, &c.open_items,  &c.waits_for_second_key};
  if (!list.is_array() || list.size() != std::size(members)) return c;
  for (std::size_t i = 0; i < std::size(members); ++i) *members[i] = list[i].get<int>();
  return c;
}

// Whether a date of a head has the form that the store keeps: "", "2024-05-01" or "2024-05-01T08:30".
bool IsHeadDate(const std::string& text, bool time_too) {
  if (text.empty()) return true;
  const bool form = text.size() == 10 || (time_too && text.size() == 16 && text[10] == 'T');
  return form && ParseIsoTime(text).has_value();
}

Result<void> CheckHead(const std::vector<HeadChange>& changes) {
  if (changes.empty()) return Fail(ErrorCode::kArgument, "Say what the head of the report shows.");
  for (const auto& [name, text] : changes) {
    const auto& fields = HeaderFields();
    if (std::none_of(fields.begin(), fields.end(), [n = name](const HeaderField& f) { return n == f.name; })) {
      return Fail(ErrorCode::kArgument, "The head of a report has no such field.");
    }
    if (name == "sex" && text != "F" && text != "M" && !text.empty()) {
      return Fail(ErrorCode::kArgument, "The sex is F, M or empty.");
    }
    const bool day = name == "birth_date", time = name == "collected" || name == "received" || name == "reported";
    if ((day || time) && !IsHeadDate(text, time)) {
      return Fail(ErrorCode::kArgument, "A date is written as in 2024-05-01, with a time as in 2024-05-01T08:30.");
    }
  }
  return {};
}

}  // namespace

Result<std::variant<RowsEntered, KeyReused>> DocumentDesk::AddRows(const Account& who, const EnteredRows& rows) {
  return database_.Write([&]() -> Result<std::variant<RowsEntered, KeyReused>> {
    const std::string request = RequestHash(who, rows);
    if (const auto before = FindRequest(database_, rows.document, rows.key)) {
      if (before->request != request) return KeyReused{};
      return RowsEntered{ResultsFromJson(before->result), true};
    }
    auto entered = EnterRows(database_, policy_, who, rows);
    if (!entered) return tl::unexpected(entered.error());
    AddRequest(database_, who, {rows.document, rows.key, request, "rows", ToJson(*entered)});
    AppendAudit(database_, {who.name, "add-rows", rows.document, "", std::to_string(rows.rows.size())});
    return RowsEntered{*std::move(entered), false};
  });
}

Result<std::string> DocumentDesk::Doubt(const Account& who, std::int64_t document, int page, const Box& box) {
  return database_.Write([&]() -> Result<std::string> {
    SQLite::Statement find(database_.sql(), "SELECT 1 FROM documents WHERE id = ?");
    Binder(find) << document;
    if (!find.executeStep()) return NoSuchDocument();
    const std::optional<DoubtedRow> doubted = DoubtRow(database_, document, page, box);
    if (!doubted) return Fail(ErrorCode::kNotFound, "No row stands there any more; look at the document again.");
    if (doubted->made) AppendAudit(database_, {who.name, "doubt-row", document, doubted->item, ""});
    return doubted->item;
  });
}

Result<std::variant<OverviewReport, KeyReused>> DocumentDesk::CorrectHead(const Account& who, std::int64_t document,
                                                                          int report, const std::string& key,
                                                                          const std::vector<HeadChange>& changes) {
  if (auto good = CheckHead(changes); !good) return tl::unexpected(good.error());
  return database_.Write([&]() -> Result<std::variant<OverviewReport, KeyReused>> {
    auto overview = ReadOverview(database_, document);
    if (!overview) return NoSuchDocument();
    const auto found = std::find_if(overview->reports.begin(), overview->reports.end(),
                                    [report](const OverviewReport& r) { return r.number == report; });
    // The head of a report that a person is about to enter comes before its rows.
    const bool next = report == static_cast<int>(overview->reports.size()) + 1;
    if (found == overview->reports.end() && !next) {
      return Fail(ErrorCode::kNotFound, "The document has no report with this number.");
    }
    std::string all = who.name + "\n" + std::to_string(report);
    for (const auto& [name, text] : changes) all += "\n" + name + "\n" + text;
    const std::string request = Sha256Hex(all);
    if (const auto before = FindRequest(database_, document, key)) {
      if (before->request != request) return KeyReused{};
    } else {
      std::string names;
      for (const auto& [name, text] : changes) {
        SQLite::Statement insert(database_.sql(),
                                 "INSERT INTO header_corrections (document_id, report, field, text, user_id, at)"
                                 " VALUES (?,?,?,?,?,?)");
        Binder(insert) << document << report << name << text << who.id << database_.Now();
        insert.exec();
        names += (names.empty() ? "" : ", ") + name;
      }
      AddRequest(database_, who, {document, key, request, "head", "{}"});
      AskAboutPatient(database_, document, false);
      AppendAudit(database_, {who.name, "correct-head", document, "", fmt::format("report {}: {}", report, names)});
      overview = ReadOverview(database_, document);
    }
    for (OverviewReport& one : overview->reports) {
      if (one.number == report) return std::move(one);
    }
    return NoSuchDocument();
  });
}

Result<std::variant<DocumentSummary, ClientConflict>> DocumentDesk::MoveTo(const Account& who, std::int64_t document,
                                                                           const std::string& from,
                                                                           const std::string& to) {
  return database_.Write([&]() -> Result<std::variant<DocumentSummary, ClientConflict>> {
    auto overview = ReadOverview(database_, document);
    if (!overview) return NoSuchDocument();
    if (overview->summary.client == to) return std::move(overview->summary);
    if (overview->summary.client != from) return ClientConflict{false, overview->summary.client};
    const std::int64_t client = ClientId(database_.sql(), to);
    if (DocumentId(database_.sql(), client, overview->summary.sha256)) return ClientConflict{true, to};
    SQLite::Statement job(database_.sql(), "SELECT 1 FROM jobs WHERE document_id = ? AND state = 'running'");
    Binder(job) << document;
    // Its rows are about to be stored for the client that the reader was told.
    if (job.executeStep()) {
      return Fail(ErrorCode::kStore, "The document is being read at this moment; move it in a minute.");
    }
    SQLite::Statement jobs(database_.sql(), "UPDATE jobs SET client_id = ? WHERE document_id = ?");
    Binder(jobs) << client << document;
    jobs.exec();
    SQLite::Statement move(database_.sql(), "UPDATE documents SET client_id = ?, moved_at = ? WHERE id = ?");
    Binder(move) << client << database_.Now() << document;
    move.exec();
    AskAboutPatient(database_, document, true);
    AppendAudit(database_, {who.name, "move-document", document, "", ""});
    return std::move(ReadOverview(database_, document)->summary);
  });
}

Result<std::variant<DocumentCounts, ItemsOpen, KeyReused>> DocumentDesk::Done(const Account& who, std::int64_t document,
                                                                              const std::string& key) {
  return database_.Write([&]() -> Result<std::variant<DocumentCounts, ItemsOpen, KeyReused>> {
    const auto overview = ReadOverview(database_, document);
    if (!overview) return NoSuchDocument();
    const std::string request = Sha256HexOf({"done", who.name});
    if (const auto before = FindRequest(database_, document, key)) {
      if (before->request != request) return KeyReused{};
      return CountsFromJson(before->result);
    }
    const DocumentCounts counts = CountsOf(*overview);
    if (counts.open_items > 0) return ItemsOpen{counts};
    AddRequest(database_, who, {document, key, request, "done", ToJson(counts).dump()});
    AppendAudit(database_, {who.name, "document-done", document, "",
                            fmt::format("{} rows, {} of {} lines", counts.rows, counts.lines_explained, counts.lines)});
    return counts;
  });
}

}  // namespace labintake::db
