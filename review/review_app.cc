#include "review/review_app.h"

#include <sodium.h>

#include <algorithm>
#include <exception>

#include "review/api/routes.h"
#include "review/pages.h"

namespace labintake::review {
namespace {

constexpr std::string_view kApi = "/api/v1/";
constexpr std::string_view kUpload = "/api/v1/documents";
constexpr std::uint64_t kBody = 1 << 20;

bool IsApi(const Request& request) { return request.path.starts_with(kApi); }

bool IsUpload(const Request& request) { return request.method == Method::kPost && request.path == kUpload; }

std::string CookieValue(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    std::string_view one = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), one.size() + 1));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') {
      return std::string(one.substr(name.size() + 1));
    }
  }
  return "";
}

// False for a request that another site's page made a browser send. Programs that are no browsers send neither header.
bool FromOwnPage(const Request& request) {
  const std::string_view site = request.Header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string_view origin = request.Header("origin");
  if (origin.empty()) return true;
  const std::size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && origin.substr(scheme + 3) == request.Header("host");
}

bool SameSecret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool IsJson(std::string_view content_type) {
  return content_type == "application/json" || content_type.starts_with("application/json;");
}

std::optional<std::vector<std::string>> ApiPath(const Request& request) {
  return PathParts(std::string_view(request.path).substr(kApi.size() - 1));
}

// what() may quote a document.
Response InternalError() {
  return Complaint(500, "internal", "The server could not do this because of an error in it; try again.");
}

Response NotThere() { return Complaint(404, "not-found", "There is no such address; see the list of routes."); }

}  // namespace

Result<std::unique_ptr<ReviewApp>> ReviewApp::Open(ReviewOptions options, int threads) {
  std::unique_ptr<ReviewApp> app(new ReviewApp(std::move(options)));
  for (int i = 0; i < threads; ++i) {
    auto services = Services::Open(app->shared_);
    if (!services) return tl::unexpected(services.error());
    app->services_.push_back(*std::move(services));
  }
  auto people = app->services_.front()->accounts.List();
  if (!people) return tl::unexpected(people.error());
  if (std::none_of(people->begin(), people->end(), [](const db::Account& a) { return !a.disabled; })) {
    return Fail(ErrorCode::kConfiguration,
                "Nobody may sign in to this database; make a user with labintake users add.");
  }
  return app;
}

Headers ReviewApp::FixedHeaders() {
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
           "font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
          {"Cache-Control", "no-store"}};
}

std::uint64_t ReviewApp::BodyLimit(const Request& head) const {
  return IsUpload(head) ? std::max(kBody, shared_.options.max_upload) : kBody;
}

bool ReviewApp::IsSlow(const Request& head) const {
  return IsApi(head) && (head.path.ends_with(".png") || head.path.ends_with("/read"));
}

std::optional<Response> ReviewApp::Refuse(const Request& head, int thread) try {
  if (!IsApi(head)) return NotThere();
  Call call{head, *services_[static_cast<std::size_t>(thread)], {}, {}, {}, "", ""};
  const auto path = ApiPath(head);
  const FoundRoute found = path ? FindRoute(head.method, *path) : FoundRoute{};
  if (found.route == nullptr) return NotThere();
  return Admit(call, *found.route);
} catch (const std::exception&) {
  return InternalError();
}

Response ReviewApp::Handle(const Request& request, int thread) {
  try {
    return Answer(request, *services_[static_cast<std::size_t>(thread)]);
  } catch (const std::exception&) {
    return InternalError();
  }
}

Response ReviewApp::Answer(const Request& request, Services& services) {
  if (!IsApi(request)) return PageFor(request);
  const auto path = ApiPath(request);
  if (!path) return NotThere();
  FoundRoute found = FindRoute(request.method, *path);
  if (found.route == nullptr) {
    if (found.allowed.empty()) return NotThere();
    Response response = Complaint(405, "method", "This address takes other methods.");
    response.headers.emplace_back("Allow", found.allowed);
    return response;
  }
  auto query = ParseQuery(request.query);
  if (!query) return BadRequest("The address has parameters that cannot be read, or one twice.");
  Call call{request, services, std::move(found.parts), *std::move(query), {}, "", ""};
  if (auto refused = Admit(call, *found.route)) return *std::move(refused);
  const bool has_json = request.method != Method::kGet && !IsUpload(request) && !request.body.empty();
  if (has_json && !IsJson(request.Header("content-type"))) {
    return Complaint(415, "not-json", "The body has to be JSON, with Content-Type: application/json.");
  }
  return found.route->handle(call);
}

std::optional<Response> ReviewApp::Admit(Call& call, const Route& route) {
  const bool changes = call.request.method != Method::kGet;
  const bool by_token = call.request.Header("authorization").starts_with("Bearer ");
  if (changes && !by_token && !FromOwnPage(call.request)) {
    return Complaint(403, "other-site", "This request comes from another site's page.");
  }
  if (route.access == Access::kOpen) return std::nullopt;
  if (auto unknown = Identify(call, route.passive)) return unknown;
  if (changes && !by_token && !SameSecret(call.request.Header("x-csrf-token"), call.csrf)) {
    return Complaint(403, "csrf", "The header X-CSRF-Token is missing or not that of this session; see GET /me.");
  }
  if (!Allows(route.access, call.who.role)) {
    return Complaint(403, "role", "Your role does not allow this; ask whoever runs the server.");
  }
  return std::nullopt;
}

std::optional<Response> ReviewApp::Identify(Call& call, bool passive) {
  const auto signed_out = [] { return Complaint(401, "signed-out", "You are not signed in, or were signed off."); };
  const std::string_view authorization = call.request.Header("authorization");
  if (authorization.starts_with("Bearer ")) {
    auto account = call.services.accounts.FindByToken(std::string(authorization.substr(7)));
    if (!account) return Complaint(account.error());
    if (!*account) return Complaint(401, "token", "This token is unknown, revoked, or has run out.");
    call.who = **std::move(account);
    return std::nullopt;
  }
  const std::string token = CookieValue(call.request.Header("cookie"), "labintake_session");
  if (token.empty()) return signed_out();
  const auto session = shared_.sessions.Find(token, !passive, shared_.options.seconds());
  if (!session) return signed_out();
  auto account = call.services.accounts.Get(session->user);
  if (!account) return Complaint(account.error());
  if (!*account || (*account)->disabled || (*account)->credentials != session->credentials) {
    shared_.sessions.End(token);
    return signed_out();
  }
  call.who = **std::move(account);
  call.session_token = token;
  call.csrf = session->csrf;
  return std::nullopt;
}

Response ReviewApp::Trouble(int status) const {
  switch (status) {
    case 400: return BadRequest("This is no HTTP request that can be understood.");
    case 413: return Complaint(413, "too-large", "The body is larger than this address takes.");
    case 431: return Complaint(431, "head-too-large", "The address or the headers are too long.");
    default: {
      Response response = Complaint(503, "busy", "The server has too much to do at this moment; try again.");
      response.headers.emplace_back("Retry-After", "2");
      return response;
    }
  }
}

}  // namespace labintake::review
