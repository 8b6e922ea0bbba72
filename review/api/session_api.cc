// /health, /session, /me: who is signed in.
#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "review/api/routes.h"

namespace labintake::review {
namespace {

Response Health(Call&) { return Json({{"status", "ok"}}); }

std::string Cookie(const Call& call, const std::string& token, bool over) {
  // Behind a proxy that speaks TLS the cookie must not go over anything else. Who lies here harms his own cookie alone.
  const bool secure = call.request.tls || call.request.Header("x-forwarded-proto") == "https";
  return fmt::format("labintake_session={}; Path=/; HttpOnly; SameSite=Strict{}{}", token, secure ? "; Secure" : "",
                     over ? "; Max-Age=0" : "");
}

// Where a sign-in comes from. Behind a proxy on this machine all come from it; its word is taken for the rest, because
// whoever else could lie here could also guess from any number of addresses, and names are counted besides.
std::string AddressOf(const Request& request) {
  constexpr std::size_t kLongest = 64;
  const bool local = request.peer == "unix" || request.peer.starts_with("127.") || request.peer == "::1";
  std::string_view forwarded = local ? request.Header("x-forwarded-for") : "";
  forwarded = forwarded.substr(forwarded.find_last_of(", ") + 1);
  if (forwarded.empty() || forwarded.size() > kLongest) return request.peer;
  return request.peer + " for " + std::string(forwarded);
}

OrderedJson MeJson(const Call& call) {
  OrderedJson can = OrderedJson::array();
  const db::Role role = call.who.role;
  if (Allows(Access::kEntry, role)) can.push_back("decide");
  if (Allows(Access::kEntry, role) && !call.options().inbox.empty()) can.push_back("upload");
  if (Allows(Access::kReading, role)) can.push_back("rows");
  if (Allows(Access::kLead, role)) can.push_back("figures");
  if (Allows(Access::kAdmin, role)) can.insert(can.end(), {"users", "audit"});
  return {{"name", call.who.name},
          {"role", db::ToString(role)},
          {"csrf", call.csrf},
          {"idle_seconds", call.options().idle_seconds},
          {"lease_seconds", call.options().lease_seconds},
          {"can", std::move(can)},
          {"version", call.options().program_version}};
}

Response SignIn(Call& call) {
  JsonInput in(call.request.body);
  const std::string name = in.Text("name", 200), password = in.Text("password", kMaxPassword);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  Shared& shared = call.services.shared;
  const std::string peer = AddressOf(call.request);
  const std::int64_t now = call.options().seconds();
  if (const std::int64_t wait = shared.limiter.Wait(name, peer, now); wait > 0) {
    Response response = Complaint(429, "too-many-tries", "There were too many wrong passwords; wait and try again.");
    response.headers.emplace_back("Retry-After", std::to_string(wait));
    return response;
  }
  auto account = call.services.accounts.Find(name);
  if (!account) return Complaint(account.error());
  const bool known = *account && !(*account)->disabled;
  switch (shared.passwords.Verify(known ? (*account)->password_hash : "", password)) {
    case PasswordVerdict::kBusy: {
      Response response = Complaint(503, "busy", "Many people sign in at this moment; try again.");
      response.headers.emplace_back("Retry-After", "1");
      return response;
    }
    case PasswordVerdict::kWrong: {
      shared.limiter.Failed(name, peer, now);
      // The name may be a password that went into the wrong field: only that of a real person is put on record.
      auto noted =
          call.services.audit.Append({*account ? (*account)->name : "unknown", "sign-in-failed", {}, "", peer});
      if (!noted) return Complaint(noted.error());
      return Complaint(401, "wrong-password", "The name or the password is wrong.");
    }
    case PasswordVerdict::kRight: break;
  }
  shared.limiter.Succeeded(name);
  call.who = **account;
  if (auto noted = call.services.accounts.RecordSignIn(call.who.id, peer); !noted) return Complaint(noted.error());
  const Sessions::Opened opened = shared.sessions.Open(call.who.id, call.who.credentials, now);
  call.csrf = opened.session.csrf;
  Response response = Json(MeJson(call));
  response.headers.emplace_back("Set-Cookie", Cookie(call, opened.token, false));
  return response;
}

Response SignOff(Call& call) {
  if (call.session_token.empty()) return Complaint(422, "unfit", "A token is not signed in; there is nothing to end.");
  call.services.shared.sessions.End(call.session_token);
  if (auto released = call.services.queue.ReleaseAll(call.who); !released) return Complaint(released.error());
  if (auto noted = call.services.audit.Append({call.who.name, "sign-off", {}, "", ""}); !noted) {
    return Complaint(noted.error());
  }
  Response response = NoContent();
  response.headers.emplace_back("Set-Cookie", Cookie(call, "", true));
  return response;
}

Response Me(Call& call) { return Json(MeJson(call)); }

Response ChangePassword(Call& call) {
  JsonInput in(call.request.body);
  const std::string old_one = in.Text("old", kMaxPassword), new_one = in.Text("new", kMaxPassword);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (call.session_token.empty()) return Complaint(403, "no-session", "A token cannot change a password; sign in.");
  Shared& shared = call.services.shared;
  const std::int64_t now = call.options().seconds();
  const std::string peer = AddressOf(call.request);
  if (shared.limiter.Wait(call.who.name, peer, now) > 0) {
    return Complaint(429, "too-many-tries", "There were too many wrong passwords; wait and try again.");
  }
  if (shared.passwords.Verify(call.who.password_hash, old_one) != PasswordVerdict::kRight) {
    shared.limiter.Failed(call.who.name, peer, now);
    return Complaint(403, "wrong-password", "The old password is wrong.");
  }
  if (auto good = CheckNewPassword(call.who.name, new_one); !good) return Complaint(good.error());
  const auto hash = HashPassword(new_one);
  if (!hash) return Complaint(hash.error());
  auto changed = call.services.accounts.Change(call.who.name, {{}, {}, *hash}, call.who.name);
  if (!changed) return Complaint(changed.error());
  // This one goes on under the new number; the person's other sessions have the old one.
  shared.sessions.End(call.session_token);
  const Sessions::Opened opened = shared.sessions.Open(call.who.id, changed->credentials, now);
  call.csrf = opened.session.csrf;
  Response response = Json(MeJson(call));
  response.headers.emplace_back("Set-Cookie", Cookie(call, opened.token, false));
  return response;
}

constexpr std::array kRoutes = {
    Route{Method::kGet, "/health", Access::kOpen, Health},
    Route{Method::kPost, "/session", Access::kOpen, SignIn},
    Route{Method::kDelete, "/session", Access::kAny, SignOff},
    Route{Method::kGet, "/me", Access::kAny, Me, true},
    Route{Method::kPost, "/me/password", Access::kAny, ChangePassword},
};

}  // namespace

std::span<const Route> SessionRoutes() { return kRoutes; }

}  // namespace labintake::review
