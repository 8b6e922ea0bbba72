// The rows that the program printed as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "pipeline/truth/judgement.h"

namespace labintake::golden {

// Throws nlohmann::json::exception when the text has another form.
truth::FoundDocument ParseFound(const nlohmann::json& json);

}  // namespace labintake::golden
