#include "db/figures.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "db/review_transaction.h"
#include "db/row_fields.h"
#include "db/second_key.h"

namespace labintake::db {
namespace {

constexpr int kLatestEdits = 20'000;
constexpr std::size_t kMostCorrections = 50, kMostExamples = 3;

std::string FieldText(SQLite::Statement& field, std::int64_t row, const char* kind) {
  Binder(field) << row << kind;
  return field.executeStep() ? RowReader(field).Text() : "";
}

class FiguresReader {
 public:
  explicit FiguresReader(ReviewDatabase& database)
      : database_(database),
        field_(database.sql(), "SELECT text FROM fields WHERE row_id = ? AND kind = ?"),
        now_(database.Now()) {}

  Figures Read() {
    ReadHolders();
    ReadSecondKeys();
    ReadAudit();
    ReadCorrections();
    return std::move(figures_);
  }

 private:
  int Count(const char* sql) {
    SQLite::Statement count(database_.sql(), sql);
    count.executeStep();
    return RowReader(count).Int();
  }

  void ReadHolders() {
    std::map<std::string, Holder> holders;
    SQLite::Statement held(database_.sql(),
                           "SELECT u.name, w.claimed_until, w.item_id FROM work w JOIN users u ON u.id = w.claimed_by"
                           " WHERE w.claimed_by IS NOT NULL AND w.claimed_until > ? ORDER BY w.item_id");
    Binder(held) << now_;
    while (held.executeStep()) {
      RowReader r(held);
      Holder& holder = holders[r.Text()];
      holder.until = std::max(holder.until, r.Text());
      holder.items.push_back(r.Text());
    }
    SQLite::Statement answered(database_.sql(),
                               "SELECT u.name, count(*) FROM answers a JOIN users u ON u.id = a.user_id"
                               " WHERE a.at >= ? AND a.action NOT IN ('undo', 'ask') GROUP BY u.name");
    Binder(answered) << now_.substr(0, 10);
    while (answered.executeStep()) {
      RowReader r(answered);
      Holder& holder = holders[r.Text()];
      holder.answers_today = r.Int();
    }
    for (auto& [name, holder] : holders) {
      holder.name = name;
      figures_.holders.push_back(std::move(holder));
    }
  }

  // A second key agrees where it decided the item.
  void ReadSecondKeys() {
    SQLite::Statement find(
        database_.sql(),
        "SELECT s.outcome = 'decided', v.name, u.name FROM answers s JOIN users v ON v.id = s.user_id"
        " JOIN answers f ON f.item_id = s.item_id AND f.round = s.round AND f.outcome = 'second-key'"
        "  AND NOT EXISTS (SELECT 1 FROM answers x WHERE x.undoes = f.id)"
        " JOIN users u ON u.id = f.user_id"
        " WHERE s.stage = 2 AND s.outcome IN ('decided', 'third-key')"
        "  AND NOT EXISTS (SELECT 1 FROM answers x WHERE x.undoes = s.id)");
    std::map<std::string, Share> people;
    while (find.executeStep()) {
      RowReader r(find);
      const int agrees = r.Int();
      figures_.second_keys.count += agrees;
      ++figures_.second_keys.of;
      for (int i = 0; i < 2; ++i) {
        Share& share = people[r.Text()];
        share.count += agrees;
        ++share.of;
      }
    }
    for (const auto& [name, share] : people) figures_.by_person.push_back({name, share});
    figures_.second_keys_waiting = Count("SELECT count(*) FROM work WHERE waits = 1 AND stage >= 2");
  }

  void ReadAudit() {
    SQLite::Statement find(
        database_.sql(),
        "SELECT e.action, e.corrected, e.row_id FROM work w JOIN decisions e ON e.item_id = w.item_id"
        " WHERE w.audit = 1 AND w.waits = 0 AND e.in_force = 1 AND e.row_id IS NOT NULL"
        "  AND e.action IN ('accept', 'edit', 'not-a-result')");
    while (find.executeStep()) {
      RowReader r(find);
      const std::string action = r.Text();
      const CorrectedFields keyed = CorrectedFromJson(r.Text());
      const std::int64_t row = r.Int64();
      bool wrong = action == "not-a-result";
      for (const char* name : FieldNames()) {
        const std::optional<std::string>& text = FieldOf(keyed, name);
        wrong = wrong || (text && !SameKeyed(*text, FieldText(field_, row, name)));
      }
      figures_.audit_errors.count += wrong;
      ++figures_.audit_errors.of;
    }
    figures_.audits_open = Count("SELECT count(*) FROM work WHERE waits = 1 AND audit = 1");
  }

  void ReadCorrections() {
    SQLite::Statement find(database_.sql(),
                           "SELECT p.lab, e.corrected, e.row_id, e.item_id, i.document_id FROM decisions e"
                           " JOIN review_items i ON i.id = e.item_id AND i.kind = 'row' JOIN rows w ON w.id = e.row_id"
                           " JOIN reports p ON p.id = w.report_id WHERE e.in_force = 1 AND e.action = 'edit'"
                           " ORDER BY e.id DESC LIMIT ?");
    Binder(find) << kLatestEdits;
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    std::map<Key, RepeatedCorrection> found;
    while (find.executeStep()) {
      RowReader r(find);
      const std::string lab = r.Text();
      const CorrectedFields keyed = CorrectedFromJson(r.Text());
      const std::int64_t row = r.Int64();
      const std::string item = r.Text();
      const std::int64_t document = r.Int64();
      for (const char* name : FieldNames()) {
        const std::optional<std::string>& text = FieldOf(keyed, name);
        if (!text) continue;
        const std::string machine = FieldText(field_, row, name);
        if (SameKeyed(*text, machine)) continue;
        RepeatedCorrection& one = found[{lab, name, machine, *text}];
        if (one.count == 0) one = {lab, name, machine, *text, 0, {}};
        ++one.count;
        if (one.examples.size() < kMostExamples) one.examples.emplace_back(item, document);
      }
    }
    for (auto& [key, one] : found) {
      if (one.count > 1) figures_.corrections.push_back(std::move(one));
    }
    std::stable_sort(figures_.corrections.begin(), figures_.corrections.end(),
                     [](const RepeatedCorrection& a, const RepeatedCorrection& b) { return a.count > b.count; });
    if (figures_.corrections.size() > kMostCorrections) figures_.corrections.resize(kMostCorrections);
  }

  ReviewDatabase& database_;
  SQLite::Statement field_;
  const std::string now_;
  Figures figures_;
};

}  // namespace

Result<Figures> ReadFigures(ReviewDatabase& database) {
  return database.Read([&]() -> Result<Figures> { return FiguresReader(database).Read(); });
}

}  // namespace labintake::db
