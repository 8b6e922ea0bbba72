#include "db/accounts.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "db/audit_log.h"
#include "db/digest.h"
#include "db/review_transaction.h"
#include "db/utc_time.h"

namespace labintake::db {
namespace {

constexpr std::size_t kMaxName = 80;
constexpr std::int64_t kSecondsADay = 86'400;

constexpr const char* kColumns =
    "SELECT id, name, role, disabled, credentials, created_at, last_sign_in, password FROM users ";

Account ReadAccount(SQLite::Statement& statement) {
  RowReader r(statement);
  Account account;
  account.id = r.Int64();
  account.name = r.Text();
  account.role = ParseRole(r.Text()).value_or(Role::kReadOnly);
  account.disabled = r.Int() != 0;
  account.credentials = r.Int64();
  account.created_at = r.Text();
  account.last_sign_in = r.Text();
  account.password_hash = r.Text();
  return account;
}

template <typename Key>
std::optional<Account> FindBy(SQLite::Database& database, const char* where, const Key& key) {
  SQLite::Statement statement(database, std::string(kColumns) + where);
  Binder(statement) << key;
  if (!statement.executeStep()) return std::nullopt;
  return ReadAccount(statement);
}

std::optional<Account> FindByName(SQLite::Database& database, const std::string& name) {
  return FindBy(database, "WHERE name = ?", name);
}

bool FitsAsName(const std::string& name) {
  return !name.empty() && name.size() <= kMaxName && name.find_first_not_of(' ') != std::string::npos &&
         name.front() != ' ' && name.back() != ' ' && std::none_of(name.begin(), name.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
         });
}

tl::unexpected<Error> NoSuchPerson() { return Fail(ErrorCode::kArgument, "There is no user with this name."); }

bool AnyAdmin(SQLite::Database& database) {
  SQLite::Statement find(database, "SELECT 1 FROM users WHERE role = 'admin' AND disabled = 0");
  return find.executeStep();
}

ApiToken ReadToken(RowReader& r) {
  ApiToken token;
  token.id = r.Int64();
  token.user = r.Text();
  token.label = r.Text();
  token.created_at = r.Text();
  token.expires_at = r.Text();
  token.last_used_at = r.Text();
  token.revoked = !r.Text().empty();
  return token;
}

// 32 random bytes; the prefix lets scanners for leaked secrets know what it is.
std::string RandomToken() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // its terminating zero
  return "labintake_" + text;
}

}  // namespace

const char* ToString(Role role) {
  switch (role) {
    case Role::kReadOnly: return "read-only";
    case Role::kEntry: return "entry";
    case Role::kLead: return "lead";
    case Role::kAdmin: return "admin";
  }
  return "";
}

std::optional<Role> ParseRole(std::string_view text) {
  for (const Role role : {Role::kReadOnly, Role::kEntry, Role::kLead, Role::kAdmin}) {
    if (text == ToString(role)) return role;
  }
  return std::nullopt;
}

Result<Account> Accounts::Add(const std::string& name, Role role, const std::string& password_hash,
                              const std::string& by) {
  if (!FitsAsName(name)) {
    return Fail(ErrorCode::kArgument,
                "A user's name has 1 to 80 bytes, no control characters, and no space at its beginning or end.");
  }
  return database_.Write([&]() -> Result<Account> {
    if (FindByName(database_.sql(), name)) return Fail(ErrorCode::kArgument, "There is a user with this name already.");
    SQLite::Statement insert(database_.sql(),
                             "INSERT INTO users (name, role, password, credentials, disabled, created_at, last_sign_in)"
                             " VALUES (?,?,?,1,0,?,'')");
    Binder(insert) << name << ToString(role) << password_hash << database_.Now();
    insert.exec();
    AppendAudit(database_, {by, "user-add", {}, "", fmt::format("{}, {}", name, ToString(role))});
    return *FindByName(database_.sql(), name);
  });
}

Result<std::vector<Account>> Accounts::List() {
  return database_.Read([&]() -> Result<std::vector<Account>> {
    SQLite::Statement statement(database_.sql(), std::string(kColumns) + "ORDER BY name");
    std::vector<Account> accounts;
    while (statement.executeStep()) accounts.push_back(ReadAccount(statement));
    return accounts;
  });
}

Result<std::optional<Account>> Accounts::Find(const std::string& name) {
  return database_.Read([&]() -> Result<std::optional<Account>> { return FindByName(database_.sql(), name); });
}

Result<std::optional<Account>> Accounts::Get(std::int64_t id) {
  return database_.Read(
      [&]() -> Result<std::optional<Account>> { return FindBy(database_.sql(), "WHERE id = ?", id); });
}

Result<Account> Accounts::Change(const std::string& name, const AccountChange& change, const std::string& by) {
  return database_.Write([&]() -> Result<Account> {
    std::optional<Account> account = FindByName(database_.sql(), name);
    if (!account) return NoSuchPerson();
    std::string what = account->name;
    if (change.role) what += fmt::format(", role {}", ToString(*change.role));
    if (change.disabled) what += *change.disabled ? ", disabled" : ", enabled";
    if (change.password_hash) what += ", password";
    SQLite::Statement update(database_.sql(),
                             "UPDATE users SET role = ?, disabled = ?, password = ?, credentials = credentials + 1"
                             " WHERE id = ?");
    Binder(update) << ToString(change.role.value_or(account->role)) << change.disabled.value_or(account->disabled)
                   << change.password_hash.value_or(account->password_hash) << account->id;
    update.exec();
    if (account->role == Role::kAdmin && !account->disabled && !AnyAdmin(database_.sql())) {
      return Fail(ErrorCode::kArgument, "This is the only administrator; make another one first.");
    }
    AppendAudit(database_, {by, "user-change", {}, "", what});
    return *FindByName(database_.sql(), name);
  });
}

Result<void> Accounts::RecordSignIn(std::int64_t id, const std::string& detail) {
  return database_.Write([&]() -> Result<void> {
    const std::optional<Account> account = FindBy(database_.sql(), "WHERE id = ?", id);
    if (!account) return NoSuchPerson();
    SQLite::Statement update(database_.sql(), "UPDATE users SET last_sign_in = ? WHERE id = ?");
    Binder(update) << database_.Now() << id;
    update.exec();
    AppendAudit(database_, {account->name, "sign-in", {}, "", detail});
    return {};
  });
}

Result<Accounts::NewToken> Accounts::AddToken(const std::string& user, const std::string& label, int days,
                                              const std::string& by) {
  if (!FitsAsName(label)) {
    return Fail(ErrorCode::kArgument, "A token needs a label of 1 to 80 bytes that says what it is for.");
  }
  if (days < 1 || days > 3650) return Fail(ErrorCode::kArgument, "A token holds for 1 to 3650 days.");
  return database_.Write([&]() -> Result<NewToken> {
    const std::optional<Account> account = FindByName(database_.sql(), user);
    if (!account) return NoSuchPerson();
    NewToken made;
    made.text = RandomToken();
    made.token.user = account->name;
    made.token.label = label;
    made.token.created_at = database_.Now();
    made.token.expires_at = UtcAfter(made.token.created_at, days * kSecondsADay);
    SQLite::Statement insert(database_.sql(),
                             "INSERT INTO api_tokens (user_id, label, hash, created_at, expires_at, last_used_at,"
                             " revoked_at) VALUES (?,?,?,?,?,'','')");
    Binder(insert) << account->id << label << Sha256Hex(made.text) << made.token.created_at << made.token.expires_at;
    insert.exec();
    made.token.id = database_.sql().getLastInsertRowid();
    AppendAudit(database_, {by, "token-add", {}, "", fmt::format("{}, token {}", account->name, made.token.id)});
    return made;
  });
}

Result<std::vector<ApiToken>> Accounts::ListTokens(const std::optional<std::string>& user) {
  return database_.Read([&]() -> Result<std::vector<ApiToken>> {
    std::string sql =
        "SELECT t.id, u.name, t.label, t.created_at, t.expires_at, t.last_used_at, t.revoked_at FROM api_tokens t"
        " JOIN users u ON u.id = t.user_id";
    if (user) sql += " WHERE u.name = ?";
    SQLite::Statement statement(database_.sql(), sql + " ORDER BY t.id");
    if (user) Binder(statement) << *user;
    std::vector<ApiToken> tokens;
    while (statement.executeStep()) {
      RowReader r(statement);
      tokens.push_back(ReadToken(r));
    }
    return tokens;
  });
}

Result<void> Accounts::RevokeToken(std::int64_t id, const std::string& by) {
  return database_.Write([&]() -> Result<void> {
    SQLite::Statement update(database_.sql(), "UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND revoked_at = ''");
    Binder(update) << database_.Now() << id;
    if (update.exec() == 0) return Fail(ErrorCode::kArgument, "There is no token in force with this number.");
    AppendAudit(database_, {by, "token-revoke", {}, "", fmt::format("token {}", id)});
    return {};
  });
}

Result<std::optional<Account>> Accounts::FindByToken(const std::string& text) {
  const std::string hash = Sha256Hex(text);
  std::int64_t token = 0;
  bool stale = false;
  auto found = database_.Read([&]() -> Result<std::optional<Account>> {
    SQLite::Statement statement(database_.sql(),
                                "SELECT id, user_id, last_used_at FROM api_tokens"
                                " WHERE hash = ? AND revoked_at = '' AND expires_at > ?");
    Binder(statement) << hash << database_.Now();
    if (!statement.executeStep()) return std::optional<Account>();
    RowReader r(statement);
    token = r.Int64();
    std::optional<Account> account = FindBy(database_.sql(), "WHERE id = ?", r.Int64());
    // A write for each request of a program would cost more than the requests.
    stale = r.Text().substr(0, 13) != database_.Now().substr(0, 13);
    if (account && account->disabled) account.reset();
    return account;
  });
  if (found && *found && stale) {
    auto noted = database_.Write([&]() -> Result<void> {
      SQLite::Statement update(database_.sql(), "UPDATE api_tokens SET last_used_at = ? WHERE id = ?");
      Binder(update) << database_.Now() << token;
      update.exec();
      return {};
    });
    if (!noted) return tl::unexpected(noted.error());
  }
  return found;
}

}  // namespace labintake::db
