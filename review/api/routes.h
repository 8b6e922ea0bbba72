// The routes of the API: method, pattern, who may, which handler. docs/review-api/openapi.yaml describes each; a test
// holds the two against each other.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "review/api/call.h"

namespace labintake::review {

enum class Access {
  kOpen,     // anybody, also who is not signed in
  kAny,      // whoever is signed in
  kEntry,    // entry, lead, admin
  kReading,  // all but entry: who keys must not see what is keyed blind
  kLead,     // lead, admin
  kAdmin,
};
bool Allows(Access access, db::Role role);

struct Route {
  Method method;
  // Below /api/v1. A part "{}" stands for any text, "{}.png" for any that ends so.
  std::string_view pattern;
  Access access;
  Response (*handle)(Call& call);
  bool passive = false;  // a page asks by itself; it does not keep a session alive
};

std::span<const Route> SessionRoutes();
std::span<const Route> ItemRoutes();
std::span<const Route> PageRoutes();
std::span<const Route> DocumentRoutes();
std::span<const Route> CatalogRoutes();
std::span<const Route> GroupRoutes();
std::span<const Route> UploadRoutes();
std::span<const Route> AdminRoutes();

// Every route of the API.
const std::vector<Route>& AllRoutes();

struct FoundRoute {
  const Route* route = nullptr;    // nullptr: none fits
  std::vector<std::string> parts;  // of the path, where the pattern has {}
  std::string allowed;             // other methods that this path has: "GET, POST"
};
// `path` is below /api/v1.
FoundRoute FindRoute(Method method, const std::vector<std::string>& path);

}  // namespace labintake::review
