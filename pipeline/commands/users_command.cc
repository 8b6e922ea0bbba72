#include "pipeline/commands/users_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "db/accounts.h"
#include "db/utc_time.h"
#include "pipeline/cli.h"
#include "pipeline/commands/password_input.h"
#include "pipeline/commands/with_store.h"
#include "review/access/password.h"

namespace labintake::pipeline {
namespace {

constexpr const char* kBy = "command line";
constexpr const char* kUsersHelp =
    "Roles: read-only sees items and rows; entry also answers; lead also sees figures and takes back what others "
    "said;\n"
    "admin also has users and the audit log. Users are never removed, because the log names them; they are disabled.\n"
    "Passwords have 12 characters or more; they are asked for, or read from the first line of stdin.\n\n"
    "Examples:\n"
    "  labintake users add \"Ann Lee\" --role entry --db lab.db\n"
    "  labintake users token dashboard --label \"health dashboard\" --days 90 --db lab.db\n"
    "  labintake users disable \"Ann Lee\" --db lab.db\n\n"
    "Exit codes: 0 done; 1 bad arguments, or no such user; 4 the database cannot be used.";

struct Options {
  std::string db, name, role = "entry", label;
  bool no_password = false;
  int days = 365;
  std::int64_t token = 0;
};
using OptionsPtr = std::shared_ptr<Options>;

// Opens the accounts, runs `work` on them and flushes stdout.
int WithAccounts(const Options& options, const std::function<Result<void>(db::Accounts&)>& work) {
  db::ReviewDatabaseOptions with;
  with.now = db::UtcNow;
  auto database = db::OpenReviewDatabase(options.db, std::move(with));
  if (!database) return Complain(database.error());
  db::Accounts accounts(**database);
  if (auto done = work(accounts); !done) return Complain(done.error());
  return std::cout.flush() ? kDone : kIncomplete;
}

Result<std::string> NewHash(const std::string& name) {
  const auto password = ReadPassword();
  if (!password) return tl::unexpected(password.error());
  if (auto good = review::CheckNewPassword(name, *password); !good) return tl::unexpected(good.error());
  return review::HashPassword(*password);
}

int Add(const Options& options) {
  return WithAccounts(options, [&](db::Accounts& accounts) -> Result<void> {
    // Before a person types a password for nothing.
    auto there = accounts.Find(options.name);
    if (!there) return tl::unexpected(there.error());
    if (*there) return Fail(ErrorCode::kArgument, "There is a user with this name already.");
    std::string hash;
    if (!options.no_password) {
      auto made = NewHash(options.name);
      if (!made) return tl::unexpected(made.error());
      hash = *std::move(made);
    }
    auto added = accounts.Add(options.name, *db::ParseRole(options.role), hash, kBy);
    if (!added) return tl::unexpected(added.error());
    return {};
  });
}

int List(const Options& options) {
  return WithAccounts(options, [&](db::Accounts& accounts) -> Result<void> {
    const auto list = accounts.List();
    if (!list) return tl::unexpected(list.error());
    for (const db::Account& a : *list) {
      std::cout << fmt::format("{:<10} {:<9} {:<21} {}\n", db::ToString(a.role), a.disabled ? "disabled" : "",
                               a.last_sign_in.empty() ? "never signed in" : a.last_sign_in, TerminalText(a.name));
    }
    return {};
  });
}

int Change(const Options& options, const db::AccountChange& change) {
  return WithAccounts(options, [&](db::Accounts& accounts) -> Result<void> {
    auto changed = accounts.Change(options.name, change, kBy);
    if (!changed) return tl::unexpected(changed.error());
    return {};
  });
}

int Disable(const Options& options) { return Change(options, {{}, true, {}}); }
int Enable(const Options& options) { return Change(options, {{}, false, {}}); }
int SetRole(const Options& options) { return Change(options, {db::ParseRole(options.role), {}, {}}); }

int SetPassword(const Options& options) {
  return WithAccounts(options, [&](db::Accounts& accounts) -> Result<void> {
    auto there = accounts.Find(options.name);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return Fail(ErrorCode::kArgument, "There is no user with this name.");
    const auto hash = NewHash(options.name);
    if (!hash) return tl::unexpected(hash.error());
    auto changed = accounts.Change(options.name, {{}, {}, *hash}, kBy);
    if (!changed) return tl::unexpected(changed.error());
    return {};
  });
}

int AddToken(const Options& options) {
  return WithAccounts(options, [&](db::Accounts& accounts) -> Result<void> {
    const auto made = accounts.AddToken(options.name, options.label, options.days, kBy);
    if (!made) return tl::unexpected(made.error());
    std::cout << made->text << '\n';
    std::cerr << fmt::format("labintake: token {} holds until {}; it is shown only now\n", made->token.id,
                             made->token.expires_at);
    return {};
  });
}

int ListTokens(const Options& options) {
  return WithAccounts(options, [&](db::Accounts& accounts) -> Result<void> {
    const auto tokens = accounts.ListTokens(options.name.empty() ? std::nullopt : std::optional(options.name));
    if (!tokens) return tl::unexpected(tokens.error());
    for (const db::ApiToken& t : *tokens) {
      std::cout << fmt::format("{:<5} {:<8} until {} {:<20} {}: {}\n", t.id, t.revoked ? "revoked" : "", t.expires_at,
                               t.last_used_at.empty() ? "never used" : t.last_used_at, TerminalText(t.user),
                               TerminalText(t.label));
    }
    return {};
  });
}

int Revoke(const Options& options) {
  return WithAccounts(options, [&](db::Accounts& accounts) { return accounts.RevokeToken(options.token, kBy); });
}

CLI::App* AddCommand(CLI::App& users, const char* name, const char* what, int* exit_code, const OptionsPtr& options,
                     int (*work)(const Options&)) {
  CLI::App* command = users.add_subcommand(name, what);
  command->add_option("--db", options->db, "The database that process --db made")->required()->type_name("FILE");
  command->footer(kUsersHelp);
  command->callback([=] { *exit_code = work(*options); });
  return command;
}

void AddRole(CLI::App* command, const char* name, const OptionsPtr& options) {
  command->add_option(name, options->role, "entry, lead, admin or read-only")
      ->required()
      ->check(CLI::IsMember({"entry", "lead", "admin", "read-only"}));
}

}  // namespace

void AddUsersCommand(CLI::App& app, int* exit_code) {
  CLI::App* users = app.add_subcommand("users", "Who may use the review server: add, list, disable, password, token");
  users->require_subcommand(1);
  users->footer(kUsersHelp);

  const auto one = [&](const char* name, const char* what, int (*work)(const Options&)) {
    auto options = std::make_shared<Options>();
    CLI::App* command = AddCommand(*users, name, what, exit_code, options, work);
    command->add_option("NAME", options->name, "The user")->required();
    return std::pair{command, options};
  };
  const auto [add, add_options] = one("add", "Add a user", Add);
  AddRole(add, "--role", add_options);
  add->add_flag("--no-password", add_options->no_password, "For programs: signs in with tokens only");
  AddCommand(*users, "list", "List all users", exit_code, std::make_shared<Options>(), List);
  one("disable", "End a user's sessions and tokens, and let nobody sign in", Disable);
  one("enable", "Let a disabled user sign in again", Enable);
  const auto [role, role_options] = one("role", "Give a user another role", SetRole);
  AddRole(role, "ROLE", role_options);
  one("password", "Give a user another password", SetPassword);
  const auto [token, token_options] = one("token", "Make a token with which a program acts as a user", AddToken);
  token->add_option("--label", token_options->label, "What it is for")->required();
  token->add_option("--days", token_options->days, "How long it holds")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  auto options = std::make_shared<Options>();
  AddCommand(*users, "tokens", "List tokens", exit_code, options, ListTokens)
      ->add_option("NAME", options->name, "Of this user only");
  options = std::make_shared<Options>();
  AddCommand(*users, "revoke", "Revoke a token", exit_code, options, Revoke)
      ->add_option("TOKEN", options->token, "Its number, as users tokens prints it")
      ->required();
}

}  // namespace labintake::pipeline
