// /groups, /figures: the same doubt across documents, and the lead's page.
#include <array>

#include "db/figures.h"
#include "db/item_groups.h"
#include "review/api/answer_json.h"
#include "review/api/item_views.h"
#include "review/api/routes.h"
#include "review/items/item_view.h"

namespace labintake::review {
namespace {

constexpr int kMostOfGroup = 100;

OrderedJson ToJson(const db::ItemGroup& group) {
  OrderedJson json = {{"id", group.id},       {"by", db::ToString(group.by)},
                      {"text", group.text},   {"reason", group.reason},
                      {"count", group.count}, {"documents", group.documents},
                      {"labs", group.labs},   {"candidates", OrderedJson::array()}};
  if (group.by == db::GroupBy::kName) json["candidates"].push_back(AnalyteJson(group.text));
  return json;
}

Response List(Call& call) {
  QueryInput in(call.query);
  const auto by = db::ParseGroupBy(in.OptionalText("by", 20).value_or(""));
  if (!by) in.Reject("by has to be name, reading or unit.");
  const int limit = static_cast<int>(in.IntOr("limit", 1, 200, 50));
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto groups = db::ItemGroups(*call.services.database).List(*by, limit);
  if (!groups) return Complaint(groups.error());
  OrderedJson list = OrderedJson::array();
  for (const db::ItemGroup& group : *groups) list.push_back(ToJson(group));
  return Json({{"groups", std::move(list)}});
}

Response Claim(Call& call) {
  JsonInput in(call.request.body.empty() ? "{}" : call.request.body);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  db::ItemGroups groups(*call.services.database);
  const auto group = groups.Find(call.parts[0]);
  if (!group) return Complaint(group.error());
  if (!*group) return Complaint(404, "not-found", "There is no such group any more; look at the list again.");
  const auto items = groups.Items(**group, call.who.id, kMostOfGroup);
  if (!items) return Complaint(items.error());
  const auto claimed = call.services.queue.ClaimAll(call.who, *items);
  if (!claimed) return Complaint(claimed.error());
  OrderedJson views = OrderedJson::array();
  for (const std::string& item : *claimed) {
    auto view = ItemJson(call, item);
    if (!view) return Complaint(view.error());
    views.push_back(*std::move(view));
  }
  return Json({{"group", ToJson(**group)}, {"items", std::move(views)}});
}

// The error that the item alone would have had.
OrderedJson ErrorOf(const Response& response) { return OrderedJson::parse(response.body, nullptr, false); }

Response Decide(Call& call) {
  JsonInput in(call.request.body);
  db::AnswerRequest answer = ReadAnswer(in);
  std::vector<std::pair<std::string, std::string>> items;
  if (const nlohmann::json* list = in.List("items", 1, kMostOfGroup)) {
    for (const nlohmann::json& one : *list) {
      JsonInput item = JsonInput::Of(one);
      items.emplace_back(item.Text("item", 64), item.Text("version", 64));
      if (auto wrong = item.Trouble()) in.Reject(*wrong);
    }
  }
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  if (!db::ParseGroupBy(std::string_view(call.parts[0]).substr(0, call.parts[0].find('-')))) {
    return Complaint(404, "not-found", "There is no such group.");
  }
  OrderedJson results = OrderedJson::array();
  for (const auto& [item, version] : items) {
    answer.item = item;
    answer.version = version;
    const auto unfit = CheckTyped(call, answer);
    const Response response =
        unfit ? Complaint(*unfit) : OutcomeResponse(call.services.answers.Answer(call.who, answer));
    results.push_back({{"item", item}, {response.status == 200 ? "outcome" : "error", ErrorOf(response)}});
  }
  return Json({{"results", std::move(results)}});
}

OrderedJson ShareJson(const Call& call, const db::Share& share) {
  const ShareInterval interval = call.options().interval(share.count, share.of);
  return {{"count", share.count},
          {"of", share.of},
          {"share", share.of == 0 ? OrderedJson(nullptr) : OrderedJson(1.0 * share.count / share.of)},
          {"low", interval.low},
          {"high", interval.high}};
}

OrderedJson CorrectionJson(const db::RepeatedCorrection& c) {
  OrderedJson examples = OrderedJson::array();
  for (const auto& [item, document] : c.examples) examples.push_back({{"item", item}, {"document", document}});
  return {{"lab", c.lab},         {"field", c.field},
          {"machine", c.machine}, {"corrected", c.corrected},
          {"count", c.count},     {"examples", std::move(examples)}};
}

Response Figures(Call& call) {
  const auto counts = call.services.queue.Count(call.who, {});
  if (!counts) return Complaint(counts.error());
  const auto figures = db::ReadFigures(*call.services.database);
  if (!figures) return Complaint(figures.error());
  OrderedJson holders = OrderedJson::array(), people = OrderedJson::array(), corrections = OrderedJson::array(),
              priorities = OrderedJson::object();
  for (const db::Holder& h : figures->holders) {
    holders.push_back({{"name", h.name},
                       {"holds", h.items.size()},
                       {"until", h.until},
                       {"answers_today", h.answers_today},
                       {"items", h.items}});
  }
  for (const db::PersonsAgreement& p : figures->by_person) {
    people.push_back({{"name", p.name}, {"agreement", ShareJson(call, p.agreement)}});
  }
  for (const db::RepeatedCorrection& c : figures->corrections) corrections.push_back(CorrectionJson(c));
  for (const auto& [priority, count] : counts->by_priority) priorities[priority] = count;
  return Json({{"at", call.options().now()},
               {"queue", review::ToJson(*counts)},
               {"oldest_at", counts->oldest_at},
               {"by_priority", std::move(priorities)},
               {"holders", std::move(holders)},
               {"second_keys",
                {{"agreement", ShareJson(call, figures->second_keys)},
                 {"by_person", std::move(people)},
                 {"waiting", figures->second_keys_waiting}}},
               {"audit_sample", {{"error", ShareJson(call, figures->audit_errors)}, {"open", figures->audits_open}}},
               {"corrections", std::move(corrections)}});
}

constexpr std::array kRoutes = {
    Route{Method::kGet, "/groups", Access::kAny, List},
    Route{Method::kPost, "/groups/{}", Access::kEntry, Claim},
    Route{Method::kPost, "/groups/{}/decide", Access::kEntry, Decide},
    Route{Method::kGet, "/figures", Access::kLead, Figures},
};

}  // namespace

std::span<const Route> GroupRoutes() { return kRoutes; }

}  // namespace labintake::review
