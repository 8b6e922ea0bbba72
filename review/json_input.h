// The JSON object that a client sent, read strictly: what is missing, of another type, too long, or not asked for is an
// error with one sentence, which never quotes the client.
//
//   JsonInput in(body);
//   const std::string key = in.Key();
//   const std::string note = in.TextOr("note", 2000, "");
//   if (auto wrong = in.Trouble()) return Complain(*wrong);
//
// The first thing that is wrong is kept; after it, everything reads as empty. One thread.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "model/geometry.h"

namespace labintake::review {

// One JSON object in UTF-8 that is not nested without end. Pure.
bool IsJsonObject(std::string_view body);

class JsonInput {
 public:
  explicit JsonInput(std::string_view body);
  // Of an object within another.
  static JsonInput Of(nlohmann::json object);

  // Texts are UTF-8, at most `most` bytes, without control characters but for line ends where `lines`.
  std::string Text(const char* name, std::size_t most);
  std::string TextOr(const char* name, std::size_t most, std::string otherwise, bool lines = false);
  std::optional<std::string> OptionalText(const char* name, std::size_t most);
  std::int64_t Int(const char* name, std::int64_t low, std::int64_t high);
  std::int64_t IntOr(const char* name, std::int64_t low, std::int64_t high, std::int64_t otherwise);
  std::optional<bool> OptionalBool(const char* name);
  // Four numbers, within a page of any size.
  std::optional<Box> OptionalBox(const char* name);
  // A list of objects, or of anything else; the caller reads what is in it. nullptr where it is missing.
  const nlohmann::json* List(const char* name, std::size_t least, std::size_t most);
  // An object within; an empty one where it is missing.
  nlohmann::json Object(const char* name);
  // 8 to 64 of A-Za-z0-9_-: what a client names a request by.
  std::string Key();

  // Where something was wrong that this class cannot know of.
  void Reject(std::string sentence);

  // What is wrong: also members that nobody has asked for. Call last.
  std::optional<std::string> Trouble();

  bool Has(const char* name) const { return json_.contains(name); }

 private:
  JsonInput() = default;
  const nlohmann::json* Find(const char* name);
  std::string Checked(const char* name, const nlohmann::json& value, std::size_t most, bool lines);

  nlohmann::json json_;
  std::set<std::string, std::less<>> asked_;
  std::string trouble_;
};

}  // namespace labintake::review
