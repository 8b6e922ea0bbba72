// Names that people confirmed, as the store keeps them: with who and when.
//
// They are only ever added and retracted. Each change makes a new snapshot with the next number; the content of a
// snapshot never changes, so that a run can be repeated (terminology/catalog/learned_names.h), but for names that were
// learned from a document that has been forgotten (db/upkeep/forget.h). Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace labintake::db {

// Of aliases for reports that name no laboratory. "" in Alias::lab stands for every laboratory.
inline constexpr const char* kNoLab = "-";

struct Alias {
  std::int64_t id = 0;   // given by the store
  std::string lab;       // as printed; "" for every laboratory
  std::string name;      // as printed
  std::string panel;     // as printed: under this panel only; "" for any
  std::string specimen;  // of the catalogue: not where another is stated; "" for any
  std::string analyte;   // id of the catalogue
  std::string note;
  std::string by;  // who confirmed it

  // Set by the store.
  std::string item;  // the question whose answer it comes from; "" for none
  std::string at;    // UTC
  std::int64_t added_in = 0;
  std::optional<std::int64_t> retracted_in;
  std::string retracted_by, retracted_at;  // "" while it is in force
};

struct AliasesAdded {
  int added = 0;
  int known = 0;  // in force already for the same laboratory, name, panel and specimen
  std::int64_t snapshot = 0;
};

}  // namespace labintake::db
