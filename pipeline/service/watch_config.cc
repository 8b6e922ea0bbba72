#include "pipeline/service/watch_config.h"

#include <functional>
#include <map>
#include <utility>

#include "data/watch_yaml.h"
#include "pipeline/yaml_reader.h"

namespace labintake::pipeline {
namespace {

constexpr double kDay = 86'400;
constexpr std::int64_t kMost = 1'000'000'000;

// Reads the value of one key. The second argument is the key with those above it.
using ReadKey = std::function<void(const YAML::Node& value, const std::string& key)>;
// In the order in which messages list them.
using Keys = std::vector<std::pair<std::string, ReadKey>>;

void ReadKeys(const YAML::Node& map, const std::string& path, const Keys& keys) {
  std::string names;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i > 0) names += i + 1 == keys.size() ? " and " : ", ";
    names += keys[i].first;
  }
  yaml::ReadMap(map, path, names, [&](const std::string& key, const std::string& full, const YAML::Node& value) {
    for (const auto& [name, read] : keys) {
      if (name != key) continue;
      read(value, full);
      return true;
    }
    return false;
  });
}

ReadKey Number(double* to, double least, double most = kDay) {
  return [=](const YAML::Node& value, const std::string& key) { *to = yaml::ReadNumber(value, key, least, most); };
}

template <typename T>
ReadKey Whole(T* to, std::int64_t least, std::int64_t most = kMost) {
  return [=](const YAML::Node& value, const std::string& key) {
    *to = static_cast<T>(yaml::ReadInteger(value, key, least, most));
  };
}

ReadKey Flag(bool* to) {
  return [=](const YAML::Node& value, const std::string& key) { *to = yaml::ReadFlag(value, key); };
}

ReadKey Text(std::string* to, const char* allowed) {
  return [=](const YAML::Node& value, const std::string& key) { *to = yaml::ReadTextOrNone(value, key, allowed); };
}

template <typename T>
ReadKey OneOf(T* to, const std::map<std::string, T>& values) {
  return [=](const YAML::Node& value, const std::string& key) {
    const auto found = value.IsScalar() ? values.find(value.Scalar()) : values.end();
    std::string names;
    for (const auto& [name, meaning] : values) names += (names.empty() ? "" : " or ") + name;
    if (found == values.end()) yaml::Refuse(value, key, names);
    *to = found->second;
  };
}

ReadKey Section(Keys keys) {
  return [keys = std::move(keys)](const YAML::Node& value, const std::string& key) { ReadKeys(value, key, keys); };
}

ReadKey Patterns(std::vector<std::string>* to) {
  return [=](const YAML::Node& value, const std::string& key) {
    to->clear();
    yaml::ReadList(value, key, "patterns of names", [&](const YAML::Node& pattern) {
      to->push_back(yaml::ReadText(pattern, key, "a pattern of names, as in *.xml"));
    });
  };
}

class ConfigReader {
 public:
  explicit ConfigReader(std::string folder) : folder_(std::move(folder)) {}

  WatchConfig Read(const YAML::Node& root) {
    if (root.IsNull()) return config_;
    ReadKeys(root, "",
             {{"inbox", Path(&config_.inbox)},
              {"database", Path(&config_.database)},
              {"links", Section({{"processed", Path(&config_.links.processed)},
                                 {"duplicates", Path(&config_.links.duplicates)},
                                 {"failed", Path(&config_.links.failed)}})},
              {"intake", Section(Intake())},
              {"limits", Section(Limits())},
              {"reading", Section(Reading())},
              {"retry", Section({{"attempts", Whole(&config_.retry.attempts, 1, 100)},
                                 {"first_seconds", Number(&config_.retry.first_seconds, 0)},
                                 {"longest_seconds", Number(&config_.retry.longest_seconds, 0)}})},
              {"service", Section({{"workers", Whole(&config_.service.workers, 0, 1024)},
                                   {"work_per_worker", Whole(&config_.service.work_per_worker, 0)},
                                   {"lease_seconds", Number(&config_.service.lease_seconds, 1)},
                                   {"stop_seconds", Number(&config_.service.stop_seconds, 0)},
                                   {"require_sandbox", Flag(&config_.service.require_sandbox)}})},
              {"log", Section({{"format", OneOf<LogFormat>(&config_.log_format, {{"text", LogFormat::kText},
                                                                                 {"json", LogFormat::kJson}})}})}});
    return config_;
  }

 private:
  Keys Intake() {
    WatchConfig::Intake& intake = config_.intake;
    return {{"poll", Flag(&intake.poll)},
            {"settle_seconds", Number(&intake.settle_seconds, 0)},
            {"scan_seconds", Number(&intake.scan_seconds, 0.1)},
            {"poll_seconds", Number(&intake.poll_seconds, 0.1)},
            {"exclude", Patterns(&intake.exclude)},
            {"priority", OneOf<db::Priority>(&intake.priority,
                                             {{"normal", db::Priority::kNormal}, {"urgent", db::Priority::kUrgent}})},
            {"most_queued", Whole(&intake.most_queued, 0)},
            {"keep_free_mib", Whole(&intake.keep_free_mib, 0)}};
  }

  Keys Limits() {
    WatchConfig::Limits& limits = config_.limits;
    return {{"timeout_seconds", Number(&limits.timeout_seconds, 0)},
            {"page_timeout_seconds", Number(&limits.page_timeout_seconds, 0)},
            {"memory_mib", Whole(&limits.memory_mib, 0, 1 << 24)},
            {"max_mib", Whole(&limits.max_mib, 1, 1 << 20)},
            {"max_pages", Whole(&limits.max_pages, 1, 1'000'000)},
            {"max_megapixels", Number(&limits.max_megapixels, 1, 10'000)}};
  }

  Keys Reading() {
    WatchConfig::Reading& reading = config_.reading;
    return {{"policy", Path(&reading.policy)},
            {"calibration", Path(&reading.calibration)},
            {"formats", Path(&reading.formats)},
            {"password_file", Path(&reading.password_file)},
            {"ocr_languages", Text(&reading.ocr_languages, "languages joined by '+', as in eng+deu")},
            {"second_reading", Flag(&reading.second_reading)},
            {"stage_cache_mib", Whole(&reading.stage_cache_mib, 0, 1 << 24)}};
  }

  ReadKey Path(std::string* to) {
    return [this, to](const YAML::Node& value, const std::string& key) {
      *to = yaml::ReadTextOrNone(value, key, "the name of a file or folder");
      if (!to->empty() && to->front() != '/' && !folder_.empty()) *to = folder_ + "/" + *to;
    };
  }

  const std::string folder_;
  WatchConfig config_;
};

}  // namespace

std::string_view DefaultWatchConfig() { return data::watch_yaml; }

Result<WatchConfig> ParseWatchConfig(std::string_view text, const std::string& name, const std::string& folder) {
  WatchConfig config;
  Result<void> read =
      yaml::ReadFile(text, name, [&](const YAML::Node& root) { config = ConfigReader(folder).Read(root); });
  if (!read) return tl::unexpected<Error>(std::move(read.error()));
  return config;
}

}  // namespace labintake::pipeline
