#include "extractors/formats/yaml_json.h"

#include <yaml-cpp/yaml.h>

#include <utility>

namespace labintake::formats {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 32;

// Thrown and caught in this file.
struct Bad {
  int line;
  std::string message;
};

int LineAt(const YAML::Node& node) {
  const YAML::Mark mark = node.Mark();
  return mark.is_null() ? 0 : mark.line + 1;
}

std::string Escaped(const std::string& key) {
  std::string out;
  for (const char c : key) out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
  return out;
}

Json ScalarOf(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // in quotes
  if (text == "true") return true;
  if (text == "false") return false;
  long long whole = 0;
  if (YAML::convert<long long>::decode(node, whole) && std::to_string(whole) == text) return whole;
  // Only what JSON would call a number: ".5", "1e5" and "0x10" stay texts.
  if (text.find_first_not_of("0123456789.-") == std::string::npos && Json::accept(text)) return Json::parse(text);
  return text;
}

class Converter {
 public:
  explicit Converter(YamlJson* out) : out_(out) {}

  Json Convert(const YAML::Node& node, const std::string& pointer, int depth) {
    if (depth > kDeepest) throw Bad{LineAt(node), "this is nested too deeply"};
    out_->lines[pointer] = LineAt(node);
    if (node.IsScalar()) return ScalarOf(node);
    if (node.IsSequence()) {
      Json list = Json::array();
      for (size_t i = 0; i < node.size(); ++i)
        list.push_back(Convert(node[i], pointer + "/" + std::to_string(i), depth + 1));
      return list;
    }
    if (!node.IsMap()) return nullptr;
    Json map = Json::object();
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) throw Bad{LineAt(entry.first), "a key has to be a word"};
      const std::string& key = entry.first.Scalar();
      if (map.contains(key)) throw Bad{LineAt(entry.first), key + ": this key stands here twice; leave one"};
      const std::string place = pointer + "/" + Escaped(key);
      map[key] = Convert(entry.second, place, depth + 1);
      out_->lines[place] = LineAt(entry.first);
    }
    return map;
  }

 private:
  YamlJson* out_;
};

}  // namespace

int YamlJson::LineOf(std::string pointer) const {
  for (;;) {
    if (const auto it = lines.find(pointer); it != lines.end()) return it->second;
    if (pointer.empty()) return 0;
    pointer.resize(pointer.rfind('/'));
  }
}

Result<YamlJson> ReadYaml(std::string_view yaml, const std::string& name) {
  const auto fail = [&](int line, const std::string& message) {
    return Fail(ErrorCode::kConfiguration, name + ":" + (line > 0 ? std::to_string(line) + ": " : " ") + message);
  };
  YamlJson out;
  try {
    out.value = Converter(&out).Convert(YAML::Load(std::string(yaml)), "", 0);
  } catch (const Bad& bad) {
    return fail(bad.line, bad.message);
  } catch (const YAML::Exception& error) {
    return fail(error.mark.is_null() ? 0 : error.mark.line + 1, "this is no YAML: " + error.msg);
  }
  return out;
}

}  // namespace labintake::formats
