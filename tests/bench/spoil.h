// Errors of recognition, made on purpose.
#pragma once

#include <random>
#include <string>

#include "model/observation.h"

namespace labintake {

enum class ErrorKind { kPoint, kDigit, kMinus, kExponent };
inline constexpr ErrorKind kErrorKinds[] = {ErrorKind::kPoint, ErrorKind::kDigit, ErrorKind::kMinus,
                                            ErrorKind::kExponent};
const char* NameOf(ErrorKind kind);

// The value's text with one error of this kind; "" where it cannot have one. REQUIRES: the value is a number.
std::string Spoil(const Observation& row, ErrorKind kind, std::mt19937& random);

}  // namespace labintake
