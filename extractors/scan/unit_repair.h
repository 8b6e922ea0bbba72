// Units in which a letter was taken for one that looks like it.
//
// Pure function; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace labintake::scan {

// `text` itself where it is a unit of the table (terminology/units.h) or where no exchange of look-alikes (l I 1 |, O
// 0, % and Yo, the power sign that some models lack) makes it one; else the unit, where all ways to make one agree on
// its UCUM code.
std::string UnitWithoutConfusion(const std::string& text);

}  // namespace labintake::scan
