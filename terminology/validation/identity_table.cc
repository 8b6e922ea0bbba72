#include "terminology/validation/identity_table.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "data/identities_tsv.h"
#include "terminology/tsv.h"

namespace labintake::validation {
namespace {

// Calls `visit` with each part of `text` between separators, spaces trimmed; not with empty ones.
template <typename Visit>
void ForEachPart(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) visit(part);
  }
}

// "1", "1.5%", "1 1.5%".
bool ReadTolerance(std::string_view text, Way& way) {
  bool fine = true;
  ForEachPart(text, ' ', [&](std::string_view part) {
    const bool share = part.ends_with('%');
    if (share) part.remove_suffix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    fine = fine && error == std::errc() && end == part.data() + part.size() && number >= 0;
    (share ? way.relative : way.absolute) = share ? number / 100 : number;
  });
  return fine;
}

}  // namespace

const IdentityTable& IdentityTable::Get() {
  static const IdentityTable table = Parse(data::identities_tsv, nullptr);
  return table;
}

IdentityTable IdentityTable::Parse(std::string_view tsv, std::vector<std::string>* problems) {
  IdentityTable table;
  std::map<std::string_view, size_t> numbers;
  const auto number_of = [&](std::string_view name) {
    const auto [it, fresh] = numbers.emplace(name, table.inputs_.size());
    if (fresh) table.inputs_.push_back(name);
    return it->second;
  };
  const auto complain = [&](std::string_view way, const char* what) {
    if (problems != nullptr) problems->push_back(std::string(way) + ": " + what);
  };
  terminology::ForEachRow<8>(tsv, [&](const auto& cells) {
    const auto& [id, name, formula, tolerance, severity, when, about, source] = cells;
    Way way;
    way.name = name;
    const auto parsed = Formula::Parse(formula, number_of);
    if (!parsed) return complain(name, "the formula cannot be read");
    way.formula = *parsed;
    if (!ReadTolerance(tolerance, way)) return complain(name, "the tolerance cannot be read");
    bool fine = true;
    ForEachPart(when, ';', [&](std::string_view part) {
      const auto condition = Formula::Parse(part, number_of);
      fine = fine && condition;
      if (condition) way.when.push_back(*condition);
    });
    if (!fine) return complain(name, "the conditions cannot be read");
    if (severity != "doubt" && severity != "note") return complain(name, "the severity is neither doubt nor note");
    if (source.empty()) return complain(name, "there is no source");
    const auto known = std::find_if(table.identities_.begin(), table.identities_.end(),
                                    [&](const Identity& identity) { return identity.id == id; });
    if (known != table.identities_.end()) {
      known->ways.push_back(std::move(way));
      return;
    }
    Identity identity;
    identity.id = id;
    identity.about = about;
    identity.severity = severity == "doubt" ? Severity::kDoubt : Severity::kNote;
    identity.ways.push_back(std::move(way));
    table.identities_.push_back(std::move(identity));
  });
  for (size_t i = 0; i < table.inputs_.size(); ++i) {
    size_t choice = 0;
    ForEachPart(table.inputs_[i], '|', [&](std::string_view id) {
      const size_t at = std::min(id.find('@'), id.size());
      table.uses_.push_back({id.substr(0, at), id.substr(std::min(at + 1, id.size())), i, choice++});
    });
  }
  std::stable_sort(table.uses_.begin(), table.uses_.end(),
                   [](const Use& a, const Use& b) { return a.analyte < b.analyte; });
  return table;
}

std::span<const IdentityTable::Use> IdentityTable::UsesOf(std::string_view analyte) const {
  const auto before = [](const Use& use, std::string_view id) { return use.analyte < id; };
  const auto begin = std::lower_bound(uses_.begin(), uses_.end(), analyte, before);
  auto end = begin;
  while (end != uses_.end() && end->analyte == analyte) ++end;
  return {begin, end};
}

}  // namespace labintake::validation
