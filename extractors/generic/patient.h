// Who a report is about: sexes, ages and names as reports print them.
#pragma once

#include <string>
#include <string_view>

#include "extractors/fields/date.h"

namespace labintake::generic {

struct Demographics {
  std::string sex;         // "F", "M" or ""
  std::string age;         // "54 a", "3 mo" or ""
  std::string birth_date;  // ISO 8601 or ""
};

// What texts such as "68 / M", "27 YRS / M", "1967-08-14 (58F)", "Vrouw", "81 Jaar", "5/21/1973 (45 yrs)" say. Parts
// that are not certain stay empty. `bare_age`: a number without a unit is an age in years.
Demographics ReadDemographics(std::string_view text, fields::DateOrder order, bool bare_age);

// True when the two names can be of one person: equal but for order, case, titles, initials, punctuation and cut ends.
bool NamesAgree(std::string_view a, std::string_view b);

// True for text that could be a person's name: two to six words, no digits, no running text.
bool LooksLikePersonName(std::string_view text);

// True when the text begins with a title of a patient (Mr, Mevr., Frau ...), not of a doctor.
bool StartsWithPatientTitle(std::string_view text);

}  // namespace labintake::generic
