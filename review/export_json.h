// A row of the export as a JSON object: the members of docs/store.md in their order. Pure; thread-safe.
#pragma once

#include "db/export_row.h"
#include "review/json_text.h"

namespace labintake::review {

OrderedJson RowToJson(const db::ExportRow& row);

}  // namespace labintake::review
