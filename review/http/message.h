// Requests and responses of the review server, without any type of the HTTP library.
//
// Plain values; any thread may use them. A request may hold patients' results and passwords: nothing of it is logged.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace labintake::review {

enum class Method { kGet, kPost, kPut, kPatch, kDelete, kOther };

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::kOther;
  std::string path;   // as sent, up to the question mark; percent signs are not decoded
  std::string query;  // behind the question mark
  Headers headers;    // names in lower case; a repeated one stands more than once
  std::string body;
  std::string peer;  // address that the connection comes from; "unix" for a Unix socket
  bool tls = false;

  // The only value of a header; "" where there is none, and where it is given more than once: nobody can say which
  // holds.
  std::string_view Header(std::string_view lower_case_name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  // "" for an empty body
  std::string body;
  Headers headers = {};  // beside those that every response has
};

}  // namespace labintake::review
