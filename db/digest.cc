#include "db/digest.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <vector>

namespace labintake::db {
namespace {

using Digest = std::array<unsigned char, crypto_hash_sha256_BYTES>;

Digest Sha256(std::string_view bytes) {
  Digest digest;
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return digest;
}

std::string Hex(const Digest& digest) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char c : digest) {
    hex += kHex[c >> 4];
    hex += kHex[c & 15];
  }
  return hex;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) { return Hex(Sha256(bytes)); }

std::optional<std::string> FileSha256Hex(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<char> part(1 << 18);
  do {
    file.read(part.data(), static_cast<std::streamsize>(part.size()));
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                              static_cast<unsigned long long>(file.gcount()));
  } while (file);
  if (!file.eof()) return std::nullopt;
  Digest digest;
  crypto_hash_sha256_final(&state, digest.data());
  return Hex(digest);
}

std::string Token(std::initializer_list<std::string_view> parts) {
  // Lengths keep ("ab", "c") and ("a", "bc") apart.
  std::string joined;
  for (std::string_view part : parts) {
    joined += std::to_string(part.size());
    joined += ':';
    joined += part;
  }
  static constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";
  const Digest digest = Sha256(joined);
  std::string token;
  for (size_t i = 0; i < 12; ++i) token += kBase32[digest[i] & 31];
  return token;
}

}  // namespace labintake::db
