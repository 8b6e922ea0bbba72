#include "pipeline/service/watch_config.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

std::string Complaint(const std::string& text) {
  const Result<WatchConfig> config = ParseWatchConfig(text, "w.yaml", "");
  if (config) return "";
  EXPECT_EQ(config.error().code, ErrorCode::kConfiguration);
  return config.error().message;
}

WatchConfig Good(const std::string& text, const std::string& folder = "") {
  const Result<WatchConfig> config = ParseWatchConfig(text, "w.yaml", folder);
  EXPECT_TRUE(config) << config.error().message;
  return config.value_or(WatchConfig{});
}

TEST(WatchConfig, TheDocumentedFileHoldsTheDefaults) {
  EXPECT_EQ(Good(std::string(DefaultWatchConfig())), WatchConfig{});
  EXPECT_EQ(Good(""), WatchConfig{});
}

// An option that is not in the file is not documented: each is named in the message that lists the keys.
TEST(WatchConfig, TheDocumentedFileNamesEveryOption) {
  for (const std::string section : {"", "links", "intake", "limits", "reading", "retry", "service", "log"}) {
    const std::string message = Complaint(section.empty() ? "none: 1" : section + ":\n  none: 1");
    const std::size_t at = message.find("the keys are ");
    ASSERT_NE(at, std::string::npos) << message;
    std::string key;
    int keys = 0;
    for (const char c : message.substr(at + 13) + " ") {
      if (c != ' ' && c != ',') {
        key += c;
        continue;
      }
      if (!key.empty() && key != "and") {
        const std::string line = (section.empty() ? "\n" : "\n  ") + key + ":";
        EXPECT_NE(DefaultWatchConfig().find(line), std::string_view::npos) << section << "." << key;
        ++keys;
      }
      key.clear();
    }
    EXPECT_GT(keys, 0);
  }
}

TEST(WatchConfig, ReadsEveryOption) {
  const WatchConfig c = Good(
      "inbox: in\ndatabase: /var/lab.db\n"
      "links: {processed: p, duplicates: /d, failed: f}\n"
      "intake: {poll: true, settle_seconds: 10, scan_seconds: 30, poll_seconds: 2.5, exclude: ['*.xml', 'a/*'],"
      " priority: urgent, most_queued: 5, keep_free_mib: 7}\n"
      "limits: {timeout_seconds: 11, page_timeout_seconds: 12, memory_mib: 13, max_mib: 14, max_pages: 15,"
      " max_megapixels: 16}\n"
      "reading: {policy: pol.yaml, calibration: /cal.json, formats: labs, password_file: pw, ocr_languages: eng+deu,"
      " second_reading: false, stage_cache_mib: 17}\n"
      "retry: {attempts: 5, first_seconds: 0.5, longest_seconds: 8}\n"
      "service: {workers: 3, work_per_worker: 9, lease_seconds: 4, stop_seconds: 6, require_sandbox: true}\n"
      "log: {format: json}\n",
      "etc");
  EXPECT_EQ(c.inbox, "etc/in");
  EXPECT_EQ(c.database, "/var/lab.db");
  EXPECT_EQ(c.links, (LinkFolders{"etc/p", "/d", "etc/f"}));
  EXPECT_EQ(c.intake, (WatchConfig::Intake{true, 10, 30, 2.5, {"*.xml", "a/*"}, db::Priority::kUrgent, 5, 7}));
  EXPECT_EQ(c.limits, (WatchConfig::Limits{11, 12, 13, 14, 15, 16}));
  EXPECT_EQ(c.reading, (WatchConfig::Reading{"etc/pol.yaml", "/cal.json", "etc/labs", "etc/pw", "eng+deu", false, 17}));
  EXPECT_EQ(c.retry, (WatchConfig::Retry{5, 0.5, 8}));
  EXPECT_EQ(c.service, (WatchConfig::Service{3, 9, 4, 6, true}));
  EXPECT_EQ(c.log_format, LogFormat::kJson);
}

TEST(WatchConfig, SaysWhereAndWhatIsAllowed) {
  EXPECT_EQ(Complaint("inbox: x\nretry:\n  attempts: many\n"),
            "w.yaml:3: retry.attempts: 'many' is not allowed here; give a whole number from 1 to 100");
  EXPECT_EQ(Complaint("intake: {priority: high}"),
            "w.yaml:1: intake.priority: 'high' is not allowed here; give normal or urgent");
  EXPECT_EQ(Complaint("intake: {poll: perhaps}"),
            "w.yaml:1: intake.poll: 'perhaps' is not allowed here; give true or false");
  EXPECT_EQ(Complaint("service: {lease_seconds: 0}"),
            "w.yaml:1: service.lease_seconds: '0' is not allowed here; give a number from 1 to 86400");
  EXPECT_EQ(Complaint("log: {formt: json}"), "w.yaml:1: there is no key 'formt' in log; the keys are format");
  EXPECT_EQ(Complaint("links: here"),
            "w.yaml:1: links: 'here' is not allowed here; give a map of processed, duplicates and failed");
  EXPECT_EQ(Complaint("inbox: a\ninbox: b\n"), "w.yaml:2: inbox: this key stands here twice; leave one");
  EXPECT_NE(Complaint("inbox: [a"), "");
}

}  // namespace
}  // namespace labintake::pipeline
