// Results as JSON: one object for each report, a file with several reports gives several, in page order.
//
// A file that failed gives an object with document.status "failed" and document.error {code, message}; one in which no
// result was found gives an object with document.notice. The patient's name, id and birth date are not in it. `text`
// is what is printed; numbers are decimal strings with the digits that are printed; boxes are [x0, y0, x1, y1] in
// points, origin top left, with one decimal; what is not known is null. `canonical` is the result in the unit of its
// analyte, null where there is none. The order of the keys is fixed.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "pipeline/output/result_writer.h"

namespace labintake::pipeline {

// The objects of one file, never none.
std::vector<nlohmann::ordered_json> ToJson(const FileResult& result);

// One value, one line; bytes that are no UTF-8 become U+FFFD.
std::string DumpLine(const nlohmann::ordered_json& value);
// The same over lines: `levels` levels of nesting are opened up, what is deeper stays on its line.
std::string DumpOpen(const nlohmann::ordered_json& value, int levels);

// One JSON document: an object when there is exactly one report and no list is wanted, else a list.
class JsonWriter : public ResultWriter {
 public:
  JsonWriter(bool list, Sink sink) : always_list_(list), sink_(std::move(sink)) {}
  void Begin() override;
  void Add(const FileResult& result) override;
  void End() override;

 private:
  bool always_list_;
  bool in_list_ = false;
  std::size_t written_ = 0;
  Sink sink_;
};

// One line a report.
class JsonLinesWriter : public ResultWriter {
 public:
  explicit JsonLinesWriter(Sink sink) : sink_(std::move(sink)) {}
  void Add(const FileResult& result) override;

 private:
  Sink sink_;
};

}  // namespace labintake::pipeline
