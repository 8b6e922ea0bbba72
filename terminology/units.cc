#include "terminology/units.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_map>
#include <utility>
#include <vector>

#include "data/units_tsv.h"
#include "model/ascii.h"
#include "terminology/tsv.h"

namespace labintake::terminology {
namespace {

constexpr size_t kLongestUnit = 48;  // bytes
constexpr size_t kMostWords = 6;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Anything beyond ASCII counts as a letter, so that no space beside it is dropped.
bool IsAlnum(char c) { return IsDigit(c) || IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// NFKC with raised digits as "^2", the micro signs as 'u', the times sign as 'x'. Empty for broken UTF-8.
std::string PlainLetters(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return std::string(text);
  }
  std::string marked(text);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kRaised = {{
      {"²", "^2"},
      {"³", "^3"},
      {"¹", "^1"},
      {"⁰", "^0"},
      {"⁴", "^4"},
      {"⁵", "^5"},
      {"⁶", "^6"},
      {"⁷", "^7"},
      {"⁸", "^8"},
      {"⁹", "^9"},
  }};
  for (const auto& [from, to] : kRaised) ReplaceAll(marked, from, to);
  for (size_t at = marked.find("^1^"); at != std::string::npos; at = marked.find("^1^", at)) marked.erase(at + 2, 1);
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(marked.data()), static_cast<utf8proc_ssize_t>(marked.size()), &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  if (length < 0) return {};
  std::string out(reinterpret_cast<const char*>(mapped), static_cast<size_t>(length));
  std::free(mapped);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSigns = {{
      {"μ", "u"},
      {"×", "x"},
      {"⁄", "/"},
      {"∕", "/"},
      {"·", "."},
      {"⋅", "."},
      {"−", "-"},
      {"–", "-"},
      {"\u0327", ""},
  }};
  for (const auto& [from, to] : kSigns) ReplaceAll(out, from, to);
  return out;
}

// White space becomes one space, and none beside a sign.
std::string Tighten(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      space = true;
      continue;
    }
    if (space && !out.empty() && IsAlnum(out.back()) && IsAlnum(c)) out += ' ';
    space = false;
    out += c;
  }
  while (out.size() > 1 && out.back() == '.') out.pop_back();
  return out;
}

// "x10^3/...", "10E3/", "10**3/", "x10(3)/", "x 10 3/", "x 1.000/" all become "10*3/".
void FoldPower(std::string& key) {
  size_t i = 0;
  if (key.starts_with('x') || key.starts_with('X') || key.starts_with('*')) ++i;
  if (key.starts_with("x ") || key.starts_with("X ")) ++i;
  const std::string_view rest = std::string_view(key).substr(i);
  for (const std::string_view thousand : {"1000/", "1.000/", "1,000/"}) {
    if (rest.starts_with(thousand)) {
      key = "10*3/" + std::string(rest.substr(thousand.size()));
      return;
    }
  }
  if (!rest.starts_with("10")) return;
  size_t at = 2;
  const auto skip = [&](char c) {
    const bool there = at < rest.size() && rest[at] == c;
    at += there;
    return there;
  };
  bool bracket = false;
  if (skip('^')) {
  } else if (skip('*')) {
    skip('*');
  } else if (skip('E') || skip('e')) {
    skip('+');
    skip('0');
  } else if (skip('(')) {
    bracket = true;
  } else if (!skip(' ')) {
    return;
  }
  const size_t begin = at;
  while (at < rest.size() && IsDigit(rest[at])) ++at;
  if (at == begin || at - begin > 2) return;
  const std::string power(rest.substr(begin, at - begin));
  if (bracket && !skip(')')) return;
  if (at < rest.size() && rest[at] != '/') return;
  key = "10*" + power + std::string(rest.substr(at));
}

// Spellings of the last part of a unit that mean the same wherever they stand.
void FoldDenominator(std::string& key) {
  const size_t slash = key.rfind('/');
  if (slash == std::string::npos) return;
  std::string last = Lower(std::string_view(key).substr(slash + 1));
  struct Synonym {
    std::string_view from, to;
  };
  static constexpr auto kSynonyms = std::to_array<Synonym>({
      {"mm3", "uL"},          {"cumm", "uL"},       {"cu mm", "uL"},
      {"cmm", "uL"},          {"c.mm", "uL"},       {"cu.mm", "uL"},
      {"cub.mm", "uL"},       {"cubic mm", "uL"},   {"mcl", "uL"},
      {"microl", "uL"},       {"microliter", "uL"}, {"ul", "uL"},
      {"mikrol", "uL"},       {"lt", "L"},          {"litre", "L"},
      {"liter", "L"},         {"litro", "L"},       {"ltr", "L"},
      {"dl", "dL"},           {"ml", "mL"},         {"l", "L"},
      {"24 h", "24h"},        {"24hr", "24h"},      {"24 hr", "24h"},
      {"24hrs", "24h"},       {"24 hrs", "24h"},    {"24hours", "24h"},
      {"24 hours", "24h"},    {"24 hour", "24h"},   {"24hour", "24h"},
      {"24u", "24h"},         {"24 u", "24h"},      {"24uur", "24h"},
      {"24 uur", "24h"},      {"24std", "24h"},     {"24 std", "24h"},
      {"24 stunden", "24h"},  {"24ore", "24h"},     {"24 ore", "24h"},
      {"24 horas", "24h"},    {"24horas", "24h"},   {"24 heures", "24h"},
      {"24heures", "24h"},    {"24sa", "24h"},      {"24 saat", "24h"},
      {"24saat", "24h"},      {"24 godz", "24h"},   {"24hr urine", "24h"},
      {"24 hr urine", "24h"}, {"24h urine", "24h"}, {"day", "d"},
      {"die", "d"},           {"dag", "d"},         {"tag", "d"},
      {"jour", "d"},          {"dia", "d"},         {"día", "d"},
      {"giorno", "d"},        {"gün", "d"},         {"dobę", "d"},
      {"doba", "d"},          {"etmaal", "d"},      {"dl calc", "dL"},
      {"gram", "g"},          {"gramm", "g"},       {"gm", "g"},
  });
  const auto it = std::find_if(kSynonyms.begin(), kSynonyms.end(), [&](const Synonym& s) { return s.from == last; });
  if (it != kSynonyms.end()) key.replace(slash + 1, std::string::npos, it->to);
}

// "mcg", "microg" and the like at the start of a part.
void FoldMicro(std::string& key) {
  for (size_t at = 0; at < key.size();) {
    for (const std::string_view micro : {"micro", "mikro", "mc"}) {
      if (key.compare(at, micro.size(), micro) != 0) continue;
      const std::string_view after = std::string_view(key).substr(at + micro.size());
      const bool unit = after.starts_with("g") || after.starts_with("mol") || after.starts_with("Mol") ||
                        after.starts_with("IU") || after.starts_with("UI") || after.starts_with("U/") ||
                        after.starts_with("L") || after.starts_with("l") || after.starts_with("kat");
      if (unit) key.replace(at, micro.size(), "u");
      break;
    }
    const size_t slash = key.find('/', at);
    at = slash == std::string::npos ? key.size() : slash + 1;
  }
}

// Cuts "creatinine" in any spelling from the end; true when it was there.
bool CutCreatinine(std::string& key) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"creatinine", "creatinina", "creatinin", "creat", "crea", "cre", "cr", "créatinine", "créatinin", "créat",
       "kreatinine", "kreatinin", "kreatynina", "kreatyniny", "kreatin", "kreat", "krea"});
  std::string lower = Lower(key);
  size_t end = lower.size();
  const bool bracket = end > 0 && lower[end - 1] == ')';
  if (bracket) --end;
  while (end > 0 && lower[end - 1] == '.') --end;
  for (const std::string_view word : kWords) {
    if (end <= word.size() || lower.compare(end - word.size(), word.size(), word) != 0) continue;
    size_t begin = end - word.size();
    const char before = lower[begin - 1];
    const bool parted = before == ' ' || before == '-' || (bracket && before == '(');
    // "mg/gCr" without a space, but no other two letters: "cr" ends too many words.
    const bool glued = (before == 'g' || before == 'l') && !bracket && (word.size() > 2 || key[begin] == 'C');
    if (!parted && !glued) continue;
    if (parted) --begin;
    key.resize(begin);
    return key.find('/') != std::string::npos;
  }
  return false;
}

std::string KeyOf(std::string_view printed) {
  std::string key = Tighten(PlainLetters(printed));
  FoldPower(key);
  std::erase(key, '^');
  FoldMicro(key);
  FoldDenominator(key);
  return key;
}

struct Entry {
  std::string ucum;
  bool exact = false;
};

class UnitTable {
 public:
  UnitTable() {
    ForEachRow(data::units_tsv,
               [&](const std::array<std::string_view, 3>& cells) { Add(cells[0], cells[1], cells[2] == "exact"); });
  }

  // nullptr when the spelling is not listed.
  const std::string* Find(const std::string& key) const {
    if (const auto it = exact_.find(key); it != exact_.end()) return &it->second;
    if (key.size() < 2) return nullptr;
    const auto it = folded_.find(Lower(key));
    return it != folded_.end() && !it->second.exact ? &it->second.ucum : nullptr;
  }

 private:
  void Add(std::string_view printed, std::string_view ucum, bool exact) {
    const std::string key = KeyOf(printed);
    std::string joined = key;
    std::erase(joined, ' ');
    for (const std::string& k : {key, joined}) {
      exact_.emplace(k, ucum);
      // Case is harmless only while all spellings of one folded key agree.
      const auto [it, fresh] = folded_.try_emplace(Lower(k), Entry{std::string(ucum), exact});
      if (!fresh && (it->second.ucum != ucum || exact)) it->second.exact = true;
    }
  }

  std::unordered_map<std::string, std::string> exact_;
  std::unordered_map<std::string, Entry> folded_;
};

const UnitTable& Table() {
  static const UnitTable table;
  return table;
}

std::optional<std::string> FindKnown(std::string_view text) {
  std::string key = KeyOf(text);
  if (key.empty()) return std::nullopt;
  if (const std::string* ucum = Table().Find(key)) return *ucum;
  constexpr std::string_view kDay = "/24h";
  if (key.size() > kDay.size() && key.ends_with(kDay)) {
    const std::string* ucum = Table().Find(key.substr(0, key.size() - kDay.size()));
    if (ucum == nullptr) return std::nullopt;
    return ucum->empty() || ucum->find('/') != std::string::npos ? std::string() : *ucum + "/(24.h)";
  }
  if (CutCreatinine(key)) {
    FoldDenominator(key);
    const std::string* ucum = Table().Find(key);
    if (ucum == nullptr) return std::nullopt;
    return ucum->empty() ? std::string() : *ucum + "{creat}";
  }
  return std::nullopt;
}

// Parts of units that are not in the table: an optional prefix and a base.
bool IsUnitPart(std::string_view part, bool first) {
  while (!part.empty() && IsDigit(part.back())) part.remove_suffix(1);  // m2, mm3
  if (!first) {
    while (!part.empty() && IsDigit(part.front())) part.remove_prefix(1);  // 24h, 100
  }
  static constexpr auto kMetric = std::to_array<std::string_view>(
      {"g", "mol", "L", "l", "eq", "Eq", "osm", "Osm", "osmol", "kat", "IU", "UI", "IE", "U", "m", "Pa", "s", "J"});
  static constexpr auto kPlain = std::to_array<std::string_view>(
      {"gm",  "cells", "cell", "copies", "CFU", "cfu", "UFC",  "KBE", "h",  "hr", "d",   "min",   "sec",  "Hb",
       "Hgb", "creat", "HPF",  "LPF",    "WBC", "RBC", "mmHg", "AU",  "RU", "E",  "day", "units", "Units"});
  if (std::find(kPlain.begin(), kPlain.end(), part) != kPlain.end()) return true;
  for (const std::string_view base : kMetric) {
    if (!part.ends_with(base)) continue;
    const std::string_view prefix = part.substr(0, part.size() - base.size());
    if (prefix.empty() || prefix == "mc") return true;
    if (prefix.size() == 1 && std::string_view("pnumcdkMGfa").find(prefix[0]) != std::string_view::npos) return true;
  }
  return false;
}

// letters/letters... of known parts, so that "and/or" and "N/A" are none.
bool IsPlausible(std::string_view text) {
  if (text.find(' ') != std::string_view::npos) return false;
  std::string key = KeyOf(text);
  std::string_view rest = key;
  if (rest.starts_with("10*")) {
    rest.remove_prefix(3);
    while (!rest.empty() && IsDigit(rest.front())) rest.remove_prefix(1);
    if (!rest.starts_with('/')) return false;
    rest.remove_prefix(1);
  }
  size_t parts = 0;
  while (true) {
    const size_t slash = std::min(rest.find('/'), rest.size());
    if (!IsUnitPart(rest.substr(0, slash), parts == 0)) return false;
    ++parts;
    if (slash == rest.size()) break;
    rest.remove_prefix(slash + 1);
  }
  return parts + (key.starts_with("10*") ? 1 : 0) >= 2 && parts <= 4;
}

}  // namespace

UnitMatch LookUpUnit(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  if (text.empty() || text.size() > kLongestUnit) return {};
  if (auto ucum = FindKnown(text)) return {UnitConfidence::kKnown, std::move(*ucum)};
  if (IsPlausible(text)) return {UnitConfidence::kPlausible, {}};
  return {};
}

size_t ScanUnit(std::string_view text) {
  const std::string_view window = text.substr(0, kLongestUnit + 1);
  if (window.empty() || IsSpace(window[0])) return 0;
  // Where a unit may end: at a space, before a bracket or a mark of a sentence, after '%'.
  std::vector<size_t> ends;
  size_t words = 1;
  size_t first_word = 0;
  for (size_t i = 1; i <= window.size() && i <= kLongestUnit; ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (IsSpace(c)) {
      if (IsSpace(text[i - 1])) continue;
      ends.push_back(i);
      if (first_word == 0) first_word = i;
      if (++words > kMostWords || i >= text.size()) break;
    } else if (!IsSpace(text[i - 1])) {
      const bool mark = std::string_view(",;:()[]|").find(c) != std::string_view::npos;
      const bool percent = text[i - 1] == '%' && (c == '-' || static_cast<unsigned char>(c) == 0xE2);
      if (mark || percent) ends.push_back(i);
    }
  }
  for (size_t k = ends.size(); k-- > 0;) {
    const std::string_view candidate = text.substr(0, ends[k]);
    const bool bare = candidate.size() == 1 && candidate != "%" && candidate != "g";
    if (!bare && FindKnown(candidate)) return candidate.size();
  }
  if (first_word == 0) return 0;
  // A sentence's comma or full stop is not part of an unlisted unit.
  std::string_view word = text.substr(0, first_word);
  while (!word.empty() && std::string_view(".,;:)").find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return IsPlausible(word) ? word.size() : 0;
}

}  // namespace labintake::terminology
