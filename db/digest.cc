#include "db/digest.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <new>

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

std::string ToHex(const Digest& digest) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char c : digest) {
    hex += kHex[c >> 4];
    hex += kHex[c & 15];
  }
  return hex;
}

using State = crypto_hash_sha256_state;

}  // namespace

std::string Sha256Hex(std::string_view bytes) { return ToHex(Sha256(bytes)); }

Sha256Stream::Sha256Stream() {
  static_assert(sizeof(State) <= sizeof state_ && alignof(State) <= 64);
  crypto_hash_sha256_init(new (state_.data()) State);
}

void Sha256Stream::Add(std::string_view bytes) {
  crypto_hash_sha256_update(std::launder(reinterpret_cast<State*>(state_.data())),
                            reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256Stream::Hex() {
  Digest digest;
  crypto_hash_sha256_final(std::launder(reinterpret_cast<State*>(state_.data())), digest.data());
  return ToHex(digest);
}

std::optional<std::string> FileSha256Hex(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256Stream hash;
  std::string part(1 << 18, '\0');
  do {
    file.read(part.data(), static_cast<std::streamsize>(part.size()));
    hash.Add(std::string_view(part).substr(0, static_cast<std::size_t>(file.gcount())));
  } while (file);
  if (!file.eof()) return std::nullopt;
  return hash.Hex();
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
