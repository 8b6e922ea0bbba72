// The grammar of a result cell: value, and whatever else is printed in the same cell.
//
// Thread-safe pure function over the vocabulary (terminology/vocabulary.h).
//
//   "13.2"                      value 13.2
//   "< OR = 10,000"             value <=10000
//   "LESSTHAN 20"               value <20
//   "0.9 H", "H 0.9", "*5.2", "+ 18,0", "-- 115", "168 H", "<10 L", "4.2 (H)", "3.8 L**"   value and flag
//   "152 mg/dL", ">100,000 CFU/mL", "1.2% ", "7.53e12 CFU/g stool High"                      value, unit, flag
//   "1:320 H", ">1:320"         titer
//   "0-2", "3 - 5 /HPF"         interval (microscopy), unit
//   "Negative", "1+", "Trace", "NOT DETECTED", "5+", "G1"   ordinal ("5+": the plus belongs to the value)
//   "<20 Detected, Not Quantified"                          quantity <20 with the words kept in text
//   "TNP", "QNS", "Pending", "Volgt", "See Note", "----"    not done
//   "6.2 (01)", "Negative (01)"  value; the performing site's number is left out
//   "~5", "approx 5"            text (no comparator exists for it)
//   "08/27/20 beta>same plt", "c.1297G>A G/G"               text; '>' inside text is no comparator
#pragma once

#include <string>
#include <string_view>

#include "extractors/fields/number.h"
#include "model/observation.h"

namespace labintake::fields {

struct ResultCell {
  Value value;            // kind kNone when the cell is empty or holds only a flag or unit
  Flag flag;              // text empty when none is printed in the cell
  std::string unit_text;  // "" when none is printed in the cell
  std::string rest;       // words that belong to none of the three; then the cell is not to be trusted
  bool mark_doubtful = false;
  bool listed = true;  // kText values: false. Everything else was recognised by a grammar or a listed word
};

// `cell` is the cell's text with single spaces between words. value.text is the part of the cell that is the value, as
// printed ("<10" of "<10 L"); value.box and flag.box are left to the caller.
ResultCell ParseResultCell(std::string_view cell, NumberStyle style);

}  // namespace labintake::fields
