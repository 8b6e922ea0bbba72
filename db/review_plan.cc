#include "db/review_plan.h"

#include <algorithm>

#include "db/digest.h"

namespace labintake::db {
namespace {

bool HasUnreadLine(const Report& report) {
  return std::any_of(report.lines.begin(), report.lines.end(),
                     [](const ClassifiedLine& line) { return line.line_class == LineClass::kUnread; });
}

bool HasRowInReview(const Report& report) {
  return std::any_of(report.observations.begin(), report.observations.end(),
                     [](const Observation& row) { return row.status == RowStatus::kReview; });
}

// Nothing where the report's findings are all asked about line by line already.
std::vector<DocumentQuestion> ReportQuestion(const Report& report) {
  DocumentQuestion question{"report", report.number, report.first_page, false, {}, {}};
  const bool unread_lines = HasUnreadLine(report);
  std::string codes;
  for (const Finding& finding : report.findings) {
    if (finding.code == FindingCode::kUnreadLines && unread_lines) continue;
    if (finding.code == FindingCode::kPatientDiffers) question.holds_rows = true;
    codes += std::string(ToString(finding.code)) + ":" + finding.message + "\n";
  }
  if (codes.empty()) {
    if (report.status == DocumentStatus::kComplete || unread_lines || HasRowInReview(report)) return {};
    question.made_here.push_back({FindingCode::kPageUnreadable, "This report could not be read completely.", {}});
    codes = ToString(report.status);
  }
  question.reading = Token({"report", codes});
  return {question};
}

}  // namespace

DocumentQuestion PatientQuestion(const Report& report) {
  const ReportHeader& h = report.header;
  return {"patient",
          report.number,
          report.first_page,
          true,
          Token({"patient", h.patient_name, h.patient_id, h.birth_date}),
          {{FindingCode::kPatientDiffers,
            "This report names another patient than the earlier reports of this client.",
            {}}}};
}

std::vector<DocumentQuestion> PlanDocumentQuestions(const Document& document,
                                                    const std::vector<bool>& another_patient) {
  std::vector<DocumentQuestion> questions;
  if (document.reports.empty()) {
    questions.push_back({"no-report",
                         0,
                         1,
                         false,
                         Token({"no-report"}),
                         {{FindingCode::kPageUnreadable, "No report was found in this document.", {}}}});
  }
  for (size_t i = 0; i < document.reports.size(); ++i) {
    if (another_patient[i]) questions.push_back(PatientQuestion(document.reports[i]));
    for (DocumentQuestion& question : ReportQuestion(document.reports[i])) questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace labintake::db
