#include "review/api/routes.h"

#include <algorithm>

namespace labintake::review {
namespace {

constexpr std::string_view kAnyPart = "{}", kAnyPng = "{}.png", kPng = ".png";

const char* NameOf(Method method) {
  switch (method) {
    case Method::kGet: return "GET";
    case Method::kPost: return "POST";
    case Method::kPut: return "PUT";
    case Method::kPatch: return "PATCH";
    case Method::kDelete: return "DELETE";
    case Method::kOther: break;
  }
  return "";
}

bool Fits(std::string_view pattern, const std::vector<std::string>& path, std::vector<std::string>* parts) {
  parts->clear();
  std::size_t i = 0;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);  // '/'
    const std::string_view part = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(part.size());
    if (i == path.size()) return false;
    const std::string& given = path[i++];
    if (part == kAnyPart) {
      parts->push_back(given);
    } else if (part == kAnyPng && given.size() > kPng.size() && given.ends_with(kPng)) {
      parts->push_back(given.substr(0, given.size() - kPng.size()));
    } else if (part != given) {
      return false;
    }
  }
  return i == path.size();
}

}  // namespace

bool Allows(Access access, db::Role role) {
  switch (access) {
    case Access::kOpen:
    case Access::kAny: return true;
    case Access::kEntry: return role >= db::Role::kEntry;
    case Access::kReading: return role != db::Role::kEntry;
    case Access::kLead: return role >= db::Role::kLead;
    case Access::kAdmin: return role == db::Role::kAdmin;
  }
  return false;
}

const std::vector<Route>& AllRoutes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> routes;
    for (const auto part : {SessionRoutes(), ItemRoutes(), PageRoutes(), DocumentRoutes(), CatalogRoutes(),
                            GroupRoutes(), UploadRoutes(), AdminRoutes()}) {
      routes.insert(routes.end(), part.begin(), part.end());
    }
    return routes;
  }();
  return all;
}

FoundRoute FindRoute(Method method, const std::vector<std::string>& path) {
  FoundRoute found;
  std::vector<std::string> parts;
  // A word in a pattern comes before a {} in the same place: /items/next is no item.
  std::size_t fewest = SIZE_MAX;
  for (const Route& route : AllRoutes()) {
    if (!Fits(route.pattern, path, &parts)) continue;
    if (route.method != method) {
      found.allowed += std::string(found.allowed.empty() ? "" : ", ") + NameOf(route.method);
    } else if (parts.size() < fewest) {
      fewest = parts.size();
      found.route = &route;
      found.parts = parts;
    }
  }
  return found;
}

}  // namespace labintake::review
