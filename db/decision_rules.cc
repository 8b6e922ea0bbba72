#include "db/decision_rules.h"

#include "db/digest.h"
#include "db/row_fields.h"

namespace labintake::db {
namespace {

bool Blank(const std::optional<std::string>& text) {
  return !text || text->find_first_not_of(" \t\r\n") == std::string::npos;
}

}  // namespace

Result<void> CheckDecision(const Decision& d, ItemKind kind) {
  if (Blank(d.by)) return Fail(ErrorCode::kArgument, "A decision needs the name of the person who made it.");
  if (d.action == DecisionAction::kEdit) {
    if (kind == ItemKind::kDocument) {
      return Fail(ErrorCode::kArgument, "A document cannot be edited; accept it, or say not-a-result or unreadable.");
    }
    if (Blank(d.corrected.value)) return Fail(ErrorCode::kArgument, "An edit needs a value.");
    if (d.corrected.name && Blank(d.corrected.name))
      return Fail(ErrorCode::kArgument, "The name of a row cannot be empty.");
    if (kind == ItemKind::kUnreadLine && Blank(d.corrected.name)) {
      return Fail(ErrorCode::kArgument, "An edit of a line that was not read needs a name and a value.");
    }
    return {};
  }
  if (d.corrected != CorrectedFields{}) {
    return Fail(ErrorCode::kArgument, "Only an edit may give fields; choose edit, or leave the fields as they are.");
  }
  if (d.action == DecisionAction::kAccept && kind == ItemKind::kUnreadLine) {
    return Fail(ErrorCode::kArgument,
                "There is nothing to accept in a line that was not read; edit it or say not-a-result.");
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
    case DecisionAction::kPostpone: break;
  }
  return ExportStatus::kWaiting;
}

}  // namespace labintake::db
