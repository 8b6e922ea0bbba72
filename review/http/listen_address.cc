#include "review/http/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <charconv>
#include <cstring>

namespace labintake::review {
namespace {

// The kernel's limit for the path of a Unix socket, with its closing zero.
constexpr std::size_t kMaxUnixPath = 108;

Result<ListenAddress> Unusable() {
  return Fail(
      ErrorCode::kArgument,
      "This is no address to listen on; give one as in 127.0.0.1:8080, [::1]:8080 or unix:/run/labintake.sock.");
}

// Sets host and loopback.
bool ReadHost(std::string_view text, ListenAddress* address) {
  if (text == "localhost") text = "127.0.0.1";
  address->host = text;
  in_addr four{};
  in6_addr six{};
  if (inet_pton(AF_INET, address->host.c_str(), &four) == 1) {
    address->loopback = (ntohl(four.s_addr) >> 24) == 127;
    return true;
  }
  if (inet_pton(AF_INET6, address->host.c_str(), &six) != 1) return false;
  address->loopback = IN6_IS_ADDR_LOOPBACK(&six);
  return true;
}

}  // namespace

Result<ListenAddress> ParseListenAddress(std::string_view text) {
  ListenAddress address;
  if (text.starts_with("unix:")) {
    address.unix_path = text.substr(5);
    if (address.unix_path.empty() || address.unix_path.size() >= kMaxUnixPath ||
        address.unix_path.find('\0') != std::string::npos) {
      return Unusable();
    }
    return address;
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return Unusable();
  std::string_view host = text.substr(0, colon), port = text.substr(colon + 1);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (bracketed != (host.find(':') != std::string_view::npos) || !ReadHost(host, &address)) return Unusable();
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (error != std::errc{} || end != port.data() + port.size()) return Unusable();
  return address;
}

}  // namespace labintake::review
