#include "terminology/ucum/annotation.h"

#include <algorithm>
#include <array>

namespace labintake::ucum {
namespace {

struct Word {
  std::string_view text, name;
  AnnotationKind kind;
};

// Words that are not here are kTerm, with their own name.
constexpr auto kWords = std::to_array<Word>({
    {"creatinine", "creat", AnnotationKind::kTerm},
    {"crea", "creat", AnnotationKind::kTerm},
    {"cre", "creat", AnnotationKind::kTerm},
    {"cr", "creat", AnnotationKind::kTerm},
    {"hb", "Hb", AnnotationKind::kTerm},
    {"hgb", "Hb", AnnotationKind::kTerm},
    {"hemoglobin", "Hb", AnnotationKind::kTerm},
    {"haemoglobin", "Hb", AnnotationKind::kTerm},
    {"copy", "copies", AnnotationKind::kTerm},
    {"index", "index_val", AnnotationKind::kTerm},
    {"h2o", "H2O", AnnotationKind::kTerm},
    {"1.73m2", "1.73_m2", AnnotationKind::kTerm},
    {"feu", "FEU", AnnotationKind::kQuantity},
    {"ddu", "DDU", AnnotationKind::kQuantity},
    {"d-du", "DDU", AnnotationKind::kQuantity},
    {"#", "#", AnnotationKind::kCount},
    {"count", "#", AnnotationKind::kCount},
    {"counts", "#", AnnotationKind::kCount},
    {"number", "#", AnnotationKind::kCount},
    {"ratio", "ratio", AnnotationKind::kCount},
    {"cell", "cells", AnnotationKind::kCount},
    {"cells", "cells", AnnotationKind::kCount},
    {"events", "events", AnnotationKind::kCount},
    {"rbc", "RBC", AnnotationKind::kCount},
    {"rbcs", "RBC", AnnotationKind::kCount},
    {"wbc", "WBC", AnnotationKind::kCount},
    {"wbcs", "WBC", AnnotationKind::kCount},
    {"platelets", "platelets", AnnotationKind::kCount},
    {"calc", "", AnnotationKind::kNothing},
    {"calculated", "", AnnotationKind::kNothing},
});

}  // namespace

Annotation ReadAnnotation(std::string_view text) {
  std::string name(text);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto word = std::find_if(kWords.begin(), kWords.end(), [&](const Word& w) { return w.text == name; });
  if (word != kWords.end()) return {word->kind, std::string(word->name)};
  return {AnnotationKind::kTerm, std::move(name)};
}

}  // namespace labintake::ucum
