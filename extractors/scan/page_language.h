// Words that laboratories print, and the language of a page by them.
//
// Thread-safe; the table is made at the first call from lab_formats/vocabulary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labintake::scan {

// ISO 639-1 of the language to which most of `words` (UTF-8, accents may be missing) belong: "en", "de", "fr", ...; ""
// where no language stands out.
std::string PageLanguage(const std::vector<std::string>& words);

// Is it a word of running text, a column head or a label in one of the nine languages?
bool IsKnownWord(const std::string& word);

// Tesseract's name of the model for an ISO 639-1 code of the reader's nine languages: "de" -> "deu"; "" for others.
std::string_view ModelOf(std::string_view language);

}  // namespace labintake::scan
