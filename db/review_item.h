// What waits for a person, and what persons have said.
//
// A review item is one question: a row that is not trusted, a line that looks like a result and was not read, a
// document as a whole, or a name that is in no catalogue, once for all rows that a laboratory prints it on. A decision
// is one answer. Decisions are kept for ever beside the machine's rows and never change them. Plain values; any thread
// may use them. They hold patient data: for people who may see it, never for logs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/geometry.h"
#include "model/observation.h"

namespace labintake::db {

enum class ItemKind { kRow, kUnreadLine, kDocument, kName };
// "row", "unread-line", "document", "name".
const char* ToString(ItemKind kind);

// kOpen: waits (also after "postpone"). kDecided: a person's word stands. kWithdrawn: a later run of the program asks
// this question no more, and nobody had answered it.
enum class ItemState { kOpen, kDecided, kWithdrawn };
// "open", "decided", "withdrawn".
const char* ToString(ItemState state);
std::optional<ItemState> ParseItemState(std::string_view text);

enum class DecisionAction {
  kAccept,      // what the machine read is what is printed (document: its rows may be used for this client)
  kEdit,        // what is printed is in `corrected`; fields left out there are as the machine read them
  kNotAResult,  // no result (document: its rows are not this client's, or not a report)
  kUnreadable,  // a person cannot read it either
  kNoAnalyte,   // names only: it is nothing that the catalogue has
  kPostpone,    // not now: the item stays open
};
// "accept", "edit", "not-a-result", "unreadable", "no-analyte", "postpone".
const char* ToString(DecisionAction action);
// Case-insensitive.
std::optional<DecisionAction> ParseDecisionAction(std::string_view text);

// Fields as a person read them on the page. nullopt: as the machine read it. "": nothing is printed.
struct CorrectedFields {
  std::optional<std::string> name, value, unit, range, flag;
  // What the row or name measures, by its id in the catalogue; nullopt: as the machine found; "": nothing that the
  // catalogue has. The only member that an "accept" may give: it is not printed.
  std::optional<std::string> analyte;
  bool operator==(const CorrectedFields&) const = default;
};

struct Decision {
  std::string item;  // ReviewItem::id
  DecisionAction action = DecisionAction::kPostpone;
  CorrectedFields corrected;  // kEdit only, but for the analyte
  std::string by;             // who decided; required
  std::string note;
  // ReviewItem::reading as the person saw it. When given and the document has been read differently since, the decision
  // is a conflict: nobody confirms what he has not seen. "" takes the present reading.
  std::string reading;
  // Names this answer for retries: the same key for the same item is applied once. "" derives it from the content.
  std::string idempotency_key;
  bool reopen = false;  // may replace another decision
  bool learn = true;    // the laboratory's name becomes an alias of the analyte that is stated (db/alias.h)

  std::string at;  // set by the store: when it was decided, UTC
};

enum class DecisionOutcome {
  kApplied,
  kAlreadyApplied,  // this answer is known; nothing was changed
  kConflict,        // another decision stands; nothing was changed (see Decision::reopen)
  kReadingChanged,  // the document was read again and this item reads differently now; nothing was changed
  kWithdrawn,       // the question is no longer asked; nothing was changed
};

struct ReviewItem {
  std::string id;  // stable: the same over later runs for the same place of the same document; holds no patient text
  ItemKind kind = ItemKind::kRow;
  ItemState state = ItemState::kOpen;
  std::int64_t document = 0;               // of a name: that of the example
  std::string client;                      // "" for none
  std::string sha256;                      // of the document's bytes
  std::string file;                        // name of the file as first given, without folders
  int report = 0;                          // 1-based in the document; 0 for the document as a whole
  int page = 0;                            // 1-based; of a document: where to look first
  double page_width = 0, page_height = 0;  // points; 0 where the page is not known
  Box box;                                 // Box{} for a document
  Observation row;                         // kRow: as the machine reads it now; kName: an example
  std::string lab;                         // as printed; "" unknown, and for documents
  int rows = 0;                            // kName only: current rows with this name
  bool audit = false;                      // kRow: drawn for audit; the row counts as accepted until it is answered
  std::string line_text;                   // kUnreadLine only
  std::vector<Finding> findings;
  std::string reading;                 // short token that changes when the machine's reading changes
  std::string created_at, decided_at;  // UTC; decided_at "" while open
  std::vector<Decision> decisions;     // oldest first
};

struct ItemFilter {
  std::optional<ItemState> state = ItemState::kOpen;  // nullopt: all
  std::optional<std::string> client;                  // "" asks for documents without a client
};

}  // namespace labintake::db
