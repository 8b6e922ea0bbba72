#include "review/items/doubts.h"

namespace labintake::review {
namespace {

// Rows that the machine gives more are accepted unless a policy says otherwise (pipeline/routing).
constexpr double kSure = 0.90;

constexpr Doubts kAll = {true, true, true, true, true, false};

bool Touches(const Box& a, const Box& b) { return a.OverlapX(b) > 0 && a.OverlapY(b) > 0; }

Doubts ByPlace(const Box& box, const Observation& row) {
  if (box.empty()) return kAll;
  const Doubts there = {Touches(box, row.name.box),  Touches(box, row.value.box), Touches(box, row.unit.box),
                        Touches(box, row.range.box), Touches(box, row.flag.box),  false};
  return there.Any() ? there : kAll;
}

}  // namespace

Doubts FieldsOf(const Finding& finding, const Observation& row) {
  Doubts doubts;
  switch (finding.code) {
    case FindingCode::kPolicyReview:
    case FindingCode::kAuditSample: break;
    case FindingCode::kNameDoubtful:
    case FindingCode::kAnalyteUnknown:
    case FindingCode::kNameMisspelt: doubts.name = true; break;
    case FindingCode::kAnalyteAmbiguous: doubts.analyte = true; break;
    case FindingCode::kUnitUnfit:
    case FindingCode::kNotConverted:
    case FindingCode::kUnitMissing:
    case FindingCode::kUnitUnknown:
    case FindingCode::kUnitsDiffer: doubts.unit = true; break;
    case FindingCode::kRangeUnparsed:
    case FindingCode::kRangeBanded: doubts.range = true; break;
    case FindingCode::kUnitsDisagree: doubts.unit = doubts.value = true; break;
    case FindingCode::kPowerOfTen: doubts.unit = doubts.range = doubts.value = true; break;
    case FindingCode::kDecimalMarkDoubtful: doubts.range = doubts.value = true; break;
    case FindingCode::kFlagDisagrees: doubts.flag = doubts.range = doubts.value = true; break;
    case FindingCode::kValueUnparsed:
    case FindingCode::kValueMissing:
    case FindingCode::kValueAmbiguous:
    case FindingCode::kDuplicateDiffers:
    case FindingCode::kHistoryBreaks:
    case FindingCode::kIdentityFails:
    case FindingCode::kValueImplausible: doubts.value = true; break;
    default: doubts = ByPlace(finding.box, row); break;
  }
  return doubts;
}

Doubts DoubtsOf(const db::ReviewItem& item) {
  Doubts doubts;
  bool any = false;
  for (const Finding& finding : item.findings) {
    if (finding.severity == Severity::kNote) continue;
    const Doubts of = FieldsOf(finding, item.row);
    any = any || of.Any();
    doubts = {doubts.name || of.name,   doubts.value || of.value, doubts.unit || of.unit,
              doubts.range || of.range, doubts.flag || of.flag,   doubts.analyte || of.analyte};
  }
  return any || item.row.confidence >= kSure ? doubts : kAll;
}

std::vector<std::string> Names(const Doubts& doubts) {
  std::vector<std::string> names;
  if (doubts.name) names.push_back("name");
  if (doubts.value) names.push_back("value");
  if (doubts.unit) names.push_back("unit");
  if (doubts.range) names.push_back("range");
  if (doubts.flag) names.push_back("flag");
  if (doubts.analyte) names.push_back("analyte");
  return names;
}

}  // namespace labintake::review
