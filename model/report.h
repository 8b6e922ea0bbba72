// A file and the reports in it, as the stages leave them and as the store and the exporters take them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/document_sketch.h"
#include "model/observation.h"
#include "model/page.h"

namespace labintake {

// What a line of a page was taken for. Every line of every page ends as one of these.
enum class LineClass {
  kRow,        // (part of) a result row
  kHeading,    // panel or section heading
  kTableHead,  // column heads
  kFurniture,  // letterhead, header, footer, page number, signature
  kComment,    // prose, method, note
  kPrevious,   // a previous result or history
  kGuideline,  // interpretation or decision table
  kUnread,     // looks like a result and was not read
};
inline constexpr int kLineClassCount = 8;
const char* ToString(LineClass c);

struct ClassifiedLine {
  int page = 0;
  Box box;
  LineClass line_class = LineClass::kFurniture;
  std::string text;
};

// As printed; dates as ISO 8601 ("2024-05-01" or "2024-05-01T08:30"), "" where not printed or not certain.
// The patient's name never leaves the database and the process's own results.
struct ReportHeader {
  std::string lab;
  std::string patient_name;
  std::string patient_id;
  std::string sex;  // "F", "M", "" unknown
  std::string age;  // UCUM-like: "54 a", "3 mo"
  std::string birth_date;
  std::string accession;
  std::string specimen;
  std::string collected, received, reported;
};

enum class DocumentStatus { kComplete, kNeedsReview, kFailed };
const char* ToString(DocumentStatus s);

struct Report {
  int number = 1;  // 1-based in the file
  int first_page = 1, last_page = 1;
  ReportHeader header;
  std::vector<Observation> observations;  // in reading order
  std::vector<ClassifiedLine> lines;      // every line of the report's pages
  std::vector<Finding> findings;          // of the report as a whole
  DocumentStatus status = DocumentStatus::kComplete;
};

struct PageSummary {
  int number = 0;
  double width = 0, height = 0;
  PageKind kind = PageKind::kBlank;
};

// How well the definition of a laboratory's format fits a document. Reasons are sentences made of the definition's
// words.
struct FormatCandidate {
  std::string id;
  double score = 0;
  bool fits = false;
  std::vector<std::string> reasons;
};

struct FormatChoice {
  std::string id;                           // "": the general rules alone read the document
  std::string hash;                         // of the definition; an edited one has another
  bool close = false;                       // more than one fits, and none clearly better than the others
  std::vector<FormatCandidate> candidates;  // best first
};

struct Document {
  std::string path;    // as the user gave it
  std::string sha256;  // lower-case hex of the bytes
  std::string media_type;
  bool repaired = false;
  std::vector<PageSummary> pages;
  FormatChoice format = {};
  std::vector<Report> reports;                // empty when nothing in it is a report
  std::optional<DocumentSketch> sketch = {};  // of its form, where it was asked for
};

}  // namespace labintake
