#include "extractors/scan/page_scan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "extractors/image/pix.h"
#include "extractors/ocr/recognizer.h"
#include "extractors/scan/page_image.h"
#include "extractors/scan/page_language.h"
#include "extractors/scan/run_words.h"
#include "extractors/scan/signs.h"
#include "extractors/scan/step_writer.h"
#include "extractors/scan/steps.h"
#include "extractors/scan/text_runs.h"

namespace labintake::scan {
namespace {

// Capitals and digits are about 0.7 em high.
constexpr double kCapitals = 0.7;
// A picture without a size is taken for a page whose text is of this size in points.
constexpr double kUsualSize = 9;

constexpr char kLatin[] = "Latin";
// Runs of text that are read to tell the language: the longest.
constexpr size_t kRunsForLanguage = 30;
// Fewer may hold a heading in another language.
constexpr size_t kWordsForLanguage = 40;
// And to tell whether the page stands on its head: read upside down, the recogniser is sure of few letters.
constexpr size_t kRunsForTurn = 6;
constexpr double kSureOfTurn = 0.75, kTurnMargin = 0.15;
// A page on which less than this share of the letters is sure, or fewer letters than a heading has, was not read.
constexpr float kSureWord = 0.9F;
// Of a unit with "u" on a page that prints the micro sign elsewhere: below any threshold in use.
constexpr float kMissedSign = 0.6F;
constexpr double kLegibleShare = 0.2, kLegibleLetters = 12;

// The indexes of the longest runs, at most `most`.
std::vector<size_t> Longest(const std::vector<TextRun>& runs, size_t most) {
  std::vector<size_t> longest(runs.size());
  std::iota(longest.begin(), longest.end(), size_t{0});
  std::stable_sort(longest.begin(), longest.end(),
                   [&](size_t a, size_t b) { return runs[a].x1 - runs[a].x0 > runs[b].x1 - runs[b].x0; });
  longest.resize(std::min(longest.size(), most));
  return longest;
}

// For each run its reading by ReadLatin(), where there is one already.
using LatinReadings = std::vector<std::optional<std::vector<ocr::ReadWord>>>;

class Reader : public ScanReader {
 public:
  Reader(const ScanOptions& options, const Steps& steps) : options_(options), steps_(steps) {
    image::SilenceLeptonica();
  }

  // Loads the model where it is not yet.
  Result<ocr::Recognizer*> Model(const std::string& name) {
    auto it = models_.find(name);
    if (it == models_.end()) {
      Result<std::unique_ptr<ocr::Recognizer>> made = ocr::Recognizer::Make(name, options_.tessdata);
      if (!made) return tl::unexpected(made.error());
      it = models_.emplace(name, std::move(*made)).first;
    }
    return it->second.get();
  }

  ScannedPage Read(const Raster& picture, const Placement& placement) override {
    ScannedPage out;
    Page& page = out.page;
    page.number = placement.page;
    page.kind = PageKind::kScan;
    const std::string saved =
        options_.save_steps.empty() ? "" : options_.save_steps + "/page-" + std::to_string(placement.page);
    PageImage image = Prepare(picture, saved, steps_);
    double points = 72 / (picture.dpi > 0 ? picture.dpi : 200);  // for a pixel of the picture
    Box area = placement.area;
    page.width = placement.page_width;
    page.height = placement.page_height;
    if (page.width > 0) {
      if (area.empty()) area = {0, 0, page.width, page.height};
      points = area.width() / picture.width;
    } else {
      if (image.source_letter_height > 0) points = kCapitals * kUsualSize / image.source_letter_height;
      page.width = picture.width * points;
      page.height = picture.height * points;
    }
    if (image.blank) {
      page.kind = PageKind::kBlank;
      return out;
    }
    if (image.straight.empty()) {
      out.problem = "no text was found on it";
      return out;
    }
    const double p = points / image.scale;  // points for a pixel of the straight picture
    std::vector<TextRun> runs = FindRuns(image.blobs, image.letter_height);
    if (runs.empty()) {
      page.kind = PageKind::kBlank;
      return out;
    }
    LatinReadings latin(runs.size());
    if (StandsOnItsHead(image, runs, &latin)) {
      image = TurnedByHalf(image);
      runs = FindRuns(image.blobs, image.letter_height);
      latin.assign(runs.size(), std::nullopt);
    }
    SaveRuns(saved, "4-runs", image.straight, runs);
    if (!image.level) {
      const Projection to_pixels{{1 / p, 0, -area.x0 / p, 0, 1 / p, -area.y0 / p, 0, 0, 1}};
      const Projection to_points{{points, 0, area.x0, 0, points, area.y0, 0, 0, 1}};
      page.displayed = to_points.After(image.to_picture).After(to_pixels);
    }
    for (const image::Blob& b : image.rules)
      page.rules.push_back(
          {{area.x0 + b.x * p, area.y0 + b.y * p, area.x0 + b.right() * p, area.y0 + b.bottom() * p}, 0});
    const std::vector<std::vector<RunWord>> words = ReadRuns(image.straight, runs, std::move(latin));
    for (size_t i = 0; i < runs.size(); ++i) {
      for (const RunWord& read : words[i]) {
        Word w;
        w.text = read.text;
        w.baseline = area.y0 + runs[i].row * p;
        w.font_size = runs[i].letter_height * p / kCapitals;
        if (read.raised) {
          w.baseline = area.y0 + read.bottom * p;
          w.font_size = std::min(w.font_size, (read.bottom - read.top) * p / kCapitals);
        }
        const double foot = read.raised ? w.baseline : area.y0 + runs[i].baseline * p;
        w.box = {area.x0 + read.x0 * p, foot - 0.8 * w.font_size, area.x0 + read.x1 * p, foot + 0.2 * w.font_size};
        w.confidence = read.confidence;
        w.other_reading = read.other_reading;
        w.origin = Origin::kOcr;
        w.space_before = true;
        page.words.push_back(std::move(w));
      }
    }
    std::vector<std::string> texts;
    for (const Word& w : page.words) texts.push_back(w.text);
    for (const auto& [i, with_sign] : MissedMicroSigns(texts)) {
      page.words[i].text = with_sign;
      page.words[i].confidence = std::min(page.words[i].confidence, kMissedSign);
    }
    if (!Legible(page.words)) {
      page.words.clear();
      out.problem = "hardly a word on it could be read; it may be blurred, handwritten or in another script";
    }
    return out;
  }

 private:
  // How sure the recogniser is of the longest runs, 0..1, by letter.
  double Certainty(const PageImage& image, const std::vector<TextRun>& runs, LatinReadings* readings) {
    double sure = 0, all = 0;
    ocr::Recognizer* const latin = *Model(kLatin);
    for (const size_t i : Longest(runs, kRunsForTurn)) {
      (*readings)[i] = ReadLatin(*latin, image.straight, runs, i);
      for (const ocr::ReadWord& w : *(*readings)[i]) {
        const auto letters = static_cast<double>(w.text.size());
        sure += letters * w.confidence, all += letters;
      }
    }
    return all > 0 ? sure / all : 0;
  }

  // `readings` get those of the page as it stands.
  bool StandsOnItsHead(const PageImage& image, const std::vector<TextRun>& runs, LatinReadings* readings) {
    const double upright = Certainty(image, runs, readings);
    if (upright >= kSureOfTurn) return false;
    const PageImage turned = TurnedByHalf(image);
    const std::vector<TextRun> turned_runs = FindRuns(turned.blobs, turned.letter_height);
    LatinReadings of_turned(turned_runs.size());
    return Certainty(turned, turned_runs, &of_turned) > upright + kTurnMargin;
  }

  // False when next to nothing of the page's letters was read with any certainty.
  static bool Legible(const std::vector<Word>& words) {
    double sure = 0, all = 0;
    for (const Word& w : words) {
      all += static_cast<double>(w.text.size());
      if (w.confidence >= kSureWord && w.text.size() >= 2) sure += static_cast<double>(w.text.size());
    }
    return sure >= kLegibleShare * all && sure >= kLegibleLetters;
  }

  // Of the longest runs as many as it takes to tell the language.
  std::string LanguageOf(const Raster& page, const std::vector<TextRun>& runs, LatinReadings* readings) {
    std::vector<std::string> words;
    std::string language;
    for (const size_t i : Longest(runs, kRunsForLanguage)) {
      if (!(*readings)[i]) (*readings)[i] = ReadLatin(**Model(kLatin), page, runs, i);
      for (const ocr::ReadWord& w : *(*readings)[i]) words.push_back(w.text);
      language = PageLanguage(words);
      if (!language.empty() && words.size() >= kWordsForLanguage) break;
    }
    return language;
  }

  std::vector<std::vector<RunWord>> ReadRuns(const Raster& page, const std::vector<TextRun>& runs,
                                             LatinReadings latin_readings) {
    std::vector<std::vector<RunWord>> out(runs.size());
    ocr::Recognizer* const latin = *Model(kLatin);
    std::string model = options_.languages;
    if (model.empty() && steps_.language) model = ModelOf(LanguageOf(page, runs, &latin_readings));
    if (model.empty()) model = "eng";
    // A language whose model is not installed is read with the English one: two readings by one network would agree in
    // their errors.
    Result<ocr::Recognizer*> language = Model(model);
    if (!language) language = Model("eng");
    const Recognizers recognizers{language ? *language : latin, steps_.second && language ? latin : nullptr, steps_};
    for (size_t i = 0; i < runs.size(); ++i) {
      out[i] = ReadRunWords(recognizers, page, runs, i, std::move(latin_readings[i]));
    }
    return out;
  }

  ScanOptions options_;
  Steps steps_;
  std::map<std::string, std::unique_ptr<ocr::Recognizer>> models_;
};

}  // namespace

Result<std::unique_ptr<ScanReader>> MakeScanReader(const ScanOptions& options) {
  Result<Steps> steps = StepsWithout(options.without);
  if (!steps) return tl::unexpected(steps.error());
  if (!options.second_reading) steps->second = false;
  auto reader = std::make_unique<Reader>(options, *steps);
  for (const std::string& model :
       {std::string(kLatin), options.languages.empty() ? std::string("eng") : options.languages}) {
    if (const Result<ocr::Recognizer*> made = reader->Model(model); !made) return tl::unexpected(made.error());
  }
  return reader;
}

}  // namespace labintake::scan
