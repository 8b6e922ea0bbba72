#include "pipeline/truth/known_gaps.h"

#include <filesystem>
#include <fstream>

namespace labintake::truth {

using Json = nlohmann::json;

std::vector<KnownGap> ParseKnownGaps(const Json& json) {
  std::vector<KnownGap> out;
  for (const Json& gap : json) {
    KnownGap g;
    g.name = gap.at("name").get<std::string>();
    g.reason = gap.at("reason").get<std::string>();
    if (gap.contains("value") && !gap.at("value").is_null()) g.value = gap.at("value").get<std::string>();
    if (gap.contains("page")) g.page = gap.at("page").get<int>();
    out.push_back(std::move(g));
  }
  return out;
}

Result<std::vector<KnownGap>> ReadKnownGaps(const std::string& truth_path) {
  const std::string path = std::filesystem::path(truth_path).replace_filename("known_gaps.json");
  std::ifstream file(path);
  if (!file) return std::vector<KnownGap>();
  try {
    return ParseKnownGaps(Json::parse(file));
  } catch (const Json::exception&) {
    // what() may quote the file, which holds results.
    return Fail(ErrorCode::kArgument, path + ": this has to be a JSON list of rows with name and reason");
  }
}

bool Names(const KnownGap& gap, const ExpectedRow& row) {
  return gap.name == row.names.front() && (!gap.value || gap.value == row.value) &&
         (!gap.page || *gap.page == row.page);
}

}  // namespace labintake::truth
