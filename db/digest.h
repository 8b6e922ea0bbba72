// SHA-256 of bytes and files, and short tokens made from it. Thread-safe.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace labintake::db {

// Lower-case hex, 64 characters.
std::string Sha256Hex(std::string_view bytes);

// Of a file's bytes, which need not fit into memory; nullopt when it cannot be read to its end.
std::optional<std::string> FileSha256Hex(const std::string& path);

// 12 characters of [a-z2-7] (60 bits) that stand for this list of texts; says nothing about them.
std::string Token(std::initializer_list<std::string_view> parts);

}  // namespace labintake::db
