// Which fields of a row its findings put in doubt: they are typed anew and not confirmed, because nobody should nod at
// a reading that nobody checked.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "db/review_item.h"
#include "model/observation.h"

namespace labintake::review {

struct Doubts {
  bool name = false, value = false, unit = false, range = false, flag = false;
  bool analyte = false;  // which one is meant; not printed, and never in doubt because a word was misread

  bool Any() const { return name || value || unit || range || flag || analyte; }
  bool operator==(const Doubts&) const = default;
};

// The fields that a finding is about: by its code, else by where its box lies, else all. What a policy asks for is
// about none: it says nothing against the reading.
Doubts FieldsOf(const Finding& finding, const Observation& row);

// Of all findings that are doubts. All fields, where the machine was not sure and does not say of what.
Doubts DoubtsOf(const db::ReviewItem& item);

// "name", "value", "unit", "range", "flag", "analyte", in this order.
std::vector<std::string> Names(const Doubts& doubts);

}  // namespace labintake::review
