// The printable identifiers of the store's enumerations.
#include <algorithm>
#include <array>
#include <cctype>

#include "db/export_row.h"
#include "db/review_item.h"

namespace labintake::db {
namespace {

// `lower` is lower case.
bool EqualIgnoringCase(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](unsigned char a, char b) { return std::tolower(a) == b; });
}

template <typename E, size_t N>
std::optional<E> Parse(std::string_view text, const std::array<E, N>& all) {
  for (E e : all) {
    if (EqualIgnoringCase(text, ToString(e))) return e;
  }
  return std::nullopt;
}

}  // namespace

const char* ToString(ItemKind kind) {
  switch (kind) {
    case ItemKind::kRow: return "row";
    case ItemKind::kUnreadLine: return "unread-line";
    case ItemKind::kDocument: return "document";
    case ItemKind::kName: return "name";
  }
  return "";
}

const char* ToString(ItemState state) {
  switch (state) {
    case ItemState::kOpen: return "open";
    case ItemState::kDecided: return "decided";
    case ItemState::kWithdrawn: return "withdrawn";
  }
  return "";
}

std::optional<ItemState> ParseItemState(std::string_view text) {
  return Parse(text, std::array{ItemState::kOpen, ItemState::kDecided, ItemState::kWithdrawn});
}

const char* ToString(DecisionAction action) {
  switch (action) {
    case DecisionAction::kAccept: return "accept";
    case DecisionAction::kEdit: return "edit";
    case DecisionAction::kNotAResult: return "not-a-result";
    case DecisionAction::kUnreadable: return "unreadable";
    case DecisionAction::kNoAnalyte: return "no-analyte";
    case DecisionAction::kPostpone: return "postpone";
  }
  return "";
}

std::optional<DecisionAction> ParseDecisionAction(std::string_view text) {
  return Parse(text, std::array{DecisionAction::kAccept, DecisionAction::kEdit, DecisionAction::kNotAResult,
                                DecisionAction::kUnreadable, DecisionAction::kNoAnalyte, DecisionAction::kPostpone});
}

const char* ToString(ExportStatus status) {
  switch (status) {
    case ExportStatus::kAccepted: return "accepted";
    case ExportStatus::kDecided: return "decided";
    case ExportStatus::kWaiting: return "waiting";
    case ExportStatus::kNotAResult: return "not-a-result";
    case ExportStatus::kUnreadable: return "unreadable";
  }
  return "";
}

}  // namespace labintake::db
