#include "db/sqlite_export.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include "db/corrections.h"
#include "db/decision_rules.h"
#include "db/header_corrections.h"
#include "db/name_questions.h"
#include "db/report_versions.h"
#include "db/row_fields.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

struct ExportDocument {
  std::int64_t id = 0;
  std::string client, sha256, file, moved_at;
};

// What the answers about the document say of the rows of one report.
struct Gate {
  bool holds = false;                   // whose rows these are is not answered yet
  std::optional<ExportStatus> verdict;  // not-a-result or unreadable, for all rows
  std::string answered_at;              // of the last answer that released or condemned the rows
  std::string by;
};

class DocumentExport {
 public:
  DocumentExport(SQLite::Database& database, const ExportDocument& document,
                 const std::map<std::string, DecidedName>& names, const AssignAnalyteFn& assign,
                 ReportVersions& versions)
      : reader_(database),
        document_(document),
        names_(names),
        assign_(assign),
        superseded_by_(versions.SupersededBy(document.id)),
        corrections_(ReadHeaderCorrections(database, document.id)) {
    for (StoredItem& item : reader_.ItemsOfDocument(document.id)) {
      if (item.item.state != ItemState::kWithdrawn) items_.push_back(std::move(item));
    }
  }

  std::vector<ExportRow> Rows() {
    std::map<std::int64_t, const StoredItem*> item_of_row;
    for (const StoredItem& item : items_) {
      if (item.item.kind == ItemKind::kRow) item_of_row[*item.row_id] = &item;
    }
    std::vector<ExportRow> rows;
    std::vector<const StoredItem*> placed;
    for (const StoredRow& row : reader_.CurrentRows(document_.id)) {
      const auto found = item_of_row.find(row.id);
      const StoredItem* item = found != item_of_row.end() ? found->second : nullptr;
      if (item != nullptr) placed.push_back(item);
      rows.push_back(CurrentRow(row, item));
    }
    const size_t machine_rows = rows.size();
    AddKeptRows(placed, rows);
    if (rows.size() != machine_rows) {
      std::stable_sort(rows.begin(), rows.end(), [](const ExportRow& a, const ExportRow& b) {
        return std::tuple(a.report, a.observation.page, a.observation.box.y0) <
               std::tuple(b.report, b.observation.page, b.observation.box.y0);
      });
    }
    return rows;
  }

 private:
  ExportRow Blank(int report, const ReportHeader& header) const {
    ExportRow row;
    row.document = document_.id;
    row.client = document_.client;
    row.sha256 = document_.sha256;
    row.file = document_.file;
    row.report = report;
    row.header = header;
    const auto newer = superseded_by_.find(report);
    if (newer != superseded_by_.end()) row.superseded_by = newer->second;
    ApplyTo(row.header, corrections_, report);
    row.header.patient_name.clear();
    return row;
  }

  ExportRow CurrentRow(const StoredRow& stored, const StoredItem* item) {
    ExportRow row = Blank(stored.report, stored.header);
    row.observation = stored.row;
    // Results do not wait for an audit.
    const bool audit = item != nullptr && item->item.audit && item->item.state == ItemState::kOpen;
    if (item != nullptr && !audit) {
      Decide(*item, row);
    } else if (stored.row.status == RowStatus::kAccepted) {
      row.status = ExportStatus::kAccepted;
      row.final_at = stored.final_since;
    }
    if (row.observation.analyte.id.empty() && row.analyte_by.empty()) NameByPerson(stored, row);
    PassGate(row);
    return row;
  }

  // What a person said of the name stands beside what the machine made of it.
  void NameByPerson(const StoredRow& stored, ExportRow& row) {
    const auto named = stored.open_name.empty() ? names_.end() : names_.find(stored.open_name);
    if (named == names_.end() || !assign_(named->second.analyte, row.observation)) return;
    row.analyte_by = named->second.by;
    row.analyte_at = named->second.at;
    if (!row.final_at.empty()) row.final_at = std::max(row.final_at, row.analyte_at);  // it says more since then
  }

  // Rows that only a person's word keeps: typed in from unread lines, or no longer read by the current run.
  void AddKeptRows(const std::vector<const StoredItem*>& placed, std::vector<ExportRow>& rows) {
    std::map<int, ReportHeader> headers = reader_.CurrentHeaders(document_.id);
    for (const StoredItem& item : items_) {
      const StoredDecision* decision = item.InForce();
      if (item.item.kind == ItemKind::kDocument || item.item.state != ItemState::kDecided || decision == nullptr)
        continue;
      if (std::find(placed.begin(), placed.end(), &item) != placed.end()) continue;
      if (item.item.kind == ItemKind::kUnreadLine && decision->decision.action != DecisionAction::kEdit) continue;
      ExportRow row = Blank(item.item.report, headers[item.item.report]);
      row.observation = item.item.row;
      row.observation.page = item.item.page;
      row.observation.box = item.item.box;
      Decide(item, row);
      PassGate(row);
      rows.push_back(std::move(row));
    }
  }

  void Decide(const StoredItem& item, ExportRow& row) {
    row.item = item.item.id;
    const StoredDecision* decision = item.InForce();
    if (item.item.state != ItemState::kDecided || decision == nullptr) {
      row.status = ExportStatus::kWaiting;
      return;
    }
    row.status = StatusAfter(decision->decision.action);
    row.decided_by = decision->decision.by;
    row.decided_at = row.final_at = decision->decision.at;
    row.observation = WithCorrections(Seen(*decision, row.observation), decision->decision.corrected, assign_);
    if (decision->decision.corrected.analyte) {
      row.analyte_by = row.decided_by;
      row.analyte_at = row.decided_at;
    }
  }

  // The row as the person saw it, who vouches for nothing else; parsed by the current run where the print reads the
  // same.
  Observation Seen(const StoredDecision& decision, const Observation& current) {
    Observation seen;
    if (decision.row_id) {
      if (auto row = reader_.Row(*decision.row_id)) seen = std::move(row->row);
      if (SameTexts(seen, current)) return current;
    }
    // Where it is and what surrounds it comes from the current run.
    seen.page = current.page;
    seen.box = current.box;
    seen.panel = current.panel;
    seen.specimen = current.specimen;
    seen.rule = current.rule;
    seen.confidence = current.confidence;
    seen.status = current.status;
    return seen;
  }

  // What is said of the report as a whole: whose it is, what its head says, whether it is one.
  void PassGate(ExportRow& row) {
    if (!row.final_at.empty()) {
      row.final_at = std::max(row.final_at, document_.moved_at);
      if (const auto head = corrections_.find(row.report); head != corrections_.end()) {
        row.final_at = std::max(row.final_at, head->second.at);
      }
    }
    const Gate& gate = GateOf(row.report);
    if (gate.verdict) {
      row.status = *gate.verdict;
      row.decided_by = gate.by;
      row.decided_at = row.final_at = gate.answered_at;
    } else if (gate.holds && row.status != ExportStatus::kWaiting) {
      row.status = ExportStatus::kWaiting;
      row.final_at.clear();
    } else if (row.status != ExportStatus::kWaiting) {
      row.final_at = std::max(row.final_at, gate.answered_at);
    }
  }

  const Gate& GateOf(int report) {
    const auto known = gates_.find(report);
    if (known != gates_.end()) return known->second;
    Gate& gate = gates_[report];
    for (const StoredItem& item : items_) {
      if (item.item.kind != ItemKind::kDocument || (item.item.report != report && item.item.report != 0)) continue;
      const StoredDecision* decision = item.InForce();
      if (item.item.state != ItemState::kDecided || decision == nullptr) {
        gate.holds = gate.holds || item.holds_rows;
        continue;
      }
      const ExportStatus answer = StatusAfter(decision->decision.action);
      const bool condemns =
          answer == ExportStatus::kNotAResult || (answer == ExportStatus::kUnreadable && item.holds_rows);
      if (condemns) {
        gate.verdict = answer;
        gate.by = decision->decision.by;
      }
      if (condemns || item.holds_rows) gate.answered_at = std::max(gate.answered_at, decision->decision.at);
    }
    return gate;
  }

  SqliteReader reader_;
  const ExportDocument& document_;
  const std::map<std::string, DecidedName>& names_;
  const AssignAnalyteFn& assign_;
  const std::map<int, std::int64_t> superseded_by_;  // by report
  const HeaderCorrections corrections_;
  std::vector<StoredItem> items_;
  std::map<int, Gate> gates_;
};

std::vector<ExportDocument> Documents(SQLite::Database& database, const ExportFilter& filter) {
  std::string sql =
      "SELECT d.id, c.name, d.sha256, d.file, d.moved_at FROM documents d JOIN clients c ON c.id = d.client_id";
  sql += " WHERE 1";
  if (filter.client) sql += " AND c.name = ?";
  if (filter.document) sql += " AND d.id = ?";
  SQLite::Statement statement(database, sql + " ORDER BY d.id");
  Binder binder(statement);
  if (filter.client) binder << *filter.client;
  if (filter.document) binder << *filter.document;
  std::vector<ExportDocument> documents;
  while (statement.executeStep()) {
    RowReader r(statement);
    documents.push_back({r.Int64(), r.Text(), r.Text(), r.Text(), r.Text()});
  }
  return documents;
}

bool Wanted(const ExportRow& row, const ExportFilter& filter) {
  const bool counts = row.status == ExportStatus::kAccepted || row.status == ExportStatus::kDecided;
  if (!counts && !filter.all) return false;
  return row.final_at.empty() || row.final_at >= filter.since;
}

}  // namespace

void ExportRows(SQLite::Database& database, const ExportFilter& filter, const AssignAnalyteFn& assign,
                const std::function<void(const ExportRow&)>& emit) {
  const std::map<std::string, DecidedName> names = DecidedNames(database);
  ReportVersions versions(database);
  for (const ExportDocument& document : Documents(database, filter)) {
    for (const ExportRow& row : DocumentExport(database, document, names, assign, versions).Rows()) {
      if (Wanted(row, filter)) emit(row);
    }
  }
}

}  // namespace labintake::db
