// Words, grades and dates of result cells.
//
// Texts are as printed unless named `plain` (normal_text.h). Thread-safe pure functions.
#pragma once

#include <cstddef>
#include <string_view>

#include "model/observation.h"

namespace labintake::fields {

// True when `text` is not empty and has none but these characters.
bool IsOneOf(std::string_view text, std::string_view chars);

// Flags that say something about a number: H, L, HH, LL, A, AA, N.
bool IsNumberFlag(const Flag& flag);
// Codes of qualitative results (POS, NEG ...), which are results themselves.
bool IsResultCode(const Flag& flag);

// A listed ordinal, or a code that stands for one.
bool IsOrdinalWord(std::string_view text);
// Words that follow a number and repeat it in words: "Detected, Not Quantified".
bool AreOrdinalWords(std::string_view text);

// "1+" to "5+", "+++", "(+)", "+/-": grades of a dipstick; G1 to G5, G3a, G3b: grades of kidney function.
bool IsGrade(std::string_view plain);

// The length of three numbers between equal marks at `at` (08/27/20, 2024-05-01, 01.05.2024); 0 for none.
size_t DateAt(std::string_view plain, size_t at);

// An arrow or triangle, three bytes, that points up or down.
bool IsArrowAt(std::string_view plain, size_t at);

}  // namespace labintake::fields
