// Segments: the cells of a line with every reading that the field grammars allow.
//
// A segment is what one column holds on one line. It is parsed once as result, range, unit, flag and date; the table
// reader then asks how well it fits a column's role. Pure values and functions; thread-safe.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "extractors/fields/number.h"
#include "extractors/fields/range.h"
#include "extractors/fields/result_cell.h"
#include "extractors/layout/line.h"
#include "terminology/units.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {

// Every reading that the grammars allow of one text.
struct Readings {
  fields::ResultCell result;
  fields::RangeCell range;
  terminology::UnitMatch unit;
  bool is_flag = false;
  bool has_date = false;
};

// Texts of one document that were read already: units, flags and whole lines come again and again. Owned by the reader
// of the document; readings depend on the style and the patient, so it is cleared when these change.
using ReadingCache = std::unordered_map<std::string, Readings>;

// What all readings of one report share. `cache` may be null.
struct ReadingContext {
  fields::NumberStyle style;
  fields::PatientContext patient;
  ReadingCache* cache = nullptr;
  // Graphics alone carry the status of results: it is derived from value and range, also from a single limit.
  bool flags_from_range = false;
};

struct Segment : Readings {
  std::string text;
  Box box;
  std::vector<Word> words;
  double font_size = 0;
  bool bold = false;
  size_t line = 0;  // index of the line in its page, for coverage

  bool has_letter = false;
  bool has_digit = false;
  int word_count = 0;
  int function_words = 0;

  // A number, titer, interval, listed word or not-done word, with nothing left over.
  bool IsValue() const;
  bool IsNumericValue() const;
  // "L" and "(H)" are flags before they are litre and henry.
  bool IsUnit() const { return unit.confidence == terminology::UnitConfidence::kKnown && !is_flag; }
  // A range with limits, or banded.
  bool IsRange() const;
  // Letters that could name a test: not a flag, unit, result word, date or sentence.
  bool IsNameLike() const;
  // A sentence or a part of one.
  bool IsProse() const;
};

Segment MakeSegment(std::vector<Word> words, std::string text, size_t line, const ReadingContext& context);
std::vector<Segment> Segments(const layout::Line& line, size_t index, const ReadingContext& context);

// The segment's words from `from` up to `to`, parsed anew. REQUIRES: from < to <= words.size().
Segment Slice(const Segment& s, size_t from, size_t to, const ReadingContext& context);

// Words joined by the spaces that the page shows.
std::string JoinWords(const std::vector<Word>& words, size_t from, size_t to);

// Letters of Hebrew, Arabic, Devanagari, Chinese ... only: the second language of a report whose figures stand in the
// first.
bool IsOtherScript(const std::string& text);

// "4.81 ng/mL*¹" without the footnote's mark; a star alone is a flag and stays.
std::string WithoutFootnote(const std::string& text);

// "maior que", "Both domes of diaphragm are": more must follow.
bool EndsInFunctionWord(const std::string& text);

// "Goal in gout: less than": the number behind it belongs to a sentence, or has a comparator.
bool EndsInComparison(const std::string& text);

// How badly a segment fits a column of this role: 0 fits, 1 doubtful, 3 does not.
double Misfit(const Segment& s, terminology::ColumnRole role);

}  // namespace labintake::generic
