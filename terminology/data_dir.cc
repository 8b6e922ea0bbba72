#include "terminology/data_dir.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

namespace labintake::terminology {
namespace {

std::string Variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): see the header
  return value == nullptr ? "" : value;
}

// The folder of the running program, with the last '/'; "" when the system does not say.
std::string ProgramFolder() {
  std::array<char, 4096> path;
  const ssize_t n = readlink("/proc/self/exe", path.data(), path.size());
  if (n <= 0 || static_cast<std::size_t>(n) == path.size()) return "";
  const std::string program(path.data(), static_cast<std::size_t>(n));
  return program.substr(0, program.rfind('/') + 1);
}

}  // namespace

std::string UserDataFolder() {
  std::string folder = Variable("LABINTAKE_DATA_DIR");
  if (folder.empty()) {
    folder = Variable("XDG_DATA_HOME");
    // The base directory specification: a relative path is to be ignored.
    if (!folder.starts_with('/')) {
      const std::string home = Variable("HOME");
      if (home.empty()) return "";
      folder = home + "/.local/share";
    }
    folder += "/labintake";
  }
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder;
}

std::vector<std::string> DataFilePlaces(std::string_view name) {
  std::vector<std::string> places;
  const std::string file = "/" + std::string(name);
  if (const std::string user = UserDataFolder(); !user.empty()) places.push_back(user + file);
  if (const std::string program = ProgramFolder(); !program.empty()) {
    places.push_back(program + "data" + file);
    places.push_back(program + "../share/labintake" + file);
  }
  return places;
}

std::optional<std::string> FindDataFile(std::string_view name) {
  for (std::string& place : DataFilePlaces(name)) {
    if (access(place.c_str(), F_OK) == 0) return std::move(place);
  }
  return std::nullopt;
}

}  // namespace labintake::terminology
