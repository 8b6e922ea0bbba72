// Biomarker rows: what one result line of a report says, field by field, each traced to its place on the page.
//
// The printed text of a field is never lost or rewritten: `text` is what the page shows, the parsed form stands beside
// it. Boxes as in geometry.h; a box equal to Box{} means the field has no place of its own (derived or absent).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/decimal.h"
#include "model/geometry.h"
#include "model/origin.h"

namespace labintake {

enum class Comparator { kNone, kLess, kLessEqual, kGreater, kGreaterEqual };
// "", "<", "<=", ">", ">=".
const char* ToString(Comparator c);

enum class ValueKind {
  kNone,      // no value was found
  kQuantity,  // a number, with or without comparator
  kOrdinal,   // a listed word or grade: Negative, Trace, 1+, Not Detected
  kTiter,     // 1:320, 1/320
  kInterval,  // 0-2 (microscopy counts)
  kText,      // free text
  kNotDone,   // pending, cancelled, quantity not sufficient: no result yet or ever
};
const char* ToString(ValueKind k);

struct Name {
  std::string text;
  Box box;
};

struct Value {
  std::string text;
  ValueKind kind = ValueKind::kNone;
  std::optional<Decimal> number;  // kQuantity only
  Comparator comparator = Comparator::kNone;
  Box box;
};

struct Unit {
  std::string text;
  std::string ucum;  // "" where the spelling is not in the table
  Box box;
};

struct ReferenceRange {
  std::string text;
  std::optional<Decimal> low, high;
  bool low_inclusive = true, high_inclusive = true;
  Box box;
};

struct Flag {
  std::string text;      // as printed; "" when nothing is printed
  std::string code;      // HL7 table 0078, printed or derived; "" where neither supports one
  bool derived = false;  // code comes from value and range
  Box box;
};

enum class FindingCode {
  kFlagDisagrees,        // printed flag against value and range
  kUnitMissing,          // this table has units, this row has none
  kUnitUnknown,          // the spelling is not in the table of units
  kUnitsDiffer,          // two units are printed for one row
  kValueUnparsed,        // the result cell is not a value by any grammar
  kValueMissing,         // a row without a result
  kValueAmbiguous,       // more than one cell could be the current result
  kRangeUnparsed,        // the reference cell is not understood
  kRangeBanded,          // several ranges are printed; which applies is not known
  kNameDoubtful,         // the name is no name
  kTextLeftOver,         // words of the row belong to no field
  kColumnUnclear,        // the column's role is a guess
  kDecimalMarkDoubtful,  // 1,234 may be a thousand or one
  kLowConfidence,        // read with little confidence
  kDuplicateDiffers,     // the same test is printed twice with different results
  kPatientDiffers,       // pages or reports name different patients
  kPageUnreadable,       // a page has no usable text
  kUnreadLines,          // lines that look like results were not read
  kAnalyteUnknown,       // the name is in no catalogue; candidates may be given
  kAnalyteAmbiguous,     // the name means more than one analyte here
  kNameMisspelt,         // the name was taken for a name of the catalogue that is spelt a little differently
  kUnitUnfit,            // the unit does not fit the analyte
  kNotConverted,         // no honest factor leads to the canonical unit
  kValueImplausible,     // outside of what is believed for the analyte
  kPowerOfTen,           // value or range is off by a power of ten
  kIdentityFails,        // arithmetic between analytes of one specimen does not hold
  kUnitsDisagree,        // the same analyte in two units, and the two do not agree
  kDatesDisordered,      // collected after received, or received after reported
  kHistoryBreaks,        // changed beyond belief against the client's earlier results
  kPolicyReview,         // policy sends this row to a person: an analyte or laboratory that is always reviewed
  kFormatUnclear,        // more than one lab format fits, and none clearly better
  kSeenByOneReader,      // the general rules saw a row that the lab format did not
  kAuditSample,          // drawn at random, to measure the error of accepted rows
};
// Stable identifiers: "flag-disagrees", ...
const char* ToString(FindingCode code);

enum class Severity {
  kNote,   // worth knowing; does not keep a row from being accepted
  kDoubt,  // a reason why a row may wait
};
// "note", "doubt".
const char* ToString(Severity s);

// Why a row (or a document) is not trusted. `message` is a sentence for a person; it may quote the row's own fields
// (the results go to people who may see them), and is never logged.
struct Finding {
  FindingCode code = FindingCode::kLowConfidence;
  std::string message;
  Box box;
  Severity severity = Severity::kDoubt;
  std::vector<Box> also = {};  // fields of other rows of the page that the finding concerns
};

// How a printed name led to an analyte.
enum class NameMatch {
  kNone,      // unknown or ambiguous
  kListed,    // as a name of the catalogue
  kMisspelt,  // but for a few signs
  kLearned,   // as a name that people confirmed
};
const char* ToString(NameMatch m);

// What the catalogue makes of name, specimen, panel and unit.
struct Analyte {
  std::string id;        // of the catalogue, "creatinine-serum"; "" where unknown or ambiguous
  std::string name;      // as the catalogue displays it
  std::string loinc;     // "" where the catalogue has no code for this property
  std::string specimen;  // of the catalogue, "serum"; what the report states, or "", where `id` is ""
  NameMatch match = NameMatch::kNone;
  std::vector<std::string> candidates;  // ids, best first, where `id` is ""
};

// A result in the analyte's canonical unit; absent where there is none or nothing converts.
struct CanonicalQuantity {
  std::optional<Decimal> value;  // the row's comparator applies
  std::optional<Decimal> low, high;
  std::string ucum;
  std::string conversion;  // what was done, for people: "x 88.4017 (molar mass 113.12 g/mol)"; "" for nothing
};

enum class RowStatus { kAccepted, kReview };
const char* ToString(RowStatus s);

struct Observation {
  int page = 0;  // 1-based
  Box box;       // the whole row
  std::string panel;
  std::string specimen;
  Name name;
  Value value;
  Unit unit;
  ReferenceRange range;
  Flag flag;
  Analyte analyte;
  CanonicalQuantity canonical;
  std::string rule;  // which rule read the row, for people: "columns/header", "columns/content", "pin"
  Origin origin = Origin::kTextLayer;  // kOcr where any of its words was recognised
  // What the doubts leave of certainty: each that a reader or a check finds takes its share. Routing keeps it in
  // `score` and puts the probability that the row is right in its place, where a calibration tells it.
  double confidence = 0;
  double score = 0;
  RowStatus status = RowStatus::kReview;
  std::vector<Finding> findings;
};

}  // namespace labintake
