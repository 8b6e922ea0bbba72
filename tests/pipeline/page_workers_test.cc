// Workers behind supervisors: what is drawn and read, and what becomes of work that goes wrong.
#include "pipeline/pages/page_workers.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "tests/db/run_command.h"

namespace labintake::pipeline {
namespace {

// Does what the task says.
std::string Obey(const std::string& task) {
  if (task == "crash") abort();
  if (task == "hang") {
    for (;;) pause();
  }
  if (task == "throw") throw 7;
  if (task == "pid") return std::to_string(getpid());
  if (task == "large") return std::string(5'000'000, 'x');
  return "done " + task;
}

std::unique_ptr<PageWorkers> Start(int workers, double timeout = 20) {
  auto started = PageWorkers::Start(workers, Obey, {timeout, 4096});
  if (!started) abort();
  return *std::move(started);
}

TEST(PageWorkers, AnswerAndGoOn) {
  const auto workers = Start(1);
  EXPECT_EQ(workers->Ask("one").value_or(""), "done one");
  EXPECT_EQ(workers->Ask("").value_or(""), "done ");
  EXPECT_EQ(workers->Ask("large")->size(), 5'000'000u);
  EXPECT_EQ(workers->Ask("pid").value_or("a"), workers->Ask("pid").value_or("b")) << "a worker stays ready";
}

TEST(PageWorkers, WhatCrashesCostsItselfOnly) {
  const auto workers = Start(1);
  for (const auto& [task, reason] :
       {std::pair<const char*, const char*>{"crash", "crashed"}, {"throw", "stopped with an internal error"}}) {
    const auto lost = workers->Ask(task);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::kWorkerDied);
    EXPECT_NE(lost.error().message.find(reason), std::string::npos) << lost.error().message;
    EXPECT_EQ(workers->Ask("after").value_or(""), "done after");
  }
}

TEST(PageWorkers, WhatHangsIsEnded) {
  const auto workers = Start(1, 0.2);
  const auto lost = workers->Ask("hang");
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().message, "The work on this page took longer than 0.2 seconds, twice.");
  EXPECT_EQ(workers->Ask("after").value_or(""), "done after");
}

TEST(PageWorkers, AWorkerThatSomebodyEndsIsReplaced) {
  const auto workers = Start(1);
  const std::string pid = workers->Ask("pid").value_or("");
  ASSERT_EQ(kill(std::stoi(pid), SIGKILL), 0);
  const std::string next = workers->Ask("pid").value_or("");
  EXPECT_FALSE(next.empty());
  EXPECT_NE(next, pid);
}

TEST(PageWorkers, ManyAskAtOnce) {
  const auto workers = Start(2);
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string task = std::to_string(t) + "/" + std::to_string(i);
        right += workers->Ask(task).value_or("") == "done " + task;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 160);
}

class PageWorkTest : public ::testing::Test {
 protected:
  // Of the tiny PDF: "Iron 5 mg/dL" stands at (36, 112) on a page of 612 by 792 points.
  PageTask Task(bool read, const Box& part) { return {read, db::testing::TinyPdf(), "sha", 1, 612, 792, part, 1}; }
  std::string Draw(PageTask task) {
    auto drawn = DecodeDrawn(work_.Do(Encode(task)));
    if (!drawn) return "no reply";
    return *drawn ? **drawn : (*drawn).error().message;
  }
  // Width and height, of the head of a PNG file.
  static std::pair<int, int> SizeOf(const std::string& png) {
    const auto number = [&](std::size_t at) {
      int n = 0;
      for (std::size_t i = at; i < at + 4; ++i) n = n * 256 + static_cast<unsigned char>(png.at(i));
      return n;
    };
    return {number(16), number(20)};
  }

  PageWork work_{ProcessOptions{}};
};

TEST_F(PageWorkTest, DrawsAtTheScaleThatIsAskedFor) {
  EXPECT_EQ(SizeOf(Draw(Task(false, {}))), (std::pair{612, 792}));
  PageTask task = Task(false, {});
  task.scale = 2;
  EXPECT_EQ(SizeOf(Draw(task)), (std::pair{1224, 1584}));
  const auto [width, height] = SizeOf(Draw(Task(false, {36, 100, 136, 120})));
  EXPECT_NEAR(width, 100, 1);
  EXPECT_NEAR(height, 20, 1);
}

TEST_F(PageWorkTest, SaysWhatCannotBeDrawn) {
  PageTask task = Task(false, {});
  task.page = 2;
  EXPECT_EQ(Draw(task), "The document has no such page.");
  task = Task(false, {});
  task.bytes = "no document";
  task.sha256 = "other";
  EXPECT_NE(Draw(task).find("PDF"), std::string::npos);
  EXPECT_EQ(work_.Do("no task"), "");
  EXPECT_EQ(SizeOf(Draw(Task(false, {}))), (std::pair{612, 792})) << "and goes on";
}

TEST_F(PageWorkTest, ReadsWhatStandsUnderABox) {
  const auto read = DecodeRead(work_.Do(Encode(Task(true, {30, 95, 200, 125}))));
  ASSERT_TRUE(read && *read);
  ASSERT_EQ((*read)->lines.size(), 1u);
  EXPECT_EQ((*read)->lines[0].text, "Iron 5 mg/dL");
  EXPECT_EQ((*read)->origin, Origin::kTextLayer);
  const auto beside = DecodeRead(work_.Do(Encode(Task(true, {300, 400, 400, 500}))));
  ASSERT_TRUE(beside && *beside);
  EXPECT_TRUE((*beside)->lines.empty());
  EXPECT_FALSE((*beside)->row);
  const auto part = DecodeRead(work_.Do(Encode(Task(true, {30, 95, 60, 125}))));
  ASSERT_TRUE(part && *part);
  EXPECT_EQ((*part)->lines.at(0).text, "Iron") << "whole words whose middle lies in it";
}

}  // namespace
}  // namespace labintake::pipeline
