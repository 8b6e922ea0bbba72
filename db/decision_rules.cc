#include "db/decision_rules.h"

#include "db/digest.h"
#include "db/row_fields.h"
#include "terminology/catalog/name_key.h"

namespace labintake::db {
namespace {

bool Blank(const std::optional<std::string>& text) {
  return !text || text->find_first_not_of(" \t\r\n") == std::string::npos;
}

Result<void> CheckEdit(const CorrectedFields& fields, ItemKind kind, const Observation& read) {
  if (kind == ItemKind::kDocument) {
    return Fail(ErrorCode::kArgument, "A document cannot be edited; accept it, or say not-a-result or unreadable.");
  }
  if (kind == ItemKind::kUnreadLine && (Blank(fields.name) || Blank(fields.value))) {
    return Fail(ErrorCode::kArgument, "An edit of a line that was not read needs a name and a value.");
  }
  if (fields == CorrectedFields{}) return Fail(ErrorCode::kArgument, "An edit needs a field.");
  if (Blank(fields.value.value_or(read.value.text))) return Fail(ErrorCode::kArgument, "An edit needs a value.");
  if (fields.name && Blank(fields.name)) return Fail(ErrorCode::kArgument, "The name of a row cannot be empty.");
  return {};
}

Result<void> CheckNameDecision(const Decision& d) {
  CorrectedFields rest = d.corrected;
  rest.analyte.reset();
  if (rest != CorrectedFields{}) {
    return Fail(ErrorCode::kArgument, "A name has no fields; say its analyte, or no-analyte.");
  }
  switch (d.action) {
    case DecisionAction::kAccept:
    case DecisionAction::kEdit:
      if (!Blank(d.corrected.analyte)) return {};
      return Fail(ErrorCode::kArgument,
                  "Say which analyte of the catalogue the name means, or no-analyte where it is none of them.");
    case DecisionAction::kNoAnalyte:
    case DecisionAction::kPostpone:
      if (!d.corrected.analyte) return {};
      return Fail(ErrorCode::kArgument, "Only accept and edit may give an analyte.");
    case DecisionAction::kNotAResult:
    case DecisionAction::kUnreadable: break;
  }
  return Fail(ErrorCode::kArgument, "A name is decided by its analyte (accept or edit), no-analyte or postpone.");
}

}  // namespace

Result<void> CheckDecision(const Decision& d, ItemKind kind, const Observation& read) {
  if (Blank(d.by)) return Fail(ErrorCode::kArgument, "A decision needs the name of the person who made it.");
  if (kind == ItemKind::kName) return CheckNameDecision(d);
  if (d.action == DecisionAction::kNoAnalyte) {
    return Fail(ErrorCode::kArgument, "no-analyte answers questions about names; accept the row without an analyte.");
  }
  if (d.action == DecisionAction::kEdit) return CheckEdit(d.corrected, kind, read);
  CorrectedFields printed = d.corrected;
  if (d.action == DecisionAction::kAccept && kind == ItemKind::kRow) printed.analyte.reset();
  if (printed != CorrectedFields{}) {
    return Fail(ErrorCode::kArgument, "Only an edit may give fields; choose edit, or leave the fields as they are.");
  }
  if (d.action == DecisionAction::kAccept && kind == ItemKind::kUnreadLine) {
    return Fail(ErrorCode::kArgument,
                "There is nothing to accept in a line that was not read; edit it or say not-a-result.");
  }
  return {};
}

Result<void> CheckAlias(const Alias& alias) {
  if (Blank(alias.by)) return Fail(ErrorCode::kArgument, "An alias needs the name of the person who confirmed it.");
  if (Blank(alias.analyte)) return Fail(ErrorCode::kArgument, "An alias needs the id of an analyte of the catalogue.");
  if (terminology::NameKey(terminology::NameTokens(alias.name)).empty()) {
    return Fail(ErrorCode::kArgument, "An alias needs a printed name.");
  }
  return {};
}

std::string ContentKey(const Decision& d, const std::string& reading) {
  return Token({d.item, ToString(d.action), ToJson(d.corrected), reading});
}

ExportStatus StatusAfter(DecisionAction action) {
  switch (action) {
    case DecisionAction::kAccept:
    case DecisionAction::kEdit: return ExportStatus::kDecided;
    case DecisionAction::kNotAResult: return ExportStatus::kNotAResult;
    case DecisionAction::kUnreadable: return ExportStatus::kUnreadable;
    case DecisionAction::kNoAnalyte:
    case DecisionAction::kPostpone: break;
  }
  return ExportStatus::kWaiting;
}

}  // namespace labintake::db
