// Every route of the API against whoever must not use it, and against what is sent to break it. The routes are those of
// the program: a new one is tested without a word here.
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "review/api/routes.h"
#include "tests/review/api_fixture.h"
#include "tests/review/raw_client.h"

namespace labintake::review::testing {
namespace {

using db::testing::Doc;
using db::testing::DoubtfulRow;
using db::testing::UnreadLine;

constexpr const char* kApi = "/api/v1";

std::string NameOf(Method method) {
  switch (method) {
    case Method::kGet: return "GET";
    case Method::kPost: return "POST";
    case Method::kPut: return "PUT";
    case Method::kPatch: return "PATCH";
    case Method::kDelete: return "DELETE";
    case Method::kOther: return "OTHER";
  }
  return "";
}

class SecurityTest : public ::testing::Test {
 protected:
  SecurityTest() {
    f_.t.Put(Doc({DoubtfulRow("<script>alert(1)</script>", "'; DROP TABLE users; --")}, {UnreadLine("Lead 2?4", 140)}),
             "bytes");
    item_ = f_.Items().at(0);
  }

  // The route with a document 1, a page 1, an item, a user and a token in their places.
  std::string Target(const Route& route, const std::string& part = "") {
    std::string target = kApi;
    std::string_view pattern = route.pattern;
    std::string before;
    while (!pattern.empty()) {
      pattern.remove_prefix(1);
      std::string one(pattern.substr(0, pattern.find('/')));
      pattern.remove_prefix(one.size());
      const std::size_t braces = one.find("{}");
      if (braces != std::string::npos) {
        one.replace(braces, 2, !part.empty() ? part : before == "items" ? item_ : before == "users" ? "Rob" : "1");
      }
      target += "/" + one;
      before = one;
    }
    return target;
  }

  static bool Changes(const Route& route) { return route.method != Method::kGet; }

  Reply Send(ApiClient& client, const Route& route, const std::string& target, const std::string& body,
             Headers headers = {{"content-type", "application/json"}}) {
    return client.Send(route.method, target, body, std::move(headers));
  }

  // Nothing may be taken, and nothing may break.
  static void ExpectRefused(const Reply& reply, const std::string& what) {
    EXPECT_GE(reply.status, 400) << what << " " << reply.body;
    EXPECT_LT(reply.status, 500) << what << " " << reply.body;
    ASSERT_TRUE(reply.json.is_object()) << what;
    EXPECT_TRUE(reply.json["message"].is_string()) << what;
  }

  ApiFixture f_;
  std::string item_;
};

TEST_F(SecurityTest, NobodyGetsInWithoutSigningIn) {
  for (const Route& route : AllRoutes()) {
    if (route.access == Access::kOpen) continue;
    const std::string what = NameOf(route.method) + " " + Target(route);
    ApiClient nobody(f_.app());
    EXPECT_EQ(Send(nobody, route, Target(route), "{}").status, 401) << what;
    nobody.cookie = std::string(64, 'a');
    nobody.csrf = std::string(64, 'a');
    EXPECT_EQ(Send(nobody, route, Target(route), "{}").status, 401) << what;
    ApiClient program(f_.app());
    program.token = "labintake_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    EXPECT_EQ(Send(program, route, Target(route), "{}").status, 401) << what;
  }
}

TEST_F(SecurityTest, OpenRoutesAreThoseThatHaveToBe) {
  std::vector<std::string> open;
  for (const Route& route : AllRoutes()) {
    if (route.access == Access::kOpen) open.push_back(NameOf(route.method) + " " + std::string(route.pattern));
  }
  EXPECT_EQ(open, (std::vector<std::string>{"GET /health", "POST /session"}));
}

TEST_F(SecurityTest, RolesDoWhatTheyMay) {
  std::map<std::string, ApiClient> people;
  for (const char* name : {"Rob", "Ann", "Lea", "Ada"}) people.emplace(name, f_.As(name));
  const std::map<std::string, db::Role> roles = {
      {"Rob", db::Role::kReadOnly}, {"Ann", db::Role::kEntry}, {"Lea", db::Role::kLead}, {"Ada", db::Role::kAdmin}};
  for (const Route& route : AllRoutes()) {
    for (auto& [name, client] : people) {
      const bool may = Allows(route.access, roles.at(name));
      if (may) continue;
      EXPECT_EQ(Send(client, route, Target(route), "{}").status, 403)
          << name << " " << NameOf(route.method) << " " << Target(route);
    }
  }
  EXPECT_FALSE(Allows(Access::kEntry, db::Role::kReadOnly));
  EXPECT_FALSE(Allows(Access::kReading, db::Role::kEntry));
  EXPECT_FALSE(Allows(Access::kLead, db::Role::kEntry));
  EXPECT_FALSE(Allows(Access::kAdmin, db::Role::kLead));
}

TEST_F(SecurityTest, NothingChangesWithoutTheCsrfToken) {
  ApiClient ada = f_.As("Ada"), other = f_.As("Ada");
  ASSERT_NE(ada.csrf, other.csrf);
  for (const std::string& csrf : {std::string(), std::string("wrong"), other.csrf, ada.csrf + "0"}) {
    ApiClient forged = ada;
    forged.csrf = csrf;
    for (const Route& route : AllRoutes()) {
      if (!Changes(route) || route.access == Access::kOpen) continue;
      EXPECT_EQ(Send(forged, route, Target(route), "{}").status, 403) << NameOf(route.method) << " " << Target(route);
    }
  }
  EXPECT_EQ(ada.Get("/api/v1/me").status, 200) << "she is still signed in";
}

TEST_F(SecurityTest, PagesOfOthersChangeNothing) {
  ApiClient ada = f_.As("Ada");
  for (const Headers& from : {Headers{{"sec-fetch-site", "cross-site"}}, Headers{{"sec-fetch-site", "same-site"}},
                              Headers{{"origin", "https://evil.example"}}, Headers{{"origin", "null"}},
                              Headers{{"origin", "http://localhost:8081"}}}) {
    for (const Route& route : AllRoutes()) {
      if (!Changes(route)) continue;
      Headers headers = from;
      headers.emplace_back("content-type", "application/json");
      EXPECT_EQ(Send(ada, route, Target(route), "{}", headers).status, 403)
          << NameOf(route.method) << " " << Target(route);
    }
  }
  Headers own = {
      {"sec-fetch-site", "same-origin"}, {"origin", "http://localhost:8080"}, {"content-type", "application/json"}};
  EXPECT_EQ(ada.Send(Method::kPost, "/api/v1/items/next", "{}", own).status, 200);
}

TEST_F(SecurityTest, BodiesThatAreNoAnswer) {
  ApiClient ada = f_.Program("Ada");
  const std::vector<std::string> bodies = {"null",
                                           "[]",
                                           "\"a\"",
                                           "{",
                                           "{\"a\":",
                                           "\xff\xfe",
                                           "{\"unknown-member\":1}",
                                           std::string(200'000, '['),
                                           "{\"key\":{\"$gt\":\"\"}}",
                                           "{\"key\":\"" + std::string(100'000, 'k') + "\"}",
                                           "<xml/>",
                                           R"({"key":"'; DROP TABLE users; --","action":"accept"})"};
  for (const Route& route : AllRoutes()) {
    if (!Changes(route) || route.method == Method::kDelete) continue;
    // Drafts are whatever object the page keeps.
    const bool draft = route.pattern.ends_with("/draft"),
               upload = route.method == Method::kPost && route.pattern == "/documents";
    if (upload) continue;
    for (const std::string& body : bodies) {
      if (draft && Json::accept(body) && Json::parse(body).is_object()) continue;
      if (route.pattern.ends_with("/claim") ||
          (route.pattern.starts_with("/groups/") && !route.pattern.ends_with("/decide")))
        continue;
      ExpectRefused(Send(ada, route, Target(route), body),
                    NameOf(route.method) + " " + Target(route) + " " + body.substr(0, 40));
    }
    EXPECT_EQ(Send(ada, route, Target(route), "{}", {{"content-type", "text/plain"}}).status, 415) << Target(route);
    EXPECT_EQ(Send(ada, route, Target(route), "a=b", {{"content-type", "application/x-www-form-urlencoded"}}).status,
              415)
        << Target(route);
  }
  EXPECT_EQ(ada.Get("/api/v1/users").json["users"].size(), 6u);
  EXPECT_EQ(f_.Items().size(), 2u) << "nothing was decided";
}

TEST_F(SecurityTest, PathsThatLeadNowhere) {
  ApiClient ada = f_.Program("Ada");
  for (const std::string& part :
       {std::string("'%20OR%201=1%20--"), std::string("%3Cscript%3E"), std::string("..%2F..%2Fetc%2Fpasswd"),
        std::string("%00"), std::string("%2e%2e"), std::string("%ff"), std::string(4000, 'a'), std::string("-1"),
        std::string("999999999999"), std::string("99999999999999999999999999"), std::string("1e3"),
        std::string("%F0%9F%92%A9")}) {
    for (const Route& route : AllRoutes()) {
      if (route.pattern.find("{}") == std::string_view::npos) continue;
      // A list of what nobody has is empty; a draft of a document may be dropped that is none.
      const bool may_be_nothing = route.pattern == "/users/{}/tokens" || route.pattern.ends_with("/draft");
      const Reply reply = Send(ada, route, Target(route, part), "{}");
      EXPECT_LT(reply.status, 500) << Target(route, part);
      EXPECT_TRUE(may_be_nothing || reply.status >= 400)
          << NameOf(route.method) << " " << Target(route, part) << reply.body;
    }
  }
  for (const char* target : {"/api/v1/", "/api/v1", "/api/v1//items", "/api/v1/items/", "/api/v1/../v1/me",
                             "/api/v2/me", "/api", "/api/v1/%69tems/../me", "/API/V1/me"}) {
    EXPECT_EQ(ada.Get(target).status, 404) << target;
  }
}

TEST_F(SecurityTest, QueriesAreValuesAndNoCommands) {
  ApiClient ada = f_.Program("Ada");
  for (const char* name : {"client", "lab", "reason"}) {
    const Reply reply = ada.Get(std::string("/api/v1/items?") + name + "=%27%20OR%20%271%27%3D%271");
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(reply.json["items"].empty()) << name;
  }
  for (const Route& route : AllRoutes()) {
    if (route.method != Method::kGet || route.access == Access::kOpen) continue;
    for (const char* query : {"%", "a=%zz", "a=1&a=2", "a=%00"}) {
      EXPECT_EQ(ada.Get(Target(route) + "?" + query).status, 400) << Target(route) << "?" << query;
    }
  }
}

TEST_F(SecurityTest, OtherMethodsAreTold) {
  ApiClient ada = f_.Program("Ada");
  const Reply reply = ada.Delete("/api/v1/items");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.at("Allow"), "GET");
  EXPECT_EQ(ada.Send(Method::kOther, "/api/v1/items", "", {}).status, 405);
  EXPECT_EQ(ada.Send(Method::kOther, "/", "", {}).status, 405);
}

// Text of a document reaches the browser as JSON, which nothing runs, under a policy that lets no script in.
TEST_F(SecurityTest, ScriptsInNamesStayText) {
  const Reply reply = f_.Program("Ann").Get("/api/v1/items/" + item_);
  EXPECT_EQ(reply.json["fields"]["name"]["machine"], "<script>alert(1)</script>");
  std::map<std::string, std::string> fixed;
  for (const auto& [name, value] : ReviewApp::FixedHeaders()) fixed[name] = value;
  EXPECT_EQ(fixed.at("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(fixed.at("Cache-Control"), "no-store");
  const std::string& policy = fixed.at("Content-Security-Policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none';"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(policy.find('*'), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
}

// The same over the network, where bodies are still to be read.
TEST_F(SecurityTest, BodiesThatAreTooLargeOverTheNetwork) {
  HttpOptions http;
  http.listen = *ParseListenAddress("127.0.0.1:0");
  http.handler_threads = 1;
  http.slow_threads = 0;
  http.headers = ReviewApp::FixedHeaders();
  auto server = *HttpServer::Open(http, f_.app());
  std::thread thread([&] { server->Run(-1); });
  const auto ask = [&](const std::string& bytes) {
    RawClient client(server->port());
    client.Send(bytes);
    return client.Read();
  };
  const std::string megabyte(1 << 20, 'x');
  for (const Route& route : AllRoutes()) {
    if (!Changes(route)) continue;
    const std::string method = NameOf(route.method);
    const std::string head = method + " " + Target(route) + " HTTP/1.1\r\nHost: localhost\r\n";
    const bool upload = route.method == Method::kPost && route.pattern == "/documents";
    const RawResponse stated = ask(head + "Content-Length: 1048577\r\n\r\n");
    EXPECT_EQ(stated.status, upload ? 401 : 413) << head;
    EXPECT_EQ(stated.headers.at("content-security-policy").substr(0, 18), "default-src 'none'");
    const RawResponse chunked =
        ask(head + "Transfer-Encoding: chunked\r\n\r\n100000\r\n" + megabyte + "\r\n1\r\nx\r\n0\r\n\r\n");
    EXPECT_EQ(chunked.status, upload ? 401 : 413) << head;
  }
  EXPECT_EQ(ask("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200);
  server->Stop();
  thread.join();
}

}  // namespace
}  // namespace labintake::review::testing
