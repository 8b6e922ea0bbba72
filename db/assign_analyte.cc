#include "db/assign_analyte.h"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "model/report.h"
#include "terminology/catalog/analyte_choice.h"
#include "terminology/catalog/catalog.h"
#include "terminology/normalise.h"
#include "terminology/ucum_kinds.h"

namespace labintake::db {
namespace {

using terminology::AnalyteEntry;
using terminology::Catalog;
using terminology::LoincCode;

class SameUnitOnly : public terminology::UnitKinds {
 public:
  bool SameKind(std::string_view a, std::string_view b) const override { return a == b; }
};

class Assignment {
 public:
  bool Assign(const std::string& id, Observation& row) {
    if (id.empty()) {
      row.analyte = {};
      row.canonical = {};
      return true;
    }
    const std::optional<AnalyteEntry> entry = Catalog::Find(id);
    if (!entry) return false;
    Open();
    const std::vector<LoincCode> codes = Catalog::CodesOf(id);
    const LoincCode* code = terminology::ChooseCode(*entry, codes, row, *kinds_);
    // Codes that begin with X are the catalogue's own marks for "none".
    const bool coded = code != nullptr && !code->loinc.starts_with('X');
    row.analyte = {id,
                   std::string(entry->name),
                   coded ? std::string(code->loinc) : "",
                   std::string(entry->specimen),
                   row.analyte.match,
                   {}};
    row.canonical = {};
    if (table_) {
      Report report;
      report.observations = {row};
      terminology::Normalise(*table_, &report);
      row.canonical = std::move(report.observations.front().canonical);
    }
    return true;
  }

 private:
  void Open() {
    if (kinds_) return;
    if (Result<ucum::Table> table = ucum::Table::OpenInstalled()) {
      table_ = *std::move(table);
      kinds_ = std::make_unique<terminology::UcumKinds>(*table_);
    } else {
      kinds_ = std::make_unique<SameUnitOnly>();
    }
  }

  std::optional<ucum::Table> table_;
  std::unique_ptr<terminology::UnitKinds> kinds_;
};

}  // namespace

AssignAnalyteFn AssignFromCatalog() {
  return [assignment = std::make_shared<Assignment>()](const std::string& id, Observation& row) {
    return assignment->Assign(id, row);
  };
}

}  // namespace labintake::db
