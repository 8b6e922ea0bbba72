#include <expat.h>

#include <memory>
#include <optional>

#include "terminology/ucum/definitions.h"

namespace labintake::ucum {
namespace {

// What the handlers of the parser share. They are called from C and therefore throw nothing but on lack of memory.
struct Reading {
  Definitions definitions;
  bool root = false;     // the first element was the right one
  bool damaged = false;  // a definition cannot be understood
  std::optional<PrefixDefinition> prefix;
  std::optional<UnitDefinition> unit;
  bool in_property = false;
};

const char* Attribute(const XML_Char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (name == attributes[0]) return attributes[1];
  }
  return "";
}

// Elements may come with a namespace before their name.
std::string_view LocalName(std::string_view name) { return name.substr(name.rfind(':') + 1); }

void ReadValue(Reading& reading, const XML_Char** attributes) {
  const std::string_view value = Attribute(attributes, "value");
  std::optional<Rational> factor = ParseRational(value);
  if (reading.prefix) {
    if (factor && sgn(*factor) > 0) reading.prefix->factor = std::move(*factor);
    return;
  }
  reading.unit->of = Attribute(attributes, "Unit");
  // The value of a special unit stands in its function.
  if (factor && sgn(*factor) > 0) {
    reading.unit->factor = std::move(*factor);
  } else if (!value.empty()) {
    reading.damaged = true;
  }
}

void ReadFunction(UnitDefinition& unit, const XML_Char** attributes) {
  unit.function = Attribute(attributes, "name");
  unit.of = Attribute(attributes, "Unit");
  unit.factor = 1;
}

void OnStart(void* data, const XML_Char* element, const XML_Char** attributes) {
  Reading& reading = *static_cast<Reading*>(data);
  const std::string_view name = LocalName(element);
  if (name == "root") {
    reading.root = true;
    reading.definitions.version = Attribute(attributes, "version");
    reading.definitions.revision_date = Attribute(attributes, "revision-date");
  } else if (name == "prefix") {
    reading.prefix = PrefixDefinition{Attribute(attributes, "Code"), Attribute(attributes, "CODE"), Rational(0)};
  } else if (name == "base-unit" || name == "unit") {
    UnitDefinition unit;
    unit.code = Attribute(attributes, "Code");
    unit.code_in_capitals = Attribute(attributes, "CODE");
    unit.base = name == "base-unit";
    unit.metric = unit.base || std::string_view(Attribute(attributes, "isMetric")) == "yes";
    unit.arbitrary = std::string_view(Attribute(attributes, "isArbitrary")) == "yes";
    reading.unit = std::move(unit);
  } else if (name == "property") {
    reading.in_property = reading.unit.has_value();
  } else if (name == "value" && (reading.unit || reading.prefix)) {
    ReadValue(reading, attributes);
  } else if (name == "function" && reading.unit) {
    ReadFunction(*reading.unit, attributes);
  }
}

void OnEnd(void* data, const XML_Char* element) {
  Reading& reading = *static_cast<Reading*>(data);
  const std::string_view name = LocalName(element);
  if (name == "prefix" && reading.prefix) {
    if (reading.prefix->code.empty() || reading.prefix->factor == 0) reading.damaged = true;
    reading.definitions.prefixes.push_back(std::move(*reading.prefix));
    reading.prefix.reset();
  } else if ((name == "base-unit" || name == "unit") && reading.unit) {
    if (reading.unit->code.empty() || (!reading.unit->base && reading.unit->of.empty())) reading.damaged = true;
    reading.definitions.units.push_back(std::move(*reading.unit));
    reading.unit.reset();
  } else if (name == "property") {
    reading.in_property = false;
  }
}

void OnText(void* data, const XML_Char* text, int length) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.in_property && reading.unit) reading.unit->property.append(text, static_cast<size_t>(length));
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

Result<Definitions> ReadUcumEssence(std::string_view xml) {
  // The published file says encoding="ascii", a name that expat does not know.
  const std::unique_ptr<XML_ParserStruct, FreeParser> parser(XML_ParserCreate("UTF-8"));
  Reading reading;
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  const bool parsed = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE) == XML_STATUS_OK;
  if (!parsed || !reading.root || reading.definitions.units.empty()) {
    return Fail(ErrorCode::kUnsupported, "the file is no table of units (ucum-essence.xml), or it is cut off");
  }
  if (reading.damaged) {
    return Fail(ErrorCode::kDamaged, "the table of units has a definition that cannot be understood");
  }
  reading.definitions.format = "ucum-essence";
  return std::move(reading.definitions);
}

}  // namespace labintake::ucum
