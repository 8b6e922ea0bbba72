// Times as the store keeps them: UTC, "2024-05-01T08:30:00Z". Texts of this form sort as the times do. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace labintake::db {

std::string UtcNow();

// Of seconds since 1970.
std::string UtcText(std::int64_t seconds);

// Seconds since 1970; nullopt unless `text` has the store's form.
std::optional<std::int64_t> UtcSeconds(std::string_view text);

// `seconds` after `text`, which has the store's form (before it where negative).
std::string UtcAfter(std::string_view text, std::int64_t seconds);

// "2024-05-01" (midnight), "2024-05-01T08:30", "2024-05-01 08:30:15", each with "Z", "+02:00" or nothing (UTC), in the
// store's form. nullopt for anything else, also for days that do not exist.
std::optional<std::string> ParseIsoTime(std::string_view text);

}  // namespace labintake::db
