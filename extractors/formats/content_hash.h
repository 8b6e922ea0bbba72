// What tells two contents apart.
#pragma once

#include <string>
#include <string_view>

namespace labintake::formats {

// BLAKE2b, 128 bits, as lower-case hex.
std::string ContentHash(std::string_view content);

}  // namespace labintake::formats
