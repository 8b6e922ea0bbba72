#include "db/name_questions.h"

#include <algorithm>
#include <optional>

#include "db/alias_table.h"
#include "db/digest.h"
#include "db/row_fields.h"
#include "terminology/catalog/name_key.h"
#include "terminology/catalog/printed_name.h"
#include "terminology/fold.h"

namespace labintake::db {
namespace {

using terminology::LabKey;
using terminology::NameKey;
using terminology::NameTokens;
using terminology::SpecimenGroup;
using terminology::SpecimenIn;

// A row that may be the example of a question.
struct Example {
  std::int64_t row = 0, run = 0, document = 0;
  int report = 0, page = 0;
  Box box;
};

class QuestionWriter {
 public:
  explicit QuestionWriter(SQLite::Database& database)
      : state_(database, "SELECT state FROM review_items WHERE id = ?"),
        insert_(database,
                "INSERT INTO review_items (id, document_id, kind, state, subject, holds_rows, report, page, x0, y0, x1,"
                " y1, row_id, line_id, run_id, reading, created_at)"
                " VALUES (?,?,'name','open','',0,?,?,?,?,?,?,?,NULL,?,?,?)"),
        update_(database,
                "UPDATE review_items SET state = 'open', document_id = ?, report = ?, page = ?, x0 = ?, y0 = ?, x1 = ?,"
                " y1 = ?, row_id = ?, run_id = ? WHERE id = ?"),
        stale_(database,
               "SELECT i.id FROM review_items i INDEXED BY items_of_document JOIN runs r ON r.id = i.run_id"
               " WHERE i.document_id = ? AND i.kind = 'name' AND i.state = 'open' AND r.is_current = 0"),
        other_(database,
               "SELECT w.id, r.id, r.document_id, p.number, w.page, w.x0, w.y0, w.x1, w.y1 FROM rows w"
               " JOIN reports p ON p.id = w.report_id JOIN runs r ON r.id = p.run_id"
               " WHERE w.open_name = ? AND w.open_name <> '' AND r.is_current = 1 ORDER BY w.id LIMIT 1"),
        withdraw_(database, "UPDATE review_items SET state = 'withdrawn' WHERE id = ?") {}

  // "" where it was never asked.
  std::string StateOf(const std::string& id) {
    Binder(state_) << id;
    return state_.executeStep() ? RowReader(state_).Text() : "";
  }

  void Ask(const std::string& id, const Example& e, const std::string& now) {
    Binder(insert_) << id << e.document << e.report << e.page << e.box << e.row << e.run << Token({"name", id}) << now;
    insert_.exec();
  }

  void Show(const std::string& id, const Example& e) {
    Binder(update_) << e.document << e.report << e.page << e.box << e.row << e.run << id;
    update_.exec();
  }

  // Questions that show a row of a former run of the document.
  void RefreshStale(std::int64_t document_id) {
    std::vector<std::string> ids;
    Binder(stale_) << document_id;
    while (stale_.executeStep()) ids.push_back(RowReader(stale_).Text());
    for (const std::string& id : ids) {
      Binder(other_) << id;
      if (other_.executeStep()) {
        RowReader r(other_);
        Example e;
        e.row = r.Int64();
        e.run = r.Int64();
        e.document = r.Int64();
        e.report = r.Int();
        e.page = r.Int();
        e.box = r.ReadBox();
        Show(id, e);
      } else {
        Binder(withdraw_) << id;
        withdraw_.exec();
      }
    }
  }

 private:
  SQLite::Statement state_, insert_, update_, stale_, other_, withdraw_;
};

}  // namespace

PrintedName PrintedNameOf(const Observation& row, const ReportHeader& header) {
  // The resolver knows more of the headings around the row than the row itself tells.
  std::string_view specimen = row.analyte.id.empty() ? row.analyte.specimen : "";
  if (specimen.empty()) specimen = SpecimenIn(row.panel);
  if (specimen.empty()) specimen = SpecimenIn(header.specimen);
  return {header.lab, row.name.text, std::string(specimen)};
}

std::string NameQuestionId(const PrintedName& name) {
  std::string id = "n";
  id += Token({"name", LabKey(name.lab), NameKey(NameTokens(name.name)), SpecimenGroup(name.specimen)});
  return id;
}

std::string OpenNameOf(const Observation& row, const ReportHeader& header) {
  const bool unknown = std::any_of(row.findings.begin(), row.findings.end(),
                                   [](const Finding& finding) { return finding.code == FindingCode::kAnalyteUnknown; });
  // A row in review is asked about itself; there the name may be misread.
  if (!unknown || !row.analyte.id.empty() || row.status != RowStatus::kAccepted) return "";
  const PrintedName name = PrintedNameOf(row, header);
  return NameKey(NameTokens(name.name)).empty() ? "" : NameQuestionId(name);
}

void UpdateNameQuestions(SQLite::Database& database, std::int64_t document_id, const WrittenRun& run,
                         const std::string& now) {
  QuestionWriter writer(database);
  std::optional<terminology::LearnedNames> learned;
  for (const WrittenRow& w : run.rows) {
    if (w.open_name.empty()) continue;
    const std::string state = writer.StateOf(w.open_name);
    const Example example{w.id, run.id, document_id, w.report, w.row->page, w.row->box};
    if (state == "withdrawn") writer.Show(w.open_name, example);
    if (!state.empty()) continue;
    const PrintedName name = PrintedNameOf(*w.row, *w.header);
    const std::string lab = LabKey(name.lab), key = NameKey(NameTokens(name.name));
    const std::string panel = terminology::Key(w.row->panel);
    // The run may be older than what people have answered since.
    if (!learned) {
      AliasTable aliases(database);
      learned = aliases.Learned(aliases.Snapshot());
    }
    if (learned->Meanings({lab, key, name.specimen, panel}).size() == 1) continue;
    writer.Ask(w.open_name, example, now);
  }
  writer.RefreshStale(document_id);
}

std::map<std::string, DecidedName> DecidedNames(SQLite::Database& database) {
  SQLite::Statement find(database,
                         "SELECT i.id, e.corrected, e.decided_by, e.decided_at FROM review_items i"
                         " JOIN decisions e ON e.item_id = i.id AND e.in_force = 1"
                         " WHERE i.kind = 'name' AND i.state = 'decided'");
  std::map<std::string, DecidedName> names;
  while (find.executeStep()) {
    RowReader r(find);
    const std::string id = r.Text();
    const std::optional<std::string> analyte = CorrectedFromJson(r.Text()).analyte;
    if (analyte && !analyte->empty()) names[id] = {*analyte, r.Text(), r.Text()};
  }
  return names;
}

}  // namespace labintake::db
