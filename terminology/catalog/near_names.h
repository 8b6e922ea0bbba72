// Names of the catalogue that are spelt much like a given one.
//
// Thread-safe; an index of all names is made at the first call (about a millisecond for 20,000 names).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labintake::terminology {

struct NearName {
  std::string_view key;  // of the catalogue's tables
  int distance = 0;      // letters changed, left out, put in, or swapped with their neighbour
};

// The names within `most` of `key`, nearest first. Digits are never part of a difference: "IL 3" is not near "IL 6".
std::vector<NearName> NearNames(std::string_view key, int most);

// The names that share the most words with `key`, for people to choose from; at most `count`.
std::vector<std::string_view> NamesSharingWords(std::string_view key, size_t count);

}  // namespace labintake::terminology
