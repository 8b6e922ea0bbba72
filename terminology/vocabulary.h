// Words of reports in nine languages: column heads, header labels, result words, and what marks a line as no result.
//
// The tables are lab_formats/vocabulary/*.tsv, compiled into the program by CMake. Look-ups are by folded text
// (fold.h), punctuation trimmed. Any bytes are accepted. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "terminology/fold.h"

namespace labintake::terminology {

// What a column holds, by its head.
enum class ColumnRole {
  kName,       // Test, Analyte, Investigation, Bepaling, Untersuchung, Analyse ...
  kResult,     // Result, Value, Observed value, Resultaat, Ergebnis, Résultat, Resultado, Sonuç, Wynik ...
  kResultIn,   // In Range, Normal (result column)
  kResultOut,  // Out of Range, Abnormal (result column)
  kUnit,       // Units, Eenheid, Einheit, Unité, Unidades, Birim, Jednostka ...
  kRange,      // Reference Range, Ref. Interval, Normal Values, Referentie, Normbereich, Valeurs de référence ...
  kLow,
  kHigh,          // limits in columns of their own: "Low Limit", "Min", "Max"
  kFlag,          // Flag, Status, Abn, Indicator, Interpretation ...
  kPrevious,      // Previous Result, Prior, Vorwert, Antériorité, Vorige, Last Result
  kPreviousDate,  // Date of the previous result
  kMethod,        // Method, Technique, Instrument
  kSpecimen,      // Specimen, Sample, Material
  kLab,           // Lab, Performing Site
  kDate,          // Date, Collected (as a column)
  kNote,          // Comment, Note, Remarks
  kNumber,        // No., #, S.No, Sr.
  kCode,          // Code, LOINC, Test Code
};

// The role of a head such as "Reference Range", "Bio. Ref. Interval", "Units"; nullopt when the text is none.
// Combined heads ("Result / Flag", "Reference Range & Units", "RESULTS | 07/28/18", "Current Result and Flag") give the
// first role; `also` (when not null) receives the second, or nullopt. "Normal" alone is kResultIn and also kRange:
// which of them the rest of the head decides (beside "Abnormal" the former, beside a result column the latter).
// "Abnormal" alone is kFlag and also kResultOut in the same way.
std::optional<ColumnRole> LookUpColumnHead(std::string_view text, std::optional<ColumnRole>* also = nullptr);

// What a label of a report's header stands for ("Collected on", "DOB", "Geboren op", "Labornummer").
enum class HeaderLabel {
  kPatientName,
  kPatientId,
  kSex,
  kAge,
  kAgeSex,
  kBirthDate,
  kAccession,
  kSpecimen,
  kCollected,
  kReceived,
  kReported,
  kPrinted,
  kLab,
  kPhysician,
  kOther,
};
// `text` without its colon. kOther: a label of a header that carries nothing we keep (Phone, Address, Room, Fasting,
// Height ...).
std::optional<HeaderLabel> LookUpHeaderLabel(std::string_view text);

// Result words (ordinals): Negative, Trace, Not Detected, Positief, Normal, Yellow, 1+, Rare ... ; not-done words.
enum class ResultWord { kNone, kOrdinal, kNotDone };
ResultWord LookUpResultWord(std::string_view text);

// True for a line start that introduces prose or tables which are no results: "Comment", "Note", "Interpretation",
// "Method", "Reference ranges per", "Disclaimer", "Interpretatie", "Hinweis" ...
bool StartsComment(std::string_view text);

// True for words of running text (the, of, and, is, for ...; de, het, van; der, die, und ...): prose has many, names
// few.
bool IsFunctionWord(std::string_view folded_word);

// 1..12 for a folded name or abbreviation of a month in any of the languages ("may", "mrt", "paz", "agu"); 0 for none.
int MonthNumber(std::string_view folded_word);

// 'F' or 'M' for a word for a sex ("Female", "V", "männlich", "Kadın"); 0 for none.
char LookUpSex(std::string_view text);

// The UCUM unit of a word for a unit of age: "a", "mo", "wk", "d"; "" for none.
std::string_view LookUpAgeUnit(std::string_view text);

// True when a word of the text is one that names of laboratories and hospitals have (Laboratory, Klinik, Sağlık ...).
bool HasOrganisationWord(std::string_view text);

// True for a title before or after a name of a person: Mr, Mevr., Sig.ra, Jr ...
bool IsTitle(std::string_view word);

// True for the name of a test whose result has no unit: "BUN/Creatinine Ratio", "pH", "Specific Gravity", "Na:K".
bool IsDimensionless(std::string_view name);

// The stricter part of it: the name has a word that says so ("HVA / VMA Ratio"). A stroke alone may also join two names
// of one test ("Trypsin/Chymotrypsin").
bool HasDimensionlessWord(std::string_view name);

}  // namespace labintake::terminology
