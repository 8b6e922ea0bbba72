#include "db/second_key.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "db/digest.h"
#include "terminology/fold.h"
#include "terminology/units.h"

namespace labintake::db {
namespace {

constexpr std::array<const char*, 5> kFieldNames = {"name", "value", "unit", "range", "flag"};

bool Contains(const std::vector<std::string>& list, const std::string& text) {
  return !text.empty() && std::find(list.begin(), list.end(), text) != list.end();
}

bool IsCritical(const SecondKeyPolicy& policy, const Observation& row) {
  if (policy.critical_flags && (row.flag.code == "HH" || row.flag.code == "LL" || row.flag.code == "AA")) return true;
  if (!row.canonical.value || row.analyte.id.empty()) return false;
  return std::any_of(policy.critical.begin(), policy.critical.end(), [&](const CriticalLimits& limits) {
    if (limits.analyte != row.analyte.id) return false;
    return (limits.below && *row.canonical.value < *limits.below) ||
           (limits.above && *row.canonical.value > *limits.above);
  });
}

// From 0 to 1, the same for an item for ever; nothing of a document goes into it but the item's id.
double DrawOf(const std::string& item) {
  const std::string hash = Sha256Hex("second key " + item);
  return std::stod("0x" + hash.substr(0, 12)) / std::pow(2.0, 48);
}

}  // namespace

std::span<const char* const> FieldNames() { return kFieldNames; }

const std::optional<std::string>& FieldOf(const CorrectedFields& fields, std::string_view name) {
  if (name == "name") return fields.name;
  if (name == "value") return fields.value;
  if (name == "unit") return fields.unit;
  if (name == "range") return fields.range;
  return fields.flag;
}

bool IsResult(DecisionAction action) { return action == DecisionAction::kAccept || action == DecisionAction::kEdit; }

const char* ToString(SecondKeyReason reason) {
  switch (reason) {
    case SecondKeyReason::kNone: return "none";
    case SecondKeyReason::kAnalyte: return "analyte";
    case SecondKeyReason::kCritical: return "critical";
    case SecondKeyReason::kLowConfidence: return "low-confidence";
    case SecondKeyReason::kSample: return "sample";
  }
  return "";
}

SecondKeyReason NeedsSecondKey(const SecondKeyPolicy& policy, const std::string& item, const Observation& read,
                               bool has_reading, DecisionAction action, const Observation& result) {
  const bool is_result = IsResult(action);
  if (!is_result && action != DecisionAction::kNotAResult && action != DecisionAction::kUnreadable) {
    return SecondKeyReason::kNone;
  }
  if ((has_reading && Contains(policy.analytes, read.analyte.id)) ||
      (is_result && Contains(policy.analytes, result.analyte.id))) {
    return SecondKeyReason::kAnalyte;
  }
  if ((has_reading && IsCritical(policy, read)) || (is_result && IsCritical(policy, result))) {
    return SecondKeyReason::kCritical;
  }
  if (has_reading && read.confidence < policy.confidence_below) return SecondKeyReason::kLowConfidence;
  // What neither the machine nor a person takes for a result is no loss.
  if ((has_reading || is_result) && DrawOf(item) < policy.sample) return SecondKeyReason::kSample;
  return SecondKeyReason::kNone;
}

bool SameKeyed(const std::string& a, const std::string& b) {
  const auto key = [](const std::string& text) {
    std::string folded = terminology::Fold(text);
    std::erase(folded, ' ');
    return folded;
  };
  return key(a) == key(b);
}

bool Agree(const KeyedAnswer& first, const KeyedAnswer& second, std::span<const std::string> fields) {
  if (IsResult(first.action) != IsResult(second.action)) return false;
  if (!IsResult(first.action)) return first.action == second.action;
  return std::all_of(fields.begin(), fields.end(), [&](const std::string& field) {
    const std::string a = FieldOf(first.fields, field).value_or(""), b = FieldOf(second.fields, field).value_or("");
    if (SameKeyed(a, b)) return true;
    if (field != "unit") return false;
    const std::string ucum = terminology::LookUpUnit(a).ucum;
    return !ucum.empty() && ucum == terminology::LookUpUnit(b).ucum;
  });
}

KeyOutcome NextKey(bool needed, std::span<const KeyedAnswer> answers, std::span<const std::string> fields) {
  if (answers.size() == 1) return {needed ? KeyStep::kSecond : KeyStep::kDecided, 0};
  if (answers.size() == 2 && !Agree(answers[0], answers[1], fields)) return {KeyStep::kThird, 0};
  return {KeyStep::kDecided, answers.size() == 2 ? std::size_t{0} : std::size_t{2}};
}

}  // namespace labintake::db
