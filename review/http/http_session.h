// One connection: requests and answers in turn. Internal to review/http.
//
// A session lives as long as something of it is pending. Its steps run on the strand of its stream; while a handler
// thread works on the request, nothing else of the session is pending, so that the request needs no lock.
#pragma once

#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "review/http/handler_threads.h"
#include "review/http/http_server.h"

namespace labintake::review {

using PlainStream = boost::beast::basic_stream<boost::asio::generic::stream_protocol>;
using TlsStream = boost::beast::ssl_stream<PlainStream>;

// What the sessions of a server share.
struct SessionHub {
  HttpApplication& application;
  const HttpOptions& options;
  HandlerThreads* handlers = nullptr;
  HandlerThreads* slow = nullptr;
  std::atomic<int> connections{0};
  std::atomic<int> large_bodies{0};
};

// Counts as one of something for as long as it lives.
class Ticket {
 public:
  explicit Ticket(std::atomic<int>& count) : count_(&count) { ++*count_; }
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;
  ~Ticket() { --*count_; }

 private:
  std::atomic<int>* count_;
};

// The parts that do not depend on the stream.
Request HeadOf(const boost::beast::http::request_parser<boost::beast::http::string_body>& parser,
               const std::string& peer, bool tls);
boost::beast::http::response<boost::beast::http::string_body> ToWire(Response response, const Headers& fixed,
                                                                     bool keep_alive);
// The status that says what is wrong with what came; 0 where nobody is left to tell.
int StatusOf(const boost::beast::error_code& error);
std::chrono::milliseconds Milliseconds(double seconds);

template <class Stream>
class HttpSession : public std::enable_shared_from_this<HttpSession<Stream>> {
 public:
  HttpSession(Stream stream, std::string peer, SessionHub& hub)
      : stream_(std::move(stream)), peer_(std::move(peer)), hub_(hub), counted_(hub.connections) {}

  void Begin() {
    boost::asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->Greet(); });
  }

 private:
  using Code = boost::beast::error_code;
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;
  static constexpr std::size_t kBuffer = 64 << 10;
  // After an answer that ends the connection, what still comes is read and dropped for so long and so much: closing at
  // once would make the client's system throw the answer away.
  static constexpr std::size_t kLingerBytes = 4 << 20;
  static constexpr double kLingerSeconds = 2;

  PlainStream& Lowest() { return boost::beast::get_lowest_layer(stream_); }
  void Allow(double seconds) { Lowest().expires_after(Milliseconds(seconds)); }
  const HttpLimits& Limits() const { return hub_.options.limits; }

  void Greet() {
    if constexpr (kTls) {
      Allow(Limits().body_seconds);
      stream_.async_handshake(boost::asio::ssl::stream_base::server, [self = this->shared_from_this()](Code error) {
        if (!error) self->ReadHead();
      });
    } else {
      ReadHead();
    }
  }

  void ReadHead() {
    large_.reset();
    request_ = {};
    parser_.emplace();
    parser_->header_limit(Limits().head);
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());  // set when the head has said what is asked
    Allow(Limits().head_seconds);
    boost::beast::http::async_read_header(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](Code error, std::size_t) { self->OnHead(error); });
  }

  void OnHead(Code error) {
    if (error) return Complain(StatusOf(error));
    request_ = HeadOf(*parser_, peer_, kTls);
    const bool host_missing = parser_->get().version() >= 11 && request_.Header("host").empty();
    if (host_missing || !request_.path.starts_with('/')) return Complain(400);
    const std::uint64_t limit = hub_.application.BodyLimit(request_);
    // The parser compares a stated length while it reads the head, which is over; chunks it counts as they come.
    const auto length = parser_->content_length();
    if (length && *length > limit) return Complain(413);
    parser_->body_limit(limit);
    const bool large = length ? *length > Limits().small_body : parser_->chunked() && limit > Limits().small_body;
    if (!large) return Continue(Limits().body_seconds);
    large_.emplace(hub_.large_bodies);
    if (hub_.large_bodies > Limits().large_bodies) return Complain(503);
    OnHandlerThread(
        [](SessionHub& hub, const Request& head, int thread) { return hub.application.Refuse(head, thread); },
        [](HttpSession& self, std::optional<Response> refused) {
          if (refused) return self.Write(*std::move(refused), false);
          const double parts = static_cast<double>(self.parser_->content_length().value_or(
                                   self.hub_.application.BodyLimit(self.request_))) /
                               static_cast<double>(self.Limits().small_body);
          self.Continue(self.Limits().body_seconds * (1 + parts));
        });
  }

  // Runs `work` on a handler thread and `then` with its result on the strand.
  template <typename Work, typename Then>
  void OnHandlerThread(Work work, Then then) {
    HandlerThreads* const threads = hub_.application.IsSlow(request_) ? hub_.slow : hub_.handlers;
    const bool posted = threads->Post([self = this->shared_from_this(), work, then](int thread) {
      auto result = work(self->hub_, self->request_, thread);
      HttpSession* const session = self.get();
      boost::asio::post(session->stream_.get_executor(),
                        [self, then, result = std::move(result)]() mutable { then(*self, std::move(result)); });
    });
    if (!posted) Complain(503);
  }

  void Continue(double seconds) {
    Allow(seconds);
    if (!boost::beast::iequals(parser_->get()[boost::beast::http::field::expect], "100-continue")) return ReadBody();
    auto go_on = std::make_shared<boost::beast::http::response<boost::beast::http::empty_body>>(
        boost::beast::http::status::continue_, 11);
    boost::beast::http::async_write(stream_, *go_on, [self = this->shared_from_this(), go_on](Code error, std::size_t) {
      if (!error) self->ReadBody();
    });
  }

  void ReadBody() {
    boost::beast::http::async_read(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](Code error, std::size_t) { self->OnRequest(error); });
  }

  void OnRequest(Code error) {
    if (error) return Complain(StatusOf(error));
    request_.body = std::move(parser_->get().body());
    OnHandlerThread(
        [](SessionHub& hub, const Request& request, int thread) { return hub.application.Handle(request, thread); },
        [](HttpSession& self, Response response) {
          self.Write(std::move(response), self.parser_->get().keep_alive());
        });
  }

  void Complain(int status) {
    if (status != 0) Write(hub_.application.Trouble(status), false);
  }

  void Write(Response response, bool keep_alive) {
    wire_ = ToWire(std::move(response), hub_.options.headers, keep_alive);
    Allow(Limits().write_seconds);
    boost::beast::http::async_write(stream_, wire_,
                                    [self = this->shared_from_this(), keep_alive](Code error, std::size_t) {
                                      if (error) return;
                                      self->wire_ = {};
                                      if (keep_alive) return self->ReadHead();
                                      self->End();
                                    });
  }

  void End() {
    Allow(kLingerSeconds);
    if constexpr (kTls) {
      stream_.async_shutdown([self = this->shared_from_this()](Code) {});
    } else {
      Code ignored;
      Lowest().socket().shutdown(boost::asio::socket_base::shutdown_send, ignored);
      Linger(0);
    }
  }

  void Linger(std::size_t dropped) {
    buffer_.clear();
    if (dropped > kLingerBytes) return;
    Lowest().async_read_some(buffer_.prepare(kBuffer / 2),
                             [self = this->shared_from_this(), dropped](Code error, std::size_t n) {
                               if (!error) self->Linger(dropped + n);
                             });
  }

  Stream stream_;
  const std::string peer_;
  SessionHub& hub_;
  const Ticket counted_;
  std::optional<Ticket> large_;
  boost::beast::flat_buffer buffer_{kBuffer};
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  Request request_;
  boost::beast::http::response<boost::beast::http::string_body> wire_;
};

}  // namespace labintake::review
