#include <gtest/gtest.h>

#include "tests/review/api_fixture.h"

namespace labintake::review::testing {
namespace {

class SessionApiTest : public ::testing::Test {
 protected:
  ApiFixture f_;
};

TEST_F(SessionApiTest, SigningIn) {
  ApiClient client(f_.app());
  const Reply reply = client.SignIn("ann");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.json["name"], "Ann");
  EXPECT_EQ(reply.json["role"], "entry");
  EXPECT_EQ(reply.json["can"], Json({"decide"}));
  EXPECT_EQ(reply.json["idle_seconds"], 900);
  EXPECT_EQ(reply.json["version"], "9.9");
  const std::string set = reply.headers.at("Set-Cookie");
  for (const char* word : {"; HttpOnly", "; SameSite=Strict", "; Path=/"})
    EXPECT_NE(set.find(word), std::string::npos) << set;
  EXPECT_EQ(set.find("Secure"), std::string::npos);
  EXPECT_EQ(client.Get("/api/v1/me").json["csrf"], client.csrf);
}

TEST_F(SessionApiTest, TheCookieIsSecureBehindTls) {
  ApiClient client(f_.app());
  const Reply reply =
      client.Send(Method::kPost, "/api/v1/session", Json{{"name", "Ann"}, {"password", kPassword}}.dump(),
                  {{"content-type", "application/json"}, {"x-forwarded-proto", "https"}});
  EXPECT_NE(reply.headers.at("Set-Cookie").find("; Secure"), std::string::npos);
}

TEST_F(SessionApiTest, WrongPasswordsAndUnknownPeopleGetTheSameAnswer) {
  ApiClient client(f_.app());
  const Reply wrong = client.SignIn("Ann", "wrong password 1");
  const Reply unknown = client.SignIn("Zoe", "wrong password 1");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_EQ(client.Get("/api/v1/me").status, 401);
}

TEST_F(SessionApiTest, GuessersWait) {
  ApiClient client(f_.app());
  for (int i = 0; i < SignInLimiter::kFreeOfName; ++i) EXPECT_EQ(client.SignIn("Ann", "wrong password").status, 401);
  const Reply refused = client.SignIn("Ann");
  EXPECT_EQ(refused.status, 429) << "also with the right one";
  EXPECT_EQ(refused.headers.at("Retry-After"), "2");
  f_.seconds += 2;
  EXPECT_EQ(client.SignIn("Ann").status, 200);
}

// All come from the proxy; one of them guesses.
TEST_F(SessionApiTest, BehindAProxyAGuesserStopsNobodyElse) {
  ApiClient client(f_.app());
  const auto sign_in = [&](const std::string& name, const std::string& password, const std::string& from) {
    return client
        .Send(Method::kPost, "/api/v1/session", Json{{"name", name}, {"password", password}}.dump(),
              {{"content-type", "application/json"}, {"x-forwarded-for", from}})
        .status;
  };
  for (int i = 0; i < SignInLimiter::kFreeOfAddress; ++i) {
    EXPECT_EQ(sign_in("Name " + std::to_string(i), "wrong password", "203.0.113.9"), 401);
  }
  EXPECT_EQ(sign_in("Another", "wrong password", "203.0.113.9"), 429);
  EXPECT_EQ(sign_in("Another", "wrong password", "spoofed, 203.0.113.9"), 429) << "the proxy's word is the last";
  EXPECT_EQ(sign_in("Ann", kPassword, "198.51.100.7"), 200);
}

TEST_F(SessionApiTest, IdleSessionsEnd) {
  ApiClient ann = f_.As("Ann");
  f_.seconds += 800;
  EXPECT_EQ(ann.Get("/api/v1/items").status, 200);
  f_.seconds += 800;
  EXPECT_EQ(ann.Get("/api/v1/me").status, 200);
  EXPECT_EQ(ann.Get("/api/v1/items/counts").status, 200);
  f_.seconds += 100;
  EXPECT_EQ(ann.Get("/api/v1/me").status, 401) << "a page that looks by itself does not keep anybody signed in";
}

TEST_F(SessionApiTest, SigningOff) {
  f_.t.Put(db::testing::Doc({db::testing::DoubtfulRow("Iron", "5")}), "bytes");
  ApiClient ann = f_.As("Ann");
  EXPECT_EQ(ann.Post("/api/v1/items/next", Json::object()).status, 200);
  const Reply reply = ann.Delete("/api/v1/session");
  EXPECT_EQ(reply.status, 204);
  EXPECT_NE(reply.headers.at("Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(ann.Get("/api/v1/me").status, 401);
  EXPECT_EQ(f_.As("Ben").Post("/api/v1/items/next", Json::object()).status, 200) << "what Ann held is free";
}

TEST_F(SessionApiTest, AnAdministratorsChangesEndSessions) {
  ApiClient ann = f_.As("Ann"), ben = f_.As("Ben"), ada = f_.As("Ada");
  EXPECT_EQ(ada.Patch("/api/v1/users/Ann", {{"disabled", true}}).status, 200);
  EXPECT_EQ(ada.Patch("/api/v1/users/Ben", {{"role", "read-only"}}).status, 200);
  EXPECT_EQ(ann.Get("/api/v1/me").status, 401);
  EXPECT_EQ(ben.Get("/api/v1/me").status, 401);
  EXPECT_EQ(ApiClient(f_.app()).SignIn("Ann").status, 401);
  EXPECT_EQ(ApiClient(f_.app()).SignIn("Ben").json["role"], "read-only");
}

TEST_F(SessionApiTest, ChangingOnesPassword) {
  ApiClient here = f_.As("Ann"), there = f_.As("Ann");
  EXPECT_EQ(here.Post("/api/v1/me/password", {{"old", "wrong password"}, {"new", "another long one"}}).status, 403);
  EXPECT_EQ(here.Post("/api/v1/me/password", {{"old", kPassword}, {"new", "short"}}).status, 422);
  const Reply reply = here.Post("/api/v1/me/password", {{"old", kPassword}, {"new", "another long one"}});
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(there.Get("/api/v1/me").status, 401) << "sessions elsewhere end";
  EXPECT_EQ(ApiClient(f_.app()).SignIn("Ann").status, 401);
  EXPECT_EQ(ApiClient(f_.app()).SignIn("Ann", "another long one").status, 200);
}

TEST_F(SessionApiTest, TokensActWithoutACookie) {
  ApiClient ada = f_.As("Ada");
  const Reply made = ada.Post("/api/v1/users/Rob/tokens", {{"label", "dashboard"}, {"days", 10}});
  ASSERT_EQ(made.status, 200);
  ApiClient program(f_.app());
  program.token = made.json["token"];
  EXPECT_EQ(program.Get("/api/v1/me").json["name"], "Rob");
  EXPECT_EQ(program.Get("/api/v1/me").json["csrf"], "");
  const Reply list = ada.Get("/api/v1/users/Rob/tokens");
  EXPECT_EQ(list.body.find(program.token), std::string::npos);
  EXPECT_EQ(ada.Delete("/api/v1/tokens/" + std::to_string(made.json["id"].get<int>())).status, 204);
  EXPECT_EQ(program.Get("/api/v1/me").status, 401);
}

TEST_F(SessionApiTest, EverySignInIsOnRecord) {
  ApiClient(f_.app()).SignIn("secret-typed-as-name", "wrong password");
  ApiClient(f_.app()).SignIn("Ann", "wrong password");
  f_.As("Ann").Delete("/api/v1/session");
  const Reply audit = f_.As("Ada").Get("/api/v1/audit?limit=200");
  EXPECT_EQ(audit.body.find("secret-typed-as-name"), std::string::npos);
  std::vector<std::string> actions;
  for (const Json& entry : audit.json["entries"]) {
    if (entry["action"] != "user-add")
      actions.push_back(entry["actor"].get<std::string>() + " " + entry["action"].get<std::string>());
  }
  EXPECT_EQ(actions, (std::vector<std::string>{"unknown sign-in-failed", "Ann sign-in-failed", "Ann sign-in",
                                               "Ann sign-off", "Ada sign-in"}));
  EXPECT_EQ(f_.As("Ada").Get("/api/v1/audit/verify").json["intact"], true);
}

}  // namespace
}  // namespace labintake::review::testing
