// The description of the API and the program have the same routes.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <set>

#include "review/api/routes.h"

namespace labintake::review {
namespace {

std::string NameOf(Method method) {
  switch (method) {
    case Method::kGet: return "get";
    case Method::kPost: return "post";
    case Method::kPut: return "put";
    case Method::kPatch: return "patch";
    case Method::kDelete: return "delete";
    case Method::kOther: break;
  }
  return "";
}

// "/items/{item}/claim" -> "/items/{}/claim".
std::string Plain(const std::string& path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    if (c == '}') inside = false;
    if (!inside) plain += c;
    if (c == '{') inside = true;
  }
  return plain;
}

std::string RoleOf(Access access) {
  switch (access) {
    case Access::kOpen: return "open";
    case Access::kAny: return "";
    case Access::kEntry: return "entry";
    case Access::kReading:
      return "lead, or a token or person with role read-only; not entry, who must not see what is keyed blind";
    case Access::kLead: return "lead";
    case Access::kAdmin: return "admin";
  }
  return "";
}

TEST(OpenApi, DescribesEveryRouteAndItsRole) {
  const YAML::Node api = YAML::LoadFile(LABINTAKE_SOURCE_DIR "/docs/review-api/openapi.yaml");
  std::set<std::string> described, built;
  for (const auto& path : api["paths"]) {
    for (const auto& operation : path.second) {
      const std::string method = operation.first.Scalar();
      if (method == "parameters") continue;
      const YAML::Node& node = operation.second;
      const bool open = node["security"] && node["security"].size() == 0;
      described.insert(method + " " + Plain(path.first.Scalar()) + " " +
                       (open             ? "open"
                        : node["x-role"] ? node["x-role"].Scalar()
                                         : ""));
      EXPECT_TRUE(node["summary"]) << path.first.Scalar();
      EXPECT_TRUE(node["responses"]) << path.first.Scalar();
    }
  }
  for (const Route& route : AllRoutes()) {
    built.insert(NameOf(route.method) + " " + std::string(route.pattern) + " " + RoleOf(route.access));
  }
  EXPECT_EQ(built, described);
  EXPECT_EQ(built.size(), AllRoutes().size()) << "a route stands twice";
}

}  // namespace
}  // namespace labintake::review
