#include "db/document_overview.h"

#include <algorithm>

#include "db/document_pages.h"
#include "db/header_corrections.h"
#include "db/review_transaction.h"
#include "db/row_fields.h"
#include "db/sqlite_export.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

tl::unexpected<Error> NoSuchDocument() { return Fail(ErrorCode::kNotFound, "There is no document with this number."); }

constexpr const char* kSummary =
    "SELECT d.id, c.name, d.file, d.sha256, d.created_at,"
    " coalesce((SELECT r.format FROM runs r WHERE r.document_id = d.id AND r.is_current = 1), ''),"
    " (SELECT count(*) FROM pages g JOIN runs r ON r.id = g.run_id WHERE r.document_id = d.id AND r.is_current = 1),"
    " (SELECT count(*) FROM rows w JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id"
    "  WHERE r.document_id = d.id AND r.is_current = 1),"
    " (SELECT count(*) FROM work w WHERE w.document_id = d.id AND w.waits = 1 AND w.kind <> 'name'),"
    " (SELECT coalesce(max(w.priority), 0) FROM work w WHERE w.document_id = d.id),"
    " coalesce((SELECT u.name || char(10) || q.at FROM document_requests q JOIN users u ON u.id = q.user_id"
    "  WHERE q.document_id = d.id AND q.action = 'done' ORDER BY q.at DESC LIMIT 1), '')"
    " FROM documents d JOIN clients c ON c.id = d.client_id WHERE 1";

DocumentSummary ReadSummary(SQLite::Statement& statement) {
  RowReader r(statement);
  DocumentSummary s;
  s.id = r.Int64();
  s.client = r.Text();
  s.file = r.Text();
  s.sha256 = r.Text();
  s.created_at = r.Text();
  s.format = r.Text();
  s.pages = r.Int();
  s.rows = r.Int();
  s.open_items = r.Int();
  s.priority = r.Int();
  const std::string done = r.Text();
  if (const std::size_t end = done.find('\n'); end != std::string::npos) {
    s.done_by = done.substr(0, end);
    s.done_at = done.substr(end + 1);
  }
  return s;
}

std::optional<DocumentSummary> FindSummary(ReviewDatabase& database, std::int64_t document) {
  SQLite::Statement statement(database.sql(), std::string(kSummary) + " AND d.id = ?");
  Binder(statement) << document;
  if (!statement.executeStep()) return std::nullopt;
  return ReadSummary(statement);
}

class OverviewReader {
 public:
  OverviewReader(ReviewDatabase& database, std::int64_t document) : database_(database), document_(document) {}

  void ReadReports(std::vector<OverviewReport>& reports) {
    const HeaderCorrections corrections = ReadHeaderCorrections(database_.sql(), document_);
    SQLite::Statement find(
        database_.sql(),
        "SELECT p.id, p.number, p.first_page, p.last_page, p.status, p.lab, p.patient_name,"
        " p.patient_id, p.sex, p.age, p.birth_date, p.accession, p.specimen, p.collected, p.received,"
        " p.reported FROM reports p JOIN runs r ON r.id = p.run_id"
        " WHERE r.document_id = ? AND r.is_current = 1 ORDER BY p.number");
    Binder(find) << document_;
    while (find.executeStep()) {
      RowReader r(find);
      OverviewReport report;
      const std::int64_t id = r.Int64();
      report.number = r.Int();
      report.first_page = r.Int();
      report.last_page = r.Int();
      const bool by_person = r.Text() == kEnteredReport;
      ReportHeader& h = report.header;
      for (std::string* text : {&h.lab, &h.patient_name, &h.patient_id, &h.sex, &h.age, &h.birth_date, &h.accession,
                                &h.specimen, &h.collected, &h.received, &h.reported}) {
        *text = r.Text();
      }
      if (!by_person) report.machine = h;
      ApplyTo(report.header, corrections, report.number);
      if (const auto head = corrections.find(report.number); head != corrections.end()) {
        for (const auto& [name, text] : head->second.fields) report.corrected.push_back(name);
      }
      report.findings = FindingsOf(id);
      reports.push_back(std::move(report));
    }
    AddEntered(corrections, reports);
  }

  void ReadLines(DocumentOverview& overview) {
    SQLite::Statement find(database_.sql(),
                           "SELECT l.page, l.x0, l.y0, l.x1, l.y1, l.class, l.text, coalesce(i.id, '') FROM lines l"
                           " JOIN reports p ON p.id = l.report_id JOIN runs r ON r.id = p.run_id"
                           " LEFT JOIN review_items i ON i.document_id = r.document_id AND i.line_id = l.id"
                           "  AND i.state <> 'withdrawn'"
                           " WHERE r.document_id = ? AND r.is_current = 1 ORDER BY l.page, l.y0, l.x0, l.id");
    Binder(find) << document_;
    while (find.executeStep()) {
      RowReader r(find);
      OverviewLine line;
      line.page = r.Int();
      line.box = r.ReadBox();
      line.line_class = r.Text();
      line.text = r.Text();
      line.item = r.Text();
      overview.lines.push_back(std::move(line));
    }
  }

  // Items of the document for which `condition` over i (review_items), l (its line), w (work) and e (its decision in
  // force) holds.
  std::set<std::string> Items(const char* condition) {
    SQLite::Statement find(database_.sql(),
                           std::string("SELECT i.id FROM review_items i JOIN work w ON w.item_id = i.id"
                                       " LEFT JOIN lines l ON l.id = i.line_id"
                                       " LEFT JOIN decisions e ON e.item_id = i.id AND e.in_force = 1"
                                       " WHERE i.document_id = ? AND ") +
                               condition);
    Binder(find) << document_;
    std::set<std::string> items;
    while (find.executeStep()) items.insert(RowReader(find).Text());
    return items;
  }

 private:
  // What a person made of a document goes on when a later run finds no report there.
  static void AddEntered(const HeaderCorrections& corrections, std::vector<OverviewReport>& reports) {
    for (const auto& [number, head] : corrections) {
      const bool known =
          std::any_of(reports.begin(), reports.end(), [n = number](const OverviewReport& r) { return r.number == n; });
      if (known) continue;
      OverviewReport& report = reports.emplace_back();
      report.number = number;
      report.first_page = report.last_page = 1;
      ApplyTo(report.header, corrections, number);
      for (const auto& [name, text] : head.fields) report.corrected.push_back(name);
    }
  }

  std::vector<Finding> FindingsOf(std::int64_t report) {
    SQLite::Statement find(database_.sql(),
                           "SELECT code, message, severity FROM findings WHERE report_id = ? AND level <> 'row'"
                           " ORDER BY id");
    Binder(find) << report;
    std::vector<Finding> findings;
    while (find.executeStep()) {
      RowReader r(find);
      Finding& finding = findings.emplace_back();
      finding.code = FindingCodeFromText(r.Text());
      finding.message = r.Text();
      finding.severity = r.Text() == ToString(Severity::kNote) ? Severity::kNote : Severity::kDoubt;
    }
    return findings;
  }

  ReviewDatabase& database_;
  const std::int64_t document_;
};

bool Counts(const ExportRow& row) {
  return row.status == ExportStatus::kAccepted || row.status == ExportStatus::kDecided;
}

}  // namespace

std::optional<DocumentOverview> ReadOverview(ReviewDatabase& database, std::int64_t document) {
  auto summary = FindSummary(database, document);
  if (!summary) return std::nullopt;
  DocumentOverview overview;
  overview.summary = *std::move(summary);
  overview.pages = PagesOf(database, document);
  OverviewReader reader(database, document);
  reader.ReadReports(overview.reports);
  reader.ReadLines(overview);
  overview.added = reader.Items("l.class = 'added' AND i.state <> 'withdrawn'");
  overview.blind = reader.Items("w.waits = 1 AND (w.audit = 1 OR w.stage = 2)");
  overview.edited = reader.Items("i.state = 'decided' AND e.action = 'edit'");
  overview.answered = reader.Items("i.state = 'decided'");
  overview.second = reader.Items("w.waits = 1 AND w.stage >= 2");
  ExportFilter filter;
  filter.all = true;
  filter.document = document;
  ExportRows(database.sql(), filter, database.assign(), [&](const ExportRow& row) { overview.rows.push_back(row); });
  return overview;
}

DocumentCounts CountsOf(const DocumentOverview& overview) {
  DocumentCounts counts;
  for (const ExportRow& row : overview.rows) {
    counts.rows += Counts(row);
    counts.entered += Counts(row) && !row.item.empty() && overview.edited.contains(row.item);
    counts.not_results += row.status == ExportStatus::kNotAResult;
    counts.unreadable += row.status == ExportStatus::kUnreadable;
  }
  for (const OverviewLine& line : overview.lines) {
    if (line.line_class == kAddedLine) continue;  // it lies over a line of the page
    ++counts.lines;
    counts.lines_explained += line.line_class != ToString(LineClass::kUnread) || overview.answered.contains(line.item);
  }
  counts.open_items = overview.summary.open_items;
  counts.waits_for_second_key = static_cast<int>(overview.second.size());
  return counts;
}

Result<std::vector<DocumentSummary>> DocumentOverviews::List(const DocumentQuery& query, int limit) {
  return database_.Read([&]() -> Result<std::vector<DocumentSummary>> {
    std::string sql = kSummary;
    if (query.client) sql += " AND c.name = ?";
    if (query.sha256) sql += " AND d.sha256 = ?";
    if (query.open) {
      sql += " AND EXISTS (SELECT 1 FROM work w WHERE w.document_id = d.id AND w.waits = 1 AND w.kind <> 'name')";
    }
    if (query.before > 0) sql += " AND d.id < ?";
    SQLite::Statement statement(database_.sql(), sql + " ORDER BY d.id DESC LIMIT ?");
    Binder binder(statement);
    if (query.client) binder << *query.client;
    if (query.sha256) binder << *query.sha256;
    if (query.before > 0) binder << query.before;
    binder << limit;
    std::vector<DocumentSummary> list;
    while (statement.executeStep()) list.push_back(ReadSummary(statement));
    return list;
  });
}

Result<DocumentSummary> DocumentOverviews::Summary(std::int64_t document) {
  return database_.Read([&]() -> Result<DocumentSummary> {
    auto summary = FindSummary(database_, document);
    if (!summary) return NoSuchDocument();
    return *std::move(summary);
  });
}

Result<DocumentOverview> DocumentOverviews::Get(std::int64_t document) {
  return database_.Read([&]() -> Result<DocumentOverview> {
    auto overview = ReadOverview(database_, document);
    if (!overview) return NoSuchDocument();
    return *std::move(overview);
  });
}

Result<std::vector<std::string>> DocumentOverviews::Clients(const std::string& text, int limit) {
  return database_.Read([&]() -> Result<std::vector<std::string>> {
    SQLite::Statement find(database_.sql(),
                           "SELECT name FROM clients WHERE name <> '' AND instr(lower(name), lower(?)) > 0"
                           " ORDER BY instr(lower(name), lower(?)) > 1, name LIMIT ?");
    Binder(find) << text << text << limit;
    std::vector<std::string> clients;
    while (find.executeStep()) clients.push_back(RowReader(find).Text());
    return clients;
  });
}

}  // namespace labintake::db
