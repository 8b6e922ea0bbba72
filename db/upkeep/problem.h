// What is wrong with a store, and what to do about it.
#pragma once

#include <string>

namespace labintake::db {

struct Problem {
  std::string code;     // stable; docs/operator.md lists them: "file-missing"
  std::string subject;  // a hash, a path of the store, the id of a document; "" for the database as a whole
  std::string message;  // one sentence that says what to do; no text from documents
  bool repaired = false;
};

}  // namespace labintake::db
