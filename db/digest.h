// SHA-256 of bytes, and short tokens made from it. Pure functions; thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace labintake::db {

// Lower-case hex, 64 characters.
std::string Sha256Hex(std::string_view bytes);

// Of texts in this order; lengths keep ("ab", "c") and ("a", "bc") apart.
std::string Sha256HexOf(std::initializer_list<std::string_view> parts);

// 12 characters of [a-z2-7] (60 bits) that stand for this list of texts; says nothing about them.
std::string Token(std::initializer_list<std::string_view> parts);

}  // namespace labintake::db
