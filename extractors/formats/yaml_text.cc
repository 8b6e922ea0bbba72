#include "extractors/formats/yaml_text.h"

#include <algorithm>
#include <array>

namespace labintake::formats {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kLongest = 118;  // bytes of a line

// Words that some reader of YAML takes for no text.
constexpr std::array<std::string_view, 9> kNoTexts = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};

bool IsPlain(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  const auto letter = [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; };
  if (!letter(static_cast<unsigned char>(text.front()))) return false;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (!letter(u) && !(c >= '0' && c <= '9') && std::string_view(" .-/()%+_").find(c) == std::string_view::npos)
      return false;
  }
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::find(kNoTexts.begin(), kNoTexts.end(), lower) == kNoTexts.end();
}

std::string ScalarOf(const Json& value) {
  return value.is_string() ? YamlScalar(value.get<std::string>()) : value.dump();
}

// On one line.
std::string Flow(const Json& value) {
  if (!value.is_structured()) return ScalarOf(value);
  std::string inside;
  for (const auto& [key, one] : value.items()) {
    if (!inside.empty()) inside += ", ";
    if (value.is_object()) inside += YamlScalar(key) + ": ";
    inside += Flow(one);
  }
  return value.is_object() ? "{" + inside + "}" : "[" + inside + "]";
}

bool OnOneLine(const Json& value, size_t indent) {
  if (!value.is_structured() || value.empty()) return true;
  const auto flat = [](const Json& one) {
    return !one.is_structured() ||
           std::none_of(one.begin(), one.end(), [](const Json& v) { return v.is_structured(); });
  };
  const bool shallow = std::all_of(value.begin(), value.end(), flat);
  return shallow && indent + Flow(value).size() <= kLongest;
}

// `value` on lines that begin with `indent` spaces, but for the first: there what is before it stands already.
void Write(const Json& value, size_t indent, std::string* out) {
  const std::string margin(indent, ' ');
  bool first = true;
  for (const auto& [key, one] : value.items()) {
    if (!first) *out += margin;
    first = false;
    const std::string label = value.is_object() ? YamlScalar(key) + ":" : "-";
    *out += label;
    if (OnOneLine(one, indent + label.size() + 1)) {
      *out += " " + Flow(one) + "\n";
    } else if (value.is_object()) {
      *out += "\n" + std::string(indent + 2, ' ');
      Write(one, indent + 2, out);
    } else {
      *out += " ";
      Write(one, indent + 2, out);
    }
  }
}

}  // namespace

std::string YamlScalar(std::string_view text) {
  // JSON's strings are YAML's in double quotes.
  return IsPlain(text) ? std::string(text) : Json(text).dump();
}

std::string YamlOf(const Json& value) {
  std::string out;
  if (OnOneLine(value, 0)) return Flow(value) + "\n";
  Write(value, 0, &out);
  return out;
}

}  // namespace labintake::formats
