// The form of a test's name by which the catalogue is searched. Shared by the program and by the compiler of its
// tables.
//
// Pure functions; thread-safe after first use; any bytes are accepted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labintake::terminology {

// What a word of a name says beside what is measured (lab_formats/catalog/name_words.tsv).
enum class NameWord {
  kContent,   // part of the name
  kNoise,     // says nothing: "test", "level", "of"
  kPercent,   // the result is a share: "%", "percent", "relative"
  kAbsolute,  // the result is a count: "#", "absolute"
  kSoft,      // how it was measured or whom it concerns: "calculated", "ELISA", "female"
};
NameWord RoleOf(std::string_view token);

// The words of `text` in folded form, in their order: "CA-125" and "CA 125" -> "ca125"; "25-OH Vitamin D" -> "25oh",
// "vitamin", "d"; "NEU%" -> "neu", "%"; plural s taken off; "a:b" -> "a/b". Words of noise and of scripts other than
// Latin and Greek are left out while others remain.
std::vector<std::string> NameTokens(std::string_view text);

// The tokens in the order of their bytes, with spaces between them: word order does not tell names apart.
std::string NameKey(std::vector<std::string> tokens);

// Signs that recognition mixes up become one: l, i, 1 -> 1; o, 0 -> 0; rn, m -> m ... Equal skeletons may be one name
// misread.
std::string Skeleton(std::string_view token);
// NameKey of the tokens' skeletons.
std::string SkeletonKey(const std::vector<std::string>& tokens);

}  // namespace labintake::terminology
