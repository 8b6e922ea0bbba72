// What the service tells its operator: one line an event, as text or as JSON.
//
//   log.Info("job-done", {{"document", 12}, {"rows", 34}});
//   2024-05-01T08:00:00Z info job-done document=12 rows=34
//   {"time":"2024-05-01T08:00:00Z","level":"info","event":"job-done","document":12,"rows":34}
//
// Documents are named by their ids. No text of a document, no name of a file and no name of a client goes into a field.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "db/clock.h"

namespace labintake::pipeline {

enum class LogFormat { kText, kJson };

class EventLog {
 public:
  // One line with its end.
  using Sink = std::function<void(std::string_view line)>;

  struct Field {
    template <typename T>
    requires std::is_integral_v<T> Field(std::string_view k, T v) : key(k), value(static_cast<std::int64_t>(v)) {}
    Field(std::string_view k, double v) : key(k), value(v) {}
    Field(std::string_view k, std::string_view v) : key(k), value(v) {}
    Field(std::string_view k, const char* v) : key(k), value(std::string_view(v)) {}
    Field(std::string_view k, const std::string& v) : key(k), value(std::string_view(v)) {}

    std::string_view key;
    std::variant<std::int64_t, double, std::string_view> value;
  };
  using Fields = std::initializer_list<Field>;

  // `clock` must outlive the log.
  EventLog(LogFormat format, db::Clock& clock, Sink sink);

  void Info(std::string_view event, Fields fields = {}) { Write("info", event, fields); }
  void Warning(std::string_view event, Fields fields = {}) { Write("warning", event, fields); }
  void Error(std::string_view event, Fields fields = {}) { Write("error", event, fields); }

 private:
  void Write(std::string_view level, std::string_view event, Fields fields);

  LogFormat format_;
  db::Clock* clock_;
  Sink sink_;
};

// To stderr, a line in one write, so that several processes do not mix theirs.
EventLog::Sink StderrSink();

}  // namespace labintake::pipeline
