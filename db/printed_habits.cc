#include "db/printed_habits.h"

#include "db/review_transaction.h"

namespace labintake::db {
namespace {

constexpr int kLatestReports = 50;

}  // namespace

Result<std::map<std::string, PrintedHabit>> ReadHabits(ReviewDatabase& database, const std::string& lab,
                                                       const std::vector<std::string>& analytes) {
  return database.Read([&]() -> Result<std::map<std::string, PrintedHabit>> {
    std::map<std::string, PrintedHabit> habits;
    if (lab.empty()) return habits;
    SQLite::Statement reports(database.sql(),
                              "SELECT p.id FROM reports p JOIN runs r ON r.id = p.run_id"
                              " WHERE p.lab = ? AND r.is_current = 1 ORDER BY p.id DESC LIMIT ?");
    Binder(reports) << lab << kLatestReports;
    SQLite::Statement row(database.sql(),
                          "SELECT (SELECT text FROM fields WHERE row_id = w.id AND kind = 'name'),"
                          " (SELECT text FROM fields WHERE row_id = w.id AND kind = 'unit'),"
                          " (SELECT text FROM fields WHERE row_id = w.id AND kind = 'range')"
                          " FROM rows w WHERE w.report_id = ? AND w.analyte = ? AND w.status = 'accepted' LIMIT 1");
    while (habits.size() < analytes.size() && reports.executeStep()) {
      const std::int64_t report = RowReader(reports).Int64();
      for (const std::string& analyte : analytes) {
        if (habits.contains(analyte)) continue;
        Binder(row) << report << analyte;
        if (!row.executeStep()) continue;
        RowReader r(row);
        habits[analyte] = {r.Text(), r.Text(), r.Text()};
      }
    }
    return habits;
  });
}

}  // namespace labintake::db
