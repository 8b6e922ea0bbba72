// One row as the export gives it: the machine's reading, or a person's where there is one.
//
// Plain values; any thread may use them. They hold patient data (never the patient's name).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/observation.h"
#include "model/report.h"

namespace labintake::db {

enum class ExportStatus {
  kAccepted,    // the machine is sure
  kDecided,     // a person accepted or corrected it
  kWaiting,     // a person has not yet looked at it, or at the question whose result it is
  kNotAResult,  // a person says that it is none
  kUnreadable,  // a person cannot read it
};
// "accepted", "decided", "waiting", "not-a-result", "unreadable".
const char* ToString(ExportStatus status);

struct ExportRow {
  std::int64_t document = 0;
  std::string client;
  std::string sha256;
  std::string file;
  int report = 0;
  ReportHeader header;      // patient_name is always empty here
  Observation observation;  // corrected fields in place of the machine's, parsed again; boxes are the machine's
  ExportStatus status = ExportStatus::kWaiting;
  std::string item;                    // review item of the row, "" for none
  std::string decided_by, decided_at;  // "" without a decision
  // Who said what the row measures, about the row or about its name; "" where the analyte is the machine's.
  std::string analyte_by, analyte_at;
  std::string final_at;  // when the row became final, UTC; "" while it waits
  // The document with a newer version of this row's report (db/report_versions.h); 0 where this one counts.
  std::int64_t superseded_by = 0;
};

struct ExportFilter {
  std::optional<std::string> client;  // "" asks for documents without a client
  std::string since;  // UTC as the store writes it ("2024-05-01T00:00:00Z"): final_at >= since; "" for all
  bool all = false;   // also waiting, not-a-result and unreadable rows (`since` then tests final rows only)
  std::optional<std::int64_t> document = {};  // rows of this one only
};

}  // namespace labintake::db
