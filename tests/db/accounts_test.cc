#include "db/accounts.h"

#include <gtest/gtest.h>

#include "db/audit_log.h"
#include "db/review_transaction.h"
#include "tests/db/review_fixture.h"

namespace labintake::db::testing {
namespace {

class AccountsTest : public ::testing::Test {
 protected:
  ReviewFixture f_;
  Accounts accounts_{*f_.database};
};

TEST_F(AccountsTest, NamesAreUniqueWhateverTheirLetters) {
  const auto again = accounts_.Add("aNN", Role::kEntry, "hash", "test");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kArgument);
  EXPECT_EQ(Must(accounts_.Find("ann"))->name, "Ann");
  EXPECT_EQ(Must(accounts_.Find("nobody")), std::nullopt);
}

TEST_F(AccountsTest, WhatIsNoName) {
  for (const std::string& name : {std::string(), std::string(" "), std::string(" a"), std::string("a "),
                                  std::string("a\nb"), std::string(81, 'a'), std::string("a\x7f")}) {
    EXPECT_FALSE(accounts_.Add(name, Role::kEntry, "hash", "test")) << name;
  }
  EXPECT_TRUE(accounts_.Add("<script>alert(1)</script>'; DROP TABLE users; --", Role::kEntry, "hash", "test"));
  EXPECT_EQ(Must(accounts_.List()).size(), 7u);
}

TEST_F(AccountsTest, EveryChangeEndsSessions) {
  const std::int64_t before = f_.Person("Ann").credentials;
  EXPECT_EQ(Must(accounts_.Change("ann", {Role::kLead, {}, {}}, "Ada")).credentials, before + 1);
  EXPECT_EQ(Must(accounts_.Change("ann", {{}, true, {}}, "Ada")).credentials, before + 2);
  const Account last = Must(accounts_.Change("ann", {{}, {}, "new hash"}, "Ada"));
  EXPECT_EQ(last.credentials, before + 3);
  EXPECT_EQ(last.role, Role::kLead);
  EXPECT_TRUE(last.disabled);
  EXPECT_EQ(last.password_hash, "new hash");
  EXPECT_FALSE(accounts_.Change("nobody", {}, "Ada"));
}

TEST_F(AccountsTest, AnAdministratorIsLeft) {
  EXPECT_FALSE(accounts_.Change("Ada", {Role::kLead, {}, {}}, "Ada"));
  EXPECT_FALSE(accounts_.Change("Ada", {{}, true, {}}, "Ada"));
  EXPECT_EQ(Must(accounts_.Find("Ada"))->role, Role::kAdmin) << "a refused change leaves nothing behind";
  EXPECT_EQ(Must(accounts_.Find("Ada"))->credentials, f_.Person("Ada").credentials);
  Must(accounts_.Change("Lea", {Role::kAdmin, {}, {}}, "Ada"));
  EXPECT_TRUE(accounts_.Change("Ada", {{}, true, {}}, "Lea"));
}

TEST_F(AccountsTest, UsersAreKept) {
  EXPECT_THROW(f_.database->sql().exec("DELETE FROM users WHERE name = 'Rob'"), SQLite::Exception);
}

TEST_F(AccountsTest, ATokenActsForItsPerson) {
  const auto made = Must(accounts_.AddToken("ann", "dashboard", 30, "Ada"));
  EXPECT_EQ(made.token.user, "Ann");
  EXPECT_EQ(made.token.expires_at, "2024-05-31T08:00:00Z");
  EXPECT_EQ(Must(accounts_.FindByToken(made.text))->name, "Ann");
  EXPECT_EQ(Must(accounts_.FindByToken(made.text + "x")), std::nullopt);
  EXPECT_EQ(Must(accounts_.FindByToken("")), std::nullopt);
  const auto tokens = Must(accounts_.ListTokens("Ann"));
  ASSERT_EQ(tokens.size(), 1u);
  EXPECT_EQ(tokens[0].last_used_at, f_.t.now);
  EXPECT_TRUE(Must(accounts_.ListTokens("Ben")).empty());
}

TEST_F(AccountsTest, ATokenEnds) {
  const auto revoked = Must(accounts_.AddToken("Ann", "one", 30, "Ada"));
  const auto expired = Must(accounts_.AddToken("Ann", "two", 1, "Ada"));
  const auto disabled = Must(accounts_.AddToken("Ben", "three", 30, "Ada"));
  EXPECT_TRUE(accounts_.RevokeToken(revoked.token.id, "Ada"));
  EXPECT_FALSE(accounts_.RevokeToken(revoked.token.id, "Ada"));
  EXPECT_EQ(Must(accounts_.FindByToken(revoked.text)), std::nullopt);
  f_.t.now = "2024-05-02T07:59:59Z";
  EXPECT_NE(Must(accounts_.FindByToken(expired.text)), std::nullopt);
  f_.t.now = "2024-05-02T08:00:00Z";
  EXPECT_EQ(Must(accounts_.FindByToken(expired.text)), std::nullopt);
  Must(accounts_.Change("Ben", {{}, true, {}}, "Ada"));
  EXPECT_EQ(Must(accounts_.FindByToken(disabled.text)), std::nullopt);
}

TEST_F(AccountsTest, TokensAreNotInTheDatabase) {
  const auto made = Must(accounts_.AddToken("Ann", "one", 30, "Ada"));
  auto count = f_.database->sql().execAndGet("SELECT count(*) FROM api_tokens WHERE hash LIKE '%" + made.text + "%'");
  EXPECT_EQ(count.getInt(), 0);
  EXPECT_FALSE(accounts_.AddToken("Ann", "", 30, "Ada"));
  EXPECT_FALSE(accounts_.AddToken("Ann", "x", 0, "Ada"));
  EXPECT_FALSE(accounts_.AddToken("Ann", "x", 4000, "Ada"));
  EXPECT_FALSE(accounts_.AddToken("nobody", "x", 4, "Ada"));
}

TEST_F(AccountsTest, ChangesAreOnRecord) {
  const std::int64_t before = Must(AuditLog(*f_.database).Verify()).entries;
  Must(accounts_.Change("Ann", {Role::kLead, {}, {}}, "Ada"));
  const auto token = Must(accounts_.AddToken("Ann", "one", 30, "Ada"));
  ASSERT_TRUE(accounts_.RevokeToken(token.token.id, "Ada"));
  ASSERT_TRUE(accounts_.RecordSignIn(f_.Person("Ann").id, "127.0.0.1"));
  std::vector<std::string> actions;
  for (const AuditEntry& entry : Must(AuditLog(*f_.database).List({before, {}, {}}, 10))) {
    actions.push_back(entry.event.actor + " " + entry.event.action);
    EXPECT_EQ(entry.event.detail.find(token.text), std::string::npos);
  }
  EXPECT_EQ(actions, (std::vector<std::string>{"Ada user-change", "Ada token-add", "Ada token-revoke", "Ann sign-in"}));
}

}  // namespace
}  // namespace labintake::db::testing
