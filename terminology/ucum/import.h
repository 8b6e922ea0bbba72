// The user's own table of units, in place of the one that came with the program.
#pragma once

#include <string>

#include "model/error.h"
#include "terminology/ucum/table.h"

namespace labintake::ucum {

struct ImportedTable {
  std::string path;  // where it was written
  TableInfo info;
};

// Compiles the published table at `path` (compile.h) and writes it to the user's folder (terminology/data_dir.h), where
// Table::OpenInstalled finds it first. The folder is made when it is not there; a table that was there before is
// replaced in one step, and stays when anything fails.
// kNotFound: the file cannot be read. kUnsupported, kDamaged: see CompileTable. kConfiguration: the user's folder is
// not known or cannot be written to.
Result<ImportedTable> ImportTable(const std::string& path);

}  // namespace labintake::ucum
