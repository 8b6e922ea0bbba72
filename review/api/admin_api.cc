// /users, /tokens, /audit: for administrators.
#include <array>

#include "review/api/routes.h"
#include "review/audit_json.h"

namespace labintake::review {
namespace {

OrderedJson ToJson(const db::Account& account) {
  return {{"name", account.name},
          {"role", db::ToString(account.role)},
          {"disabled", account.disabled},
          {"created_at", account.created_at},
          {"last_sign_in", account.last_sign_in}};
}

OrderedJson ToJson(const db::ApiToken& token) {
  return {{"id", token.id},
          {"label", token.label},
          {"user", token.user},
          {"created_at", token.created_at},
          {"expires_at", token.expires_at},
          {"last_used_at", token.last_used_at},
          {"revoked", token.revoked}};
}

db::Role ReadRole(JsonInput& in, const std::string& text) {
  const auto role = db::ParseRole(text);
  if (!role) in.Reject("role has to be entry, lead, admin or read-only.");
  return role.value_or(db::Role::kReadOnly);
}

Response ListUsers(Call& call) {
  const auto accounts = call.services.accounts.List();
  if (!accounts) return Complaint(accounts.error());
  OrderedJson users = OrderedJson::array();
  for (const db::Account& account : *accounts) users.push_back(ToJson(account));
  return Json({{"users", std::move(users)}});
}

Response AddUser(Call& call) {
  JsonInput in(call.request.body);
  const std::string name = in.Text("name", 200), password = in.Text("password", kMaxPassword);
  const db::Role role = ReadRole(in, in.Text("role", 20));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (auto good = CheckNewPassword(name, password); !good) return Complaint(good.error());
  const auto hash = HashPassword(password);
  if (!hash) return Complaint(hash.error());
  const auto account = call.services.accounts.Add(name, role, *hash, call.who.name);
  return account ? Json(ToJson(*account)) : Complaint(account.error());
}

Response ChangeUser(Call& call) {
  JsonInput in(call.request.body);
  db::AccountChange change;
  if (const auto role = in.OptionalText("role", 20)) change.role = ReadRole(in, *role);
  change.disabled = in.OptionalBool("disabled");
  const auto password = in.OptionalText("password", kMaxPassword);
  if (!change.role && !change.disabled && !password) in.Reject("Say what to change: role, disabled or password.");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (password) {
    if (auto good = CheckNewPassword(call.parts[0], *password); !good) return Complaint(good.error());
    auto hash = HashPassword(*password);
    if (!hash) return Complaint(hash.error());
    change.password_hash = *std::move(hash);
  }
  const auto account = call.services.accounts.Change(call.parts[0], change, call.who.name);
  return account ? Json(ToJson(*account)) : Complaint(account.error());
}

Response ListTokens(Call& call) {
  const auto tokens = call.services.accounts.ListTokens(call.parts[0]);
  if (!tokens) return Complaint(tokens.error());
  OrderedJson list = OrderedJson::array();
  for (const db::ApiToken& token : *tokens) list.push_back(ToJson(token));
  return Json({{"tokens", std::move(list)}});
}

Response AddToken(Call& call) {
  JsonInput in(call.request.body);
  const std::string label = in.Text("label", 200);
  const int days = static_cast<int>(in.IntOr("days", 1, 3650, 365));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto made = call.services.accounts.AddToken(call.parts[0], label, days, call.who.name);
  if (!made) return Complaint(made.error());
  OrderedJson json = ToJson(made->token);
  json["token"] = made->text;
  return Json(json);
}

Response RevokeToken(Call& call) {
  const auto id = NumberPart(call.parts[0]);
  if (!id) return Complaint(404, "not-found", "There is no such token.");
  auto revoked = call.services.accounts.RevokeToken(*id, call.who.name);
  return revoked ? NoContent() : Complaint(revoked.error());
}

Response ListAudit(Call& call) {
  QueryInput in(call.query);
  db::AuditFilter filter;
  filter.after = in.IntOr("after", 0, INT64_MAX, 0);
  filter.before = in.OptionalInt("before");
  filter.newest_first = in.OneOf("order", {"oldest", "newest"}) == "newest";
  filter.actor = in.OptionalText("actor", 200);
  filter.document = in.OptionalInt("document");
  const int limit = static_cast<int>(in.IntOr("limit", 1, 200, 50));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto entries = call.services.audit.List(filter, limit);
  if (!entries) return Complaint(entries.error());
  OrderedJson list = OrderedJson::array();
  for (const db::AuditEntry& entry : *entries) list.push_back(review::ToJson(entry));
  return Json({{"entries", std::move(list)}});
}

Response VerifyAudit(Call& call) {
  const auto verdict = call.services.audit.Verify();
  if (!verdict) return Complaint(verdict.error());
  return Json({{"intact", !verdict->first_broken.has_value()},
               {"entries", verdict->entries},
               {"last_hash", verdict->last_hash},
               {"first_broken", verdict->first_broken ? OrderedJson(*verdict->first_broken) : OrderedJson(nullptr)}});
}

constexpr std::array kRoutes = {
    Route{Method::kGet, "/users", Access::kAdmin, ListUsers},
    Route{Method::kPost, "/users", Access::kAdmin, AddUser},
    Route{Method::kPatch, "/users/{}", Access::kAdmin, ChangeUser},
    Route{Method::kGet, "/users/{}/tokens", Access::kAdmin, ListTokens},
    Route{Method::kPost, "/users/{}/tokens", Access::kAdmin, AddToken},
    Route{Method::kDelete, "/tokens/{}", Access::kAdmin, RevokeToken},
    Route{Method::kGet, "/audit", Access::kAdmin, ListAudit},
    Route{Method::kGet, "/audit/verify", Access::kAdmin, VerifyAudit},
};

}  // namespace

std::span<const Route> AdminRoutes() { return kRoutes; }

}  // namespace labintake::review
