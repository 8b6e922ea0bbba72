// Names that people confirmed to mean an analyte: what the store has learned beside the names of the catalogue.
//
//   LearnedNames names = ...;                                 // one numbered snapshot, from db/store.h
//   names.Meanings({LabKey(header.lab), NameKey(NameTokens("Ferr. (S)")), "serum", Key(panel)})  -> {"ferritin-serum"}
//
// Immutable value; any thread may use it. The content of the snapshot with a given number never changes, so that a run
// is a function of its input and this number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace labintake::terminology {

// The laboratory as learned names know it: letter case, accents and punctuation do not tell laboratories apart. Reports
// that name no laboratory share the key "-", so that what is learned there is not taken for a name of everybody.
std::string LabKey(std::string_view printed_lab);

struct LearnedName {
  std::string lab;       // LabKey(); "" for every laboratory
  std::string key;       // NameKey(NameTokens(printed name)), name_key.h
  std::string specimen;  // of the catalogue ("urine"): not where one of another group is stated; "" for any
  std::string panel;     // Key(panel), fold.h: under this panel only; "" for any
  std::string analyte;   // id of the catalogue; may be one that this program's catalogue no longer has

  auto operator<=>(const LearnedName&) const = default;
};

// A printed name and what is known of the place where it stands.
struct NameInContext {
  std::string_view lab;       // LabKey()
  std::string_view key;       // NameKey()
  std::string_view specimen;  // stated by name, panel or header, as the catalogue calls it; "" where nothing states one
  std::string_view panel;     // Key(); "" for none
};

class LearnedNames {
 public:
  LearnedNames() = default;  // snapshot 0: nothing was learned
  LearnedNames(std::int64_t number, std::vector<LearnedName> names);

  std::int64_t number() const { return number_; }
  // In the order of key, laboratory, panel, specimen, analyte.
  const std::vector<LearnedName>& names() const { return names_; }

  // The analytes that the name means there, each once: empty where it was not learned, more than one where people
  // disagree and nobody may choose. What was learned at this laboratory comes before what was learned for all, and
  // then what was learned under this panel before what was learned for any. Views into this object.
  std::vector<std::string_view> Meanings(const NameInContext& name) const;

 private:
  std::int64_t number_ = 0;
  std::vector<LearnedName> names_;
};

}  // namespace labintake::terminology
