// Documents of the store, what their current run says, and what another run over them changes.
//
// Plain values; any thread may use them. They hold patient data (never the patient's name).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/observation.h"
#include "model/report.h"

namespace labintake::db {

struct DocumentFilter {
  std::optional<std::int64_t> document = {};
  std::optional<std::string> client = {};  // "" asks for documents without a client
};

// A document with a current run.
struct DocumentEntry {
  std::int64_t id = 0;
  std::string client, sha256;
  std::string file;               // its name, without folders
  std::string format;             // id of the lab format that read it last; "" for the general rules alone
  std::vector<std::string> labs;  // of the run's reports, as printed, "" too, in their order; none without a report
};

// What is known of a row beside what the machine read.
enum class RowQuestion {
  kNone,     // nobody was asked
  kOpen,     // a person is asked
  kDecided,  // a person has answered
};

struct CurrentRow {
  int report = 0;
  Observation row;  // without findings
  RowQuestion question = RowQuestion::kNone;
};

struct CurrentRun {
  std::string format;                   // id of the lab format that read it; "" for the general rules alone
  std::map<int, ReportHeader> headers;  // by the report's number; without the patient's name
  std::vector<CurrentRow> rows;         // in order of report and place
  int unread_lines = 0;
};

struct RunChange {
  bool changed = false;  // false: the run is the current one already
  CurrentRun before, after;
};

}  // namespace labintake::db
