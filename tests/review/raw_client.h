// A client that sends exactly the bytes it is told to, also those that no library would.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace labintake::review::testing {

struct RawResponse {
  int status = 0;                              // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  // names in lower case; of several with one name the last
  std::string body;
};

class RawClient {
 public:
  // Fails the test's process when nobody listens.
  explicit RawClient(std::uint16_t port);
  explicit RawClient(const std::string& unix_path);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the server has closed the connection.
  bool Send(std::string_view bytes);
  // The next response, by its Content-Length.
  RawResponse Read();
  // What comes until the server closes.
  std::string ReadAll();

 private:
  bool Fill();

  int fd_ = -1;
  std::string buffer_;
};

// "GET /path HTTP/1.1" and so on, with Host and Content-Length.
std::string HttpText(const std::string& method, const std::string& target, const std::string& headers = "",
                     const std::string& body = "");

}  // namespace labintake::review::testing
