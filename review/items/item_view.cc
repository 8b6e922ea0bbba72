#include "review/items/item_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "review/http/url.h"
#include "review/items/alternatives.h"
#include "terminology/catalog/catalog.h"

namespace labintake::review {
namespace {

using db::ItemKind;
using db::ItemState;

OrderedJson Words(std::string_view list) {
  OrderedJson words = OrderedJson::array();
  while (!list.empty()) {
    std::string_view word = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(list.size(), word.size() + 1));
    if (word.starts_with('~')) word.remove_prefix(1);
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

OrderedJson ClaimJson(const db::WorkState& work, const db::Account& who) {
  if (!work.claim) return nullptr;
  return {{"by", work.claim->name}, {"until", work.claim->until}, {"mine", work.claim->user == who.id}};
}

class Writer {
 public:
  explicit Writer(const ItemView& view)
      : v_(view), item_(view.item), work_(view.work), blind_(view.work.Blind(view.item.state)) {}

  OrderedJson Write() {
    OrderedJson json = {
        {"item", item_.id},
        {"kind", db::ToString(item_.kind)},
        {"state", db::ToString(item_.state)},
        {"stage", work_.stage},
        {"blind", blind_},
        {"audit", work_.audit},
        {"version", work_.version},
        {"reason", work_.reason},
        {"priority", work_.priority},
        {"document", {{"id", item_.document}, {"client", item_.client}, {"file", item_.file}, {"pages", v_.pages}}},
        {"report", item_.report},
        {"page", item_.page},
        {"page_width", item_.page_width},
        {"page_height", item_.page_height},
        {"box", ToJson(item_.box)},
        {"lab", item_.lab},
        {"panel", item_.row.panel},
        {"specimen", item_.row.specimen},
        {"actions", Actions()},
        {"key_fields", blind_ || work_.stage == 3 ? OrderedJson(v_.key_fields) : OrderedJson::array()},
        {"fields", Fields()},
        {"line", blind_ ? "" : item_.line_text},
        {"rows", item_.rows},
        {"confidence", blind_ || !HasReading() ? OrderedJson(nullptr) : OrderedJson(item_.row.confidence)},
        {"origin", ToString(item_.row.origin)},
        {"rule", blind_ ? "" : item_.row.rule},
        {"findings", Findings()},
        {"keyed", OrderedJson::array()},
        {"claim", ClaimJson(work_, v_.who)},
        {"asked", nullptr},
        {"remarks", OrderedJson::array()},
        {"decisions", Decisions()},
        {"draft", nullptr},
        {"page_image", fmt::format("/api/v1/documents/{}/pages/{}.png", item_.document, item_.page)},
        {"row_crop", item_.box.empty() ? OrderedJson(nullptr) : OrderedJson(Crop("row"))},
        {"created_at", item_.created_at},
        {"due_at", work_.due_at}};
    for (const db::KeyedAnswer& keyed : v_.keyed) json["keyed"].push_back(KeyedJson(keyed));
    if (work_.asked_user) json["asked"] = {{"to", work_.asked_name}, {"by", work_.asked_by}};
    for (const db::Remark& r : v_.remarks) {
      json["remarks"].push_back({{"by", r.by}, {"to", r.to}, {"text", r.text}, {"at", r.at}});
    }
    if (v_.draft) json["draft"] = OrderedJson::parse(*v_.draft, nullptr, false);
    return json;
  }

 private:
  bool HasReading() const { return item_.kind == ItemKind::kRow || item_.kind == ItemKind::kName; }

  std::string Crop(const char* field) const {
    return fmt::format("/api/v1/items/{}/crop.png?field={}", EncodeUrl(item_.id), field);
  }

  OrderedJson Actions() const {
    if (v_.who.role < db::Role::kEntry || item_.state != ItemState::kOpen) return OrderedJson::array();
    if (item_.kind == ItemKind::kName) return {"accept", "no-analyte", "postpone", "ask"};
    if (item_.kind == ItemKind::kDocument) return {"accept", "not-a-result", "unreadable", "postpone", "ask"};
    OrderedJson actions = OrderedJson::array();
    const Doubts doubts = MustType(item_, work_);
    const bool typed = doubts.name || doubts.value || doubts.unit || doubts.range || doubts.flag;
    if (item_.kind == ItemKind::kRow && !blind_ && work_.stage != 3 && !typed) actions.push_back("accept");
    actions.insert(actions.end(), {"edit", "not-a-result", "unreadable", "postpone", "ask"});
    return actions;
  }

  bool IsKeyField(const char* name) const {
    return std::find(v_.key_fields.begin(), v_.key_fields.end(), name) != v_.key_fields.end();
  }

  std::optional<std::string> FirstSaid(const char* name) const {
    for (const db::KeyedAnswer& keyed : v_.keyed) {
      if (const auto& text = db::FieldOf(keyed.fields, name)) return text;
    }
    return std::nullopt;
  }

  // What both have keyed; the first said more, which would tell who it was.
  OrderedJson KeyedJson(const db::KeyedAnswer& keyed) const {
    OrderedJson json = {{"action", db::ToString(keyed.action)}};
    for (const std::string& name : v_.key_fields) {
      if (const auto& text = db::FieldOf(keyed.fields, name)) json[name] = *text;
    }
    return json;
  }

  OrderedJson Field(const char* name, const std::string& text, const Box& box, bool doubtful) const {
    // At the third key, what is not keyed again is as the first person said.
    const std::optional<std::string> first = work_.stage == 3 && !IsKeyField(name) ? FirstSaid(name) : std::nullopt;
    const bool must_type = blind_ || work_.stage == 3 ? IsKeyField(name) : doubtful;
    OrderedJson json = {{"machine", blind_ ? "" : text},
                        {"fill", blind_ || must_type ? "" : first.value_or(text)},
                        {"must_type", must_type},
                        {"box", ToJson(box)},
                        {"crop", box.empty() ? OrderedJson(nullptr) : OrderedJson(Crop(name))},
                        {"alternatives", OrderedJson::array()}};
    if (!blind_ && HasReading()) json["alternatives"] = Alternatives(item_.row, text, box);
    return json;
  }

  OrderedJson Fields() const {
    if (item_.kind == ItemKind::kDocument) return nullptr;
    const Observation& row = item_.row;
    const Doubts d = MustType(item_, work_);
    OrderedJson value = Field("value", row.value.text, row.value.box, d.value);
    OrderedJson unit = Field("unit", row.unit.text, row.unit.box, d.unit);
    OrderedJson range = Field("range", row.range.text, row.range.box, d.range);
    OrderedJson flag = Field("flag", row.flag.text, row.flag.box, d.flag);
    const Observation shown = blind_ ? Observation{} : row;
    value.update({{"kind", ToString(shown.value.kind)},
                  {"comparator", ToString(shown.value.comparator)},
                  {"number", ToJson(shown.value.number)}});
    unit["ucum"] = shown.unit.ucum;
    range.update({{"low", ToJson(shown.range.low)}, {"high", ToJson(shown.range.high)}});
    flag.update({{"code", shown.flag.code}, {"derived", shown.flag.derived}});
    OrderedJson analyte = {{"machine", shown.analyte.id.empty() ? OrderedJson(nullptr) : AnalyteJson(shown.analyte.id)},
                           {"match", ToString(shown.analyte.match)},
                           {"must_type", item_.kind == ItemKind::kName || (!blind_ && d.analyte)},
                           {"alternatives", OrderedJson::array()}};
    for (const std::string& id : shown.analyte.candidates) analyte["alternatives"].push_back(AnalyteJson(id));
    return {{"name", Field("name", row.name.text, row.name.box, d.name)},
            {"value", std::move(value)},
            {"unit", std::move(unit)},
            {"range", std::move(range)},
            {"flag", std::move(flag)},
            {"analyte", std::move(analyte)}};
  }

  OrderedJson Findings() const {
    OrderedJson list = OrderedJson::array();
    if (blind_) return list;
    for (const Finding& finding : item_.findings) {
      OrderedJson json = ToJson(finding);
      if (finding.message.empty()) json["message"] = ToString(finding.code);
      json["fields"] = item_.kind == ItemKind::kRow ? Names(FieldsOf(finding, item_.row)) : std::vector<std::string>();
      list.push_back(std::move(json));
    }
    return list;
  }

  OrderedJson Decisions() const {
    OrderedJson list = OrderedJson::array();
    if (blind_) return list;
    for (std::size_t i = 0; i < item_.decisions.size(); ++i) {
      const db::Decision& d = item_.decisions[i];
      list.push_back({{"action", db::ToString(d.action)},
                      {"fields", ToJson(d.corrected)},
                      {"by", d.by},
                      {"at", d.at},
                      {"note", d.note},
                      {"stands", item_.state == ItemState::kDecided && i + 1 == item_.decisions.size()}});
    }
    return list;
  }

  const ItemView& v_;
  const db::ReviewItem& item_;
  const db::WorkState& work_;
  const bool blind_;
};

}  // namespace

Doubts MustType(const db::ReviewItem& item, const db::WorkState& work) {
  if (work.Blind(item.state)) return {};
  if (item.kind == ItemKind::kRow) return DoubtsOf(item);
  Doubts doubts;
  doubts.name = doubts.value = item.kind == ItemKind::kUnreadLine;
  return doubts;
}

OrderedJson ToJson(const ItemView& view) { return Writer(view).Write(); }

OrderedJson ToJson(const db::WorkSummary& s, const db::Account& who) {
  const bool blind = s.work.Blind(s.state);
  return {{"item", s.work.item},
          {"kind", db::ToString(s.kind)},
          {"state", db::ToString(s.state)},
          {"stage", s.work.stage},
          {"blind", blind},
          {"document", s.document},
          {"client", s.client},
          {"file", s.file},
          {"lab", s.lab},
          {"page", s.page},
          {"reason", s.work.reason},
          {"name", blind ? "" : s.name},
          {"value", blind ? "" : s.value},
          {"unit", blind ? "" : s.unit},
          {"priority", s.work.priority},
          {"created_at", s.created_at},
          {"due_at", s.work.due_at},
          {"asked", !s.work.asked_user          ? ""
                    : s.work.asked_name.empty() ? "any lead"
                                                : s.work.asked_name},
          {"claim", ClaimJson(s.work, who)}};
}

OrderedJson ToJson(const db::CorrectedFields& fields) {
  OrderedJson json = OrderedJson::object();
  const std::pair<const char*, const std::optional<std::string>*> members[] = {
      {"name", &fields.name},   {"value", &fields.value}, {"unit", &fields.unit},
      {"range", &fields.range}, {"flag", &fields.flag},   {"analyte", &fields.analyte}};
  for (const auto& [name, text] : members) {
    if (*text) json[name] = **text;
  }
  return json;
}

OrderedJson AnalyteJson(const std::string& id) {
  const auto entry = terminology::Catalog::Find(id);
  if (!entry)
    return {{"id", id},   {"name", id}, {"specimen", ""}, {"loinc", ""}, {"unit", ""}, {"units", OrderedJson::array()},
            {"about", ""}};
  OrderedJson units = Words(entry->conventional.empty() ? entry->unit : entry->conventional);
  for (const OrderedJson& unit : Words(entry->si)) {
    if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
  }
  const auto codes = terminology::Catalog::CodesOf(id);
  return {{"id", entry->id},
          {"name", entry->name},
          {"specimen", entry->specimen},
          {"loinc", codes.empty() ? "" : codes.front().loinc},
          {"unit", entry->unit},
          {"units", std::move(units)},
          {"about", entry->about}};
}

}  // namespace labintake::review
