// Paths and queries of requests, taken apart. Pure; thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace labintake::review {

// Percent signs and, where `plus_is_space`, "+" decoded. nullopt: a percent sign without two hex digits, a zero byte,
// or what is no UTF-8.
std::optional<std::string> DecodeUrl(std::string_view text, bool plus_is_space);

// "/documents/7/pages" -> {"documents", "7", "pages"}, each decoded. A slash that was written as %2F stays within its
// part. nullopt: cannot be decoded, or a part is empty, "." or "..".
std::optional<std::vector<std::string>> PathParts(std::string_view path);

// The parameters of a query. nullopt: cannot be decoded, or a parameter is given twice.
using Query = std::map<std::string, std::string, std::less<>>;
std::optional<Query> ParseQuery(std::string_view query);

// For a path or a query that the server writes itself.
std::string EncodeUrl(std::string_view text);

}  // namespace labintake::review
