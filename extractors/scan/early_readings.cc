#include "extractors/scan/early_readings.h"

#include <algorithm>
#include <numeric>

#include "extractors/scan/page_language.h"

namespace labintake::scan {
namespace {

// Runs of text that are read to tell the language: the longest.
constexpr size_t kRunsForLanguage = 30;
// Fewer may hold a heading in another language.
constexpr size_t kWordsForLanguage = 40;
// And to tell whether the page stands on its head: read upside down, the recogniser is sure of few letters.
constexpr size_t kRunsForTurn = 6;
constexpr double kSureOfTurn = 0.75, kTurnMargin = 0.15;

// The indexes of the longest runs, at most `most`.
std::vector<size_t> Longest(const std::vector<TextRun>& runs, size_t most) {
  std::vector<size_t> longest(runs.size());
  std::iota(longest.begin(), longest.end(), size_t{0});
  std::stable_sort(longest.begin(), longest.end(),
                   [&](size_t a, size_t b) { return runs[a].x1 - runs[a].x0 > runs[b].x1 - runs[b].x0; });
  longest.resize(std::min(longest.size(), most));
  return longest;
}

}  // namespace

bool EarlyReadings::StandsOnItsHead(const PageImage& image, const std::vector<TextRun>& runs) {
  const ReadOne by_usual = [&](size_t i) -> const Words& { return ByUsual(image.straight, runs, i); };
  // No more is read by a model of the wrong language than it takes to see that.
  const std::string language =
      LanguageBy(runs, kRunsForTurn, by_usual, [&](const std::string& told, size_t) { return IsAnother(told); });
  if (!IsAnother(language) && Certainty(runs, by_usual) >= kSureOfTurn) return false;
  const double upright = Certainty(runs, [&](size_t i) -> const Words& { return ByLatin(image.straight, runs, i); });
  if (upright >= kSureOfTurn) return false;
  const PageImage turned = TurnedByHalf(image);
  const std::vector<TextRun> turned_runs = FindRuns(turned.blobs, turned.letter_height);
  EarlyReadings of_turned(usual_, usual_model_, latin_);
  const double on_its_head = Certainty(
      turned_runs, [&](size_t i) -> const Words& { return of_turned.ByLatin(turned.straight, turned_runs, i); });
  if (on_its_head <= upright + kTurnMargin) return false;
  by_usual_.clear();
  by_latin_.clear();
  return true;
}

std::string EarlyReadings::LanguageOf(const Raster& page, const std::vector<TextRun>& runs) {
  const auto many = [](size_t words) { return words >= kWordsForLanguage; };
  const std::string usual = LanguageBy(
      runs, kRunsForLanguage, [&](size_t i) -> const Words& { return ByUsual(page, runs, i); },
      [&](const std::string& told, size_t words) { return IsAnother(told) || many(words); });
  if (ModelOf(usual) == usual_model_) return usual;
  return LanguageBy(
      runs, kRunsForLanguage, [&](size_t i) -> const Words& { return ByLatin(page, runs, i); },
      [&](const std::string&, size_t words) { return many(words); });
}

EarlyReading EarlyReadings::Take(size_t which, const ocr::Recognizer* language) {
  const auto taken = [&](Readings& from) {
    return which < from.size() ? std::exchange(from[which], std::nullopt) : std::nullopt;
  };
  return {language == &usual_ ? taken(by_usual_) : std::nullopt, taken(by_latin_)};
}

bool EarlyReadings::IsAnother(const std::string& language) const {
  return !language.empty() && ModelOf(language) != usual_model_;
}

const EarlyReadings::Words& EarlyReadings::ByUsual(const Raster& page, const std::vector<TextRun>& runs, size_t which) {
  by_usual_.resize(runs.size());
  if (!by_usual_[which]) by_usual_[which] = ReadFirst(usual_, page, runs, which);
  return *by_usual_[which];
}

const EarlyReadings::Words& EarlyReadings::ByLatin(const Raster& page, const std::vector<TextRun>& runs, size_t which) {
  by_latin_.resize(runs.size());
  if (!by_latin_[which]) by_latin_[which] = ReadLatin(latin_, page, runs, which);
  return *by_latin_[which];
}

double EarlyReadings::Certainty(const std::vector<TextRun>& runs, const ReadOne& read) {
  double sure = 0, all = 0;
  for (const size_t i : Longest(runs, kRunsForTurn)) {
    for (const ocr::ReadWord& w : read(i)) {
      const auto letters = static_cast<double>(w.text.size());
      sure += letters * w.confidence, all += letters;
    }
  }
  return all > 0 ? sure / all : 0;
}

std::string EarlyReadings::LanguageBy(const std::vector<TextRun>& runs, size_t most, const ReadOne& read,
                                      const std::function<bool(const std::string&, size_t)>& enough) {
  std::vector<std::string> words;
  std::string language;
  for (const size_t i : Longest(runs, most)) {
    for (const ocr::ReadWord& w : read(i)) words.push_back(w.text);
    language = PageLanguage(words);
    if (!language.empty() && enough(language, words.size())) break;
  }
  return language;
}

}  // namespace labintake::scan
