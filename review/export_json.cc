#include "review/export_json.h"

#include "db/export_columns.h"

namespace labintake::review {

OrderedJson RowToJson(const db::ExportRow& row) {
  OrderedJson json;
  for (const db::ExportColumn& column : db::ExportColumns()) {
    const std::string text = column.get(row);
    const bool literal = column.kind == db::ExportColumn::Kind::kNumber || column.kind == db::ExportColumn::Kind::kBool;
    json[column.name] = literal ? OrderedJson::parse(text) : OrderedJson(text);
  }
  return json;
}

}  // namespace labintake::review
