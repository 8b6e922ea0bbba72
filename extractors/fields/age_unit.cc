#include "extractors/fields/age_unit.h"

#include <algorithm>
#include <array>
#include <utility>

namespace labintake::fields {

AgeUnit AgeUnitOf(std::string_view word) {
  static constexpr auto kWords = std::to_array<std::pair<std::string_view, AgeUnit>>({
      {"y", AgeUnit::kYear},        {"yr", AgeUnit::kYear},        {"yrs", AgeUnit::kYear},
      {"year", AgeUnit::kYear},     {"years", AgeUnit::kYear},     {"j", AgeUnit::kYear},
      {"jr", AgeUnit::kYear},       {"jaar", AgeUnit::kYear},      {"jahr", AgeUnit::kYear},
      {"jahre", AgeUnit::kYear},    {"jahren", AgeUnit::kYear},    {"an", AgeUnit::kYear},
      {"ans", AgeUnit::kYear},      {"ano", AgeUnit::kYear},       {"anos", AgeUnit::kYear},
      {"anni", AgeUnit::kYear},     {"anno", AgeUnit::kYear},      {"lat", AgeUnit::kYear},
      {"lata", AgeUnit::kYear},     {"yas", AgeUnit::kYear},       {"yil", AgeUnit::kYear},
      {"yo", AgeUnit::kYear},       {"m", AgeUnit::kMonth},        {"mo", AgeUnit::kMonth},
      {"mos", AgeUnit::kMonth},     {"mth", AgeUnit::kMonth},      {"mths", AgeUnit::kMonth},
      {"month", AgeUnit::kMonth},   {"months", AgeUnit::kMonth},   {"maand", AgeUnit::kMonth},
      {"maanden", AgeUnit::kMonth}, {"monat", AgeUnit::kMonth},    {"monate", AgeUnit::kMonth},
      {"monaten", AgeUnit::kMonth}, {"mois", AgeUnit::kMonth},     {"mes", AgeUnit::kMonth},
      {"meses", AgeUnit::kMonth},   {"mesi", AgeUnit::kMonth},     {"mese", AgeUnit::kMonth},
      {"ay", AgeUnit::kMonth},      {"w", AgeUnit::kWeek},         {"wk", AgeUnit::kWeek},
      {"wks", AgeUnit::kWeek},      {"week", AgeUnit::kWeek},      {"weeks", AgeUnit::kWeek},
      {"weken", AgeUnit::kWeek},    {"woche", AgeUnit::kWeek},     {"wochen", AgeUnit::kWeek},
      {"semaine", AgeUnit::kWeek},  {"semaines", AgeUnit::kWeek},  {"semana", AgeUnit::kWeek},
      {"semanas", AgeUnit::kWeek},  {"settimane", AgeUnit::kWeek}, {"d", AgeUnit::kDay},
      {"day", AgeUnit::kDay},       {"days", AgeUnit::kDay},       {"dag", AgeUnit::kDay},
      {"dagen", AgeUnit::kDay},     {"tag", AgeUnit::kDay},        {"tage", AgeUnit::kDay},
      {"tagen", AgeUnit::kDay},     {"jour", AgeUnit::kDay},       {"jours", AgeUnit::kDay},
      {"dia", AgeUnit::kDay},       {"dias", AgeUnit::kDay},       {"giorno", AgeUnit::kDay},
      {"giorni", AgeUnit::kDay},    {"gun", AgeUnit::kDay},        {"dni", AgeUnit::kDay},
  });
  const auto it = std::find_if(kWords.begin(), kWords.end(), [&](const auto& entry) { return entry.first == word; });
  return it == kWords.end() ? AgeUnit::kNone : it->second;
}

}  // namespace labintake::fields
