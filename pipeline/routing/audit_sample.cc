#include "pipeline/routing/audit_sample.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace labintake::pipeline {

bool DrawnForAudit(std::string_view sha256, int report, std::size_t row, double fraction) {
  if (fraction <= 0) return false;
  const std::string place = fmt::format("audit {} {} {}", sha256, report, row);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(place.data()), place.size());
  // 53 bits: all that a double between 0 and 1 holds.
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | hash.at(i);
  return std::ldexp(static_cast<double>(bits >> 11), -53) < fraction;
}

}  // namespace labintake::pipeline
