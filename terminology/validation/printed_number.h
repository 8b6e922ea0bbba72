// What a printed number may have been before a sign of it was lost or misread, and how much its digits promise.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/decimal.h"

namespace labintake::validation {

// For arithmetic that only compares (interval.h).
double AsDouble(const Decimal& number);

// Half a unit of the last digit: 0.05 for 4.1, 0.5 for 141, 5e9 for 7.53e12. Whole numbers from 1,000 with zeros at
// their end are taken for rounded: 500 for 250000.
double HalfStep(const Decimal& number);

// The digits that look like `digit` in print that is small, faint or worn; "" for other signs.
std::string_view LookAlikes(char digit);

enum class Misreading {
  kPointLost,    // the page says 14.1, the row 141
  kDigit,        // one digit was taken for one that looks alike
  kMinusLost,    // the page says -2
  kPointMoved,   // the point stands elsewhere
  kPointGained,  // the page says 141, the row 14.1
};

// A number that one misreading would have turned into the printed one.
struct Reading {
  std::string text;
  double value = 0;
  Misreading misreading = Misreading::kDigit;
};

// The likelier kinds first, in the order of Misreading. Numbers with an exponent have readings of other digits only.
std::vector<Reading> OtherReadings(const Decimal& printed);

// The number with its point `places` further left (right where negative), the digits as they are: 141 by 1 is 14.1,
// 14.1 by -1 is 141. Unchanged where that takes more digits than a Decimal has. REQUIRES: no printed exponent.
Decimal WithPointMoved(const Decimal& number, int places);

bool HasExponent(const Decimal& number);
// A whole number with a needless zero before it: "08".
bool HasLeadingZero(const Decimal& number);

}  // namespace labintake::validation
