#include "extractors/scan/page_scan.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "extractors/image/pix.h"
#include "extractors/ocr/recognizer.h"
#include "extractors/scan/early_readings.h"
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
// The model that reads first where the language is not known yet.
constexpr char kUsual[] = "eng";
// A page on which less than this share of the letters is sure, or fewer letters than a heading has, was not read.
constexpr float kSureWord = 0.9F;
// Of a unit with "u" on a page that prints the micro sign elsewhere: below any threshold in use.
constexpr float kMissedSign = 0.6F;
constexpr double kLegibleShare = 0.2, kLegibleLetters = 12;

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
    const std::string usual = options_.languages.empty() ? kUsual : options_.languages;
    EarlyReadings early(**Model(usual), usual, **Model(kLatin));
    if (early.StandsOnItsHead(image, runs)) {
      image = TurnedByHalf(image);
      runs = FindRuns(image.blobs, image.letter_height);
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
    const std::vector<std::vector<RunWord>> words = ReadRuns(image.straight, runs, &early);
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
  // False when next to nothing of the page's letters was read with any certainty.
  static bool Legible(const std::vector<Word>& words) {
    double sure = 0, all = 0;
    for (const Word& w : words) {
      all += static_cast<double>(w.text.size());
      if (w.confidence >= kSureWord && w.text.size() >= 2) sure += static_cast<double>(w.text.size());
    }
    return sure >= kLegibleShare * all && sure >= kLegibleLetters;
  }

  std::vector<std::vector<RunWord>> ReadRuns(const Raster& page, const std::vector<TextRun>& runs,
                                             EarlyReadings* early) {
    std::vector<std::vector<RunWord>> out(runs.size());
    ocr::Recognizer* const latin = *Model(kLatin);
    std::string model = options_.languages;
    if (model.empty() && steps_.language) model = ModelOf(early->LanguageOf(page, runs));
    if (model.empty()) model = kUsual;
    // A language whose model is not installed is read with the English one: two readings by one network would agree in
    // their errors.
    Result<ocr::Recognizer*> language = Model(model);
    if (!language) language = Model(kUsual);
    const Recognizers recognizers{language ? *language : latin, steps_.second && language ? latin : nullptr, steps_};
    for (size_t i = 0; i < runs.size(); ++i) {
      out[i] = ReadRunWords(recognizers, page, runs, i, early->Take(i, recognizers.language));
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
       {std::string(kLatin), options.languages.empty() ? std::string(kUsual) : options.languages}) {
    if (const Result<ocr::Recognizer*> made = reader->Model(model); !made) return tl::unexpected(made.error());
  }
  return reader;
}

}  // namespace labintake::scan
