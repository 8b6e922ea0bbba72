// One request as a handler of the API gets it, and the answers it gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/accounts.h"
#include "model/error.h"
#include "review/http/message.h"
#include "review/http/url.h"
#include "review/json_input.h"
#include "review/json_text.h"
#include "review/services.h"

namespace labintake::review {

struct Call {
  const Request& request;
  Services& services;
  std::vector<std::string> parts;  // what stands for the {} of the route, in order
  Query query;
  db::Account who;            // who asks; nobody for open routes
  std::string session_token;  // "" where a token acts
  std::string csrf;           // of the session

  const ReviewOptions& options() const { return services.shared.options; }
};

Response Json(const OrderedJson& json);
Response NoContent();
Response Complaint(int status, std::string_view code, std::string_view message);
// What a handler that cannot go on says: 404 for kNotFound, 422 for kArgument, 503 for kStore and lost workers.
Response Complaint(const Error& error);
// A body that cannot be understood.
Response BadRequest(const std::string& sentence);

// The parameters of a query, read as strictly as a body.
class QueryInput {
 public:
  explicit QueryInput(const Query& query) : query_(query) {}

  std::optional<std::string> OptionalText(std::string_view name, std::size_t most);
  std::int64_t IntOr(std::string_view name, std::int64_t low, std::int64_t high, std::int64_t otherwise);
  std::optional<std::int64_t> OptionalInt(std::string_view name);
  double NumberOr(std::string_view name, double low, double high, double otherwise);
  bool Flag(std::string_view name);  // "true" or "1"
  std::optional<Box> OptionalBox(std::string_view name);
  // One of `allowed`, the first where it is missing.
  std::string OneOf(std::string_view name, std::initializer_list<std::string_view> allowed);
  void Reject(std::string sentence);
  std::optional<std::string> Trouble();

 private:
  const std::string* Find(std::string_view name);

  const Query& query_;
  std::vector<std::string> asked_;
  std::string trouble_;
};

// A part of the path as a number; nullopt for what is none.
std::optional<std::int64_t> NumberPart(const std::string& part);

}  // namespace labintake::review
