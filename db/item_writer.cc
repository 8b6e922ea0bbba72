#include "db/item_writer.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "db/digest.h"
#include "db/place_matching.h"
#include "db/row_fields.h"
#include "db/sqlite_reader.h"

namespace labintake::db {
namespace {

// What an item is about after the run.
struct Subject {
  ItemKind kind = ItemKind::kRow;
  std::string subject;  // document items only
  bool holds_rows = false;
  int report = 0;
  int page = 0;
  Box box;
  std::optional<std::int64_t> row_id, line_id;
  std::string reading;
  std::string label;  // tells items at one place apart; goes into the id, hashed
};

bool IsAudited(const Observation& row) {
  return row.status == RowStatus::kAccepted &&
         std::any_of(row.findings.begin(), row.findings.end(),
                     [](const Finding& f) { return f.code == FindingCode::kAuditSample; });
}

// What waits, and what is keyed again although it does not wait.
bool IsAsked(const Observation& row) { return row.status == RowStatus::kReview || IsAudited(row); }

Subject AboutRow(const WrittenRow& w) {
  return {ItemKind::kRow,
          IsAudited(*w.row) ? kAuditSubject : "",
          false,
          w.report,
          w.row->page,
          w.row->box,
          w.id,
          std::nullopt,
          RowReading(*w.row),
          w.row->name.text};
}

Subject AboutLine(const WrittenLine& w) {
  return {ItemKind::kUnreadLine,         "",          false, w.report, w.line->page, w.line->box, std::nullopt, w.id,
          Token({"line", w.line->text}), w.line->text};
}

Subject AboutQuestion(const DocumentQuestion& q) {
  return {ItemKind::kDocument, q.subject,    q.holds_rows, q.report, q.page, {},
          std::nullopt,        std::nullopt, q.reading,    q.subject};
}

class ItemWriter {
 public:
  ItemWriter(SQLite::Database& database, const DocumentKey& document, const WrittenRun& run, const std::string& now)
      : document_(document),
        run_(run),
        now_(now),
        reader_(database),
        insert_(database,
                "INSERT INTO review_items (id, document_id, kind, state, subject, holds_rows, report, page, x0, y0, x1,"
                " y1, row_id, line_id, run_id, reading, created_at) VALUES (?,?,?,'open',?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        update_(
            database,
            "UPDATE review_items SET kind = ?, state = ?, subject = ?, holds_rows = ?, report = ?, page = ?, x0 = ?,"
            " y0 = ?, x1 = ?, y1 = ?, row_id = ?, line_id = ?, run_id = ?, reading = ? WHERE id = ?"),
        state_(database, "UPDATE review_items SET state = ? WHERE id = ?"),
        row_taken_(run.rows.size(), false),
        line_taken_(run.unread.size(), false) {}

  int Update(const std::vector<DocumentQuestion>& questions) {
    for (StoredItem& item : reader_.ItemsOfDocument(document_.id)) {
      if (item.item.state == ItemState::kWithdrawn) {
        withdrawn_.insert(item.item.id);
      } else {
        used_ids_.insert(item.item.id);
        (item.item.kind == ItemKind::kDocument ? questions_ : places_).push_back(std::move(item));
      }
    }
    UpdateQuestions(questions);
    UpdatePlaces();
    AskNewPlaces();
    return carried_;
  }

 private:
  void UpdateQuestions(const std::vector<DocumentQuestion>& questions) {
    std::vector<bool> asked(questions.size(), false);
    for (const StoredItem& item : questions_) {
      size_t i = 0;
      while (i < questions.size() &&
             (questions[i].subject != item.subject || questions[i].report != item.item.report)) {
        ++i;
      }
      if (i == questions.size()) {
        Leave(item);
        continue;
      }
      asked[i] = true;
      const StoredDecision* decision = item.InForce();
      const bool stands = decision != nullptr && decision->decision.reading == questions[i].reading;
      Repoint(item, AboutQuestion(questions[i]), stands ? ItemState::kDecided : ItemState::kOpen);
    }
    for (size_t i = 0; i < questions.size(); ++i) {
      if (!asked[i]) Ask(AboutQuestion(questions[i]));
    }
  }

  void UpdatePlaces() {
    // Lines first look for lines, then all look for rows; at last a row that a person decided covers a line that the
    // new run could not read there.
    handled_.assign(places_.size(), false);
    MatchLines(false);
    MatchRows();
    MatchLines(true);
    for (size_t i = 0; i < places_.size(); ++i) {
      if (!handled_[i]) Leave(places_[i]);
    }
  }

  void MatchLines(bool decided_rows) {
    std::vector<size_t> asking, free;
    for (size_t i = 0; i < places_.size(); ++i) {
      const bool is_line = places_[i].item.kind == ItemKind::kUnreadLine;
      if (!handled_[i] && (decided_rows ? !is_line && places_[i].InForce() != nullptr : is_line)) asking.push_back(i);
    }
    std::vector<Place> asked, found;
    for (size_t i : asking) asked.push_back(PlaceOf(places_[i]));
    for (size_t j = 0; j < run_.unread.size(); ++j) {
      if (line_taken_[j]) continue;
      free.push_back(j);
      const ClassifiedLine& line = *run_.unread[j].line;
      found.push_back({line.page, line.box, "", line.text, "", ""});
    }
    const std::vector<Match> matches = MatchPlaces(asked, found);
    for (size_t i = 0; i < matches.size(); ++i) {
      if (matches[i].kind == MatchKind::kNone) continue;
      const StoredItem& item = places_[asking[i]];
      const size_t j = free[matches[i].index];
      line_taken_[j] = true;
      if (decided_rows) continue;  // stays with the row that the person saw
      handled_[asking[i]] = true;
      const bool stands = item.InForce() != nullptr && matches[i].kind == MatchKind::kSame;
      Repoint(item, AboutLine(run_.unread[j]), stands ? ItemState::kDecided : ItemState::kOpen);
    }
  }

  void MatchRows() {
    std::vector<size_t> asking;
    std::vector<Place> asked, found;
    for (size_t i = 0; i < places_.size(); ++i) {
      if (handled_[i]) continue;
      asking.push_back(i);
      asked.push_back(PlaceOf(places_[i]));
    }
    for (const WrittenRow& w : run_.rows) {
      found.push_back({w.row->page, w.row->box, w.row->name.text, w.row->value.text, "", ""});
    }
    const std::vector<Match> matches = MatchPlaces(asked, found);
    for (size_t i = 0; i < matches.size(); ++i) {
      if (matches[i].kind == MatchKind::kNone) continue;
      const StoredItem& item = places_[asking[i]];
      const WrittenRow& row = run_.rows[matches[i].index];
      const bool decided = item.InForce() != nullptr;
      // What the machine is now sure of, and nobody had answered, is asked no more.
      if (!decided && !IsAsked(*row.row)) continue;
      handled_[asking[i]] = true;
      row_taken_[matches[i].index] = true;
      Repoint(item, AboutRow(row),
              decided && matches[i].kind == MatchKind::kSame ? ItemState::kDecided : ItemState::kOpen);
    }
  }

  void AskNewPlaces() {
    for (size_t i = 0; i < run_.rows.size(); ++i) {
      if (!row_taken_[i] && IsAsked(*run_.rows[i].row)) Ask(AboutRow(run_.rows[i]));
    }
    for (size_t i = 0; i < run_.unread.size(); ++i) {
      if (!line_taken_[i]) Ask(AboutLine(run_.unread[i]));
    }
  }

  // The place as the person saw it who decided, else as the last run saw it.
  Place PlaceOf(const StoredItem& stored) {
    Place place{stored.item.page, stored.item.box, "", stored.item.line_text, "", ""};
    const StoredDecision* decision = stored.InForce();
    if (stored.item.kind == ItemKind::kRow) {
      Observation row = stored.item.row;
      if (decision != nullptr && decision->row_id && decision->row_id != stored.row_id) {
        if (auto seen = reader_.Row(*decision->row_id)) row = std::move(seen->row);
      }
      place = {row.page, row.box, row.name.text, row.value.text, "", ""};
    }
    if (decision != nullptr) {
      place.name_too = decision->decision.corrected.name.value_or("");
      place.value_too = decision->decision.corrected.value.value_or("");
    }
    return place;
  }

  // The run has nothing at this place.
  void Leave(const StoredItem& item) {
    const ItemState state = item.InForce() != nullptr ? ItemState::kDecided : ItemState::kWithdrawn;
    Binder(state_) << ToString(state) << item.item.id;
    state_.exec();
  }

  void Repoint(const StoredItem& item, const Subject& s, ItemState state) {
    if (state == ItemState::kDecided) ++carried_;
    Save(item.item.id, s, state);
  }

  void Save(const std::string& id, const Subject& s, ItemState state) {
    Binder(update_) << ToString(s.kind) << ToString(state) << s.subject << s.holds_rows << s.report << s.page << s.box
                    << s.row_id << s.line_id << run_.id << s.reading << id;
    update_.exec();
  }

  void Ask(const Subject& s) {
    for (int n = 0;; ++n) {
      const std::string id =
          "q" + Token({document_.sha256, document_.client, ToString(s.kind), s.subject, std::to_string(s.report),
                       std::to_string(s.page), std::to_string(std::lround(s.box.y0)), s.label, std::to_string(n)});
      if (!used_ids_.insert(id).second) continue;
      if (withdrawn_.contains(id)) {
        Save(id, s, ItemState::kOpen);
        return;
      }
      Binder(insert_) << id << document_.id << ToString(s.kind) << s.subject << s.holds_rows << s.report << s.page
                      << s.box << s.row_id << s.line_id << run_.id << s.reading << now_;
      insert_.exec();
      return;
    }
  }

  const DocumentKey& document_;
  const WrittenRun& run_;
  const std::string now_;
  SqliteReader reader_;
  SQLite::Statement insert_, update_, state_;
  std::vector<StoredItem> places_, questions_;
  std::vector<bool> handled_;                 // of places_
  std::vector<bool> row_taken_, line_taken_;  // of the run
  std::unordered_set<std::string> used_ids_, withdrawn_;
  int carried_ = 0;
};

}  // namespace

int UpdateItems(SQLite::Database& database, const DocumentKey& document, const WrittenRun& run,
                const std::vector<DocumentQuestion>& questions, const std::string& now) {
  return ItemWriter(database, document, run, now).Update(questions);
}

}  // namespace labintake::db
