#include "review/json_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace labintake::review {
namespace {

using nlohmann::json;

// Ours go three deep. What goes deeper is an attack on parsers.
constexpr int kMaxDepth = 32;
constexpr double kMaxPoints = 100'000;  // 35 metres

bool TooDeep(std::string_view body) {
  int depth = 0;
  bool in_text = false, escaped = false;
  for (const char c : body) {
    if (in_text) {
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        in_text = false;
      }
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxDepth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

bool IsJsonObject(std::string_view body) { return !TooDeep(body) && json::parse(body, nullptr, false).is_object(); }

JsonInput::JsonInput(std::string_view body) {
  if (!TooDeep(body)) json_ = json::parse(body, nullptr, false);
  if (!json_.is_object()) {
    json_ = json::object();
    Reject("The body has to be one JSON object in UTF-8.");
  }
}

JsonInput JsonInput::Of(json object) {
  JsonInput in;
  in.json_ = std::move(object);
  if (!in.json_.is_object()) {
    in.json_ = json::object();
    in.Reject("A list of objects has something else in it.");
  }
  return in;
}

const json* JsonInput::Find(const char* name) {
  asked_.insert(name);
  const auto found = json_.find(name);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

std::string JsonInput::Checked(const char* name, const json& value, std::size_t most, bool lines) {
  if (!value.is_string()) {
    Reject(fmt::format("{} has to be a text.", name));
    return "";
  }
  const std::string& text = value.get_ref<const std::string&>();
  if (text.size() > most) {
    Reject(fmt::format("{} is longer than {} bytes.", name, most));
    return "";
  }
  const bool control = std::any_of(text.begin(), text.end(), [lines](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && !(lines && (c == '\n' || c == '\t' || c == '\r'))) || c == 0x7f;
  });
  if (control) {
    Reject(fmt::format("{} has control characters in it.", name));
    return "";
  }
  return text;
}

std::string JsonInput::Text(const char* name, std::size_t most) {
  const json* value = Find(name);
  if (value != nullptr) return Checked(name, *value, most, false);
  Reject(fmt::format("{} is missing.", name));
  return "";
}

std::string JsonInput::TextOr(const char* name, std::size_t most, std::string otherwise, bool lines) {
  const json* value = Find(name);
  return value != nullptr ? Checked(name, *value, most, lines) : otherwise;
}

std::optional<std::string> JsonInput::OptionalText(const char* name, std::size_t most) {
  const json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  return Checked(name, *value, most, false);
}

std::int64_t JsonInput::Int(const char* name, std::int64_t low, std::int64_t high) {
  if (Find(name) == nullptr) {
    Reject(fmt::format("{} is missing.", name));
    return low;
  }
  return IntOr(name, low, high, low);
}

std::int64_t JsonInput::IntOr(const char* name, std::int64_t low, std::int64_t high, std::int64_t otherwise) {
  const json* value = Find(name);
  if (value == nullptr) return otherwise;
  const bool fits =
      value->is_number_integer() && !(value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX);
  if (fits && value->get<std::int64_t>() >= low && value->get<std::int64_t>() <= high)
    return value->get<std::int64_t>();
  Reject(fmt::format("{} has to be a whole number from {} to {}.", name, low, high));
  return otherwise;
}

std::optional<bool> JsonInput::OptionalBool(const char* name) {
  const json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  Reject(fmt::format("{} has to be true or false.", name));
  return std::nullopt;
}

std::optional<Box> JsonInput::OptionalBox(const char* name) {
  const json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  const auto is_place = [](const json& n) { return n.is_number() && std::abs(n.get<double>()) <= kMaxPoints; };
  if (value->is_array() && value->size() == 4 && std::all_of(value->begin(), value->end(), is_place)) {
    const Box box{(*value)[0], (*value)[1], (*value)[2], (*value)[3]};
    if (box == Box{} || (box.x0 <= box.x1 && box.y0 <= box.y1)) return box;
  }
  Reject(fmt::format("{} has to be four numbers, [left, top, right, bottom] in points.", name));
  return std::nullopt;
}

const json* JsonInput::List(const char* name, std::size_t least, std::size_t most) {
  const json* value = Find(name);
  if (value == nullptr && least == 0) return nullptr;
  if (value != nullptr && value->is_array() && value->size() >= least && value->size() <= most) return value;
  Reject(fmt::format("{} has to be a list of {} to {}.", name, least, most));
  return nullptr;
}

json JsonInput::Object(const char* name) {
  const json* value = Find(name);
  if (value == nullptr) return json::object();
  if (value->is_object()) return *value;
  Reject(fmt::format("{} has to be an object.", name));
  return json::object();
}

std::string JsonInput::Key() {
  const std::string key = Text("key", 64);
  const bool fits =
      key.size() >= 8 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      });
  if (!fits) Reject("key has to be 8 to 64 characters of A-Z, a-z, 0-9, _ and -, made anew for each request.");
  return key;
}

void JsonInput::Reject(std::string sentence) {
  if (trouble_.empty()) trouble_ = std::move(sentence);
}

std::optional<std::string> JsonInput::Trouble() {
  for (const auto& [name, value] : json_.items()) {
    if (!asked_.contains(name)) Reject("The body has a member that is not known here; see the list of members.");
  }
  if (trouble_.empty()) return std::nullopt;
  return trouble_;
}

}  // namespace labintake::review
