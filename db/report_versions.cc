#include "db/report_versions.h"

#include <algorithm>

namespace labintake::db {

ReportVersions::ReportVersions(SQLite::Database& database)
    : later_(database,
             "SELECT p.number, p.id, q.id, e.id FROM runs r JOIN documents d ON d.id = r.document_id"
             " JOIN reports p ON p.run_id = r.id"
             " JOIN reports q ON q.accession = p.accession AND q.collected = p.collected AND q.accession <> '' AND"
             "  q.collected <> '' AND q.lab = p.lab AND q.lab <> ''"
             " JOIN runs s ON s.id = q.run_id AND s.is_current = 1"
             " JOIN documents e ON e.id = s.document_id AND e.client_id = d.client_id AND e.id <> d.id"
             " WHERE r.document_id = ? AND r.is_current = 1 AND (q.reported, e.id) > (p.reported, d.id)"
             " ORDER BY p.number, q.reported DESC, e.id DESC"),
      tests_(database,
             "SELECT DISTINCT iif(w.analyte <> '', w.analyte, f.text) FROM rows w"
             " JOIN fields f ON f.row_id = w.id AND f.kind = 'name' WHERE w.report_id = ?") {}

std::map<int, std::int64_t> ReportVersions::SupersededBy(std::int64_t document_id) {
  std::map<int, std::int64_t> superseded;
  Binder(later_) << document_id;
  while (later_.executeStep()) {
    RowReader r(later_);
    const int number = r.Int();
    const std::int64_t report = r.Int64(), later = r.Int64(), document = r.Int64();
    if (superseded.contains(number)) continue;  // the newest comes first
    const std::set<std::string> before = TestsOf(report), after = TestsOf(later);
    const auto kept =
        std::count_if(before.begin(), before.end(), [&](const std::string& test) { return after.contains(test); });
    if (kept > 0 && 2 * static_cast<std::size_t>(kept) >= before.size()) superseded[number] = document;
  }
  return superseded;
}

std::set<std::string> ReportVersions::TestsOf(std::int64_t report_id) {
  std::set<std::string> tests;
  Binder(tests_) << report_id;
  while (tests_.executeStep()) tests.insert(RowReader(tests_).Text());
  return tests;
}

}  // namespace labintake::db
