// Passwords, the limiter of sign-ins, sessions and the record of views, each by itself.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "review/access/password.h"
#include "review/access/sessions.h"
#include "review/access/sign_in_limiter.h"
#include "review/access/view_log.h"

namespace labintake::review {
namespace {

TEST(Password, OnlyTheRightOne) {
  const std::string hash = *HashPassword("correct horse battery");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_NE(hash, *HashPassword("correct horse battery")) << "salted";
  PasswordVerifier verifier(1, 0);
  EXPECT_EQ(verifier.Verify(hash, "correct horse battery"), PasswordVerdict::kRight);
  EXPECT_EQ(verifier.Verify(hash, "correct horse batterz"), PasswordVerdict::kWrong);
  EXPECT_EQ(verifier.Verify(hash, ""), PasswordVerdict::kWrong);
  EXPECT_EQ(verifier.Verify("", "nobody has this password"), PasswordVerdict::kWrong) << "who does not exist";
  EXPECT_EQ(verifier.Verify("no hash", "x"), PasswordVerdict::kWrong);
  EXPECT_EQ(verifier.Verify(hash, std::string(kMaxPassword + 1, 'x')), PasswordVerdict::kWrong);
}

TEST(Password, NewOnesAreGood) {
  EXPECT_TRUE(CheckNewPassword("Ann", "correct horse battery"));
  EXPECT_TRUE(CheckNewPassword("Ann", std::string(11, 'a') + "b"));
  for (const std::string& bad :
       {std::string(), std::string("short"), std::string(12, 'a'), std::string(kMaxPassword + 1, 'b')}) {
    EXPECT_FALSE(CheckNewPassword("Ann", bad));
  }
  EXPECT_FALSE(CheckNewPassword("Ann Lee of Entry", "ann lee of entry"));
}

TEST(Password, ABoundedNumberAtATime) {
  const std::string hash = *HashPassword("correct horse battery");
  PasswordVerifier verifier(1, 1);
  std::atomic<int> busy{0}, right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const PasswordVerdict verdict = verifier.Verify(hash, "correct horse battery");
      busy += verdict == PasswordVerdict::kBusy;
      right += verdict == PasswordVerdict::kRight;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(busy + right, 8);
  EXPECT_GE(right, 1);
  EXPECT_EQ(verifier.Verify(hash, "correct horse battery"), PasswordVerdict::kRight) << "and all are free again";
}

TEST(SignInLimiter, WaitsGrowAndEnd) {
  SignInLimiter limiter;
  for (int i = 1; i < SignInLimiter::kFreeOfName; ++i) limiter.Failed("ann", "a", 100);
  EXPECT_EQ(limiter.Wait("ann", "a", 100), 0);
  limiter.Failed("ann", "a", 100);
  EXPECT_EQ(limiter.Wait("ann", "a", 100), 2);
  EXPECT_EQ(limiter.Wait("ANN", "b", 101), 1) << "whatever the letters, wherever from";
  EXPECT_EQ(limiter.Wait("ben", "a", 100), 0);
  limiter.Failed("ann", "a", 102);
  EXPECT_EQ(limiter.Wait("ann", "a", 102), 4);
  for (int i = 0; i < 40; ++i) limiter.Failed("ann", "b", 102);
  EXPECT_EQ(limiter.Wait("ann", "c", 102), SignInLimiter::kLongest);
  limiter.Succeeded("Ann");
  EXPECT_EQ(limiter.Wait("ann", "c", 102), 0);
  EXPECT_GT(limiter.Wait("ann", "b", 102), 0) << "the address has guessed too often";
  limiter.Failed("ben", "b", 102 + SignInLimiter::kForget + 1);
  EXPECT_EQ(limiter.Wait("ben", "b", 102 + SignInLimiter::kForget + 1), 0) << "after a while all is forgotten";
}

TEST(SignInLimiter, ManyNamesTakeBoundedMemoryAndTheAddressWaits) {
  SignInLimiter limiter;
  for (int i = 0; i < 25'000; ++i) limiter.Failed("name" + std::to_string(i), "a", 100);
  EXPECT_EQ(limiter.Wait("another", "a", 100), SignInLimiter::kLongest);
}

TEST(Sessions, EndByTime) {
  Sessions sessions(900);
  const auto one = sessions.Open(7, 3, 1000);
  EXPECT_EQ(one.token.size(), 64u);
  EXPECT_NE(one.token, sessions.Open(7, 3, 1000).token);
  EXPECT_NE(one.token, one.session.csrf);
  EXPECT_EQ(sessions.Find(one.token, true, 1899)->user, 7);
  EXPECT_TRUE(sessions.Find(one.token, false, 2798)) << "used at 1899";
  EXPECT_FALSE(sessions.Find(one.token, false, 2799)) << "a page that looks by itself is no use";
  EXPECT_FALSE(sessions.Find(one.token, true, 1900)) << "what has ended stays ended";
  EXPECT_FALSE(sessions.Find("", true, 1000));
}

TEST(Sessions, EndAfterAWorkingDay) {
  Sessions sessions(900);
  const auto one = sessions.Open(7, 3, 0);
  std::int64_t now = 0;
  for (; now < Sessions::kLongest; now += 600) ASSERT_TRUE(sessions.Find(one.token, true, now));
  EXPECT_FALSE(sessions.Find(one.token, true, Sessions::kLongest));
}

TEST(Sessions, EndOnPurposeAndMakeRoom) {
  Sessions sessions(900);
  const auto first = sessions.Open(1, 1, 0);
  const auto second = sessions.Open(2, 1, 1);
  sessions.End(second.token);
  EXPECT_FALSE(sessions.Find(second.token, true, 1));
  for (std::size_t i = 0; i < Sessions::kMost; ++i) sessions.Open(3, 1, 2);
  EXPECT_FALSE(sessions.Find(first.token, true, 2)) << "the longest unused one went";
}

TEST(ViewLog, OncePerHourPersonAndThing) {
  ViewLog views;
  EXPECT_TRUE(views.IsNew(1, "page 1", 0));
  EXPECT_FALSE(views.IsNew(1, "page 1", 3599));
  EXPECT_TRUE(views.IsNew(1, "page 2", 0));
  EXPECT_TRUE(views.IsNew(2, "page 1", 0));
  EXPECT_TRUE(views.IsNew(1, "page 1", 3600));
  views.Forget(1, "page 1");
  EXPECT_TRUE(views.IsNew(1, "page 1", 3601));
}

}  // namespace
}  // namespace labintake::review
