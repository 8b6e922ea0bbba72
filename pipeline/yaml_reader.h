// Configuration files in YAML: maps whose keys are known, with messages that name file, line and key. The only code
// that knows yaml-cpp.
//
//   yaml::ReadFile(text, "limits.yaml", [&](const YAML::Node& root) {
//     yaml::ReadMap(root, "", "pages", [&](const std::string& key, const std::string& full, const YAML::Node& value) {
//       if (key == "pages") limits.pages = yaml::ReadInteger(value, full, 1, 1000);
//       return key == "pages";
//     });
//   });
//
// The functions that read report what is wrong by an exception that ends in ReadFile(). Pure; thread-safe.
#pragma once

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::pipeline::yaml {

[[noreturn]] void Refuse(const YAML::Node& at, const std::string& message);
// "KEY: 'VALUE' is not allowed here; give ALLOWED".
[[noreturn]] void Refuse(const YAML::Node& at, const std::string& key, const std::string& allowed);

// A text that is not empty.
std::string ReadText(const YAML::Node& node, const std::string& key, const std::string& allowed);
// A text that may be empty or left out ('key:').
std::string ReadTextOrNone(const YAML::Node& node, const std::string& key, const std::string& allowed);
double ReadNumber(const YAML::Node& node, const std::string& key, double least, double most);
std::int64_t ReadInteger(const YAML::Node& node, const std::string& key, std::int64_t least, std::int64_t most);
bool ReadFlag(const YAML::Node& node, const std::string& key);

// Calls `read(key, full key, value)` for each entry; `read` returns false for a key that it does not know. A key that
// stands twice is refused: which of the two counts would be a guess.
template <typename Read>
void ReadMap(const YAML::Node& map, const std::string& path, const std::string& allowed, const Read& read) {
  if (!map.IsMap()) Refuse(map, path, "a map of " + allowed);
  std::set<std::string> seen;
  for (const auto& entry : map) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
    const std::string full = path.empty() ? key : path + "." + key;
    if (!seen.insert(key).second) Refuse(entry.first, full + ": this key stands here twice; leave one");
    if (!read(key, full, entry.second)) {
      Refuse(entry.first, fmt::format("there is no key '{}' {}; the keys are {}", key,
                                      path.empty() ? "here" : "in " + path, allowed));
    }
  }
}

// `read` is called with each element. An empty list may be written as nothing at all.
template <typename Read>
void ReadList(const YAML::Node& list, const std::string& path, const std::string& allowed, const Read& read) {
  if (list.IsNull()) return;
  if (!list.IsSequence()) Refuse(list, path, "a list of " + allowed);
  for (const YAML::Node& element : list) read(element);
}

// Calls `read` with what `text` holds. Error kConfiguration, "NAME:LINE: ...", for what `read` refuses and for what is
// no YAML.
Result<void> ReadFile(std::string_view text, const std::string& name,
                      const std::function<void(const YAML::Node& root)>& read);

}  // namespace labintake::pipeline::yaml
