// JSON that the program writes: small pieces that the command line and the review server share. Pure; thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "model/geometry.h"
#include "model/observation.h"

namespace labintake::review {

using OrderedJson = nlohmann::ordered_json;

// One line; bytes that are no UTF-8 are replaced.
std::string Dump(const OrderedJson& value);

// [x0, y0, x1, y1].
OrderedJson ToJson(const Box& box);
OrderedJson ToJson(const Finding& finding);
// The digits as text; null for none.
OrderedJson ToJson(const std::optional<Decimal>& number);

}  // namespace labintake::review
