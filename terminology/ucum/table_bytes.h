// The compiled table as bytes: a magic word with the version of this format, the SHA-256 of what follows, and the
// prefixes and atoms, each worked out to base units. Made once, when labintake is built or a table is imported, so that
// a start needs no JSON and no XML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"
#include "terminology/ucum/atom.h"
#include "terminology/ucum/table.h"

namespace labintake::ucum {

struct TableContent {
  TableInfo info;
  std::vector<Prefix> prefixes;  // ascending by code, each once
  std::vector<Atom> atoms;       // ascending by code, each once
};

std::string WriteTable(const TableContent& content);

// Error kDamaged: see Table::Open. Any bytes are accepted.
Result<TableContent> ReadTable(std::string_view bytes);

// SHA-256 as lower-case hex.
std::string Sha256Hex(std::string_view bytes);

}  // namespace labintake::ucum
