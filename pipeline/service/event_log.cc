#include "pipeline/service/event_log.h"

#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "db/utc_time.h"

namespace labintake::pipeline {
namespace {

using Value = decltype(EventLog::Field::value);

// Sentences in quotes, so that fields can be told apart.
std::string TextOf(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *integer);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.3f}", *real);
  const std::string_view text = std::get<std::string_view>(value);
  std::string out;
  bool quote = text.empty();
  for (const char c : text) {
    quote = quote || c == ' ' || c == '"' || c == '=';
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return quote ? '"' + out + '"' : out;
}

nlohmann::ordered_json JsonOf(const Value& value) {
  return std::visit([](const auto& v) { return nlohmann::ordered_json(v); }, value);
}

}  // namespace

EventLog::EventLog(LogFormat format, db::Clock& clock, Sink sink)
    : format_(format), clock_(&clock), sink_(std::move(sink)) {}

void EventLog::Write(std::string_view level, std::string_view event, Fields fields) {
  const std::string time = db::UtcText(clock_->WallMs() / 1000);
  if (format_ == LogFormat::kText) {
    std::string line = fmt::format("{} {} {}", time, level, event);
    for (const Field& field : fields) line += fmt::format(" {}={}", field.key, TextOf(field.value));
    sink_(line + "\n");
    return;
  }
  nlohmann::ordered_json line = {{"time", time}, {"level", level}, {"event", event}};
  for (const Field& field : fields) line[std::string(field.key)] = JsonOf(field.value);
  sink_(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

EventLog::Sink StderrSink() {
  return
      [](std::string_view line) { [[maybe_unused]] const ssize_t n = write(STDERR_FILENO, line.data(), line.size()); };
}

}  // namespace labintake::pipeline
