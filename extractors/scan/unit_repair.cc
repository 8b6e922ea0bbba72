#include "extractors/scan/unit_repair.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "terminology/units.h"

namespace labintake::scan {
namespace {

constexpr size_t kLongest = 16;  // bytes; no unit of the table that can be mistaken so is longer
constexpr size_t kMostForms = 256;
constexpr size_t kShortestCompound = 4;  // bytes of "g/dL"
constexpr std::string_view kBeforeLitre = "fpnumdµ";

bool Known(std::string_view text, std::string* ucum) {
  const terminology::UnitMatch match = terminology::LookUpUnit(text);
  if (match.confidence != terminology::UnitConfidence::kKnown) return false;
  *ucum = match.ucum;
  return true;
}

std::string_view LookAlikes(char c) {
  switch (c) {
    case 'l': return "I1/";
    case 'I': return "l1/";
    case '1': return "lI/";
    case '|': return "lI/";
    case '!': return "lI";
    case 'O': return "0";
    case '0': return "O";
    case 't': return "L";
    case 'i': return "l/";
    case 'g': return "q";  // mEg/L
    default: return "";
  }
}

}  // namespace

std::string UnitWithoutConfusion(const std::string& printed) {
  // "11" is no "/l": figures alone are a value or a limit.
  if (printed.find_first_not_of("0123456789.,-<>|") == std::string::npos) return printed;
  std::string ucum, text = printed;
  if (text.size() > 2 && (text.back() == '.' || text.back() == ',' || text.back() == ';')) {
    if (Known(std::string_view(text).substr(0, text.size() - 1), &ucum)) return text.substr(0, text.size() - 1);
  }
  // The model of all Latin alphabets has no micro sign, but a "ų", which may come beside the u of the other.
  static const RE2 kOgonek("uų|ųu|ų"), kPerMicrolitre("[lI1|!](u|µ)[lL]");
  if (std::string plain = text; RE2::Replace(&plain, kOgonek, "u") && Known(plain, &ucum)) text = plain;
  if (RE2::FullMatch(text, kPerMicrolitre)) text[0] = '/';
  // No unit has a small l before a U: international units.
  if (const size_t at = text.find("lU"); at != std::string::npos) {
    text[at] = 'I';
    if (!Known(text, &ucum)) text = printed;
  }
  // "xLOE3/uL": a ten of look-alikes before its exponent. The table may know it for what it is; the row shows it.
  static const RE2 kTen("([xX×]?)[1lIL|][0oO](E|e|\\^|\\*)(.+)");
  std::string times, mark, after;
  if (RE2::FullMatch(text, kTen, &times, &mark, &after)) {
    const std::string mended = times + "10" + mark + after;
    if (Known(mended, &ucum)) return mended;
  }
  if (text.size() < 2 || text.size() > kLongest || Known(text, &ucum)) return text;
  if (text == "Yo" || text == "%o") return "%";
  // "10%3/uL", "x10*9/L", "10°6/uL": the models lack the sign between ten and its exponent, or see the raised
  // exponent's edge.
  static const RE2 kPower("([xX×]?10)(?:%|°|\\*|\"|'|”|“|’|‘|[147]\\^|\\^)(3|6|9|12)(/.+)");
  std::string ten, exponent, rest;
  if (RE2::FullMatch(text, kPower, &ten, &exponent, &rest)) {
    // The litre behind the slash is often read as a line.
    for (const char* litre : {"", "l", "L"}) {
      std::string mended = ten + "^" + exponent + rest;
      if (*litre != '\0') mended.replace(mended.size() - 1, 1, litre);
      if (Known(mended, &ucum)) return mended;
    }
  }
  // "UI/", "UIN": a litre that ran into its slash, or into nothing.
  static const RE2 kLitre("((?:m|µ|k)?(?:UI|IU))(?:/|N|/I|/\\||/i)");
  std::string international;
  if (RE2::FullMatch(text, kLitre, &international) && Known(international + "/l", &ucum)) return international + "/l";
  // "ml/min/1,73m?": the raised two.
  if (text.size() > 3 && text.find('/') != std::string::npos && (text.ends_with("m?") || text.ends_with("m*"))) {
    const std::string mended = text.substr(0, text.size() - 1) + "²";
    if (Known(mended, &ucum)) return mended;
  }
  // All exchanges of look-alikes. In a short word, which may be a name (Al, IL, Lit), only the litre at its end; a
  // slash only within a longer one that has none.
  const bool short_word = text.size() < kShortestCompound && text.find('/') == std::string::npos;
  const bool may_lack_slash = !short_word && text.find('/') == std::string::npos;
  if (short_word && kBeforeLitre.find(text.front()) == std::string_view::npos) return text;
  std::vector<std::string> forms = {text};
  for (size_t i = short_word ? text.size() - 1 : 0; i < text.size(); ++i) {
    const std::string_view others = LookAlikes(text[i]);
    const size_t before = forms.size();
    for (size_t f = 0; f < before && forms.size() < kMostForms; ++f) {
      for (const char c : others) {
        if (c == '/' && (!may_lack_slash || i == 0 || forms[f].find('/') != std::string::npos)) continue;
        forms.push_back(forms[f]);
        forms.back()[i] = c;
      }
    }
  }
  std::string found, found_ucum;
  for (size_t f = 1; f < forms.size(); ++f) {
    if (!Known(forms[f], &ucum)) continue;
    if (found.empty()) {
      found = forms[f], found_ucum = ucum;
    } else if (ucum != found_ucum) {
      return text;
    }
  }
  return found.empty() ? text : found;
}

}  // namespace labintake::scan
