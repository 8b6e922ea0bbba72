// Classes of ASCII characters whatever the locale; bytes of other scripts belong to none. Pure; thread-safe.
#pragma once

namespace labintake {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace labintake
