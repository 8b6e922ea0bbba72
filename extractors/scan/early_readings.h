// What is read of a page to tell which way it stands and in which language it is. It is kept: these are the first or
// second readings of their runs.
//
// The model of most pages' language reads first, in the view of a first reading. Only where that does not tell is the
// model of all Latin alphabets asked as well. Not thread-safe; refers to both recognisers, which outlive it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extractors/ocr/recognizer.h"
#include "extractors/scan/page_image.h"
#include "extractors/scan/run_words.h"
#include "extractors/scan/text_runs.h"
#include "model/raster.h"

namespace labintake::scan {

class EarlyReadings {
 public:
  // `usual` is the model of that name ("eng").
  EarlyReadings(ocr::Recognizer& usual, std::string usual_model, ocr::Recognizer& latin)
      : usual_(usual), usual_model_(std::move(usual_model)), latin_(latin) {}

  // `runs` are those of `image`, in whose order readings are kept, unless this is true: then none are.
  bool StandsOnItsHead(const PageImage& image, const std::vector<TextRun>& runs);

  // Of the longest runs as many are read as it takes; "" where they do not tell. REQUIRES: the same runs as before.
  std::string LanguageOf(const Raster& page, const std::vector<TextRun>& runs);

  // What there is of run `which`, to be read on by `language`.
  EarlyReading Take(size_t which, const ocr::Recognizer* language);

 private:
  using Words = std::vector<ocr::ReadWord>;
  using Readings = std::vector<std::optional<Words>>;
  using ReadOne = std::function<const Words&(size_t)>;

  // A language, and not the one that usual_ reads.
  bool IsAnother(const std::string& language) const;
  // Each reads what was not read yet.
  const Words& ByUsual(const Raster& page, const std::vector<TextRun>& runs, size_t which);
  const Words& ByLatin(const Raster& page, const std::vector<TextRun>& runs, size_t which);
  // How sure `read` is of the longest runs, 0..1, by letter.
  static double Certainty(const std::vector<TextRun>& runs, const ReadOne& read);
  // What the longest runs tell, at most `most`; "" for nothing. `enough`: whether this language by so many words is.
  static std::string LanguageBy(const std::vector<TextRun>& runs, size_t most, const ReadOne& read,
                                const std::function<bool(const std::string&, size_t)>& enough);

  ocr::Recognizer& usual_;
  const std::string usual_model_;
  ocr::Recognizer& latin_;
  Readings by_usual_, by_latin_;  // by run; may be shorter than the runs
};

}  // namespace labintake::scan
