// /documents, /clients: documents as a whole.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "db/document_desk.h"
#include "db/document_overview.h"
#include "db/header_fields.h"
#include "db/utc_time.h"
#include "review/api/answer_json.h"
#include "review/api/record_view.h"
#include "review/api/routes.h"
#include "review/export_json.h"
#include "review/items/document_view.h"
#include "review/items/item_view.h"

namespace labintake::review {
namespace {

constexpr std::size_t kMaxDraft = 512 << 10;
constexpr std::size_t kMaxHead = 300;
constexpr std::size_t kMaxRows = 500;

Response NoSuchDocument() { return Complaint(404, "not-found", "There is no document with this number."); }

Response KeyReused() { return ConflictResponse({db::AnswerConflict::Kind::kKeyReused, "", "", ""}); }

Response List(Call& call) {
  QueryInput in(call.query);
  db::DocumentQuery query;
  query.client = in.OptionalText("client", 200);
  query.sha256 = in.OptionalText("sha256", 64);
  query.open = in.Flag("open");
  query.before = in.IntOr("after", 0, INT64_MAX, 0);
  const int limit = static_cast<int>(in.IntOr("limit", 1, 200, 50));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto list = db::DocumentOverviews(*call.services.database).List(query, limit);
  if (!list) return Complaint(list.error());
  OrderedJson documents = OrderedJson::array();
  for (const db::DocumentSummary& summary : *list) documents.push_back(ToJson(summary));
  const bool more = list->size() == static_cast<std::size_t>(limit);
  return Json({{"documents", std::move(documents)},
               {"next", more ? OrderedJson(std::to_string(list->back().id)) : OrderedJson(nullptr)}});
}

Response Get(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  if (!document) return NoSuchDocument();
  const auto overview = db::DocumentOverviews(*call.services.database).Get(*document);
  if (!overview) return Complaint(overview.error());
  db::WorkFilter questions;
  questions.state = std::nullopt;
  questions.document = *document;
  questions.kind = "document";
  const auto asked = call.services.queue.List(questions, "", 200);
  if (!asked) return Complaint(asked.error());
  const auto draft = call.services.drafts.Get(call.who, db::DocumentSubject(*document));
  if (!draft) return Complaint(draft.error());
  if (auto noted = RecordView(call, "view-document", *document, "", ""); !noted) return Complaint(noted.error());
  OrderedJson json = ToJson(*overview);
  for (const db::WorkSummary& question : *asked) {
    if (question.state != db::ItemState::kWithdrawn) json["questions"].push_back(ToJson(question, call.who));
  }
  if (*draft) json["draft"] = OrderedJson::parse(**draft, nullptr, false);
  return Json(json);
}

db::EnteredRow ReadRow(const nlohmann::json& object, JsonInput& outer) {
  JsonInput in = JsonInput::Of(object);
  db::EnteredRow row;
  row.page = static_cast<int>(in.IntOr("page", 1, 1'000'000, 1));
  row.box = in.OptionalBox("box").value_or(Box{});
  row.fields.name = in.Text("name", 500);
  row.fields.value = in.Text("value", 500);
  row.fields.unit = in.TextOr("unit", 500, "");
  row.fields.range = in.TextOr("range", 500, "");
  row.fields.flag = in.TextOr("flag", 500, "");
  row.fields.analyte = in.OptionalText("analyte", 200);
  if (auto wrong = in.Trouble()) outer.Reject(*wrong);
  return row;
}

Response AddRows(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  JsonInput in(call.request.body);
  db::EnteredRows rows;
  rows.document = document.value_or(0);
  rows.key = in.Key();
  rows.report = static_cast<int>(in.IntOr("report", 1, 1'000'000, 1));
  if (const nlohmann::json* list = in.List("rows", 1, kMaxRows)) {
    for (const nlohmann::json& row : *list) rows.rows.push_back(ReadRow(row, in));
  }
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (!document) return NoSuchDocument();
  const auto added = db::DocumentDesk(*call.services.database, call.options().second_keys).AddRows(call.who, rows);
  if (!added) return Complaint(added.error());
  const auto* entered = std::get_if<db::RowsEntered>(&*added);
  if (entered == nullptr) return KeyReused();
  OrderedJson items = OrderedJson::array();
  for (const db::AnswerResult& result : entered->items) items.push_back(ToJson(result));
  return Json({{"items", std::move(items)}, {"repeated", entered->repeated}});
}

Response Doubt(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  JsonInput in(call.request.body);
  const int page = static_cast<int>(in.Int("page", 1, 1'000'000));
  const auto box = in.OptionalBox("box");
  if (!box) in.Reject("box is missing: the place of the row.");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (!document) return NoSuchDocument();
  const auto item =
      db::DocumentDesk(*call.services.database, call.options().second_keys).Doubt(call.who, *document, page, *box);
  return item ? Json({{"item", *item}}) : Complaint(item.error());
}

Response CorrectHead(Call& call) {
  const auto document = NumberPart(call.parts[0]), report = NumberPart(call.parts[1]);
  JsonInput in(call.request.body);
  const std::string key = in.Key();
  std::vector<db::HeadChange> changes;
  for (const db::HeaderField& field : db::HeaderFields()) {
    if (auto text = in.OptionalText(field.name, kMaxHead)) changes.emplace_back(field.name, *std::move(text));
  }
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (!document) return NoSuchDocument();
  if (!report || *report < 1 || *report > 1'000'000) {
    return Complaint(404, "not-found", "The document has no report with this number.");
  }
  const auto corrected = db::DocumentDesk(*call.services.database, call.options().second_keys)
                             .CorrectHead(call.who, *document, static_cast<int>(*report), key, changes);
  if (!corrected) return Complaint(corrected.error());
  const auto* head = std::get_if<db::OverviewReport>(&*corrected);
  return head == nullptr ? KeyReused() : Json(ToJson(*head));
}

Response Move(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  JsonInput in(call.request.body);
  const std::string from = in.Text("from", 200), to = in.Text("to", 200);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (!document) return NoSuchDocument();
  const auto moved =
      db::DocumentDesk(*call.services.database, call.options().second_keys).MoveTo(call.who, *document, from, to);
  if (!moved) return Complaint(moved.error());
  if (const auto* conflict = std::get_if<db::ClientConflict>(&*moved)) {
    if (conflict->has_it) return Complaint(409, "has-it", "That client has this very document already.");
    return Complaint(409, "changed", "The document is another client's by now; look at it again.");
  }
  return Json(ToJson(std::get<db::DocumentSummary>(*moved)));
}

Response SetPriority(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  JsonInput in(call.request.body);
  const int priority = static_cast<int>(in.Int("priority", -1, 2));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (!document) return NoSuchDocument();
  auto set = call.services.queue.SetPriority(call.who, *document, priority);
  return set ? NoContent() : Complaint(set.error());
}

Response Done(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  JsonInput in(call.request.body);
  const std::string key = in.Key();
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (!document) return NoSuchDocument();
  const auto done =
      db::DocumentDesk(*call.services.database, call.options().second_keys).Done(call.who, *document, key);
  if (!done) return Complaint(done.error());
  if (const auto* counts = std::get_if<db::DocumentCounts>(&*done)) return Json(ToJson(*counts));
  const auto* open = std::get_if<db::ItemsOpen>(&*done);
  if (open == nullptr) return KeyReused();
  Response response = Json({{"error", "items-open"},
                            {"message", "Something of this document is still to be answered."},
                            {"counts", ToJson(open->counts)}});
  response.status = 409;
  return response;
}

Response GetDraft(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  if (!document) return NoSuchDocument();
  const auto draft = call.services.drafts.Get(call.who, db::DocumentSubject(*document));
  if (!draft) return Complaint(draft.error());
  if (!*draft) return NoContent();
  return {200, "application/json", **draft, {}};
}

Response SaveDraft(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  if (!IsJsonObject(call.request.body)) return BadRequest("A draft is a JSON object.");
  if (call.request.body.size() > kMaxDraft) return Complaint(413, "too-large", "A draft has at most 512 KiB.");
  if (!document) return NoSuchDocument();
  const auto there = db::DocumentOverviews(*call.services.database).Summary(*document);
  if (!there) return Complaint(there.error());
  auto saved = call.services.drafts.Save(call.who, db::DocumentSubject(*document), call.request.body);
  return saved ? NoContent() : Complaint(saved.error());
}

Response DropDraft(Call& call) {
  const auto document = NumberPart(call.parts[0]);
  if (!document) return NoSuchDocument();
  auto dropped = call.services.drafts.Drop(call.who, db::DocumentSubject(*document));
  return dropped ? NoContent() : Complaint(dropped.error());
}

Response Clients(Call& call) {
  QueryInput in(call.query);
  const std::string text = in.OptionalText("q", 200).value_or("");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto clients = db::DocumentOverviews(*call.services.database).Clients(text, 20);
  return clients ? Json({{"clients", *clients}}) : Complaint(clients.error());
}

Response Rows(Call& call) {
  QueryInput in(call.query);
  db::ExportFilter filter;
  filter.client = in.OptionalText("client", 200);
  filter.all = in.Flag("all");
  filter.document = in.OptionalInt("document");
  if (const auto since = in.OptionalText("since", 40); since && !since->empty()) {
    const auto time = db::ParseIsoTime(*since);
    if (!time) in.Reject("since has to be a date or a time, as in 2024-05-01 or 2024-05-01T08:30Z.");
    filter.since = time.value_or("");
  }
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  auto noted = call.services.audit.Append({call.who.name, "export-rows", filter.document, "", filter.all ? "all" : ""});
  if (!noted) return Complaint(noted.error());
  OrderedJson rows = OrderedJson::array();
  auto exported =
      call.services.store->ForEachExportRow(filter, [&](const db::ExportRow& row) { rows.push_back(RowToJson(row)); });
  return exported ? Json({{"rows", std::move(rows)}}) : Complaint(exported.error());
}

constexpr std::array kRoutes = {
    Route{Method::kGet, "/documents", Access::kAny, List},
    Route{Method::kGet, "/documents/{}", Access::kAny, Get},
    Route{Method::kPost, "/documents/{}/rows", Access::kEntry, AddRows},
    Route{Method::kPost, "/documents/{}/doubt", Access::kEntry, Doubt},
    Route{Method::kPatch, "/documents/{}/reports/{}", Access::kEntry, CorrectHead},
    Route{Method::kPut, "/documents/{}/client", Access::kEntry, Move},
    Route{Method::kPut, "/documents/{}/priority", Access::kLead, SetPriority},
    Route{Method::kPost, "/documents/{}/done", Access::kEntry, Done},
    Route{Method::kGet, "/documents/{}/draft", Access::kEntry, GetDraft},
    Route{Method::kPut, "/documents/{}/draft", Access::kEntry, SaveDraft},
    Route{Method::kDelete, "/documents/{}/draft", Access::kEntry, DropDraft},
    Route{Method::kGet, "/clients", Access::kAny, Clients},
    Route{Method::kGet, "/rows", Access::kReading, Rows},
};

}  // namespace

std::span<const Route> DocumentRoutes() { return kRoutes; }

}  // namespace labintake::review
