#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "terminology/ucum/definitions.h"

namespace labintake::ucum {
namespace {

using nlohmann::json;

// A table of the file: names of the columns, and rows as arrays.
class Rows {
 public:
  explicit Rows(const json& table) {
    for (const json& name : table.at("config")) {
      // One column is an object; its entry is [name, parts].
      names_.push_back(name.is_array() ? name.at(0).get<std::string>() : name.get<std::string>());
    }
  }
  const json& Cell(const json& row, std::string_view name) const {
    const auto at = std::find(names_.begin(), names_.end(), name);
    return row.at(static_cast<size_t>(at - names_.begin()));
  }
  std::string Text(const json& row, std::string_view name) const {
    const json& cell = Cell(row, name);
    return cell.is_string() ? cell.get<std::string>() : "";
  }
  bool Flag(const json& row, std::string_view name) const {
    const json& cell = Cell(row, name);
    return cell.is_boolean() && cell.get<bool>();
  }

 private:
  std::vector<std::string> names_;
};

// '.' and '/' outside of brackets.
ptrdiff_t Operators(std::string_view code) {
  ptrdiff_t n = 0;
  bool bracket = false;
  for (const char c : code) {
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    n += !bracket && (c == '.' || c == '/') ? 1 : 0;
  }
  return n;
}

std::optional<PrefixDefinition> ReadPrefix(const Rows& rows, const json& row) {
  PrefixDefinition prefix;
  prefix.code = rows.Text(row, "code_");
  prefix.code_in_capitals = rows.Text(row, "ciCode_");
  // The value is a binary fraction for m, u, n ...; the exponent is exact. Prefixes of 1024 have none.
  const std::string exponent = rows.Text(row, "exp_");
  const json& value = rows.Cell(row, "value_");
  std::optional<Rational> factor;
  if (!exponent.empty()) {
    factor = ParseRational("1e" + exponent);
  } else if (value.is_number_integer()) {
    factor = ParseRational(std::to_string(value.get<int64_t>()));
  }
  if (prefix.code.empty() || !factor || sgn(*factor) <= 0) return std::nullopt;
  prefix.factor = std::move(*factor);
  return prefix;
}

std::optional<UnitDefinition> ReadUnit(const Rows& rows, const json& row) {
  UnitDefinition unit;
  unit.code = rows.Text(row, "csCode_");
  unit.code_in_capitals = rows.Text(row, "ciCode_");
  unit.base = rows.Flag(row, "isBase_");
  unit.metric = rows.Flag(row, "isMetric_") || unit.base;
  unit.arbitrary = rows.Flag(row, "isArbitrary_");
  unit.property = rows.Text(row, "property_");
  if (rows.Flag(row, "isSpecial_")) unit.function = rows.Text(row, "cnv_");
  if (unit.code.empty()) return std::nullopt;
  if (unit.base) return unit;
  unit.of = rows.Text(row, "csUnitString_");
  // The file cuts the beginning off the definitions of six units ("/m" became "m", "/[pi].A/m" "A/m"), and only off
  // the case-sensitive ones.
  const std::string in_capitals = rows.Text(row, "ciUnitString_");
  if (Operators(in_capitals) > Operators(unit.of)) {
    unit.of = in_capitals;
    unit.of_in_capitals = true;
  }
  if (unit.of.empty()) return std::nullopt;
  if (!unit.function.empty()) return unit;  // its factor is a binary fraction, and its function says what it is worth
  const std::optional<Rational> factor = ParseRational(rows.Text(row, "baseFactorStr_"));
  if (!factor || sgn(*factor) <= 0) return std::nullopt;
  unit.factor = *factor;
  return unit;
}

}  // namespace

Result<Definitions> ReadUcumDefs(std::string_view text) {
  const auto damaged = [](const std::string& what) {
    return Fail(ErrorCode::kDamaged, "the table of units has " + what + " that cannot be understood");
  };
  const json file = json::parse(text, nullptr, false);
  if (!file.is_object() || !file.contains("units") || !file.contains("prefixes")) {
    return Fail(ErrorCode::kUnsupported, "the file is no table of units (ucumDefs.min.json)");
  }
  Definitions definitions;
  definitions.format = "ucumDefs";
  try {
    const Rows prefixes(file.at("prefixes"));
    for (const json& row : file.at("prefixes").at("data")) {
      std::optional<PrefixDefinition> prefix = ReadPrefix(prefixes, row);
      if (!prefix) return damaged("a prefix");
      definitions.prefixes.push_back(std::move(*prefix));
    }
    const Rows units(file.at("units"));
    for (const json& row : file.at("units").at("data")) {
      if (units.Text(row, "source_") != "UCUM") continue;
      std::optional<UnitDefinition> unit = ReadUnit(units, row);
      if (!unit) return damaged("a unit");
      definitions.units.push_back(std::move(*unit));
    }
  } catch (const json::exception&) {
    return damaged("rows");
  }
  return definitions;
}

}  // namespace labintake::ucum
