#include "terminology/catalog/official_names.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "terminology/catalog/catalog_check.h"
#include "terminology/data_dir.h"

namespace labintake::terminology {
namespace {

constexpr std::string_view kFile = "loinc.names";
constexpr std::string_view kHead = "labintake loinc names 1";

// One record of comma-separated values with quotes; false at the end of the text.
bool NextRecord(std::string_view& text, std::vector<std::string>* cells) {
  if (text.empty()) return false;
  cells->assign(1, "");
  bool quoted = false;
  size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        cells->back() += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cells->back() += '"';
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      cells->emplace_back();
    } else if (c == '\n') {
      break;
    } else if (c != '\r') {
      cells->back() += c;
    }
  }
  text.remove_prefix(std::min(i + 1, text.size()));
  return true;
}

Result<std::string> Contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (!in || !(bytes << in.rdbuf())) return Fail(ErrorCode::kNotFound, path + " cannot be read");
  return std::move(bytes).str();
}

}  // namespace

Result<OfficialNames> OfficialNames::Open() {
  OfficialNames names;
  const std::optional<std::string> path = FindDataFile(kFile);
  if (!path) return names;
  Result<std::string> bytes = Contents(*path);
  if (!bytes) return tl::unexpected(bytes.error());
  std::istringstream lines(*bytes);
  std::string line;
  const auto damaged = [&] {
    return Fail(ErrorCode::kDamaged, *path + " is damaged; run labintake catalog import-loinc again, or remove it");
  };
  if (!std::getline(lines, line) || line != kHead) return damaged();
  while (std::getline(lines, line)) {
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == line.npos || second == line.npos) return damaged();
    names.names_.emplace(line.substr(0, first),
                         OfficialName{line.substr(second + 1), line.substr(first + 1, second - first - 1)});
  }
  return names;
}

const OfficialName* OfficialNames::Find(std::string_view loinc) const {
  const auto it = names_.find(loinc);
  return it == names_.end() ? nullptr : &it->second;
}

Result<size_t> ImportLoinc(const std::string& path) {
  Result<std::string> bytes = Contents(path);
  if (!bytes) return tl::unexpected(bytes.error());
  std::string_view rest = *bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  std::vector<std::string> cells;
  if (!NextRecord(rest, &cells)) return Fail(ErrorCode::kArgument, path + " is empty");
  const auto column = [&](std::string_view name) {
    return static_cast<size_t>(std::find(cells.begin(), cells.end(), name) - cells.begin());
  };
  const size_t code = column("LOINC_NUM"), name = column("LONG_COMMON_NAME"), status = column("STATUS");
  const size_t columns = cells.size();
  if (code == columns || name == columns || status == columns)
    return Fail(ErrorCode::kArgument,
                path +
                    " is not LOINC's table: it needs the columns LOINC_NUM, LONG_COMMON_NAME and STATUS; take "
                    "Loinc.csv or LoincTableCore.csv of the distribution");
  std::string out(kHead);
  out += '\n';
  size_t count = 0;
  while (NextRecord(rest, &cells)) {
    if (cells.size() <= std::max({code, name, status}) || cells[code].empty()) continue;
    for (const size_t at : {code, name, status})
      std::replace_if(
          cells[at].begin(), cells[at].end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
    out += cells[code] + '\t' + cells[status] + '\t' + cells[name] + '\n';
    ++count;
  }
  if (count == 0) return Fail(ErrorCode::kArgument, path + " has no LOINC codes");
  const std::string folder = UserDataFolder();
  if (folder.empty())
    return Fail(ErrorCode::kConfiguration, "there is no folder to keep LOINC's names in; set LABINTAKE_DATA_DIR");
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  const std::string target = folder + '/' + std::string(kFile), temporary = target + ".new";
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << out;
  file.close();
  if (file) std::filesystem::rename(temporary, target, failed);
  if (!file || failed) return Fail(ErrorCode::kConfiguration, target + " cannot be written");
  return count;
}

}  // namespace labintake::terminology
