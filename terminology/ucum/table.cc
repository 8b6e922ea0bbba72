#include "terminology/ucum/table.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "terminology/data_dir.h"
#include "terminology/ucum/parser.h"
#include "terminology/ucum/table_bytes.h"

namespace labintake::ucum {
namespace {

template <typename Entry>
const Entry* Find(const std::vector<Entry>& entries, std::string_view code) {
  const auto at = std::lower_bound(entries.begin(), entries.end(), code,
                                   [](const Entry& entry, std::string_view wanted) { return entry.code < wanted; });
  return at != entries.end() && at->code == code ? &*at : nullptr;
}

}  // namespace

struct Table::Content : AtomSource {
  explicit Content(TableContent read) : table(std::move(read)) {}
  const Atom* FindAtom(std::string_view code) const override { return Find(table.atoms, code); }
  const Prefix* FindPrefix(std::string_view code) const override { return Find(table.prefixes, code); }
  TableContent table;
};

Result<Table> Table::Open(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Fail(ErrorCode::kNotFound, "the table of units '" + path + "' cannot be read");
  }
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Result<Table> table = FromBytes(bytes);
  if (!table) return Fail(table.error().code, table.error().message + ": " + path);
  return table;
}

Result<Table> Table::FromBytes(std::string_view bytes) {
  Result<TableContent> content = ReadTable(bytes);
  if (!content) return tl::unexpected<Error>(std::move(content.error()));
  return Table(std::make_shared<const Content>(std::move(*content)));
}

Result<Table> Table::OpenInstalled() {
  const std::optional<std::string> path = terminology::FindDataFile(kTableFile);
  if (!path) {
    return Fail(
        ErrorCode::kNotFound,
        "the table of units (data/ucum.table beside the program) is missing; install labintake again, or import "
        "a table with 'labintake catalog import-ucum FILE'");
  }
  return Open(*path);
}

const TableInfo& Table::info() const { return content_->table.info; }

Result<Unit> Table::Parse(std::string_view code) const { return ParseUnit(code, *content_); }

}  // namespace labintake::ucum
