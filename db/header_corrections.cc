#include "db/header_corrections.h"

#include <utility>

namespace labintake::db {
namespace {

void Take(RowReader& r, HeaderCorrections& corrections) {
  CorrectedHead& head = corrections[r.Int()];
  const std::string field = r.Text();
  head.fields[field] = r.Text();
  head.at = r.Text();
}

}  // namespace

const std::vector<HeaderField>& HeaderFields() {
  static const std::vector<HeaderField> fields = {
      {"lab", &ReportHeader::lab},
      {"patient_name", &ReportHeader::patient_name},
      {"patient_id", &ReportHeader::patient_id},
      {"sex", &ReportHeader::sex},
      {"birth_date", &ReportHeader::birth_date},
      {"accession", &ReportHeader::accession},
      {"specimen", &ReportHeader::specimen},
      {"collected", &ReportHeader::collected},
      {"received", &ReportHeader::received},
      {"reported", &ReportHeader::reported},
  };
  return fields;
}

HeaderCorrections ReadHeaderCorrections(SQLite::Database& database, std::int64_t document) {
  SQLite::Statement find(database,
                         "SELECT report, field, text, at FROM header_corrections WHERE document_id = ? ORDER BY id");
  Binder(find) << document;
  HeaderCorrections corrections;
  while (find.executeStep()) {
    RowReader r(find);
    Take(r, corrections);
  }
  return corrections;
}

std::map<std::int64_t, HeaderCorrections> HeaderCorrectionsOfClient(SQLite::Database& database,
                                                                    std::int64_t client_id) {
  SQLite::Statement find(database,
                         "SELECT h.document_id, h.report, h.field, h.text, h.at FROM header_corrections h"
                         " JOIN documents d ON d.id = h.document_id WHERE d.client_id = ? ORDER BY h.id");
  Binder(find) << client_id;
  std::map<std::int64_t, HeaderCorrections> all;
  while (find.executeStep()) {
    RowReader r(find);
    Take(r, all[r.Int64()]);
  }
  return all;
}

void ApplyTo(ReportHeader& header, const HeaderCorrections& corrections, int report) {
  const auto found = corrections.find(report);
  if (found == corrections.end()) return;
  for (const HeaderField& field : HeaderFields()) {
    const auto corrected = found->second.fields.find(field.name);
    if (corrected != found->second.fields.end()) header.*field.member = corrected->second;
  }
}

}  // namespace labintake::db
