// Printed units by what people type: beginnings, parts, and slips of a letter.
//
// Pure functions; thread-safe.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace labintake::terminology {

// Every spelling of the table of units with its UCUM code ("" where it is not certain), in the order of the table.
void ForEachUnit(const std::function<void(std::string_view printed, std::string_view ucum)>& visit);

struct UnitSuggestion {
  std::string text;  // a printed spelling
  std::string ucum;  // "" where the spelling's code is not certain
  bool usual = false;
};

// At most `limit`, best first: what is typed itself, spellings that begin with it, that contain it, that differ from it
// by a letter or two; among equals the usual ones first. Each code once, in the spelling that fits best. Letter case,
// spaces and kinds of micro sign do not count. Nothing typed gives the usual ones. `usual`: UCUM codes.
std::vector<UnitSuggestion> SearchUnits(std::string_view typed, std::span<const std::string_view> usual, size_t limit);

}  // namespace labintake::terminology
