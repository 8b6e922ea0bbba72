// Dates and times as printed on reports, in nine languages.
//
// Thread-safe pure functions. Two-digit years are 1970..2069. A date that does not exist (31/02) is no date.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace labintake::fields {

enum class DateOrder { kUnknown, kDayFirst, kMonthFirst };

struct ScannedDate {
  std::string iso;   // "2024-05-01" or "2024-05-01T08:30"
  size_t begin = 0;  // place in the text, bytes
  size_t length = 0;
  bool ambiguous = false;  // 03/04/2024 in an unknown order; iso is then month first and not to be trusted
};

// The first date in `text`: 2024-05-01, 2024.05.01, 01/05/2024, 1.5.24, 04-05-2024, 01-May-2024, 21-Jan-25,
// May 1, 2024, 1 mei 2024, "Mar 09 2022", 20240501 only when alone; a time after it ("08:30", "11:03:00AM", "2:31 PM")
// or directly before it ("02:31 PM 02 Dec, 2024") belongs to it. Years must have two or four digits ("02 Dec, 2X" is
// none).
std::optional<ScannedDate> FindDate(std::string_view text, DateOrder order);

// The order that unambiguous dates in these texts give away; kUnknown when none or when they disagree.
DateOrder InferDateOrder(std::span<const std::string> texts);

}  // namespace labintake::fields
