// Tesseract's model files without their word lists.
//
// The word list of the model for all Latin alphabets takes 88 MB of memory and tells nothing about numbers and names of
// analytes.
#pragma once

#include <optional>
#include <string>

namespace labintake::ocr {

// The bytes of the model file at `path` as a model file without the list of words; nullopt when it cannot be read or is
// no such file. The format: the number of entries (int32), the place of each (int64, -1: absent), then the entries in
// order; little-endian (Tesseract 5, ccutil/tessdatamanager.cpp).
std::optional<std::string> WithoutWordList(const std::string& path);

}  // namespace labintake::ocr
