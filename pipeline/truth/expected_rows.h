// What a document holds, as a person read it: the rows to compare the program's with.
//
// Two forms of file, which differ in where they stand and not in what they say: `expected.json` beside the one file
// report.* of a sample's folder, and `NAME.truth.json` beside the file NAME. docs/routing.md describes both.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/error.h"

namespace labintake::truth {

// A row as the page prints it. A field without value is not judged.
struct ExpectedRow {
  int page = 0;
  std::vector<std::string> names;  // the printed name first, then other fair spellings
  std::optional<std::string> value, unit, range, flag;
  std::string number, comparator, low, high;  // decimal strings; "" where not judged
  bool optional = false;                      // may be left out; judged where it is there
};

struct Expectation {
  std::vector<ExpectedRow> rows;
  std::string collected, reported;  // ISO dates; "" where not judged
  std::string format = {};          // id of the lab format that is to read it; "" for none
  bool scan = false;                // the document is a picture of another one
};

// Throws nlohmann::json::exception when the text has another form.
Expectation ParseExpectation(const nlohmann::json& json);

// Error kArgument: `name` and what is wrong.
Result<Expectation> ReadExpectation(const std::string& text, const std::string& name);

struct TruthFile {
  std::string document;  // path
  std::string truth;     // path
};

// All documents with truth below `folder`, in the order of their paths. Error kNotFound when there is none, or the
// folder cannot be read; a truth whose document is missing is left out and counted in `*missing`.
Result<std::vector<TruthFile>> FindTruth(const std::string& folder, int* missing);

}  // namespace labintake::truth
