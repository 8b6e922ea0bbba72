// A name as it was read, written as a name of the catalogue is.
//
// Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace labintake::terminology {

// `printed` with the words of `key`, a key of the catalogue's tables (NameKey), in place of its own: "ROW-CV" by "cv
// rdw" is "RDW-CV". Words that are the same stay, capitals stay capitals. nullopt where the two have different numbers
// of words, or a word of `printed` cannot be found again in it.
std::optional<std::string> SpeltAs(const std::string& printed, std::string_view key);

// `text` with letters in place of signs of other alphabets that recognition takes for them: "€OS%" -> "EOS%".
std::string WithLettersForSigns(std::string text);

// `text` with letters in place of figures beside letters that look like them, in each way that there is: "RDW-S0" ->
// "RDW-SD", "RDW-SO", "RDW-SQ". None for more than two such figures.
std::vector<std::string> WithLettersForFigures(const std::string& text);

}  // namespace labintake::terminology
