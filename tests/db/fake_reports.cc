#include "tests/db/fake_reports.h"

#include <stdlib.h>

#include <filesystem>

#include "extractors/generic/report_header.h"

namespace labintake::db::testing {

Observation Row(const std::string& name, const std::string& value, const std::string& unit, double y) {
  Observation row;
  row.page = 1;
  row.box = {36, y, 400, y + 10};
  row.panel = "Chemistry";
  row.name = {name, {36, y, 120, y + 10}};
  row.value = {value, ValueKind::kQuantity, Decimal::Parse(value), Comparator::kNone, {190, y, 210, y + 10}};
  row.unit = {unit, unit, {230, y, 260, y + 10}};
  row.range = {"1-200", Decimal::Parse("1"), Decimal::Parse("200"), true, true, {300, y, 340, y + 10}};
  row.flag = {"", "N", true, {}};
  row.rule = "columns/header";
  row.confidence = 0.99;
  row.status = RowStatus::kAccepted;
  return row;
}

Observation DoubtfulRow(const std::string& name, const std::string& value, const std::string& unit, double y,
                        FindingCode code) {
  Observation row = Row(name, value, unit, y);
  row.confidence = 0.4;
  row.status = RowStatus::kReview;
  row.findings = {{code, "Something about this row is not certain.", row.value.box}};
  return row;
}

ClassifiedLine UnreadLine(const std::string& text, double y) {
  return {1, {36, y, 400, y + 10}, LineClass::kUnread, text};
}

Document Doc(std::vector<Observation> rows, std::vector<ClassifiedLine> lines) {
  Document document;
  document.path = "in/fake.pdf";
  document.media_type = "application/pdf";
  document.pages = {{1, 612, 792, PageKind::kText}};
  Report report;
  report.header.lab = "Fake Laboratory";
  report.header.patient_name = "Testa Fakename";
  report.header.patient_id = "P-1";
  report.header.birth_date = "1970-01-02";
  report.header.collected = "2024-04-30";
  for (const Observation& row : rows) {
    if (row.status == RowStatus::kReview) report.status = DocumentStatus::kNeedsReview;
    lines.push_back({row.page, row.box, LineClass::kRow, "row text"});
  }
  report.observations = std::move(rows);
  report.lines = std::move(lines);
  document.reports.push_back(std::move(report));
  return document;
}

RunInfo Version(int extraction_version) { return {"0.1.0", extraction_version, "conf", ""}; }

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "labintake-db-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) abort();
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::unique_ptr<Store> TestStore::Open() {
  return Must(SqliteStore::Open(path, OpenMode::kCreate, {generic::PatientsDiffer, [this] { return now; }}));
}

StoredDocument TestStore::Put(const Document& document, const std::string& bytes, int version,
                              const std::string& client) {
  return Must(store->StoreDocument(document, bytes, {client, Version(version)}));
}

std::vector<ReviewItem> TestStore::Items(std::optional<ItemState> state) {
  return Must(store->ListReviewItems({state, std::nullopt}));
}

std::vector<ExportRow> TestStore::Export(bool all, const std::string& since) {
  std::vector<ExportRow> rows;
  const auto done =
      store->ForEachExportRow({std::nullopt, since, all}, [&](const ExportRow& row) { rows.push_back(row); });
  if (!done) abort();
  return rows;
}

std::vector<std::string> TestStore::ExportLines(bool all, const std::string& since) {
  std::vector<std::string> lines;
  for (const ExportRow& row : Export(all, since)) {
    const Observation& o = row.observation;
    lines.push_back(o.name.text + "=" + o.value.text + " " + o.unit.text + " " + ToString(row.status));
  }
  return lines;
}

DecisionOutcome TestStore::Decide(const std::string& item, DecisionAction action, CorrectedFields corrected,
                                  bool reopen) {
  Decision decision;
  decision.item = item;
  decision.action = action;
  decision.corrected = std::move(corrected);
  decision.by = "ann";
  decision.reopen = reopen;
  return Must(store->ApplyDecision(decision));
}

CorrectedFields NewValue(const std::string& value) {
  CorrectedFields fields;
  fields.value = value;
  return fields;
}

}  // namespace labintake::db::testing
