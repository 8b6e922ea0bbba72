#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "extractors/formats/fingerprint.h"
#include "extractors/formats/sketch.h"
#include "extractors/generic/header_items.h"
#include "extractors/generic/lab_name.h"
#include "extractors/generic/patient.h"
#include "model/ascii.h"
#include "terminology/fold.h"
#include "terminology/vocabulary.h"

namespace labintake::formats {
namespace {

using generic::HeaderItem;
using generic::PageInput;
using layout::Cell;
using layout::Line;

constexpr size_t kShortestWord = 3;    // of a name, to be looked for
constexpr size_t kShortestLabel = 8;   // bytes; "Name" and "Age" are on every report
constexpr size_t kLongestPhrase = 90;  // bytes; longer ones are sentences, which lines cut
constexpr int kWordsOfStandingLine = 3;
constexpr int kMostWords = 10;
constexpr double kTitleSize = 1.2;  // times the usual size of type; smaller ones are no titles

int CountWords(std::string_view text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    words += c != ' ' && !inside;
    inside = c != ' ';
  }
  return words;
}

// Folded words of letters.
std::set<std::string> WordsOf(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : terminology::Fold(text) + " ") {
    if (terminology::IsWordByte(c)) {
      word += c;
      continue;
    }
    if (word.size() >= kShortestWord) words.insert(word);
    word.clear();
  }
  return words;
}

std::string PlaceOf(const PageInput& page, const Line& line) {
  const double y = line.baseline / std::max(1.0, page.height);
  return y < kTopEnds ? "top" : y > kFootBegins ? "foot" : "body";
}

// Where the laboratory is known, other organisations are those that sent the specimen.
bool IsLab(const std::string& text, const std::string& lab) {
  if (lab.empty()) return generic::NamesOrganisation(text);
  return terminology::Fold(text).find(terminology::Fold(lab)) != std::string::npos;
}

}  // namespace

Tellable::Tellable(const std::vector<Report>& reports) {
  for (const Report& report : reports) {
    for (const std::string* text : {&report.header.patient_name, &report.header.patient_id, &report.header.accession}) {
      const std::set<std::string> words = WordsOf(*text);
      personal_.insert(words.begin(), words.end());
    }
  }
}

bool Tellable::operator()(std::string_view text) const {
  if (std::any_of(text.begin(), text.end(), IsDigit) || text.find('@') != std::string_view::npos) return false;
  const std::set<std::string> words = WordsOf(text);
  return !words.empty() &&
         std::none_of(words.begin(), words.end(), [&](const std::string& word) { return personal_.contains(word); });
}

std::vector<SketchPhrase> SketchPhrases(const PageInput& page, const std::string& lab, const Tellable& tellable) {
  std::vector<SketchPhrase> phrases;
  std::set<std::string> seen;
  const auto add = [&](std::string text, const Line& line, bool is_lab) {
    while (!text.empty() && (text.back() == ' ' || text.back() == ':' || text.back() == ',')) text.pop_back();
    if (text.size() > kLongestPhrase || CountWords(text) > kMostWords || !tellable(text)) return;
    if (seen.insert(terminology::Fold(text)).second) phrases.push_back({std::move(text), PlaceOf(page, line), is_lab});
  };
  for (const Line& line : page.lines) {
    if (PlaceOf(page, line) != "top") continue;
    for (const HeaderItem& item : generic::ItemsOf(line))
      if (!item.label && IsLab(item.value, lab)) add(generic::LabNameOf(item.value), line, true);
  }
  // Labels of what each report has come before those that one may lack.
  for (const bool common : {true, false}) {
    for (const Line& line : page.lines) {
      for (const HeaderItem& item : generic::ItemsOf(line)) {
        if (!item.label || item.label_text.size() < kShortestLabel) continue;
        const bool other =
            *item.label == terminology::HeaderLabel::kOther || *item.label == terminology::HeaderLabel::kPhysician;
        if (other != common) add(item.label_text, line, false);
      }
    }
  }
  for (const Line& line : page.lines) {
    if (PlaceOf(page, line) != "foot") continue;
    for (const Cell& cell : line.cells)
      // What has a colon may be "Director: " and a name, a list with commas one of people who come and go.
      if (CountWords(cell.text) >= kWordsOfStandingLine && cell.text.find(':') == std::string::npos &&
          std::count(cell.text.begin(), cell.text.end(), ',') < 2 && !generic::LooksLikePersonName(cell.text))
        add(cell.text, line, IsLab(cell.text, lab));
  }
  std::stable_sort(phrases.begin(), phrases.end(), [](const SketchPhrase& a, const SketchPhrase& b) {
    return a.lab != b.lab ? a.lab : (a.place == "foot") < (b.place == "foot");
  });
  return phrases;
}

std::string SketchTitle(const PageInput& page, const std::string& lab, const Tellable& tellable) {
  const Cell* best = nullptr;
  for (const Line& line : page.lines) {
    if (PlaceOf(page, line) != "top") continue;
    for (const Cell& cell : line.cells) {
      const int words = CountWords(cell.text);
      if (words < 2 || words > kMostWords || cell.text.find(':') != std::string::npos || !tellable(cell.text) ||
          generic::NamesOrganisation(cell.text) || (!lab.empty() && IsLab(cell.text, lab)) ||
          terminology::LookUpHeaderLabel(cell.text))
        continue;
      if (best == nullptr || cell.words.front().font_size > best->words.front().font_size) best = &cell;
    }
  }
  if (best == nullptr || generic::LooksLikePersonName(best->text)) return "";
  double usual = 0;
  for (const Line& line : page.lines) usual += line.font_size / static_cast<double>(page.lines.size());
  return best->words.front().font_size > kTitleSize * usual ? best->text : "";
}

}  // namespace labintake::formats
