#include "terminology/catalog/name_spelling.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "model/ascii.h"
#include "terminology/catalog/name_key.h"
#include "terminology/edit_distance.h"
#include "terminology/parts.h"

namespace labintake::terminology {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char Lower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// The words of both that differ, each with the one most like it; nullopt where their numbers differ.
std::optional<std::vector<std::pair<std::string, std::string>>> Changes(std::vector<std::string> from,
                                                                        std::vector<std::string> to) {
  if (from.size() != to.size()) return std::nullopt;
  std::erase_if(from, [&](const std::string& word) {
    const auto same = std::find(to.begin(), to.end(), word);
    if (same == to.end()) return false;
    to.erase(same);
    return true;
  });
  std::vector<std::pair<std::string, std::string>> changes;
  for (const std::string& word : from) {
    const auto distance = [&](const std::string& other) {
      return EditDistance(word, other, static_cast<int>(word.size() + other.size()));
    };
    const auto nearest = std::min_element(
        to.begin(), to.end(), [&](const std::string& a, const std::string& b) { return distance(a) < distance(b); });
    changes.emplace_back(word, *nearest);
    to.erase(nearest);
  }
  return changes;
}

// Where the letters of `word` stand in `text`, signs between them left aside ("M.C.H."); empty where they do not.
std::vector<size_t> PlacesOf(std::string_view word, std::string_view text) {
  for (size_t start = 0; start < text.size(); ++start) {
    if (Lower(text[start]) != word[0]) continue;
    std::vector<size_t> places;
    for (size_t i = start; i < text.size() && places.size() < word.size(); ++i) {
      if (Lower(text[i]) == word[places.size()]) {
        places.push_back(i);
      } else if (IsDigit(text[i]) || (Lower(text[i]) >= 'a' && Lower(text[i]) <= 'z')) {
        break;
      }
    }
    if (places.size() == word.size()) return places;
  }
  return {};
}

}  // namespace

std::optional<std::string> SpeltAs(const std::string& printed, std::string_view key) {
  std::vector<std::string> words;
  ForEachPart(key, ' ', [&](std::string_view word) { words.emplace_back(word); });
  const auto changes = Changes(NameTokens(printed), words);
  if (!changes) return std::nullopt;
  std::string out = printed;
  for (const auto& [from, to] : *changes) {
    const std::vector<size_t> places = PlacesOf(from, out);
    if (places.empty()) return std::nullopt;
    if (from.size() == to.size()) {
      for (size_t i = 0; i < to.size(); ++i) {
        if (from[i] == to[i]) continue;
        // A figure that was a letter is as its neighbour is.
        const char beside = out[places[i > 0 ? i - 1 : std::min<size_t>(1, places.size() - 1)]];
        const char c = IsDigit(out[places[i]]) ? beside : out[places[i]];
        out[places[i]] = IsUpper(c) ? Upper(to[i]) : to[i];
      }
      continue;
    }
    const std::string_view own(out.data() + places.front(), places.back() + 1 - places.front());
    const bool capitals = std::none_of(own.begin(), own.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    std::string word = to;
    for (size_t i = 0; i < word.size(); ++i)
      if (capitals || (i == 0 && IsUpper(own[0]))) word[i] = Upper(word[i]);
    out.replace(places.front(), own.size(), word);
  }
  return out;
}

std::string WithLettersForSigns(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kSigns{{{"€", "E"}, {"£", "E"}, {"©", "C"}}};
  for (const auto& [sign, letter] : kSigns)
    for (size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at))
      text.replace(at, sign.size(), letter);
  return text;
}

std::vector<std::string> WithLettersForFigures(const std::string& text) {
  constexpr size_t kMost = 2;
  const auto letter = [&](size_t i) { return i < text.size() && Lower(text[i]) >= 'a' && Lower(text[i]) <= 'z'; };
  const auto looks_like = [](char figure) -> std::string_view {
    switch (figure) {
      case '0': return "DOQ";
      case '1': return "IL";
      case '2': return "Z";
      case '5': return "S";
      case '6': return "G";
      case '8': return "B";
      default: return "";
    }
  };
  std::vector<size_t> places;
  for (size_t i = 0; i < text.size(); ++i)
    if (!looks_like(text[i]).empty() && (letter(i + 1) || (i > 0 && letter(i - 1)))) places.push_back(i);
  if (places.empty() || places.size() > kMost) return {};
  std::vector<std::string> out = {text};
  for (const size_t place : places) {
    std::vector<std::string> more;
    for (const std::string& name : out) {
      for (const char c : looks_like(text[place])) {
        more.push_back(name);
        const bool small = place > 0 && text[place - 1] >= 'a' && text[place - 1] <= 'z';
        more.back()[place] = small ? Lower(c) : c;
      }
    }
    out = std::move(more);
  }
  return out;
}

}  // namespace labintake::terminology
