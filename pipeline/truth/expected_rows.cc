#include "pipeline/truth/expected_rows.h"

#include <algorithm>
#include <filesystem>

namespace labintake::truth {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kSampleTruth = "expected.json";
constexpr const char* kSuffix = ".truth.json";

// A field that is left out is not judged either.
std::optional<std::string> Judged(const Json& row, const char* field) {
  const auto it = row.find(field);
  return it == row.end() || it->is_null() ? std::nullopt : std::optional<std::string>(it->get<std::string>());
}

// The string at `key`, "" when it is missing or null.
std::string TextOf(const Json& node, const char* key) {
  const auto it = node.find(key);
  return it == node.end() || it->is_null() ? "" : it->get<std::string>();
}

// The one file report.* of a sample's folder; "" when there is none, or more than one.
std::string ReportOf(const fs::path& folder) {
  std::string found;
  int count = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().stem() != "report") continue;
    found = entry.path().string();
    ++count;
  }
  return count == 1 ? found : "";
}

}  // namespace

Expectation ParseExpectation(const Json& json) {
  Expectation out;
  out.collected = TextOf(json, "collected");
  out.reported = TextOf(json, "reported");
  out.format = TextOf(json, "format");
  out.scan = TextOf(json, "kind") == "scan";
  for (const Json& row : json.at("results")) {
    ExpectedRow e;
    e.page = row.at("page").get<int>();
    e.names.push_back(row.at("name").get<std::string>());
    if (row.contains("also")) {
      for (const Json& name : row.at("also")) e.names.push_back(name.get<std::string>());
    }
    e.value = Judged(row, "value");
    e.unit = Judged(row, "unit");
    e.range = Judged(row, "range");
    e.flag = Judged(row, "flag");
    e.number = TextOf(row, "number");
    e.comparator = TextOf(row, "comparator");
    e.low = TextOf(row, "low");
    e.high = TextOf(row, "high");
    e.optional = row.value("optional", false);
    out.rows.push_back(std::move(e));
  }
  return out;
}

Result<Expectation> ReadExpectation(const std::string& text, const std::string& name) {
  try {
    return ParseExpectation(Json::parse(text));
  } catch (const Json::exception&) {
    // what() may quote the file, which holds results.
    return Fail(ErrorCode::kArgument,
                name +
                    ": this is no truth of a document; it has to be JSON with \"results\", a list of rows with page "
                    "and name");
  }
}

Result<std::vector<TruthFile>> FindTruth(const std::string& folder, int* missing) {
  *missing = 0;
  std::vector<TruthFile> found;
  try {
    if (!fs::is_directory(folder)) return Fail(ErrorCode::kNotFound, folder + ": there is no such folder");
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      const std::string path = entry.path().string(), name = entry.path().filename().string();
      std::string document;
      if (name == kSampleTruth) {
        document = ReportOf(entry.path().parent_path());
      } else if (name.ends_with(kSuffix)) {
        document = path.substr(0, path.size() - std::string_view(kSuffix).size());
        if (!fs::is_regular_file(document)) document.clear();
      } else {
        continue;
      }
      if (document.empty()) {
        ++*missing;
      } else {
        found.push_back({document, path});
      }
    }
  } catch (const fs::filesystem_error&) {
    return Fail(ErrorCode::kNotFound, folder + ": the folder cannot be read; check its permissions");
  }
  if (found.empty()) {
    return Fail(ErrorCode::kNotFound,
                folder +
                    ": no document with its truth is in this folder (report.* with expected.json, or NAME with "
                    "NAME.truth.json)");
  }
  std::sort(found.begin(), found.end(), [](const TruthFile& a, const TruthFile& b) { return a.document < b.document; });
  return found;
}

}  // namespace labintake::truth
