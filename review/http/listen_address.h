// Where the server listens: "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "unix:/run/labintake.sock".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::review {

struct ListenAddress {
  std::string host;        // an address in digits; "" for a Unix socket
  std::uint16_t port = 0;  // 0: any that is free
  std::string unix_path;   // "" for TCP
  bool loopback = true;    // reached from this machine only
};

// Error kArgument. Names are not looked up, but for "localhost". Pure; thread-safe.
Result<ListenAddress> ParseListenAddress(std::string_view text);

}  // namespace labintake::review
