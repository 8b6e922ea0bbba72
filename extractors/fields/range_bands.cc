#include "extractors/fields/range_bands.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace labintake::fields {
namespace {

// Words as normal_text.h leaves them, in lower case.
constexpr auto kNormalWords = std::to_array<std::string_view>(
    {"normal",    "normals",     "normaal",       "normale",    "normales",    "normalwert",    "norm",
     "neg",       "negative",    "negatief",      "negativ",    "negatif",     "negativo",      "negativa",
     "ujemny",    "nonreactive", "undetected",    "desirable",  "optimal",     "optimum",       "optimaal",
     "ideal",     "therapeutic", "therapeutisch", "sufficient", "sufficiency", "adequate",      "acceptable",
     "healthy",   "nondiabetic", "gewenst",       "wenselijk",  "erwunscht",   "wunschenswert", "deseable",
     "desejavel", "souhaitable", "ottimale",      "optymalny"});
constexpr auto kBadWords = std::to_array<std::string_view>(
    {"borderline",    "high",        "higher",      "low",        "lower",        "very",          "positive",
     "positief",      "positiv",     "positif",     "positivo",   "positiva",     "equivocal",     "toxic",
     "toxicity",      "critical",    "deficient",   "deficiency", "insufficient", "insufficiency", "diabetes",
     "diabetic",      "prediabetes", "prediabetic", "impaired",   "elevated",     "increased",     "decreased",
     "risk",          "abnormal",    "reactive",    "gray",       "grey",         "grayzone",      "zone",
     "indeterminate", "panic",       "moderate",    "mild",       "severe",       "intermediate",  "weak",
     "strong",        "near",        "above",       "below",      "undesirable",  "hoch",          "hoog",
     "niedrig",       "laag",        "grenzwertig", "dubieus",    "eleve",        "limite",        "alto",
     "bajo",          "baixo",       "basso",       "excess",     "possible",     "likely",        "suboptimal",
     "poor",          "obese",       "overweight",  "alert",      "inflammation", "infection",     "pregnant",
     "pregnancy",     "trimester",   "schwanger",   "zwanger",    "enceinte",     "embarazo",      "gravidanza",
     "gravidez",      "not",         "no",          "non",        "sub"});
constexpr auto kFillers = std::to_array<std::string_view>(
    {"range",    "ranges", "value",  "values",   "level", "levels",  "result",   "results",    "reference", "ref",
     "interval", "limit",  "limits", "is",       "for",   "patient", "patients", "population", "fasting",   "nuchter",
     "the",      "of",     "in",     "and",      "or",    "wert",    "werte",    "waarde",     "waarden",   "inr",
     "age",      "aged",   "years",  "expected", "serum", "plasma",  "all"});
constexpr auto kMaleWords = std::to_array<std::string_view>(
    {"male",   "males",   "men",    "man",       "mann",      "manner",    "maenner", "mannlich",
     "homme",  "hommes",  "hombre", "hombres",   "varon",     "varones",   "uomo",    "uomini",
     "maschi", "maschio", "erkek",  "erkekler",  "mezczyzni", "mezczyzna", "mannen",  "mannelijk",
     "heren",  "homem",   "homens", "masculino", "masculin",  "masc",      "boys"});
constexpr auto kFemaleWords = std::to_array<std::string_view>(
    {"female",  "females",    "women", "woman",   "frau",     "frauen",   "weiblich", "femme",   "femmes",  "mujer",
     "mujeres", "donna",      "donne", "femmine", "femmina",  "kadin",    "kadinlar", "kobieta", "kobiety", "vrouw",
     "vrouwen", "vrouwelijk", "dames", "mulher",  "mulheres", "feminino", "feminin",  "fem",     "girls"});
constexpr auto kAdultWords =
    std::to_array<std::string_view>({"adult", "adults", "erwachsene", "volwassen", "volwassenen", "adulte", "adultes",
                                     "adulto", "adultos", "adulti", "yetiskin", "dorosli"});
constexpr auto kChildWords = std::to_array<std::string_view>(
    {"child",       "children",  "pediatric",    "paediatric", "pediatrics",  "newborn",    "newborns", "infant",
     "infants",     "neonate",   "neonates",     "adolescent", "adolescents", "kinder",     "kind",     "kinderen",
     "neugeborene", "sauglinge", "pasgeborenen", "enfant",     "enfants",     "nourrisson", "nino",     "ninos",
     "bambini",     "criancas",  "cocuk",        "dzieci",     "boys",        "girls"});

template <size_t N>
bool Has(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What stands beside one range, before it is judged.
struct Label {
  const RangeItem* range = nullptr;
  std::vector<const RangeItem*> parts;  // words and ages
  bool unclear = false;                 // the words may belong to the neighbour
};

// Words of a label: letters only, hyphens and slashes part them ("Premeno-luteal", "Male/Female").
struct LabelWord {
  std::string lower;
  bool capital = false;  // one letter, in upper case
};

std::vector<LabelWord> WordsOf(const NormalText& text, const Label& label) {
  std::vector<LabelWord> out;
  for (const RangeItem* part : label.parts) {
    if (part->kind != ItemKind::kWord) continue;
    std::string word;
    for (size_t i = part->begin; i <= part->end; ++i) {
      const char c = i < part->end ? text.lower()[i] : ' ';
      const bool keep = IsLetter(c) || IsDigit(c) || static_cast<unsigned char>(c) >= 0x80;
      if (keep) {
        word += c;
      } else if (!word.empty()) {
        const bool capital = word.size() == 1 && text.text()[i - 1] != text.lower()[i - 1];
        out.push_back({std::exchange(word, {}), capital});
      }
    }
  }
  // "non-reactive", "not detected", "non diabetic" are one word each.
  for (size_t i = 0; i + 1 < out.size(); ++i) {
    const std::string_view a = out[i].lower, b = out[i + 1].lower;
    const bool negated = (a == "non" || a == "not" || a == "no" || a == "none") &&
                         (b == "reactive" || b == "detected" || b == "diabetic" || b == "diabetes" || b == "seen");
    if (!negated) continue;
    out[i].lower = "normal";
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  return out;
}

// The letters that stand for male and female in this cell; '\0' when they are not certain.
struct SexLetters {
  char male = 0, female = 0;
};

SexLetters FindSexLetters(const std::vector<std::vector<LabelWord>>& labels) {
  std::string found;
  for (const auto& words : labels) {
    for (const LabelWord& word : words) {
      if (word.capital && found.find(word.lower[0]) == std::string::npos) found += word.lower[0];
    }
  }
  // Male first: English, French, Dutch, German, Spanish, Turkish, Polish, Italian.
  for (const std::string_view pair : {"mf", "hf", "mv", "mw", "hm", "ek", "mk", "ud"}) {
    if (found.size() == 2 && found.find(pair[0]) != std::string::npos && found.find(pair[1]) != std::string::npos) {
      return {pair[0], pair[1]};
    }
  }
  return {};
}

Holds And(Holds a, Holds b) {
  if (a == Holds::kNo || b == Holds::kNo) return Holds::kNo;
  return a == Holds::kYes && b == Holds::kYes ? Holds::kYes : Holds::kMaybe;
}

Holds AgeHolds(const AgeSpan& span, const std::optional<int>& years) {
  if (!years) return Holds::kMaybe;
  const int age = *years;
  Holds out = Holds::kYes;
  if ((span.low_years && age < *span.low_years) || (span.high_years && age > *span.high_years)) return Holds::kNo;
  // The patient is between `youngest` and `oldest` days old.
  const long youngest = 365L * age, oldest = 366L * (age + 1L);
  if (span.low_days) {
    if (oldest <= *span.low_days) return Holds::kNo;
    if (youngest < *span.low_days) out = Holds::kMaybe;
  }
  if (span.high_days) {
    if (youngest >= *span.high_days) return Holds::kNo;
    if (oldest > *span.high_days) out = Holds::kMaybe;
  }
  return out;
}

Band Judge(const Label& label, const std::vector<LabelWord>& words, const SexLetters& letters,
           const PatientContext& patient) {
  Band band;
  band.range = label.range;
  band.has_label = !label.parts.empty();
  bool male = false, female = false, adult = false, child = false;
  bool letter = false;  // "13-17 M": a sex, a flag or nothing, in a language that is not known
  for (const LabelWord& word : words) {
    const std::string_view w = word.lower;
    if (word.capital && letters.male != 0 && w[0] == letters.male)
      male = true;
    else if (word.capital && letters.female != 0 && w[0] == letters.female)
      female = true;
    else if (word.capital)
      letter = true;
    else if (w == "\xE2\x99\x82")
      male = true;
    else if (w == "\xE2\x99\x80")
      female = true;
    else if (Has(kNormalWords, w))
      band.normal = true;
    else if (Has(kBadWords, w))
      band.bad = true;
    else if (Has(kMaleWords, w) || Has(kFemaleWords, w) || Has(kAdultWords, w) || Has(kChildWords, w)) {
      male |= Has(kMaleWords, w);
      female |= Has(kFemaleWords, w);
      adult |= Has(kAdultWords, w);
      child |= Has(kChildWords, w);
    } else if (!Has(kFillers, w)) {
      band.unknown = true;
    }
  }
  if (letter) {
    band.conditioned = band.by_sex = true;
    band.holds = Holds::kMaybe;
  }
  if (male != female) {
    band.conditioned = band.by_sex = true;
    const bool known = patient.sex == "M" || patient.sex == "F";
    band.holds = And(band.holds, !known ? Holds::kMaybe : (patient.sex == "M") == male ? Holds::kYes : Holds::kNo);
  }
  if (adult != child) {
    band.conditioned = true;
    // Where childhood ends differs between laboratories.
    Holds holds = Holds::kMaybe;
    if (patient.age_years && *patient.age_years >= 18) holds = adult ? Holds::kYes : Holds::kNo;
    if (patient.age_years && *patient.age_years < 12) holds = child ? Holds::kYes : Holds::kNo;
    band.holds = And(band.holds, holds);
  }
  for (const RangeItem* part : label.parts) {
    if (part->kind != ItemKind::kAge) continue;
    band.conditioned = true;
    band.holds = And(band.holds, AgeHolds(part->age, patient.age_years));
  }
  band.unknown |= label.unclear;
  if (band.bad || band.unknown) band.normal = false;
  if (band.conditioned && band.unknown) band.holds = And(band.holds, Holds::kMaybe);
  return band;
}

using Items = std::vector<const RangeItem*>;

size_t CountRanges(const Items& items) {
  return static_cast<size_t>(
      std::count_if(items.begin(), items.end(), [](const RangeItem* i) { return i->kind == ItemKind::kRange; }));
}

// Cuts at ';' and '|', and at commas and slashes outside brackets with ranges on both sides.
std::vector<Items> SplitSegments(const std::vector<RangeItem>& items) {
  size_t left = 0;
  for (const RangeItem& item : items) left += item.kind == ItemKind::kRange;
  std::vector<Items> out(1);
  int depth = 0;
  size_t here = 0;
  for (const RangeItem& item : items) {
    if (item.kind == ItemKind::kOpen) ++depth;
    if (item.kind == ItemKind::kClose) --depth;
    const bool weak = (item.kind == ItemKind::kComma || item.kind == ItemKind::kSlash) && depth == 0;
    if ((item.kind == ItemKind::kBar || weak) && here > 0 && left > 0) {
      out.emplace_back();
      here = 0;
      continue;
    }
    if (item.kind == ItemKind::kRange) {
      ++here;
      --left;
    }
    out.back().push_back(&item);
  }
  return out;
}

// Whether the words of a segment stand before their ranges or behind them.
enum class Order { kBefore, kBehind, kUnclear };

bool IsLabel(const RangeItem* item) { return item->kind == ItemKind::kWord || item->kind == ItemKind::kAge; }

Order OrderOf(const Items& items) {
  const size_t ranges = CountRanges(items);
  size_t colons_before = 0, colons_behind = 0;
  // Outside brackets, from the last range on and up to the first.
  bool words_first = false, words_last = false, seen = false;
  int depth = 0;
  size_t left = ranges;
  for (size_t i = 0; i < items.size(); ++i) {
    const RangeItem* item = items[i];
    depth += item->kind == ItemKind::kOpen ? 1 : item->kind == ItemKind::kClose ? -1 : 0;
    if (item->kind == ItemKind::kRange) {
      seen = true;
      --left;
    }
    if (IsLabel(item)) {
      words_first |= !seen;
      words_last |= left == 0 && depth == 0;
    }
    if (item->kind != ItemKind::kColon || i == 0 || i + 1 == items.size()) continue;
    colons_before += items[i + 1]->kind == ItemKind::kRange && items[i - 1]->kind != ItemKind::kRange;
    colons_behind += IsLabel(items[i + 1]) && !IsLabel(items[i - 1]);
  }
  if (colons_before == ranges) return Order::kBefore;
  if (colons_behind == ranges) return Order::kBehind;
  if (words_first) return words_last ? Order::kUnclear : Order::kBefore;
  // "65-99 Normal 100-125": nothing says to which range the word belongs.
  const bool bracket_last = !items.empty() && items.back()->kind == ItemKind::kClose;
  return words_last || bracket_last ? Order::kBehind : Order::kUnclear;
}

// Pairs the ranges of a segment with the words before or behind them; false when a dash stands where none belongs.
bool PairLabels(const Items& items, std::vector<Label>* labels) {
  const size_t ranges = CountRanges(items);
  const Order order = ranges > 1 ? OrderOf(items) : Order::kBehind;
  std::vector<const RangeItem*> waiting;
  const size_t first = labels->size();
  size_t left = ranges;
  int depth = 0;
  bool bracket_of_range = false;  // a bracket that stands directly behind a range belongs to it
  const RangeItem* previous = nullptr;
  for (size_t k = 0; k < items.size(); ++k) {
    const RangeItem* item = items[k];
    const RangeItem* next = k + 1 < items.size() ? items[k + 1] : nullptr;
    switch (item->kind) {
      case ItemKind::kRange:
        labels->push_back({item, std::exchange(waiting, {}), order == Order::kUnclear});
        --left;
        break;
      case ItemKind::kWord:
      case ItemKind::kAge: {
        const bool behind =
            labels->size() > first && (order != Order::kBefore || left == 0 || (depth > 0 && bracket_of_range));
        (behind ? labels->back().parts : waiting).push_back(item);
        break;
      }
      case ItemKind::kOpen:
        bracket_of_range = depth == 0 && previous != nullptr &&
                           (previous->kind == ItemKind::kRange || previous->kind == ItemKind::kUnit);
        ++depth;
        break;
      case ItemKind::kClose: --depth; break;
      case ItemKind::kDash:
        if (previous == nullptr || previous->kind != ItemKind::kWord || next == nullptr) return false;
        if (next->kind != ItemKind::kRange && next->kind != ItemKind::kWord) return false;
        break;
      default: break;
    }
    previous = item;
  }
  return true;
}

}  // namespace

std::vector<Band> ReadBands(const NormalText& text, const std::vector<RangeItem>& items,
                            const PatientContext& patient) {
  std::vector<Label> labels;
  for (const Items& segment : SplitSegments(items)) {
    if (!PairLabels(segment, &labels)) return {};
  }
  std::vector<std::vector<LabelWord>> words;
  for (const Label& label : labels) words.push_back(WordsOf(text, label));
  const SexLetters letters = FindSexLetters(words);
  std::vector<Band> out;
  for (size_t i = 0; i < labels.size(); ++i) out.push_back(Judge(labels[i], words[i], letters, patient));
  return out;
}

const Band* ChooseBand(const std::vector<Band>& bands) {
  const bool conditioned = std::any_of(bands.begin(), bands.end(), [](const Band& b) { return b.conditioned; });
  const Band* chosen = nullptr;
  for (const Band& band : bands) {
    if (conditioned) {
      if (!band.conditioned || band.holds == Holds::kMaybe) return nullptr;
      if (band.holds == Holds::kNo) continue;
    } else if (!band.normal) {
      continue;
    }
    if (chosen != nullptr) return nullptr;
    chosen = &band;
  }
  return chosen != nullptr && chosen->bad ? nullptr : chosen;
}

}  // namespace labintake::fields
