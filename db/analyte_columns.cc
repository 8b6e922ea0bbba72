#include "db/analyte_columns.h"

#include <array>
#include <nlohmann/json.hpp>

namespace labintake::db {
namespace {

using nlohmann::json;

std::string Text(const std::optional<Decimal>& number) { return number ? number->ToString() : ""; }

NameMatch MatchFromText(const std::string& text) {
  for (const NameMatch match : {NameMatch::kListed, NameMatch::kMisspelt, NameMatch::kLearned}) {
    if (text == ToString(match)) return match;
  }
  return NameMatch::kNone;
}

std::vector<std::string> TextsFromJson(const std::string& text) {
  std::vector<std::string> texts;
  const json list = json::parse(text, nullptr, false);
  if (!list.is_array()) return texts;
  for (const json& item : list) {
    if (item.is_string()) texts.push_back(item.get<std::string>());
  }
  return texts;
}

}  // namespace

void BindAnalyte(const Observation& row, Binder& binder) {
  const Analyte& a = row.analyte;
  const CanonicalQuantity& q = row.canonical;
  binder << a.id << a.name << a.loinc << a.specimen << ToString(a.match)
         << json(a.candidates).dump(-1, ' ', false, json::error_handler_t::replace) << Text(q.value) << Text(q.low)
         << Text(q.high) << q.ucum << q.conversion;
}

void ReadAnalyte(RowReader& r, Observation& row) {
  Analyte& a = row.analyte;
  a.id = r.Text();
  a.name = r.Text();
  a.loinc = r.Text();
  a.specimen = r.Text();
  a.match = MatchFromText(r.Text());
  a.candidates = TextsFromJson(r.Text());
  CanonicalQuantity& q = row.canonical;
  q.value = Decimal::Parse(r.Text());
  q.low = Decimal::Parse(r.Text());
  q.high = Decimal::Parse(r.Text());
  q.ucum = r.Text();
  q.conversion = r.Text();
}

std::string BoxesToJson(const std::vector<Box>& boxes) {
  json list = json::array();
  for (const Box& box : boxes) list.push_back({box.x0, box.y0, box.x1, box.y1});
  return list.dump();
}

std::vector<Box> BoxesFromJson(const std::string& text) {
  std::vector<Box> boxes;
  const json list = json::parse(text, nullptr, false);
  if (!list.is_array()) return boxes;
  for (const json& item : list) {
    if (!item.is_array() || item.size() != 4) continue;
    std::array<double, 4> at{};
    for (size_t i = 0; i < at.size(); ++i) at.at(i) = item[i].is_number() ? item[i].get<double>() : 0;
    boxes.push_back({at[0], at[1], at[2], at[3]});
  }
  return boxes;
}

}  // namespace labintake::db
