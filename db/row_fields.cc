#include "db/row_fields.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "db/digest.h"

namespace labintake::db {
namespace {

using nlohmann::json;

// Bytes that are no UTF-8 must not make storing fail.
std::string Dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json ToJson(const std::optional<Decimal>& number) { return number ? json(number->ToString()) : json(nullptr); }

std::string TextOf(const json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::optional<Decimal> NumberOf(const json& object, const char* key) { return Decimal::Parse(TextOf(object, key)); }

bool FlagOf(const json& object, const char* key, bool fallback) {
  const auto it = object.find(key);
  return it != object.end() && it->is_boolean() ? it->get<bool>() : fallback;
}

template <typename E, size_t N>
E FromText(const std::string& text, const std::array<E, N>& all) {
  for (E e : all) {
    if (text == ToString(e)) return e;
  }
  return all[0];
}

constexpr std::array kValueKinds = {ValueKind::kNone,     ValueKind::kQuantity, ValueKind::kOrdinal, ValueKind::kTiter,
                                    ValueKind::kInterval, ValueKind::kText,     ValueKind::kNotDone};
constexpr std::array kComparators = {Comparator::kNone, Comparator::kLess, Comparator::kLessEqual, Comparator::kGreater,
                                     Comparator::kGreaterEqual};

}  // namespace

std::vector<StoredField> ToStoredFields(const Observation& row) {
  return {
      {"name", row.name.text, "{}", row.name.box},
      {"value", row.value.text,
       Dump({{"kind", ToString(row.value.kind)},
             {"number", ToJson(row.value.number)},
             {"comparator", ToString(row.value.comparator)}}),
       row.value.box},
      {"unit", row.unit.text, Dump({{"ucum", row.unit.ucum}}), row.unit.box},
      {"range", row.range.text,
       Dump({{"low", ToJson(row.range.low)},
             {"high", ToJson(row.range.high)},
             {"low_inclusive", row.range.low_inclusive},
             {"high_inclusive", row.range.high_inclusive}}),
       row.range.box},
      {"flag", row.flag.text, Dump({{"code", row.flag.code}, {"derived", row.flag.derived}}), row.flag.box},
  };
}

void ApplyStoredField(const StoredField& field, Observation& row) {
  const json parsed = json::parse(field.parsed, nullptr, false);
  if (field.kind == "name") {
    row.name = {field.text, field.box};
  } else if (field.kind == "value") {
    row.value = {field.text, FromText(TextOf(parsed, "kind"), kValueKinds), NumberOf(parsed, "number"),
                 FromText(TextOf(parsed, "comparator"), kComparators), field.box};
  } else if (field.kind == "unit") {
    row.unit = {field.text, TextOf(parsed, "ucum"), field.box};
  } else if (field.kind == "range") {
    row.range = {field.text,
                 NumberOf(parsed, "low"),
                 NumberOf(parsed, "high"),
                 FlagOf(parsed, "low_inclusive", true),
                 FlagOf(parsed, "high_inclusive", true),
                 field.box};
  } else if (field.kind == "flag") {
    row.flag = {field.text, TextOf(parsed, "code"), FlagOf(parsed, "derived", false), field.box};
  }
}

std::string ToJson(const CorrectedFields& fields) {
  json object = json::object();
  if (fields.name) object["name"] = *fields.name;
  if (fields.value) object["value"] = *fields.value;
  if (fields.unit) object["unit"] = *fields.unit;
  if (fields.range) object["range"] = *fields.range;
  if (fields.flag) object["flag"] = *fields.flag;
  if (fields.analyte) object["analyte"] = *fields.analyte;
  return Dump(object);
}

CorrectedFields CorrectedFromJson(const std::string& text) {
  const json object = json::parse(text, nullptr, false);
  CorrectedFields fields;
  const std::pair<const char*, std::optional<std::string>*> members[] = {
      {"name", &fields.name},   {"value", &fields.value}, {"unit", &fields.unit},
      {"range", &fields.range}, {"flag", &fields.flag},   {"analyte", &fields.analyte}};
  for (const auto& [key, member] : members) {
    if (object.contains(key)) *member = TextOf(object, key);
  }
  return fields;
}

FindingCode FindingCodeFromText(const std::string& text) {
  // ToString gives "" past the last code.
  for (int i = 0; *ToString(static_cast<FindingCode>(i)) != '\0'; ++i) {
    if (text == ToString(static_cast<FindingCode>(i))) return static_cast<FindingCode>(i);
  }
  return FindingCode::kLowConfidence;
}

bool SameTexts(const Observation& a, const Observation& b) {
  return a.name.text == b.name.text && a.value.text == b.value.text && a.unit.text == b.unit.text &&
         a.range.text == b.range.text && a.flag.text == b.flag.text;
}

std::string RowReading(const Observation& row) {
  return Token({"row", row.name.text, row.value.text, row.unit.text, row.range.text, row.flag.text});
}

}  // namespace labintake::db
