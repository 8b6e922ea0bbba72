#include "extractors/formats/schema_check.h"

#include <algorithm>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "data/format_schema_json.h"

namespace labintake::formats {
namespace {

using Json = nlohmann::json;

const valijson::Schema& ParsedSchema() {
  static const valijson::Schema* const parsed = [] {
    auto* schema = new valijson::Schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(Schema()), *schema);
    return schema;
  }();
  return *parsed;
}

// What the schema says of values at one place, references followed.
const Json& Followed(const Json& node) {
  const auto reference = node.find("$ref");
  if (reference == node.end()) return node;
  return Followed(Schema().at(Json::json_pointer(reference->get<std::string>().substr(1))));
}

// The part of the schema for the value at a path, and the value. A reference that ends the path is not followed: the
// description beside it is the more special one.
struct At {
  const Json* schema;
  const Json* value;
};

// Of alternatives, the one for values of this type.
const Json& Alternative(const Json& node, const Json& value) {
  const Json& schema = Followed(node);
  const auto alternatives = schema.find("oneOf");
  if (alternatives == schema.end()) return schema;
  const std::string type = value.is_object() ? "object" : value.is_array() ? "array" : "string";
  for (const Json& one : *alternatives) {
    const Json& followed = Alternative(one, value);
    if (followed.value("type", "") == type) return followed;
  }
  return schema;
}

At Walk(const Json& definition, const std::vector<std::string>& path) {
  At at{&Schema(), &definition};
  for (const std::string& step : path) {
    const Json& schema = Alternative(*at.schema, *at.value);
    const Json* next = nullptr;
    if (at.value->is_array()) {
      next = schema.contains("items") ? &schema.at("items") : nullptr;
      at.value = &at.value->at(std::stoul(step));
    } else {
      const Json properties = schema.value("properties", Json::object());
      if (properties.contains(step)) next = &schema.at("properties").at(step);
      if (next == nullptr && schema.contains("additionalProperties") && schema.at("additionalProperties").is_object())
        next = &schema.at("additionalProperties");
      at.value = &at.value->at(step);
    }
    if (next == nullptr) break;
    at.schema = next;
  }
  return at;
}

std::string Listed(const Json& values) {
  std::string out;
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += i + 1 == values.size() ? " or " : ", ";
    out += values[i].is_string() ? values[i].get<std::string>() : values[i].dump();
  }
  return out;
}

std::string Allowed(const Json& node) {
  const Json& schema = Followed(node);
  std::string what = node.value("description", schema.value("description", ""));
  if (schema.contains("enum")) {
    what += (what.empty() ? "" : ": ") + Listed(schema.at("enum"));
  } else if (what.empty()) {
    what = "a " + schema.value("type", "value");
  }
  if (schema.contains("minimum") && schema.contains("maximum"))
    what += ", from " + schema.at("minimum").dump() + " to " + schema.at("maximum").dump();
  return what;
}

std::string KeysOf(const Json& schema) {
  Json keys = Json::array();
  for (const auto& [key, unused] : schema.at("properties").items()) keys.push_back(key);
  return Listed(keys);
}

// `innermost`: no value inside of this one is wrong.
void AddProblems(const Json& definition, const std::vector<std::string>& path, bool innermost,
                 std::vector<SchemaProblem>* problems) {
  const At at = Walk(definition, path);
  const Json& schema = Alternative(*at.schema, *at.value);
  std::string pointer, place;
  for (const std::string& step : path) {
    pointer += "/" + step;
    const bool index = step.find_first_not_of("0123456789") == std::string::npos;
    place += index ? "[" + std::to_string(std::stoul(step) + 1) + "]" : (place.empty() ? "" : ".") + step;
  }
  const std::string before = place.empty() ? "" : place + ": ";
  bool told = false;
  if (at.value->is_object() && schema.contains("properties")) {
    for (const auto& [key, unused] : at.value->items()) {
      if (schema.at("properties").contains(key) || schema.value("additionalProperties", Json(true)) != Json(false))
        continue;
      problems->push_back(
          {pointer + "/" + key, before + "there is no key '" + key + "' here; the keys are " + KeysOf(schema)});
      told = true;
    }
    for (const Json& key : schema.value("required", Json::array())) {
      if (at.value->contains(key.get<std::string>())) continue;
      const Json& missing = schema.at("properties").at(key.get<std::string>());
      problems->push_back(
          {pointer, before + "the key '" + key.get<std::string>() + "' is missing; give " + Allowed(missing)});
      told = true;
    }
  }
  if (told || !innermost) return;
  const std::string what = at.value->is_string()       ? "'" + at.value->get<std::string>() + "'"
                           : at.value->is_structured() ? "this"
                                                       : at.value->dump();
  problems->push_back({pointer, before + what + " is not allowed here; give " + Allowed(*at.schema)});
}

// `node`: what the schema says of `value`.
Json Filled(const Json& value, const Json& node) {
  const Json& schema = Alternative(node, value);
  Json out = value;
  if (value.is_array() && schema.contains("items")) {
    for (Json& one : out) one = Filled(one, schema.at("items"));
  }
  if (!value.is_object() || !schema.contains("properties")) return out;
  for (const auto& [key, property] : schema.at("properties").items()) {
    if (const auto it = out.find(key); it != out.end()) {
      *it = Filled(*it, property);
    } else if (const Json& followed = Followed(property);
               property.contains("default") || followed.contains("default")) {
      out[key] = Filled(property.contains("default") ? property.at("default") : followed.at("default"), property);
    }
  }
  return out;
}

using Ordered = nlohmann::ordered_json;
using KeyLists = std::vector<std::vector<std::string>>;

// The keys of each kind of map, in the order in which the schema describes them.
void CollectKeys(const Ordered& schema, KeyLists* lists) {
  if (!schema.is_structured()) return;
  if (schema.is_object() && schema.contains("properties")) {
    std::vector<std::string>& list = lists->emplace_back();
    for (const auto& [key, unused] : schema.at("properties").items()) list.push_back(key);
  }
  for (const Ordered& one : schema) CollectKeys(one, lists);
}

// A map that the schema does not describe, such as that of names, keeps the order of the alphabet.
Ordered InOrder(const Json& value, const KeyLists& lists) {
  if (value.is_array()) {
    Ordered list = Ordered::array();
    for (const Json& one : value) list.push_back(InOrder(one, lists));
    return list;
  }
  if (!value.is_object()) return value;
  Ordered map = Ordered::object();
  const auto described = std::find_if(lists.begin(), lists.end(), [&](const std::vector<std::string>& list) {
    const auto has = [&](const auto& item) { return std::find(list.begin(), list.end(), item.key()) != list.end(); };
    const auto items = value.items();
    return std::all_of(items.begin(), items.end(), has);
  });
  if (described != lists.end()) {
    for (const std::string& key : *described)
      if (value.contains(key)) map[key] = InOrder(value.at(key), lists);
  } else {
    for (const auto& [key, one] : value.items()) map[key] = InOrder(one, lists);
  }
  return map;
}

}  // namespace

Ordered WithDefaults(const Json& definition) {
  static const KeyLists* const lists = [] {
    auto* made = new KeyLists;
    CollectKeys(Ordered::parse(data::format_schema_json), made);
    return made;
  }();
  return InOrder(Filled(definition, Schema()), *lists);
}

const Json& Schema() {
  static const Json* const schema = new Json(Json::parse(data::format_schema_json));
  return *schema;
}

std::vector<SchemaProblem> CheckSchema(const Json& definition) {
  valijson::Validator validator;
  valijson::ValidationResults results;
  std::vector<SchemaProblem> problems;
  if (validator.validate(ParsedSchema(), valijson::adapters::NlohmannJsonAdapter(definition), &results))
    return problems;
  // Each error comes again for every value around it.
  std::vector<std::vector<std::string>> paths;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    std::vector<std::string> path;
    for (size_t i = 1; i < error.context.size(); ++i) {
      std::string step = error.context[i];
      if (step.size() > 1 && step.front() == '[' && step.back() == ']') step = step.substr(1, step.size() - 2);
      path.push_back(std::move(step));
    }
    paths.push_back(std::move(path));
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  for (size_t i = 0; i < paths.size(); ++i) {
    const bool inner = i + 1 < paths.size() && paths[i + 1].size() > paths[i].size() &&
                       std::equal(paths[i].begin(), paths[i].end(), paths[i + 1].begin());
    AddProblems(definition, paths[i], !inner, &problems);
  }
  return problems;
}

}  // namespace labintake::formats
