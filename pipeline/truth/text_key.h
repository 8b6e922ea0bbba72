// Printed text made comparable: what two readers of the same page may write differently is folded away, nothing else.
#pragma once

#include <string>
#include <string_view>

namespace labintake::truth {

// Without case, compatibility forms (NFKC) and white space; one dash; "≤" and "< OR =" as "<=".
std::string Fold(std::string_view text);

// Fold() without punctuation, for names; keeps letters, digits and % # + /, which tell tests apart.
std::string NameKey(std::string_view text);

// 1 - edit distance / length of the longer name key, in code points; 0 when one is empty.
double NameLikeness(std::string_view a, std::string_view b);

// "H", "L", "A", "" for normal or nothing; any other text folded.
std::string FlagSide(std::string_view flag);

}  // namespace labintake::truth
