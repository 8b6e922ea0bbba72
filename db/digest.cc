#include "db/digest.h"

#include <sodium.h>

#include <array>

namespace labintake::db {
namespace {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

Digest Sha256(std::string_view bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return digest;
}

// Lengths keep ("ab", "c") and ("a", "bc") apart.
std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (std::string_view part : parts) {
    joined += std::to_string(part.size());
    joined += ':';
    joined += part;
  }
  return joined;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char c : Sha256(bytes)) {
    hex += kHex[c >> 4];
    hex += kHex[c & 15];
  }
  return hex;
}

std::string Sha256HexOf(std::initializer_list<std::string_view> parts) { return Sha256Hex(Joined(parts)); }

std::string Token(std::initializer_list<std::string_view> parts) {
  static constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";
  const Digest digest = Sha256(Joined(parts));
  std::string token;
  for (size_t i = 0; i < 12; ++i) token += kBase32[digest[i] & 31];
  return token;
}

}  // namespace labintake::db
