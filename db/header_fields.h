// The members of ReportHeader that people may correct, by the names that the store and the API have for them.
// Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "model/report.h"

namespace labintake::db {

struct HeaderField {
  const char* name;
  std::string ReportHeader::*member;
};
const std::vector<HeaderField>& HeaderFields();

}  // namespace labintake::db
