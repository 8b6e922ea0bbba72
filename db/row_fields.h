// The fields of a row as the store keeps them: printed text, parsed form as JSON, box. Pure functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "db/review_item.h"
#include "model/observation.h"

namespace labintake::db {

struct StoredField {
  std::string kind;    // "name", "value", "unit", "range", "flag"
  std::string text;    // as printed
  std::string parsed;  // JSON object
  Box box;
};

std::vector<StoredField> ToStoredFields(const Observation& row);

// Sets the field that `field` names. Parsed members that are not known are ignored.
void ApplyStoredField(const StoredField& field, Observation& row);

// JSON object of the members that are set.
std::string ToJson(const CorrectedFields& fields);
CorrectedFields CorrectedFromJson(const std::string& json);

FindingCode FindingCodeFromText(const std::string& text);

// True when everything that is printed in both rows is the same.
bool SameTexts(const Observation& a, const Observation& b);

// Token of everything that a person sees of the machine's reading.
std::string RowReading(const Observation& row);

}  // namespace labintake::db
