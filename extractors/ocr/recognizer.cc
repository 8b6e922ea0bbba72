#include "extractors/ocr/recognizer.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>

namespace labintake::ocr {
namespace {

// What the recogniser is told about the size; it only serves its own layout, which a single line does not use.
constexpr int kNominalDpi = 300;

class TesseractRecognizer : public Recognizer {
 public:
  bool Init(const std::string& language, const std::string& tessdata) {
    if (api_.Init(tessdata.empty() ? nullptr : tessdata.c_str(), language.c_str(), tesseract::OEM_LSTM_ONLY) != 0) return false;
    // The crop is one line, its height is set by the caller: no layout of Tesseract's own, and no second try on reversed colours.
    api_.SetPageSegMode(getenv("PSM") ? tesseract::PageSegMode(atoi(getenv("PSM"))) : tesseract::PSM_SINGLE_LINE);
    api_.SetVariable("tessedit_do_invert", "0");
    api_.SetVariable("debug_file", "/dev/null");
    return true;
  }

  std::vector<ReadWord> ReadLine(const uint8_t* grey, int width, int height) override {
    std::vector<ReadWord> words;
    api_.SetImage(grey, width, height, 1, width);
    api_.SetSourceResolution(kNominalDpi);
    if (api_.Recognize(nullptr) != 0) return words;
    const std::unique_ptr<tesseract::ResultIterator> it(api_.GetIterator());
    if (!it) return words;
    do {
      const std::unique_ptr<char[]> text(it->GetUTF8Text(tesseract::RIL_WORD));
      if (!text || text[0] == '\0') continue;
      ReadWord w;
      w.text = text.get();
      std::erase_if(w.text, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
      if (w.text.empty()) continue;
      int y0 = 0, y1 = 0;
      it->BoundingBox(tesseract::RIL_WORD, &w.x0, &y0, &w.x1, &y1);
      w.confidence = std::clamp(it->Confidence(tesseract::RIL_WORD) / 100, 0.0F, 1.0F);
      words.push_back(std::move(w));
    } while (it->Next(tesseract::RIL_WORD));
    api_.Clear();
    return words;
  }

 private:
  tesseract::TessBaseAPI api_;
};

}  // namespace

Result<std::unique_ptr<Recognizer>> Recognizer::Make(const std::string& language, const std::string& tessdata) {
  auto made = std::make_unique<TesseractRecognizer>();
  if (!made->Init(language, tessdata)) {
    return Fail(ErrorCode::kConfiguration, "the language model '" + language + "' of Tesseract is not installed; run scripts/install.sh");
  }
  return made;
}

}  // namespace labintake::ocr
