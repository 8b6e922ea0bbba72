// Which of the ranges printed in one cell is the patient's reference.
#pragma once

#include <vector>

#include "extractors/fields/range.h"
#include "extractors/fields/range_tokens.h"

namespace labintake::fields {

// Whether a label's condition (sex, age) holds for the patient.
enum class Holds { kYes, kNo, kMaybe };

// One range and what the words beside it say.
struct Band {
  const RangeItem* range = nullptr;
  bool has_label = false;
  bool normal = false;       // every word says "this is the reference": Normal, Negative, Desirable, Therapeutic ...
  bool bad = false;          // High, Borderline, Toxic, Positive, Deficiency ...
  bool unknown = false;      // a word that is in none of the tables
  bool conditioned = false;  // by sex or age
  bool by_sex = false;
  Holds holds = Holds::kYes;
};

// The ranges among `items` with their labels, in order. Empty when numbers and words do not pair up.
std::vector<Band> ReadBands(const NormalText& text, const std::vector<RangeItem>& items, const PatientContext& patient);

// The one band that is certainly the reference; nullptr when there is none or more than one.
const Band* ChooseBand(const std::vector<Band>& bands);

}  // namespace labintake::fields
