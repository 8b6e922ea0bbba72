#include "db/history_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "db/corrections.h"
#include "db/header_corrections.h"
#include "db/history_rules.h"
#include "db/row_fields.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

std::string DayOf(const ReportHeader& header) {
  return (header.collected.empty() ? header.reported : header.collected).substr(0, 10);
}

// One result of another document.
struct Earlier {
  ReportHeader patient;
  EarlierResult result;
};

// Rows of reports that are themselves in question, or not this client's, say nothing.
constexpr const char* kEarlier =
    "SELECT d.id, p.number, p.patient_name, p.patient_id, p.birth_date, p.collected, p.reported, w.id, w.status,"
    " coalesce(i.state, ''), coalesce(e.action, ''), coalesce(e.corrected, ''), e.row_id"
    " FROM documents d JOIN runs r ON r.document_id = d.id AND r.is_current = 1 JOIN reports p ON p.run_id = r.id"
    " JOIN rows w ON w.report_id = p.id"
    " LEFT JOIN review_items i ON i.row_id = w.id AND i.kind = 'row' AND i.state <> 'withdrawn'"
    " LEFT JOIN decisions e ON e.item_id = i.id AND e.in_force = 1"
    " WHERE d.client_id = ? AND d.id <> ? AND w.analyte = ? AND w.analyte <> '' AND NOT EXISTS ("
    "  SELECT 1 FROM review_items q LEFT JOIN decisions a ON a.item_id = q.id AND a.in_force = 1"
    "  WHERE q.document_id = d.id AND q.kind = 'document' AND q.report IN (0, p.number) AND q.state <> 'withdrawn'"
    "  AND ((q.holds_rows = 1 AND (q.state = 'open' OR a.action IS NOT 'accept')) OR a.action = 'not-a-result'))";

class History {
 public:
  History(SQLite::Database& database, std::int64_t client_id, std::int64_t document_id, const AssignAnalyteFn& assign)
      : find_(database, kEarlier),
        reader_(database),
        client_id_(client_id),
        document_id_(document_id),
        assign_(assign),
        corrections_(HeaderCorrectionsOfClient(database, client_id)) {}

  const std::vector<Earlier>& Of(const std::string& analyte) {
    const auto [it, fresh] = known_.try_emplace(analyte);
    if (!fresh) return it->second;
    Binder(find_) << client_id_ << document_id_ << analyte;
    while (find_.executeStep()) {
      if (std::optional<Earlier> earlier = Read(analyte)) it->second.push_back(*std::move(earlier));
    }
    std::stable_sort(it->second.begin(), it->second.end(),
                     [](const Earlier& a, const Earlier& b) { return a.result.day > b.result.day; });
    return it->second;
  }

 private:
  std::optional<Earlier> Read(const std::string& analyte) {
    RowReader r(find_);
    Earlier earlier;
    ReportHeader& p = earlier.patient;
    const std::int64_t document = r.Int64();
    const int report = r.Int();
    for (std::string* text : {&p.patient_name, &p.patient_id, &p.birth_date, &p.collected, &p.reported}) {
      *text = r.Text();
    }
    if (const auto corrected = corrections_.find(document); corrected != corrections_.end()) {
      ApplyTo(p, corrected->second, report);
    }
    earlier.result.day = DayOf(p);
    std::int64_t row_id = r.Int64();
    const std::string status = r.Text(), state = r.Text(), action = r.Text(), corrected = r.Text();
    const bool decided = state == "decided" && (action == "accept" || action == "edit");
    if (earlier.result.day.empty() || !(decided || (state.empty() && status == "accepted"))) return std::nullopt;
    if (const auto seen = r.OptionalInt64(); decided && seen) row_id = *seen;
    std::optional<StoredRow> stored = reader_.Row(row_id);
    if (!stored) return std::nullopt;
    Observation row = std::move(stored->row);
    if (decided) row = WithCorrections(std::move(row), CorrectedFromJson(corrected), assign_);
    if (row.analyte.id != analyte) return std::nullopt;
    earlier.result.value = row.value;
    earlier.result.canonical = row.canonical;
    return earlier;
  }

  SQLite::Statement find_;
  SqliteReader reader_;
  const std::int64_t client_id_, document_id_;
  const AssignAnalyteFn& assign_;
  const std::map<std::int64_t, HeaderCorrections> corrections_;
  std::map<std::string, std::vector<Earlier>> known_;
};

}  // namespace

std::vector<HistoryBreak> FindHistoryBreaks(SQLite::Database& database, std::int64_t client_id,
                                            std::int64_t document_id, const Document& document,
                                            const std::vector<bool>& skip, const PatientsDifferFn& differ,
                                            const AssignAnalyteFn& assign) {
  static const std::set<std::string> ruled(AnalytesWithHistoryRules().begin(), AnalytesWithHistoryRules().end());
  std::vector<HistoryBreak> breaks;
  History history(database, client_id, document_id, assign);
  for (size_t i = 0; i < document.reports.size(); ++i) {
    const Report& report = document.reports[i];
    const std::string day = DayOf(report.header);
    if (skip[i] || day.empty()) continue;
    for (size_t j = 0; j < report.observations.size(); ++j) {
      const Observation& row = report.observations[j];
      if (!ruled.contains(row.analyte.id)) continue;
      std::vector<EarlierResult> earlier;
      for (const Earlier& e : history.Of(row.analyte.id)) {
        if (e.result.day < day && IsSamePatient(report.header, e.patient, differ)) earlier.push_back(e.result);
      }
      if (std::optional<Finding> finding = FindHistoryBreak(row, day, earlier)) {
        breaks.push_back({i, j, *std::move(finding)});
      }
    }
  }
  return breaks;
}

void AddHistoryBreaks(const std::vector<HistoryBreak>& breaks, Document& document) {
  for (const HistoryBreak& b : breaks) {
    Observation& row = document.reports[b.report].observations[b.row];
    row.findings.push_back(b.finding);
    row.status = RowStatus::kReview;
  }
}

}  // namespace labintake::db
