#include "db/utc_time.h"

#include <fmt/format.h>
#include <time.h>

namespace labintake::db {
namespace {

// Takes exactly `digits` digits from the front.
bool TakeNumber(std::string_view& text, size_t digits, int& out) {
  if (text.size() < digits) return false;
  out = 0;
  for (size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return true;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool TakeOffset(std::string_view& text, int& seconds) {
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  int hours = 0, minutes = 0;
  if (!TakeNumber(text, 2, hours)) return false;
  Take(text, ':');
  if (!TakeNumber(text, 2, minutes) || hours > 14 || minutes > 59) return false;
  seconds = sign * (hours * 3600 + minutes * 60);
  return true;
}

}  // namespace

std::string UtcText(std::int64_t seconds) {
  const time_t t = static_cast<time_t>(seconds);
  tm utc{};
  gmtime_r(&t, &utc);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                     utc.tm_hour, utc.tm_min, utc.tm_sec);
}

std::string UtcNow() { return UtcText(static_cast<std::int64_t>(time(nullptr))); }

std::optional<std::string> ParseIsoTime(std::string_view text) {
  tm utc{};
  int offset = 0;
  if (!TakeNumber(text, 4, utc.tm_year) || !Take(text, '-') || !TakeNumber(text, 2, utc.tm_mon) || !Take(text, '-') ||
      !TakeNumber(text, 2, utc.tm_mday)) {
    return std::nullopt;
  }
  if (!text.empty()) {
    if (!Take(text, 'T') && !Take(text, ' ')) return std::nullopt;
    if (!TakeNumber(text, 2, utc.tm_hour) || !Take(text, ':') || !TakeNumber(text, 2, utc.tm_min)) return std::nullopt;
    if (Take(text, ':') && !TakeNumber(text, 2, utc.tm_sec)) return std::nullopt;
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
      if (!TakeOffset(text, offset)) return std::nullopt;
    } else {
      Take(text, 'Z');
    }
    if (!text.empty()) return std::nullopt;
  }
  if (utc.tm_hour > 23 || utc.tm_min > 59 || utc.tm_sec > 59) return std::nullopt;
  utc.tm_year -= 1900;
  utc.tm_mon -= 1;
  const tm asked = utc;
  const time_t seconds = timegm(&utc);
  // timegm turns 31 April into 1 May; such a day was never meant.
  if (utc.tm_year != asked.tm_year || utc.tm_mon != asked.tm_mon || utc.tm_mday != asked.tm_mday) return std::nullopt;
  return UtcText(static_cast<std::int64_t>(seconds) - offset);
}

std::optional<std::int64_t> UtcSeconds(std::string_view text) {
  const std::optional<std::string> parsed = ParseIsoTime(text);
  if (!parsed || *parsed != text) return std::nullopt;
  tm utc{};
  if (strptime(parsed->c_str(), "%Y-%m-%dT%H:%M:%SZ", &utc) == nullptr) return std::nullopt;
  return static_cast<std::int64_t>(timegm(&utc));
}

std::string UtcAfter(std::string_view text, std::int64_t seconds) {
  return UtcText(UtcSeconds(text).value_or(0) + seconds);
}

}  // namespace labintake::db
