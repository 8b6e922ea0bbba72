// Names in which a sign was taken for one that looks like it, or which hold a sign that no model has.
//
// Pure functions; thread-safe.
#pragma once

#include <string>

namespace labintake::scan {

// "HbAlc", "HbAIc", "Alc" -> with the digit one: no analyte is named with the letter; "(TI)" -> "(Tl)", thallium.
std::string NameWithoutConfusion(const std::string& word);

// True for a word that names of the catalogue have ("Tl", "O157", "Chloride").
bool IsWordOfNames(const std::string& word);

// A word of letters that no name has, put right where exactly one word of the catalogue looks like it: "Chioride" ->
// "Chloride", "TRIGIYCERIDES" -> "TRIGLYCERIDES". Else the word itself.
std::string NameWordFor(const std::string& word);

// A name with a Greek letter, as the models read it: a cytokine that ends in one ("IFN-y", "TNF-a", "TGF-B1"), and
// "B-glucuronidase" where the catalogue has it with a beta.
bool HidesGreekLetter(const std::string& word);

}  // namespace labintake::scan
