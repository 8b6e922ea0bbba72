// The catalogue of analytes: what can be measured, what it is called, its LOINC codes and its units.
//
// The tables are lab_formats/catalog/*/{analytes,codes,names}.tsv, compiled into the program and searched where they
// lie: nothing is loaded at the start. Views last as long as the program. Thread-safe.
//
// LOINC codes and names: see THIRD_PARTY_NOTICES.md.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace labintake::terminology {

// One line of analytes.tsv. Fields that are not given are "".
struct AnalyteEntry {
  std::string_view id;         // "creatinine-serum"
  std::string_view name;       // "Creatinine"
  std::string_view component;  // what printed names point to
  std::string_view specimen;   // "serum" stands for serum or plasma
  std::string_view kind;       // "", "percent", "absolute", "ratio", "per-creatinine"
  std::string_view panels;     // tags with commas between them
  std::string_view unit;       // canonical unit, UCUM
  // Units of US-style and SI-style reports, UCUM, with spaces between them; '~' before one that is not converted.
  std::string_view conventional;
  std::string_view si;
  std::string_view molar_mass;  // g/mol, decimal
  std::string_view charge;      // elementary charges
  std::string_view low, high;   // outside them a value is not believed; in `unit`
  std::string_view limits_source;
  std::string_view about;  // one sentence
};

// One line of codes.tsv.
struct LoincCode {
  std::string_view loinc;
  std::string_view scale;      // Qn, Ord, Nom, Nar, OrdQn
  std::string_view unit;       // example unit (UCUM) of a Qn code; its dimension tells which units get this code
  std::string_view long_name;  // official long common name; "" where it is not in hand: the code is unverified
};

// One meaning of a printed name.
struct NameMeaning {
  std::string_view component;
  std::string_view only;  // conditions with spaces between them: "panel=cbc", "unit=%"
};

class Catalog {
 public:
  // nullopt for an unknown id.
  static std::optional<AnalyteEntry> Find(std::string_view id);
  // The analytes of a component, the usual specimen first; empty for an unknown component.
  static std::vector<AnalyteEntry> OfComponent(std::string_view component);
  // The codes of an analyte, the commonest first.
  static std::vector<LoincCode> CodesOf(std::string_view id);
  // What a name key (name_key.h) means; empty when it is in no table.
  static std::vector<NameMeaning> MeaningsOf(std::string_view key);
  // The name keys whose skeleton is `skeleton`.
  static std::vector<std::string_view> KeysLike(std::string_view skeleton);
  // Every name key with its meanings, in the order of the keys.
  static void ForEachName(const std::function<void(std::string_view key, const std::vector<NameMeaning>&)>& visit);
  // Every analyte, in the order of the ids.
  static void ForEachAnalyte(const std::function<void(const AnalyteEntry&)>& visit);
  // True for a word that some name of the catalogue has (folded, as of NameTokens).
  static bool IsNameWord(std::string_view token);
  // The words of names whose skeleton is that of `token`, which signs that look alike make of it.
  static std::vector<std::string_view> NameWordsLike(std::string_view token);
};

}  // namespace labintake::terminology
