// The published table of units, compiled (compile.h), and the parser that reads codes by it.
//
// Immutable, cheap to copy, safe to use from several threads at once.
//
//   const Result<ucum::Table> table = ucum::Table::OpenInstalled();
//   const Result<ucum::Unit> unit = table->Parse("mg/g{creat}");
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "model/error.h"
#include "terminology/ucum/unit.h"

namespace labintake::ucum {

// The name under which the table is looked for (terminology/data_dir.h).
inline constexpr std::string_view kTableFile = "ucum.table";

// Where a table comes from.
struct TableInfo {
  std::string format;         // "ucumDefs" (JSON of the Lister Hill Center) or "ucum-essence" (the standard's XML)
  std::string version;        // as the source says, or as it was called when it was compiled; may be ""
  std::string revision_date;  // as the source says; may be ""
  std::string source_sha256;  // of the source's bytes, lower-case hex
  size_t prefixes = 0;
  size_t units = 0;
};

class Table {
 public:
  // kNotFound: no such file, or it cannot be read. kDamaged: it is none of ours, of another version of labintake, cut
  // off or changed.
  static Result<Table> Open(const std::string& path);
  static Result<Table> FromBytes(std::string_view bytes);
  // The first that data_dir.h finds: the user's own comes before the one that was installed with the program. A user's
  // table that is damaged is an error, not passed over. kNotFound: none is there.
  static Result<Table> OpenInstalled();

  const TableInfo& info() const;

  // Error kArgument: no valid UCUM code; position and reason (parser.h).
  Result<Unit> Parse(std::string_view code) const;
  bool IsValid(std::string_view code) const { return Parse(code).has_value(); }

 private:
  struct Content;
  explicit Table(std::shared_ptr<const Content> content) : content_(std::move(content)) {}
  std::shared_ptr<const Content> content_;
};

}  // namespace labintake::ucum
