// What people do to a document as a whole: add rows that were not read, doubt rows that were, correct the head of a
// report, say whose document it is, and that it is done.
//
// Requests carry a key that the client made, and are done once. The machine's reading stays beside what people say.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "db/accounts.h"
#include "db/answers.h"
#include "db/document_overview.h"
#include "db/review_database.h"
#include "model/error.h"

namespace labintake::db {

struct EnteredRow {
  int page = 1;
  Box box;  // Box{}: typed from the page as a whole
  CorrectedFields fields;
};

struct EnteredRows {
  std::int64_t document = 0;
  std::string key;
  int report = 1;  // one more than there are makes a new one
  std::vector<EnteredRow> rows;
};

struct RowsEntered {
  std::vector<AnswerResult> items;  // in the order of the rows
  bool repeated = false;
};

// A new text for a member of ReportHeader, by its name in db/header_corrections.h.
using HeadChange = std::pair<std::string, std::string>;

// Nothing was written because the key came with something else before.
struct KeyReused {};
// Nothing was written because of what is still open.
struct ItemsOpen {
  DocumentCounts counts;
};
// Nothing was written because it is another client's by now, or that client has the document already.
struct ClientConflict {
  bool has_it = false;
  std::string client;  // whose it is
};

class DocumentDesk {
 public:
  // `policy` must outlive it.
  DocumentDesk(ReviewDatabase& database, const SecondKeyPolicy& policy) : database_(database), policy_(policy) {}

  // All or none. Each row becomes an item that this person answers at once; policy may ask for a second key. Where
  // nothing was read in the document, that question is answered too. kNotFound; kArgument: a row without name or value,
  // a page or report that there is not, an unknown analyte.
  Result<std::variant<RowsEntered, KeyReused>> AddRows(const Account& who, const EnteredRows& rows);

  // The item about the row that stands at `box` of `page`; made where the program was sure of it and asked nothing.
  // Until it is answered the row waits. kNotFound: no such document, or no row there.
  Result<std::string> Doubt(const Account& who, std::int64_t document, int page, const Box& box);

  // The patient is compared with the client's earlier reports again. kNotFound: no such document or report. kArgument:
  // a member or a text that there cannot be.
  Result<std::variant<OverviewReport, KeyReused>> CorrectHead(const Account& who, std::int64_t document, int report,
                                                              const std::string& key,
                                                              const std::vector<HeadChange>& changes);

  // From client `from`, as the person saw it, to `to`. What was said of the patient for the former client holds no
  // more. kStore while the document is being read.
  Result<std::variant<DocumentSummary, ClientConflict>> MoveTo(const Account& who, std::int64_t document,
                                                               const std::string& from, const std::string& to);

  Result<std::variant<DocumentCounts, ItemsOpen, KeyReused>> Done(const Account& who, std::int64_t document,
                                                                  const std::string& key);

 private:
  ReviewDatabase& database_;
  const SecondKeyPolicy& policy_;
};

}  // namespace labintake::db
