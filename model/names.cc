// The printable identifiers of the model's enumerations.
#include "model/error.h"
#include "model/observation.h"
#include "model/origin.h"
#include "model/page.h"
#include "model/report.h"

namespace labintake {

const char* ToString(PageKind kind) {
  switch (kind) {
    case PageKind::kText: return "text";
    case PageKind::kScan: return "scan";
    case PageKind::kMixed: return "mixed";
    case PageKind::kGarbled: return "garbled";
    case PageKind::kBlank: return "blank";
  }
  return "";
}

const char* ToString(Origin origin) {
  switch (origin) {
    case Origin::kTextLayer: return "text-layer";
    case Origin::kOcr: return "recognised";
  }
  return "";
}

const char* ToString(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound: return "not-found";
    case ErrorCode::kEmpty: return "empty";
    case ErrorCode::kTooLarge: return "too-large";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kEncrypted: return "encrypted";
    case ErrorCode::kDamaged: return "damaged";
    case ErrorCode::kWorkerDied: return "worker-died";
    case ErrorCode::kStore: return "store";
    case ErrorCode::kConfiguration: return "configuration";
    case ErrorCode::kArgument: return "argument";
  }
  return "";
}

const char* ToString(Comparator c) {
  switch (c) {
    case Comparator::kNone: return "";
    case Comparator::kLess: return "<";
    case Comparator::kLessEqual: return "<=";
    case Comparator::kGreater: return ">";
    case Comparator::kGreaterEqual: return ">=";
  }
  return "";
}

const char* ToString(ValueKind k) {
  switch (k) {
    case ValueKind::kNone: return "none";
    case ValueKind::kQuantity: return "quantity";
    case ValueKind::kOrdinal: return "ordinal";
    case ValueKind::kTiter: return "titer";
    case ValueKind::kInterval: return "interval";
    case ValueKind::kText: return "text";
    case ValueKind::kNotDone: return "not-done";
  }
  return "";
}

const char* ToString(FindingCode code) {
  switch (code) {
    case FindingCode::kFlagDisagrees: return "flag-disagrees";
    case FindingCode::kUnitMissing: return "unit-missing";
    case FindingCode::kUnitUnknown: return "unit-unknown";
    case FindingCode::kUnitsDiffer: return "units-differ";
    case FindingCode::kValueUnparsed: return "value-unparsed";
    case FindingCode::kValueMissing: return "value-missing";
    case FindingCode::kValueAmbiguous: return "value-ambiguous";
    case FindingCode::kRangeUnparsed: return "range-unparsed";
    case FindingCode::kRangeBanded: return "range-banded";
    case FindingCode::kNameDoubtful: return "name-doubtful";
    case FindingCode::kTextLeftOver: return "text-left-over";
    case FindingCode::kColumnUnclear: return "column-unclear";
    case FindingCode::kDecimalMarkDoubtful: return "decimal-mark-doubtful";
    case FindingCode::kLowConfidence: return "low-confidence";
    case FindingCode::kDuplicateDiffers: return "duplicate-differs";
    case FindingCode::kPatientDiffers: return "patient-differs";
    case FindingCode::kPageUnreadable: return "page-unreadable";
    case FindingCode::kUnreadLines: return "unread-lines";
    case FindingCode::kAnalyteUnknown: return "analyte-unknown";
    case FindingCode::kAnalyteAmbiguous: return "analyte-ambiguous";
    case FindingCode::kNameMisspelt: return "name-misspelt";
    case FindingCode::kUnitUnfit: return "unit-unfit";
    case FindingCode::kNotConverted: return "not-converted";
    case FindingCode::kValueImplausible: return "value-implausible";
    case FindingCode::kPowerOfTen: return "power-of-ten";
    case FindingCode::kIdentityFails: return "identity-fails";
    case FindingCode::kUnitsDisagree: return "units-disagree";
    case FindingCode::kDatesDisordered: return "dates-disordered";
    case FindingCode::kHistoryBreaks: return "history-breaks";
    case FindingCode::kPolicyReview: return "policy-review";
    case FindingCode::kFormatUnclear: return "format-unclear";
    case FindingCode::kSeenByOneReader: return "seen-by-one-reader";
    case FindingCode::kAuditSample: return "audit-sample";
  }
  return "";
}

const char* ToString(Severity s) { return s == Severity::kNote ? "note" : "doubt"; }

const char* ToString(NameMatch m) {
  switch (m) {
    case NameMatch::kNone: return "none";
    case NameMatch::kListed: return "listed";
    case NameMatch::kMisspelt: return "misspelt";
    case NameMatch::kLearned: return "learned";
  }
  return "";
}

const char* ToString(RowStatus s) { return s == RowStatus::kAccepted ? "accepted" : "review"; }

const char* ToString(LineClass c) {
  switch (c) {
    case LineClass::kRow: return "row";
    case LineClass::kHeading: return "heading";
    case LineClass::kTableHead: return "table-head";
    case LineClass::kFurniture: return "furniture";
    case LineClass::kComment: return "comment";
    case LineClass::kPrevious: return "previous";
    case LineClass::kGuideline: return "guideline";
    case LineClass::kUnread: return "unread";
  }
  return "";
}

const char* ToString(DocumentStatus s) {
  switch (s) {
    case DocumentStatus::kComplete: return "complete";
    case DocumentStatus::kNeedsReview: return "needs_review";
    case DocumentStatus::kFailed: return "failed";
  }
  return "";
}

}  // namespace labintake
