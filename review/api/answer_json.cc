#include "review/api/answer_json.h"

#include <algorithm>

#include "review/items/item_view.h"

namespace labintake::review {
namespace {

constexpr std::size_t kMaxField = 500;

const char* SentenceOf(db::AnswerConflict::Kind kind) {
  using Kind = db::AnswerConflict::Kind;
  switch (kind) {
    case Kind::kClaimed: return "Somebody else works on this item; what you typed is kept.";
    case Kind::kChanged: return "The item has changed since you saw it; look at it again.";
    case Kind::kAnswered: return "The item has been answered; take that answer back before you give another.";
    case Kind::kWithdrawn: return "The question is no longer asked: the document was read again.";
    case Kind::kKeyReused: return "This key came with another request before; make a new key for each.";
    case Kind::kNotYours: return "The item waits for another person, or the answer is another person's.";
  }
  return "";
}

OrderedJson ToJson(const db::WorkCounts::ByText& counts) {
  OrderedJson json = OrderedJson::object();
  for (const auto& [text, count] : counts) json[text] = count;
  return json;
}

}  // namespace

db::CorrectedFields ReadFields(JsonInput in, JsonInput& outer) {
  db::CorrectedFields fields;
  fields.name = in.OptionalText("name", kMaxField);
  fields.value = in.OptionalText("value", kMaxField);
  fields.unit = in.OptionalText("unit", kMaxField);
  fields.range = in.OptionalText("range", kMaxField);
  fields.flag = in.OptionalText("flag", kMaxField);
  fields.analyte = in.OptionalText("analyte", 200);
  if (auto wrong = in.Trouble()) outer.Reject(*wrong);
  return fields;
}

db::AnswerRequest ReadAnswer(JsonInput& in) {
  db::AnswerRequest request;
  request.key = in.Key();
  const auto action = db::ParseDecisionAction(in.Text("action", 20));
  if (action) {
    request.action = *action;
  } else {
    in.Reject("action has to be accept, edit, not-a-result, unreadable, no-analyte or postpone.");
  }
  request.fields = ReadFields(JsonInput::Of(in.Object("fields")), in);
  request.note = in.TextOr("note", 2000, "", true);
  request.learn = in.OptionalBool("learn").value_or(true);
  request.postpone_minutes = static_cast<int>(in.IntOr("minutes", 1, 10'080, 60));
  return request;
}

std::optional<Error> CheckTyped(Call& call, const db::AnswerRequest& request) {
  if (!db::IsResult(request.action)) return std::nullopt;
  const auto item = call.services.store->GetReviewItem(request.item);
  // The answer itself will say that there is no such item.
  if (!item) return item.error().code == ErrorCode::kArgument ? std::nullopt : std::optional(item.error());
  const auto work = call.services.queue.State(request.item);
  if (!work) return work.error();
  // A third key has rules of its own (db/answer_writer.cc).
  if (item->kind != db::ItemKind::kRow || work->stage == 3) return std::nullopt;
  const Doubts doubts = MustType(*item, *work);
  const db::CorrectedFields& f = request.fields;
  const bool typed = (!doubts.name || f.name) && (!doubts.value || f.value) && (!doubts.unit || f.unit) &&
                     (!doubts.range || f.range) && (!doubts.flag || f.flag) && (!doubts.analyte || f.analyte);
  if (typed) return std::nullopt;
  return Error{ErrorCode::kArgument, "Fields in doubt have to be typed, also where they are as the program read them."};
}

OrderedJson ToJson(const db::AnswerResult& result) {
  return {{"item", result.item},   {"outcome", result.outcome}, {"state", result.state},
          {"stage", result.stage}, {"version", result.version}, {"repeated", result.repeated}};
}

OrderedJson ToJson(const db::WorkCounts& c) {
  return {{"open", c.open},
          {"mine", c.mine},
          {"asked", c.asked},
          {"postponed", c.postponed},
          {"by_kind", ToJson(c.by_kind)},
          {"by_stage", ToJson(c.by_stage)},
          {"by_reason", ToJson(c.by_reason)},
          {"by_lab", ToJson(c.by_lab)},
          {"by_client", ToJson(c.by_client)},
          {"by_age", ToJson(c.by_age)}};
}

Response ConflictResponse(const db::AnswerConflict& conflict) {
  Response response = Json({{"error", db::ToString(conflict.kind)},
                            {"message", SentenceOf(conflict.kind)},
                            {"by", conflict.by},
                            {"until", conflict.until},
                            {"version", conflict.version}});
  response.status = 409;
  return response;
}

Response OutcomeResponse(const Result<db::AnswerOutcome>& outcome) {
  if (!outcome) return Complaint(outcome.error());
  if (const auto* conflict = std::get_if<db::AnswerConflict>(&*outcome)) return ConflictResponse(*conflict);
  return Json(ToJson(std::get<db::AnswerResult>(*outcome)));
}

}  // namespace labintake::review
