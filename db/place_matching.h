// Which rows or lines of a new run stand where the questions of earlier runs were asked.
//
// Pure function; thread-safe.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/geometry.h"

namespace labintake::db {

// What is known of one row or line, for finding it again in another run over the same bytes.
struct Place {
  int page = 0;
  Box box;
  std::string name;                 // of a line: ""
  std::string value;                // of a line: its text
  std::string name_too, value_too;  // what a person read there, which counts as the same; "" for none
};

enum class MatchKind {
  kNone,
  kPlace,  // the same place of the page, read differently
  kSame,   // the same place, name and value
};

struct Match {
  MatchKind kind = MatchKind::kNone;
  size_t index = 0;  // into `found`
};

// For each of `asked` its counterpart in `found`; each of `found` is given away once. Equal names and values at the
// same place go first, then the nearest of the rest.
std::vector<Match> MatchPlaces(std::span<const Place> asked, std::span<const Place> found);

// The same row of print: boxes that overlap in height by half and come within two inches of each other in width.
bool SamePlace(const Place& a, const Place& b);

}  // namespace labintake::db
