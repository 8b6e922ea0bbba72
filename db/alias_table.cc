#include "db/alias_table.h"

#include "terminology/catalog/name_key.h"
#include "terminology/fold.h"

namespace labintake::db {
namespace {

using terminology::LearnedName;

constexpr const char* kColumns =
    "SELECT id, lab, name, panel, specimen, analyte, note, added_by, coalesce(item_id, ''), added_at, added_in,"
    " retracted_in, coalesce(retracted_by, ''), coalesce(retracted_at, '') FROM name_aliases ";

std::vector<Alias> ReadAll(SQLite::Statement& statement) {
  std::vector<Alias> aliases;
  while (statement.executeStep()) {
    RowReader r(statement);
    Alias& a = aliases.emplace_back();
    a.id = r.Int64();
    for (std::string* text : {&a.lab, &a.name, &a.panel, &a.specimen, &a.analyte, &a.note, &a.by, &a.item, &a.at}) {
      *text = r.Text();
    }
    a.added_in = r.Int64();
    a.retracted_in = r.OptionalInt64();
    a.retracted_by = r.Text();
    a.retracted_at = r.Text();
  }
  return aliases;
}

// Keys are made when they are needed, so that a program that folds names differently still knows what people meant.
LearnedName ToLearned(const Alias& a) {
  return {a.lab.empty() ? "" : terminology::LabKey(a.lab), terminology::NameKey(terminology::NameTokens(a.name)),
          a.specimen, a.panel.empty() ? "" : terminology::Key(a.panel), a.analyte};
}

}  // namespace

std::int64_t AliasTable::Snapshot() {
  return database_
      .execAndGet(
          "SELECT max((SELECT coalesce(max(max(added_in), max(coalesce(retracted_in, 0))), 0) FROM name_aliases),"
          " (SELECT coalesce(max(alias_snapshot), 0) FROM removals))")
      .getInt64();
}

std::vector<Alias> AliasTable::List(bool retracted_too) {
  SQLite::Statement all(database_,
                        std::string(kColumns) + (retracted_too ? "" : "WHERE retracted_in IS NULL ") + "ORDER BY id");
  return ReadAll(all);
}

terminology::LearnedNames AliasTable::Learned(std::int64_t snapshot) {
  SQLite::Statement then(
      database_, std::string(kColumns) + "WHERE added_in <= ?1 AND (retracted_in IS NULL OR retracted_in > ?1)");
  Binder(then) << snapshot;
  std::vector<LearnedName> names;
  for (const Alias& alias : ReadAll(then)) names.push_back(ToLearned(alias));
  return {snapshot, std::move(names)};
}

bool AliasTable::Add(const Alias& alias, std::int64_t snapshot, const std::string& now) {
  if (!in_force_) {
    in_force_.emplace();
    for (const Alias& known : List(false)) in_force_->insert(ToLearned(known));
  }
  if (!in_force_->insert(ToLearned(alias)).second) return false;
  SQLite::Statement insert(database_,
                           "INSERT INTO name_aliases (id, lab, name, panel, specimen, analyte, note, item_id, added_in,"
                           " added_by, added_at) VALUES ((SELECT 1 + max((SELECT coalesce(max(id), 0) FROM"
                           " name_aliases), (SELECT coalesce(max(alias_id), 0) FROM removed_aliases))),"
                           " ?,?,?,?,?,?,nullif(?, ''),?,?,?)");
  Binder(insert) << alias.lab << alias.name << alias.panel << alias.specimen << alias.analyte << alias.note
                 << alias.item << snapshot << alias.by << now;
  insert.exec();
  return true;
}

bool AliasTable::Retract(std::int64_t id, std::int64_t snapshot, const std::string& by, const std::string& now) {
  in_force_.reset();
  SQLite::Statement retract(database_,
                            "UPDATE name_aliases SET retracted_in = ?, retracted_by = ?, retracted_at = ?"
                            " WHERE id = ? AND retracted_in IS NULL");
  Binder(retract) << snapshot << by << now << id;
  return retract.exec() > 0;
}

bool AliasTable::RetractOfItem(const std::string& item, std::int64_t snapshot, const std::string& by,
                               const std::string& now) {
  in_force_.reset();
  SQLite::Statement retract(database_,
                            "UPDATE name_aliases SET retracted_in = ?, retracted_by = ?, retracted_at = ?"
                            " WHERE item_id = ? AND retracted_in IS NULL");
  Binder(retract) << snapshot << by << now << item;
  return retract.exec() > 0;
}

}  // namespace labintake::db
