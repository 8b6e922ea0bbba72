// The header of a report: laboratory, patient, dates, accession, from labels and their values.
//
// Works on lines of any report: "Label: value" in one cell, label and value in neighbouring cells, label above value
// (also several labels on a line above their values), nine languages. Pure function; thread-safe.
#pragma once

#include <span>

#include "extractors/fields/date.h"
#include "extractors/layout/line.h"
#include "model/report.h"

namespace labintake::generic {

// What `lines` of one page say. A field that is not printed, or whose reading is not certain, is "". `order` is the
// report's date order where known; dates that stay ambiguous are "". `reported` falls back to a date of printing where
// nothing else names one.
ReportHeader ReadHeader(std::span<const layout::Line> lines, fields::DateOrder order);

// Fills the empty fields of `into` from `from` (a later page of the same report).
void MergeHeader(ReportHeader& into, const ReportHeader& from);

// True when both name a patient (name, id or birth date) and they cannot be the same: the difference is not one of
// order, case, titles, initials or punctuation.
bool PatientsDiffer(const ReportHeader& a, const ReportHeader& b);

}  // namespace labintake::generic
