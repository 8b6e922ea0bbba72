#include "tests/review/api_fixture.h"

#include <fmt/format.h>

namespace labintake::review::testing {

using db::testing::Must;

Result<std::string> FakePages::Png(const PageRequest& request, double scale) {
  if (request.page > 1) return Fail(ErrorCode::kNotFound, "The document has no such page.");
  const Box& b = request.part;
  asked.push_back(fmt::format("page {} [{},{},{},{}] x{}", request.page, b.x0, b.y0, b.x1, b.y1, scale));
  if (auto bytes = request.load(); !bytes) return bytes;
  return "\x89PNG picture " + asked.back();
}

Result<ReadPart> FakePages::Read(const PageRequest& request) {
  if (auto bytes = request.load(); !bytes) return tl::unexpected(bytes.error());
  return part;
}

Reply ApiClient::Send(Method method, const std::string& target, const std::string& body, Headers headers) {
  Request request;
  request.method = method;
  request.path = target.substr(0, target.find('?'));
  if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
  request.body = body;
  request.peer = "127.0.0.1";
  request.headers = std::move(headers);
  request.headers.emplace_back("host", "localhost:8080");
  if (!cookie.empty()) request.headers.emplace_back("cookie", "other=1; labintake_session=" + cookie);
  if (!csrf.empty()) request.headers.emplace_back("x-csrf-token", csrf);
  if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + token);
  const Response response = app_.Handle(request, 0);
  Reply reply{response.status, nullptr, response.body, {}};
  for (const auto& [name, value] : response.headers) reply.headers[name] = value;
  if (response.content_type == "application/json") reply.json = Json::parse(response.body);
  return reply;
}

Reply ApiClient::Change(Method method, const std::string& target, const Json& body) {
  return Send(method, target, body.dump(), {{"content-type", "application/json"}});
}

Reply ApiClient::SignIn(const std::string& name, const std::string& password) {
  const Reply reply = Post("/api/v1/session", {{"name", name}, {"password", password}});
  if (reply.status != 200) return reply;
  csrf = reply.json["csrf"];
  const std::string set = reply.headers.at("Set-Cookie");
  const std::size_t begin = set.find('=') + 1;
  cookie = set.substr(begin, set.find(';') - begin);
  return reply;
}

ApiFixture::ApiFixture() {
  options.database = t.path;
  options.program_version = "9.9";
  options.now = [this] { return t.now; };
  options.seconds = [this] { return seconds; };
  options.interval = [](int count, int of) {
    return of == 0 ? ShareInterval{} : ShareInterval{0, 1.0 * (count + 1) / of};
  };
  options.pages = &pages;
  // One hash for all: each costs a tenth of a second.
  static const std::string hash = Must(HashPassword(kPassword));
  db::ReviewDatabaseOptions with;
  with.now = options.now;
  const auto database = Must(db::OpenReviewDatabase(t.path, std::move(with)));
  for (const auto& [name, role] : {std::pair<const char*, db::Role>{"Ann", db::Role::kEntry},
                                   {"Ben", db::Role::kEntry},
                                   {"Cem", db::Role::kEntry},
                                   {"Lea", db::Role::kLead},
                                   {"Ada", db::Role::kAdmin},
                                   {"Rob", db::Role::kReadOnly}}) {
    Must(db::Accounts(*database).Add(name, role, hash, "test"));
  }
}

ReviewApp& ApiFixture::app() {
  if (!app_) app_ = Must(ReviewApp::Open(options, 1));
  return *app_;
}

ApiClient ApiFixture::As(const std::string& name) {
  ApiClient client(app());
  if (client.SignIn(name).status != 200) abort();
  return client;
}

ApiClient ApiFixture::Program(const std::string& name) {
  db::ReviewDatabaseOptions with;
  with.now = options.now;
  const auto database = Must(db::OpenReviewDatabase(t.path, std::move(with)));
  ApiClient client(app());
  client.token = Must(db::Accounts(*database).AddToken(name, "test", 30, "test")).text;
  return client;
}

std::vector<std::string> ApiFixture::Items() {
  std::vector<std::string> items;
  const Reply reply = Program("Rob").Get("/api/v1/items?limit=200");
  for (const Json& item : reply.json["items"]) items.push_back(item["item"]);
  return items;
}

}  // namespace labintake::review::testing
