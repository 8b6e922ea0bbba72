// The review server's application over an invented store, asked without a network: people with every role, whose
// password is kPassword, a clock that stands still, and a source of pages that draws nothing.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "db/accounts.h"
#include "review/review_app.h"
#include "tests/db/fake_reports.h"

namespace labintake::review::testing {

using Json = nlohmann::json;

inline constexpr const char* kPassword = "correct horse battery";

class FakePages : public PageSource {
 public:
  Result<std::string> Png(const PageRequest& request, double scale) override;
  Result<ReadPart> Read(const PageRequest& request) override;

  std::vector<std::string> asked;  // "page 1 [x0,y0,x1,y1] x2"
  ReadPart part;
};

struct Reply {
  int status = 0;
  Json json;  // null for an empty body
  std::string body;
  std::map<std::string, std::string> headers;
};

// What a browser or a program keeps between requests.
class ApiClient {
 public:
  explicit ApiClient(ReviewApp& app) : app_(app) {}

  Reply Send(Method method, const std::string& target, const std::string& body, Headers headers);
  Reply Get(const std::string& target) { return Send(Method::kGet, target, "", {}); }
  Reply Post(const std::string& target, const Json& body) { return Change(Method::kPost, target, body); }
  Reply Put(const std::string& target, const Json& body) { return Change(Method::kPut, target, body); }
  Reply Patch(const std::string& target, const Json& body) { return Change(Method::kPatch, target, body); }
  Reply Delete(const std::string& target) { return Send(Method::kDelete, target, "", {}); }

  Reply SignIn(const std::string& name, const std::string& password = kPassword);

  std::string cookie, csrf, token;

 private:
  Reply Change(Method method, const std::string& target, const Json& body);

  ReviewApp& app_;
};

class ApiFixture {
 public:
  ApiFixture();

  // Signed in as one of "Ann", "Ben", "Cem" (entry), "Lea" (lead), "Ada" (admin), "Rob" (read-only).
  ApiClient As(const std::string& name);
  // The same without spending a sign-in: by a token of this person.
  ApiClient Program(const std::string& name);
  // Ids of open items, in the order in which they are given out.
  std::vector<std::string> Items();
  std::string NewKey() { return "test-key-" + std::to_string(++keys_); }

  db::testing::TestStore t;
  std::int64_t seconds = 1'000'000;
  FakePages pages;
  ReviewOptions options;
  // Made at the first use, with `options` as they are then.
  ReviewApp& app();

 private:
  std::unique_ptr<ReviewApp> app_;
  int keys_ = 0;
};

}  // namespace labintake::review::testing
