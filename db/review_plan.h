// The questions about a document as a whole that a run asks. Pure function; thread-safe.
//
// Rows in review and unread lines are questions by themselves; these are the ones beside them.
#pragma once

#include <string>
#include <vector>

#include "model/report.h"

namespace labintake::db {

struct DocumentQuestion {
  std::string subject;             // "patient", "report", "no-report", or "not-read" (db/run_storing.h)
  int report = 0;                  // number of the report; 0 for the document
  int page = 1;                    // where to look first
  bool holds_rows = false;         // whose rows these are is in question: they wait for the answer
  std::string reading;             // changes when the question does
  std::vector<Finding> made_here;  // findings that the stages did not make; "report" asks about Report::findings
};

// Whether this report's patient is the client's.
DocumentQuestion PatientQuestion(const Report& report);

// `another_patient[i]`: the client's earlier reports name another patient than reports[i].
std::vector<DocumentQuestion> PlanDocumentQuestions(const Document& document, const std::vector<bool>& another_patient);

}  // namespace labintake::db
