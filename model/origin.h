// Where text comes from.
#pragma once

#include <cstdint>

namespace labintake {

// kTextLayer: the file says so itself. kOcr: recognised in a picture.
enum class Origin : uint8_t { kTextLayer, kOcr };
// "text-layer", "recognised".
const char* ToString(Origin origin);

}  // namespace labintake
