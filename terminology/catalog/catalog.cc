#include "terminology/catalog/catalog.h"

#include <algorithm>
#include <array>

#include "data/analytes_compiled.h"
#include "data/codes_compiled.h"
#include "data/components_compiled.h"
#include "data/name_tokens_compiled.h"
#include "data/names_compiled.h"
#include "data/skeletons_compiled.h"
#include "data/token_skeletons_compiled.h"
#include "terminology/catalog/name_key.h"
#include "terminology/compiled_table.h"

namespace labintake::terminology {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

AnalyteEntry ToEntry(std::string_view id, std::string_view line) {
  std::array<std::string_view, 14> cells;
  for (std::string_view& cell : cells) {
    const size_t end = std::min(line.find('\t'), line.size());
    cell = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  const auto& [name, component, specimen, kind, panels, unit, conventional, si, mass, charge, low, high, source,
               about] = cells;
  return {id, name, component, specimen, kind, panels, unit, conventional, si, mass, charge, low, high, source, about};
}

std::vector<NameMeaning> ToMeanings(std::string_view value) {
  std::vector<NameMeaning> meanings;
  for (const std::string_view part : Split(value, '|')) {
    const size_t space = std::min(part.find(' '), part.size());
    meanings.push_back({part.substr(0, space), part.substr(std::min(space + 1, part.size()))});
  }
  return meanings;
}

// Calls `visit` with the key and the value of each line.
template <typename Visit>
void ForEachLine(std::string_view table, Visit visit) {
  while (!table.empty()) {
    const size_t end = table.find('\n');
    const std::string_view line = table.substr(0, end);
    const size_t tab = line.find('\t');
    visit(line.substr(0, tab), line.substr(tab + 1));
    table.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<AnalyteEntry> Catalog::Find(std::string_view id) {
  const auto line = CompiledTable(data::analytes_compiled).Find(id);
  if (!line) return std::nullopt;
  // The id as it stands in the table outlives the caller's.
  const std::string_view in_table(line->data() - 1 - id.size(), id.size());
  return ToEntry(in_table, *line);
}

std::vector<AnalyteEntry> Catalog::OfComponent(std::string_view component) {
  std::vector<AnalyteEntry> analytes;
  const auto ids = CompiledTable(data::components_compiled).Find(component);
  if (!ids) return analytes;
  for (const std::string_view id : Split(*ids, ' ')) analytes.push_back(*Find(id));
  return analytes;
}

std::vector<LoincCode> Catalog::CodesOf(std::string_view id) {
  std::vector<LoincCode> codes;
  const auto line = CompiledTable(data::codes_compiled).Find(id);
  if (!line) return codes;
  for (const std::string_view code : Split(*line, '|')) {
    const std::vector<std::string_view> cells = Split(code, '\t');
    const auto cell = [&](size_t i) { return i < cells.size() ? cells[i] : std::string_view(); };
    codes.push_back({cell(0), cell(1), cell(2), cell(3)});
  }
  return codes;
}

std::vector<NameMeaning> Catalog::MeaningsOf(std::string_view key) {
  const auto line = CompiledTable(data::names_compiled).Find(key);
  return line ? ToMeanings(*line) : std::vector<NameMeaning>();
}

std::vector<std::string_view> Catalog::KeysLike(std::string_view skeleton) {
  const auto line = CompiledTable(data::skeletons_compiled).Find(skeleton);
  return line ? Split(*line, '|') : std::vector<std::string_view>();
}

void Catalog::ForEachName(const std::function<void(std::string_view, const std::vector<NameMeaning>&)>& visit) {
  ForEachLine(data::names_compiled,
              [&](std::string_view key, std::string_view value) { visit(key, ToMeanings(value)); });
}

void Catalog::ForEachAnalyte(const std::function<void(const AnalyteEntry&)>& visit) {
  ForEachLine(data::analytes_compiled, [&](std::string_view id, std::string_view value) { visit(ToEntry(id, value)); });
}

bool Catalog::IsNameWord(std::string_view token) {
  return CompiledTable(data::name_tokens_compiled).Find(token).has_value();
}

std::vector<std::string_view> Catalog::NameWordsLike(std::string_view token) {
  const auto line = CompiledTable(data::token_skeletons_compiled).Find(Skeleton(token));
  return line ? Split(*line, '|') : std::vector<std::string_view>();
}

}  // namespace labintake::terminology
