#include "pipeline/service/event_log.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/db/fake_clock.h"

namespace labintake::pipeline {
namespace {

std::string LineOf(LogFormat format, EventLog::Fields fields) {
  db::testing::FakeClock clock;
  std::string all;
  EventLog(format, clock, [&](std::string_view line) { all += line; }).Warning("job-failed", fields);
  return all;
}

TEST(EventLog, Text) {
  EXPECT_EQ(LineOf(LogFormat::kText, {}), "2024-05-01T08:00:00Z warning job-failed\n");
  EXPECT_EQ(LineOf(LogFormat::kText, {{"document", 12}, {"seconds", 0.25}, {"class", "damaged"}}),
            "2024-05-01T08:00:00Z warning job-failed document=12 seconds=0.250 class=damaged\n");
  EXPECT_EQ(LineOf(LogFormat::kText, {{"message", "two \"words\"\nand = a line"}, {"none", ""}}),
            "2024-05-01T08:00:00Z warning job-failed message=\"two \\\"words\\\" and = a line\" none=\"\"\n");
}

TEST(EventLog, JsonLines) {
  const std::string line = LineOf(LogFormat::kJson, {{"document", 12}, {"seconds", 0.25}, {"message", "bad \xff\n"}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const nlohmann::json json = nlohmann::json::parse(line);
  EXPECT_EQ(json["time"], "2024-05-01T08:00:00Z");
  EXPECT_EQ(json["level"], "warning");
  EXPECT_EQ(json["event"], "job-failed");
  EXPECT_EQ(json["document"], 12);
  EXPECT_EQ(json["seconds"], 0.25);
  EXPECT_EQ(json["message"], "bad \xEF\xBF\xBD\n");
}

}  // namespace
}  // namespace labintake::pipeline
