#include "extractors/generic/lab_name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "model/ascii.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

std::vector<std::string> FoldedWords(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (char c : terminology::Fold(text)) {
    if (IsDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// Words of titles and subtitles of reports: a line of nothing else names no laboratory.
bool IsGenericWord(std::string_view word) {
  static constexpr auto kWords = std::to_array<std::string_view>({"laboratory",
                                                                  "laboratories",
                                                                  "lab",
                                                                  "labs",
                                                                  "report",
                                                                  "reports",
                                                                  "test",
                                                                  "tests",
                                                                  "testing",
                                                                  "result",
                                                                  "results",
                                                                  "medical",
                                                                  "clinical",
                                                                  "blood",
                                                                  "patient",
                                                                  "patients",
                                                                  "final",
                                                                  "pathology",
                                                                  "diagnostic",
                                                                  "diagnostics",
                                                                  "health",
                                                                  "healthcare",
                                                                  "summary",
                                                                  "information",
                                                                  "details",
                                                                  "sample",
                                                                  "specimen",
                                                                  "services",
                                                                  "service",
                                                                  "reference",
                                                                  "hematology",
                                                                  "haematology",
                                                                  "biochemistry",
                                                                  "chemistry",
                                                                  "microbiology",
                                                                  "immunology",
                                                                  "serology",
                                                                  "urine",
                                                                  "complete",
                                                                  "comprehensive",
                                                                  "profile",
                                                                  "panel",
                                                                  "hospital",
                                                                  "department",
                                                                  "of",
                                                                  "and",
                                                                  "the",
                                                                  "for",
                                                                  "in",
                                                                  "professional",
                                                                  "functional",
                                                                  "analysis",
                                                                  "analyses",
                                                                  "medicine",
                                                                  "your",
                                                                  "by",
                                                                  "center",
                                                                  "centre",
                                                                  "accredited",
                                                                  "certified",
                                                                  "copy",
                                                                  "cumulative",
                                                                  "preliminary",
                                                                  "page",
                                                                  "order",
                                                                  "physician",
                                                                  "doctor",
                                                                  "name",
                                                                  "no",
                                                                  "id",
                                                                  "number",
                                                                  "status",
                                                                  "laboratorium",
                                                                  "laboratoriumverslag",
                                                                  "uitslag",
                                                                  "verslag",
                                                                  "rapport",
                                                                  "klinische",
                                                                  "biologie",
                                                                  "befund",
                                                                  "laborbefund",
                                                                  "labor",
                                                                  "endbefund",
                                                                  "laborbericht",
                                                                  "bericht",
                                                                  "laboratoire",
                                                                  "compte",
                                                                  "rendu",
                                                                  "resultats",
                                                                  "resultat",
                                                                  "analyse",
                                                                  "biologiques",
                                                                  "medicales",
                                                                  "laboratorio",
                                                                  "informe",
                                                                  "resultados",
                                                                  "analisis",
                                                                  "clinicos",
                                                                  "referto",
                                                                  "analisi",
                                                                  "esami",
                                                                  "laudo",
                                                                  "exames",
                                                                  "exame",
                                                                  "wyniki",
                                                                  "wynik",
                                                                  "badan",
                                                                  "badania",
                                                                  "laboratoryjne",
                                                                  "laboratuvar",
                                                                  "sonuclari",
                                                                  "sonuc",
                                                                  "raporu",
                                                                  "tahlil",
                                                                  "tetkik",
                                                                  "wellness",
                                                                  "nutrition",
                                                                  "genetics",
                                                                  "toxicology",
                                                                  "metabolic",
                                                                  "hormone",
                                                                  "stool",
                                                                  "advanced",
                                                                  "total",
                                                                  "body",
                                                                  "online",
                                                                  "general",
                                                                  "de",
                                                                  "di",
                                                                  "d",
                                                                  "l",
                                                                  "la",
                                                                  "du",
                                                                  "des",
                                                                  "del",
                                                                  "van",
                                                                  "voor",
                                                                  "result",
                                                                  "director",
                                                                  "iso",
                                                                  "nabl",
                                                                  "cap",
                                                                  "nata",
                                                                  "ukas",
                                                                  "format"});
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Words of running text that names of institutions have, too.
bool JoinsNames(std::string_view word) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"of", "and", "for", "the", "de",  "du", "des", "la", "le",  "der", "fur",   "voor", "van",
       "di", "da",  "do",  "et",  "und", "en", "in",  "at", "del", "dei", "delle", "ve",   "st"});
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// "PathLabs", "LabMed", "Biolab": a name of one word with "lab" in it.
bool IsLabCompound(const std::string& word) {
  if (word.size() < 5) return false;
  for (std::string_view end : {"lab", "labs", "labor", "labo", "diagnostics", "diagnostica", "pathology"}) {
    if (word.ends_with(end) && word.size() > end.size()) return true;
  }
  return word.starts_with("lab") && !word.starts_with("label") && !word.starts_with("labil") &&
         !word.starts_with("labo");
}

// What a person or a place would be called, not a laboratory; addresses, telephone numbers, titles of reports.
bool MayNameLab(const std::string& text) {
  constexpr size_t kShortest = 4, kLongest = 90;
  if (text.size() < kShortest || text.size() > kLongest) return false;
  if (text.find('@') != std::string::npos || text.find("www.") != std::string::npos ||
      text.find("http") != std::string::npos)
    return false;
  if (text.find(':') != std::string::npos || IsDigit(text.front()) || (text.front() >= 'a' && text.front() <= 'z'))
    return false;
  if (std::count_if(text.begin(), text.end(), IsDigit) > 3) return false;
  if (terminology::LookUpHeaderLabel(text)) return false;
  bool own_name = false;
  size_t words = 0, joints = 0, function_words = 0, titles = 0;
  for (const std::string& word : FoldedWords(text)) {
    ++words;
    if (terminology::IsFunctionWord(word)) ++(JoinsNames(word) ? joints : function_words);
    if (word == "report" || word == "results" || word == "befund" || word == "verslag" || word == "rapport" ||
        word == "accredited" || word == "director" || word == "certified" || word == "page" || word == "laudo" ||
        word == "informe" || word == "referto" || word == "wyniki" || word == "raporu" || word == "provider" ||
        word == "physician" || word == "patient" || word == "specimen") {
      ++titles;
    }
    own_name = own_name || !IsGenericWord(word);
  }
  constexpr size_t kMostWords = 10;
  return NamesOrganisation(text) && own_name && titles == 0 && words <= kMostWords && function_words == 0 &&
         joints <= 3;
}

}  // namespace

bool NamesOrganisation(std::string_view text) {
  if (terminology::HasOrganisationWord(text)) return true;
  const std::vector<std::string> words = FoldedWords(text);
  return std::any_of(words.begin(), words.end(), IsLabCompound);
}

std::string LabNameOf(std::string_view text) {
  size_t end = std::min(text.size(), text.find('|'));
  for (size_t at = 0; at + 1 < end; ++at) {
    if (text.substr(at).starts_with(" \xC2\xB7 ") || text.substr(at).starts_with("  ")) end = at;
    // A comma may be inside the name ("Acme Labs, Inc."): cut only where an address follows.
    if (text[at] == ',' && at + 2 < text.size() && IsDigit(text[at + 2])) end = at;
    if (text[at] == '.' && text[at + 1] == ' ') {
      const size_t space = text.substr(0, at).rfind(' ');
      const size_t word = at - (space == std::string_view::npos ? 0 : space + 1);
      constexpr size_t kLongestAbbreviation = 4;  // "St. Mary", "Dept. of"
      if (word > kLongestAbbreviation) end = at;
    }
  }
  std::string name(text.substr(0, end));
  // "01: BN - Acme Labs": codes by which rows point to the laboratory.
  if (const size_t colon = name.find(": "); colon <= 4) name.erase(0, colon + 2);
  if (const size_t dash = name.find(" - "); dash <= 3) name.erase(0, dash + 3);
  while (!name.empty() && (name.back() == ' ' || name.back() == ',' || name.back() == '.' || name.back() == '-'))
    name.pop_back();
  return name;
}

std::string LetterheadName(std::span<const layout::Line> lines, std::span<const Box> taken) {
  constexpr size_t kTopLines = 25;
  constexpr double kTop = 230;      // points
  constexpr double kBigger = 1.15;  // than the text of the page
  std::vector<double> sizes;
  for (const layout::Line& line : lines) sizes.push_back(line.font_size);
  if (sizes.empty()) return {};
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
  const double usual = sizes[sizes.size() / 2];
  double best_score = 0;
  std::string best;
  for (size_t i = 0; i < std::min(lines.size(), kTopLines); ++i) {
    if (lines[i].box.y0 > lines.front().box.y0 + kTop) break;
    for (const layout::Cell& cell : lines[i].cells) {
      const auto covers = [&](const Box& box) {
        return box.OverlapX(cell.box) > 0.5 * cell.box.width() && box.OverlapY(cell.box) > 0;
      };
      if (std::any_of(taken.begin(), taken.end(), covers)) continue;
      const std::string name = LabNameOf(cell.text);
      if (!MayNameLab(name)) continue;
      double size = 0;
      for (const Word& word : cell.words) size = std::max(size, word.font_size);
      if (size < kBigger * usual && !cell.bold()) continue;
      const double score = size + (cell.bold() ? 2 : 0) - 0.25 * static_cast<double>(i);
      if (score > best_score) {
        best_score = score;
        best = name;
      }
    }
  }
  return best;
}

fields::DateOrder OrderOfPlace(std::span<const std::string> lines) {
  bool month_first = false, day_first = false;
  for (const std::string& line : lines) {
    for (size_t i = 0; i + 1 < line.size(); ++i) {
      // A licence under the laboratory act of the United States: 05D2174981.
      if (i + 10 <= line.size() && line[i + 2] == 'D' && (i == 0 || !IsDigit(line[i - 1]))) {
        bool licence = true;
        for (size_t k = 0; k < 10; ++k) licence = licence && (k == 2 || IsDigit(line[i + k]));
        month_first = month_first || licence;
      }
      // ", TX 78704"
      if (i + 10 <= line.size() && line[i] == ',' && line[i + 1] == ' ' && IsUpper(line[i + 2]) &&
          IsUpper(line[i + 3]) && line[i + 4] == ' ') {
        static constexpr std::string_view kStates =
            "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
            "OK OR PA RI SC SD TN TX "
            "UT VT VA WA WV WI WY DC PR";
        bool zip = true;
        for (size_t k = 5; k < 10; ++k) zip = zip && IsDigit(line[i + k]);
        if (zip && kStates.find(std::string_view(line).substr(i + 2, 2)) % 3 == 0) month_first = true;
      }
      // A telephone number of a country that writes the day first: nearly all but North America and the Philippines.
      if (line[i] == '+' && IsDigit(line[i + 1]) && line[i + 1] != '1' &&
          (i == 0 || line[i - 1] == ' ' || line[i - 1] == ':' || line[i - 1] == '(')) {
        size_t digits = 0;
        for (size_t k = i + 1; k < line.size() && (IsDigit(line[k]) || line[k] == ' ' || line[k] == '-' ||
                                                   line[k] == '(' || line[k] == ')');
             ++k) {
          if (IsDigit(line[k])) ++digits;
        }
        if (digits >= 10 && digits <= 14 && !std::string_view(line).substr(i + 1).starts_with("63")) day_first = true;
      }
    }
  }
  if (month_first == day_first) return fields::DateOrder::kUnknown;
  return month_first ? fields::DateOrder::kMonthFirst : fields::DateOrder::kDayFirst;
}

}  // namespace labintake::generic
