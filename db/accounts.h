// People who use the review server, and the tokens of programs that act for them.
//
// A password is known here as its hash only, a token as the hash of its text. Every change is in the audit log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/review_database.h"
#include "model/error.h"

namespace labintake::db {

// From least to most, but for what kReadOnly may see: docs/review.md.
enum class Role { kReadOnly, kEntry, kLead, kAdmin };
// "read-only", "entry", "lead", "admin".
const char* ToString(Role role);
std::optional<Role> ParseRole(std::string_view text);

struct Account {
  std::int64_t id = 0;
  std::string name;  // unique, whatever the case of its letters
  Role role = Role::kReadOnly;
  bool disabled = false;
  // Grows with every change of role, password or state. Who signed in under another number is signed in no more.
  std::int64_t credentials = 0;
  std::string created_at, last_sign_in;  // UTC; last_sign_in "" before the first
  std::string password_hash;             // "" where nobody can sign in with a password
};

struct AccountChange {
  std::optional<Role> role;
  std::optional<bool> disabled;
  std::optional<std::string> password_hash;
};

struct ApiToken {
  std::int64_t id = 0;
  std::string user, label;
  std::string created_at, expires_at, last_used_at;  // UTC; last_used_at to the hour, "" before the first use
  bool revoked = false;
};

class Accounts {
 public:
  explicit Accounts(ReviewDatabase& database) : database_(database) {}

  // kArgument: the name is taken, empty, longer than 80 characters, or has control characters. `by` for the audit log.
  Result<Account> Add(const std::string& name, Role role, const std::string& password_hash, const std::string& by);
  Result<std::vector<Account>> List();
  // nullopt where there is none.
  Result<std::optional<Account>> Find(const std::string& name);
  Result<std::optional<Account>> Get(std::int64_t id);
  // kArgument: no such person, or no administrator who may sign in would be left.
  Result<Account> Change(const std::string& name, const AccountChange& change, const std::string& by);
  Result<void> RecordSignIn(std::int64_t id, const std::string& detail);

  // The token's text comes back once, and is kept nowhere. kArgument: no such person, or days are not 1 to 3650.
  struct NewToken {
    ApiToken token;
    std::string text;
  };
  Result<NewToken> AddToken(const std::string& user, const std::string& label, int days, const std::string& by);
  Result<std::vector<ApiToken>> ListTokens(const std::optional<std::string>& user);
  // kArgument: no such token in force.
  Result<void> RevokeToken(std::int64_t id, const std::string& by);
  // For whom the token acts; nullopt where it is unknown, revoked, expired, or its person disabled.
  Result<std::optional<Account>> FindByToken(const std::string& text);

 private:
  ReviewDatabase& database_;
};

}  // namespace labintake::db
