#include "pipeline/interpret.h"

#include <utility>

#include "extractors/generic/misread_numbers.h"
#include "terminology/catalog/misread_rows.h"
#include "terminology/catalog/resolver.h"
#include "terminology/normalise.h"
#include "terminology/ucum_kinds.h"
#include "terminology/validation/catalog_fit.h"
#include "terminology/validation/validate.h"

namespace labintake::pipeline {
namespace {

// A name that is a letter off a name of the catalogue was misread where it was recognised, and is a laboratory's slip
// where it was printed.
constexpr double kMisreadName = 0.85;
// Rows with less wait, whatever the policy (docs/routing.md).
constexpr double kAccepted = 0.90;

void DoubtMisspeltNames(Report* report) {
  for (Observation& row : report->observations) {
    if (row.origin != Origin::kOcr) continue;
    for (Finding& finding : row.findings) {
      if (finding.code != FindingCode::kNameMisspelt) continue;
      finding.severity = Severity::kDoubt;
      row.confidence *= kMisreadName;
    }
  }
}

}  // namespace

struct Interpreter::Parts {
  ucum::Table table;
  terminology::UcumKinds kinds;
  terminology::LearnedNames learned;
  terminology::Resolver resolver;

  Parts(const ucum::Table& t, terminology::LearnedNames names)
      : table(t), kinds(t), learned(std::move(names)), resolver(&kinds, &learned) {}
};

Interpreter::Interpreter(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Interpreter::Interpreter(Interpreter&&) noexcept = default;
Interpreter& Interpreter::operator=(Interpreter&&) noexcept = default;
Interpreter::~Interpreter() = default;

Result<Interpreter> Interpreter::Make(terminology::LearnedNames learned) {
  Result<ucum::Table> table = ucum::Table::OpenInstalled();
  if (!table) return tl::unexpected(table.error());
  return Interpreter(std::make_unique<Parts>(*table, std::move(learned)));
}

void Interpreter::Interpret(Document* document) const {
  for (Report& report : document->reports) {
    generic::MendMisreadNumbers(kAccepted, &report);
    terminology::MendMisreadRows(parts_->resolver, parts_->kinds, kAccepted, &report);
    parts_->resolver.Resolve(&report);
    DoubtMisspeltNames(&report);
    terminology::Normalise(parts_->table, &report);
    validation::Validate(&report);
    validation::RaiseFitting(parts_->table, &report);
  }
}

}  // namespace labintake::pipeline
