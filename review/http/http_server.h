// An HTTP/1.1 server for one application, over TCP, a Unix socket, or TLS. The only code that knows Boost.
//
// Everything a client sends is bounded before it is kept: heads, bodies (also those that come in chunks), time,
// connections, and requests that wait. What exceeds a bound is answered with a status of its own and closed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "model/error.h"
#include "review/http/listen_address.h"
#include "review/http/message.h"

namespace labintake::review {

// What is served. Refuse and Handle run on handler threads, several at a time, each with the number of its thread;
// the others on threads of the network, which they must not hold up. None may throw.
class HttpApplication {
 public:
  virtual ~HttpApplication() = default;

  // How many bytes the body of this request may have. `head` has no body yet.
  virtual std::uint64_t BodyLimit(const Request& head) const = 0;
  // True for what takes long (pictures): it gets threads of its own, so that nothing else waits behind it.
  virtual bool IsSlow(const Request& head) const = 0;
  // Before a body over HttpLimits::small_body is read: the answer to whom it is not read of. nullopt lets it in.
  virtual std::optional<Response> Refuse(const Request& head, int thread) = 0;
  virtual Response Handle(const Request& request, int thread) = 0;
  // The answer to what is no request (400), comes too slowly (408), is too large (413, 431) or too much (503).
  virtual Response Trouble(int status) const = 0;
};

struct HttpLimits {
  std::uint32_t head = 16 << 10;       // bytes of request line and headers
  std::uint64_t small_body = 1 << 20;  // bytes; larger ones are let in one by one
  int large_bodies = 2;                // at a time
  int connections = 512;               // at a time
  int waiting = 256;                   // requests that no handler thread has taken
  double head_seconds = 60;            // also how long an idle connection is kept
  double body_seconds = 30;            // for a small body; a large one gets as much again for each small_body
  double write_seconds = 60;
};

struct HttpOptions {
  ListenAddress listen;
  std::string certificate_file, key_file;  // PEM; both or none. With them, TLS 1.2 and 1.3 only
  int handler_threads = 12;
  int slow_threads = 4;  // their numbers go on behind those of the others
  Headers headers;       // of every response
  HttpLimits limits = {};
};

class HttpServer {
 public:
  // Listens from here on. `application` must outlive the server. Errors: kConfiguration (address, certificate or key
  // unusable), in one sentence.
  static Result<std::unique_ptr<HttpServer>> Open(HttpOptions options, HttpApplication& application);
  virtual ~HttpServer() = default;

  // The port of a TCP address, which the system chose where it was given as 0.
  virtual std::uint16_t port() const = 0;

  // Serves until `stop_fd` is readable (-1: until Stop). Requests that a thread has taken are finished, but their
  // answers may not arrive. Call once.
  virtual void Run(int stop_fd) = 0;
  // Any thread.
  virtual void Stop() = 0;
};

}  // namespace labintake::review
