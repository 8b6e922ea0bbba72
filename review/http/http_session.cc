#include "review/http/http_session.h"

#include <algorithm>

namespace labintake::review {
namespace {

namespace http = boost::beast::http;

Method MethodOf(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::kGet;
    case http::verb::post: return Method::kPost;
    case http::verb::put: return Method::kPut;
    case http::verb::patch: return Method::kPatch;
    case http::verb::delete_: return Method::kDelete;
    default: return Method::kOther;
  }
}

std::string LowerCase(boost::beast::string_view text) {
  std::string lower(text.data(), text.size());
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return lower;
}

}  // namespace

Request HeadOf(const http::request_parser<http::string_body>& parser, const std::string& peer, bool tls) {
  const auto& message = parser.get();
  Request head;
  head.method = MethodOf(message.method());
  const std::string target(message.target().data(), message.target().size());
  const std::size_t mark = std::min(target.find('?'), target.size());
  head.path = target.substr(0, mark);
  if (mark < target.size()) head.query = target.substr(mark + 1);
  for (const auto& field : message) {
    head.headers.emplace_back(LowerCase(field.name_string()), std::string(field.value().data(), field.value().size()));
  }
  head.peer = peer;
  head.tls = tls;
  return head;
}

http::response<http::string_body> ToWire(Response response, const Headers& fixed, bool keep_alive) {
  http::response<http::string_body> wire;
  wire.version(11);
  wire.result(static_cast<unsigned>(response.status));
  wire.keep_alive(keep_alive);
  for (const auto& [name, value] : fixed) wire.set(name, value);
  for (const auto& [name, value] : response.headers) wire.set(name, value);
  if (!response.content_type.empty()) wire.set(http::field::content_type, response.content_type);
  wire.body() = std::move(response.body);
  wire.prepare_payload();
  return wire;
}

int StatusOf(const boost::beast::error_code& error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
  if (error == boost::beast::error::timeout) return 0;
  // The library's other errors of this category say that what came is no HTTP.
  const boost::beast::error_code malformed = http::error::bad_method;
  return error.category() == malformed.category() ? 400 : 0;
}

std::chrono::milliseconds Milliseconds(double seconds) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

}  // namespace labintake::review
