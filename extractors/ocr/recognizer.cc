#include "extractors/ocr/recognizer.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "extractors/ocr/traineddata.h"

namespace labintake::ocr {
namespace {

// What the recogniser is told about the size; it only serves its own layout, which a single line does not use.
constexpr int kNominalDpi = 300;
constexpr uintmax_t kLongWordList = 16 << 20;

class TesseractRecognizer : public Recognizer {
 public:
  bool Init(const std::string& language, const std::string& tessdata) {
    const std::string path = tessdata + "/" + language + ".traineddata";
    // A long list of words costs more memory than all else together.
    std::error_code error;
    if (std::filesystem::file_size(path, error) <= kLongWordList || error) {
      if (api_.Init(tessdata.c_str(), language.c_str(), tesseract::OEM_LSTM_ONLY) != 0) return false;
    } else {
      const std::optional<std::string> model = WithoutWordList(path);
      if (!model || api_.Init(model->data(), static_cast<int>(model->size()), language.c_str(),
                              tesseract::OEM_LSTM_ONLY, nullptr, 0, nullptr, nullptr, false, nullptr) != 0)
        return false;
    }
    // No second try on reversed colours: the page is dark on light.
    api_.SetVariable("tessedit_do_invert", "0");
    // Nor is it asked whether all letters are of one width, which parts words; the network gets the line as a whole.
    api_.SetVariable("textord_all_prop", "1");
    api_.SetVariable("debug_file", "/dev/null");
    return true;
  }

  std::vector<ReadWord> ReadLine(const uint8_t* grey, int width, int height, bool raw) override {
    std::vector<ReadWord> words;
    api_.SetPageSegMode(raw ? tesseract::PSM_RAW_LINE : tesseract::PSM_SINGLE_LINE);
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

  bool Knows(std::string_view letter) const override { return api_.IsValidCharacter(std::string(letter).c_str()); }

  bool IsWord(std::string_view word) const override { return api_.IsValidWord(std::string(word).c_str()) != 0; }

 private:
  tesseract::TessBaseAPI api_;
};

}  // namespace

Result<std::unique_ptr<Recognizer>> Recognizer::Make(const std::string& language, const std::string& tessdata) {
  auto made = std::make_unique<TesseractRecognizer>();
  if (!made->Init(language, tessdata.empty() ? kModelFolder : tessdata)) {
    return Fail(ErrorCode::kConfiguration,
                "the language model '" + language + "' of Tesseract is not installed; run scripts/install.sh");
  }
  return made;
}

}  // namespace labintake::ocr
