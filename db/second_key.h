// Blind second keys: which answers a second person has to give too, and what follows from two or three of them.
//
// The second person sees neither the first answer nor what the machine read. Where the two say the same, the first
// answer stands; where they differ, a third person sees both readings, without names, and has the last word.
//
// Pure functions over plain values; thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/review_item.h"
#include "model/decimal.h"
#include "model/observation.h"

namespace labintake::db {

// Beyond these a result is critical: somebody may act on it at once. In the analyte's canonical unit.
struct CriticalLimits {
  std::string analyte;  // id of the catalogue
  std::optional<Decimal> below, above;
  bool operator==(const CriticalLimits&) const = default;
};

struct SecondKeyPolicy {
  std::vector<std::string> analytes;     // ids of the catalogue
  bool critical_flags = false;           // results with a flag HH, LL or AA
  std::vector<CriticalLimits> critical;  // results beyond limits
  double confidence_below = 0;           // rows that the machine read with less confidence
  double sample = 0;                     // share of all answers, drawn at random
  // What the second person keys, and what has to be the same; of FieldNames(). REQUIRES: "value" is one of them.
  std::vector<std::string> fields = {"value", "unit"};

  bool operator==(const SecondKeyPolicy&) const = default;
};

// "name", "value", "unit", "range", "flag".
std::span<const char* const> FieldNames();
// REQUIRES: `name` is one of them.
const std::optional<std::string>& FieldOf(const CorrectedFields& fields, std::string_view name);

// Accept and edit: there is a result.
bool IsResult(DecisionAction action);

// What one person says of an item.
struct KeyedAnswer {
  DecisionAction action = DecisionAction::kAccept;
  // For accept and edit: each field as the person vouches for it, what was left out as the machine read it.
  CorrectedFields fields;
};

enum class SecondKeyReason { kNone, kAnalyte, kCritical, kLowConfidence, kSample };
// "none", "analyte", "critical", "low-confidence", "sample".
const char* ToString(SecondKeyReason reason);

// Whether a second person has to key the item. `read`: the machine's row; `result`: the row with the answer in place of
// the machine's reading, its quantity in the canonical unit; both may be critical. Answers that say that there is no
// result are keyed again for the sake of what the machine read there. `has_reading` is false where it read nothing.
SecondKeyReason NeedsSecondKey(const SecondKeyPolicy& policy, const std::string& item, const Observation& read,
                               bool has_reading, DecisionAction action, const Observation& result);

// Whether two people typed the same: case, white space, accents and kinds of dash and micro sign do not count, digits
// do: 4.50 is not 4.5.
bool SameKeyed(const std::string& a, const std::string& b);

// Whether two people say the same: the same kind of answer and, for results, the same `fields`. Units also agree in
// their UCUM code.
bool Agree(const KeyedAnswer& first, const KeyedAnswer& second, std::span<const std::string> fields);

// What follows from the answers to one question, in the order in which they were given.
enum class KeyStep {
  kDecided,  // `answer` of the step is the decision
  kSecond,   // a second person keys it blind
  kThird,    // a third sees both
};
struct KeyOutcome {
  KeyStep step = KeyStep::kDecided;
  std::size_t answer = 0;  // kDecided: index of the answer that stands
};
// `needed`: the first answer needs a second key. REQUIRES: 1 to 3 answers.
KeyOutcome NextKey(bool needed, std::span<const KeyedAnswer> answers, std::span<const std::string> fields);

}  // namespace labintake::db
