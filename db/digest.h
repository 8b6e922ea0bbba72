// SHA-256 of bytes and files, and short tokens made from it. Functions are pure and thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace labintake::db {

// Lower-case hex, 64 characters.
std::string Sha256Hex(std::string_view bytes);

// Of a file's bytes; nullopt when it cannot be read to its end.
std::optional<std::string> FileSha256Hex(const std::string& path);

// The same of bytes that come piece by piece.
class Sha256Stream {
 public:
  Sha256Stream();
  void Add(std::string_view bytes);
  // REQUIRES: called once; nothing is added after it.
  std::string Hex();

 private:
  // libsodium's state, which is plain data; its size is checked in digest.cc.
  alignas(64) std::array<std::byte, 128> state_;
};

// Of texts in this order; lengths keep ("ab", "c") and ("a", "bc") apart.
std::string Sha256HexOf(std::initializer_list<std::string_view> parts);

// 12 characters of [a-z2-7] (60 bits) that stand for this list of texts; says nothing about them.
std::string Token(std::initializer_list<std::string_view> parts);

}  // namespace labintake::db
