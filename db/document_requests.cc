#include "db/document_requests.h"

#include <nlohmann/json.hpp>

namespace labintake::db {

using nlohmann::json;

std::optional<DocumentRequest> FindRequest(ReviewDatabase& database, std::int64_t document, const std::string& key) {
  SQLite::Statement find(
      database.sql(),
      "SELECT request, action, result FROM document_requests WHERE document_id = ? AND request_key = ?");
  Binder(find) << document << key;
  if (!find.executeStep()) return std::nullopt;
  RowReader r(find);
  DocumentRequest request{document, key, "", "", ""};
  request.request = r.Text();
  request.action = r.Text();
  request.result = r.Text();
  return request;
}

void AddRequest(ReviewDatabase& database, const Account& who, const DocumentRequest& request) {
  SQLite::Statement insert(
      database.sql(),
      "INSERT INTO document_requests (document_id, request_key, request, user_id, action, result, at)"
      " VALUES (?,?,?,?,?,?,?)");
  Binder(insert) << request.document << request.key << request.request << who.id << request.action << request.result
                 << database.Now();
  insert.exec();
}

std::string ToJson(const std::vector<AnswerResult>& results) {
  json list = json::array();
  for (const AnswerResult& r : results) list.push_back({r.item, r.outcome, r.state, r.stage, r.version});
  return list.dump();
}

std::vector<AnswerResult> ResultsFromJson(const std::string& text) {
  std::vector<AnswerResult> results;
  const json list = json::parse(text, nullptr, false);
  if (!list.is_array()) return results;
  for (const json& one : list) {
    if (one.is_array() && one.size() == 5) results.push_back({one[0], one[1], one[2], one[3], one[4], true});
  }
  return results;
}

}  // namespace labintake::db
