#include "review/api/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace labintake::review {
namespace {

template <typename Number>
bool ReadNumber(std::string_view text, Number* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

}  // namespace

Response Json(const OrderedJson& json) { return {200, "application/json", Dump(json), {}}; }

Response NoContent() { return {204, "", "", {}}; }

Response Complaint(int status, std::string_view code, std::string_view message) {
  Response response = Json({{"error", code}, {"message", message}});
  response.status = status;
  return response;
}

Response Complaint(const Error& error) {
  switch (error.code) {
    case ErrorCode::kNotFound: return Complaint(404, "not-found", error.message);
    case ErrorCode::kArgument: return Complaint(422, "unfit", error.message);
    case ErrorCode::kStore:
    case ErrorCode::kWorkerDied: {
      Response response = Complaint(503, "busy", error.message);
      response.headers.emplace_back("Retry-After", "2");
      return response;
    }
    default: return Complaint(422, ToString(error.code), error.message);
  }
}

Response BadRequest(const std::string& sentence) { return Complaint(400, "malformed", sentence); }

const std::string* QueryInput::Find(std::string_view name) {
  asked_.emplace_back(name);
  const auto found = query_.find(name);
  return found == query_.end() ? nullptr : &found->second;
}

std::optional<std::string> QueryInput::OptionalText(std::string_view name, std::size_t most) {
  const std::string* text = Find(name);
  if (text == nullptr) return std::nullopt;
  if (text->size() > most) Reject(fmt::format("{} is longer than {} bytes.", name, most));
  return *text;
}

std::int64_t QueryInput::IntOr(std::string_view name, std::int64_t low, std::int64_t high, std::int64_t otherwise) {
  const std::string* text = Find(name);
  if (text == nullptr) return otherwise;
  std::int64_t number = 0;
  if (ReadNumber(*text, &number) && number >= low && number <= high) return number;
  Reject(fmt::format("{} has to be a whole number from {} to {}.", name, low, high));
  return otherwise;
}

std::optional<std::int64_t> QueryInput::OptionalInt(std::string_view name) {
  if (!query_.contains(name)) return std::nullopt;
  return IntOr(name, 0, INT64_MAX, 0);
}

double QueryInput::NumberOr(std::string_view name, double low, double high, double otherwise) {
  const std::string* text = Find(name);
  if (text == nullptr) return otherwise;
  double number = 0;
  if (ReadNumber(*text, &number) && number >= low && number <= high) return number;
  Reject(fmt::format("{} has to be a number from {} to {}.", name, low, high));
  return otherwise;
}

bool QueryInput::Flag(std::string_view name) {
  const std::string* text = Find(name);
  if (text == nullptr || *text == "false" || *text == "0") return false;
  if (*text == "true" || *text == "1") return true;
  Reject(fmt::format("{} has to be true or false.", name));
  return false;
}

std::optional<Box> QueryInput::OptionalBox(std::string_view name) {
  const std::string* text = Find(name);
  if (text == nullptr) return std::nullopt;
  std::string_view rest = *text;
  std::array<double, 4> at{};
  for (std::size_t i = 0; i < at.size(); ++i) {
    const std::string_view one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    const bool fits = ReadNumber(one, &at.at(i)) && at.at(i) >= -1e5 && at.at(i) <= 1e5;
    if (!fits || (i + 1 < at.size()) == rest.empty()) {
      Reject(fmt::format("{} has to be four numbers with commas between them.", name));
      return std::nullopt;
    }
  }
  const Box box{at[0], at[1], at[2], at[3]};
  if (box.empty()) Reject(fmt::format("{} has to be left, top, right, bottom.", name));
  return box;
}

std::string QueryInput::OneOf(std::string_view name, std::initializer_list<std::string_view> allowed) {
  const std::string* text = Find(name);
  if (text == nullptr) return std::string(*allowed.begin());
  if (std::find(allowed.begin(), allowed.end(), *text) == allowed.end()) {
    Reject(fmt::format("{} has to be one of {}.", name, fmt::join(allowed, ", ")));
  }
  return *text;
}

void QueryInput::Reject(std::string sentence) {
  if (trouble_.empty()) trouble_ = std::move(sentence);
}

std::optional<std::string> QueryInput::Trouble() {
  for (const auto& [name, value] : query_) {
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
      Reject("The address has a parameter that is not known here; see the list of parameters.");
    }
  }
  if (trouble_.empty()) return std::nullopt;
  return trouble_;
}

std::optional<std::int64_t> NumberPart(const std::string& part) {
  std::int64_t number = 0;
  if (!ReadNumber(part, &number) || number < 0) return std::nullopt;
  return number;
}

}  // namespace labintake::review
