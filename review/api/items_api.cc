// /items, /me/answers, /people: what waits, and what people say of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "review/api/answer_json.h"
#include "review/api/item_views.h"
#include "review/api/record_view.h"
#include "review/api/routes.h"
#include "review/items/item_view.h"

namespace labintake::review {
namespace {

constexpr std::size_t kMaxDraft = 16 << 10;

constexpr std::array<std::string_view, 4> kKinds = {"row", "unread-line", "document", "name"};

db::WorkFilter ReadFilter(QueryInput& in) {
  db::WorkFilter filter;
  filter.kind = in.OptionalText("kind", 20);
  if (filter.kind && std::find(kKinds.begin(), kKinds.end(), *filter.kind) == kKinds.end()) {
    in.Reject("kind has to be row, unread-line, document or name.");
  }
  filter.client = in.OptionalText("client", 200);
  filter.lab = in.OptionalText("lab", 300);
  filter.reason = in.OptionalText("reason", 60);
  return filter;
}

Response List(Call& call) {
  QueryInput in(call.query);
  const std::string state = in.OneOf("state", {"open", "decided", "all"});
  db::WorkFilter filter = ReadFilter(in);
  filter.state = db::ParseItemState(state);
  filter.document = in.OptionalInt("document");
  const int limit = static_cast<int>(in.IntOr("limit", 1, 200, 50));
  const std::string after = in.OptionalText("after", 64).value_or("");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto list = call.services.queue.List(filter, after, limit);
  if (!list) return Complaint(list.error());
  OrderedJson items = OrderedJson::array();
  for (const db::WorkSummary& summary : *list) items.push_back(ToJson(summary, call.who));
  const bool more = list->size() == static_cast<std::size_t>(limit);
  return Json(
      {{"items", std::move(items)}, {"next", more ? OrderedJson(list->back().work.item) : OrderedJson(nullptr)}});
}

Response Counts(Call& call) {
  QueryInput in(call.query);
  const db::WorkFilter filter = ReadFilter(in);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto counts = call.services.queue.Count(call.who, filter);
  if (!counts) return Complaint(counts.error());
  return Json(ToJson(*counts));
}

Response Next(Call& call) {
  JsonInput in(call.request.body);
  JsonInput given = JsonInput::Of(in.Object("filter"));
  db::WorkFilter filter;
  filter.kind = given.OptionalText("kind", 20);
  filter.client = given.OptionalText("client", 200);
  filter.lab = given.OptionalText("lab", 300);
  filter.reason = given.OptionalText("reason", 60);
  if (given.Has("document")) filter.document = given.Int("document", 0, INT64_MAX);
  std::vector<std::string> except;
  if (const nlohmann::json* list = in.List("except", 0, 16)) {
    for (const nlohmann::json& item : *list) {
      if (item.is_string() && item.get_ref<const std::string&>().size() <= 64) {
        except.push_back(item.get<std::string>());
      } else {
        in.Reject("except has to be a list of ids of items.");
      }
    }
  }
  if (auto wrong = given.Trouble()) in.Reject(*wrong);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto item = call.services.queue.Next(call.who, filter, except);
  if (!item) {
    if (item.error().code == ErrorCode::kArgument) return Complaint(409, "too-many", item.error().message);
    return Complaint(item.error());
  }
  if (!*item) return NoContent();
  auto view = ItemJson(call, **item);
  return view ? Json(*view) : Complaint(view.error());
}

Response Get(Call& call) {
  auto view = ItemJson(call, call.parts[0]);
  if (!view) return Complaint(view.error());
  if (auto noted = RecordView(call, "view-item", (*view)["document"]["id"].get<std::int64_t>(), call.parts[0], "");
      !noted) {
    return Complaint(noted.error());
  }
  return Json(*view);
}

Response Claim(Call& call) {
  const auto claim = call.services.queue.Claim(call.who, call.parts[0]);
  if (!claim) {
    if (claim.error().code == ErrorCode::kArgument) return Complaint(409, "not-yours", claim.error().message);
    return Complaint(claim.error());
  }
  if (claim->user != call.who.id) {
    return ConflictResponse({db::AnswerConflict::Kind::kClaimed, claim->name, claim->until, ""});
  }
  return Json({{"by", claim->name}, {"until", claim->until}, {"mine", true}});
}

Response Release(Call& call) {
  auto released = call.services.queue.Release(call.who, call.parts[0]);
  return released ? NoContent() : Complaint(released.error());
}

Response Decide(Call& call) {
  JsonInput in(call.request.body);
  db::AnswerRequest request = ReadAnswer(in);
  request.item = call.parts[0];
  request.version = in.Text("version", 64);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (auto unfit = CheckTyped(call, request)) return Complaint(*unfit);
  return OutcomeResponse(call.services.answers.Answer(call.who, request));
}

Response Undo(Call& call) {
  JsonInput in(call.request.body);
  const std::string key = in.Key(), note = in.TextOr("note", 2000, "", true);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  return OutcomeResponse(call.services.answers.Undo(call.who, call.parts[0], key, note));
}

Response Ask(Call& call) {
  JsonInput in(call.request.body);
  const std::string key = in.Key(), to = in.Text("to", 200), text = in.TextOr("text", 2000, "", true);
  if (text.empty()) in.Reject("text is missing: say what the question is.");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  return OutcomeResponse(call.services.answers.Ask(call.who, call.parts[0], key, to, text));
}

Response SaveDraft(Call& call) {
  if (!IsJsonObject(call.request.body)) return BadRequest("A draft is a JSON object.");
  if (call.request.body.size() > kMaxDraft) return Complaint(413, "too-large", "A draft has at most 16 KiB.");
  const auto work = call.services.queue.State(call.parts[0]);
  if (!work) return Complaint(work.error());
  if (auto saved = call.services.drafts.Save(call.who, call.parts[0], call.request.body); !saved) {
    return Complaint(saved.error());
  }
  // Whoever types is at work. That the claim is lost is said when the answer comes; what was typed is kept all the
  // same.
  if (work->claim && work->claim->user == call.who.id) {
    if (auto held = call.services.queue.Claim(call.who, call.parts[0]); !held) return Complaint(held.error());
  }
  return NoContent();
}

Response DropDraft(Call& call) {
  auto dropped = call.services.drafts.Drop(call.who, call.parts[0]);
  return dropped ? NoContent() : Complaint(dropped.error());
}

Response OwnAnswers(Call& call) {
  QueryInput in(call.query);
  const int limit = static_cast<int>(in.IntOr("limit", 1, 200, 50));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto own = call.services.answers.Own(call.who, limit);
  if (!own) return Complaint(own.error());
  OrderedJson answers = OrderedJson::array();
  for (const db::OwnAnswer& a : *own) {
    answers.push_back({{"item", a.item},
                       {"kind", a.kind},
                       {"document", a.document},
                       {"page", a.page},
                       {"action", a.action},
                       {"fields", ToJson(a.fields)},
                       {"at", a.at},
                       {"outcome", a.outcome},
                       {"can_undo", a.can_undo}});
  }
  return Json({{"answers", std::move(answers)}});
}

Response People(Call& call) {
  const auto accounts = call.services.accounts.List();
  if (!accounts) return Complaint(accounts.error());
  OrderedJson people = OrderedJson::array();
  for (const db::Account& account : *accounts) {
    if (account.disabled || account.role < db::Role::kEntry) continue;
    people.push_back({{"name", account.name}, {"role", db::ToString(account.role)}});
  }
  return Json({{"people", std::move(people)}});
}

constexpr std::array kRoutes = {
    Route{Method::kGet, "/items", Access::kAny, List},
    Route{Method::kGet, "/items/counts", Access::kAny, Counts, true},
    Route{Method::kPost, "/items/next", Access::kEntry, Next},
    Route{Method::kGet, "/items/{}", Access::kAny, Get},
    Route{Method::kPost, "/items/{}/claim", Access::kEntry, Claim},
    Route{Method::kDelete, "/items/{}/claim", Access::kEntry, Release},
    Route{Method::kPost, "/items/{}/decide", Access::kEntry, Decide},
    Route{Method::kPost, "/items/{}/undo", Access::kEntry, Undo},
    Route{Method::kPost, "/items/{}/ask", Access::kEntry, Ask},
    Route{Method::kPut, "/items/{}/draft", Access::kEntry, SaveDraft},
    Route{Method::kDelete, "/items/{}/draft", Access::kEntry, DropDraft},
    Route{Method::kGet, "/me/answers", Access::kEntry, OwnAnswers},
    Route{Method::kGet, "/people", Access::kEntry, People},
};

}  // namespace

std::span<const Route> ItemRoutes() { return kRoutes; }

}  // namespace labintake::review
