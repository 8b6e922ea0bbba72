// The members of the model's types for wire_format.h, once for both directions.
//
// Structured bindings name all of them, so that a member added to the model does not compile until it is added here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/error.h"
#include "model/report.h"
#include "model/wire_format.h"

namespace labintake::wire {

template <typename A, Either<Box> T>
void Fields(A& a, T& v) {
  auto& [x0, y0, x1, y1] = v;
  a(x0, y0, x1, y1);
}
template <typename A, Either<Projection> T>
void Fields(A& a, T& v) {
  auto& [m] = v;
  a(m);
}
template <typename A, Either<Word> T>
void Fields(A& a, T& v) {
  auto& [text, box, baseline, font_size, bold, italic, space_before, color, confidence, origin, other_reading] = v;
  a(text, box, baseline, font_size, bold, italic, space_before, color, confidence, origin, other_reading);
}
template <typename A, Either<Rule> T>
void Fields(A& a, T& v) {
  auto& [box, color] = v;
  a(box, color);
}
template <typename A, Either<Page> T>
void Fields(A& a, T& v) {
  auto& [number, width, height, kind, words, rules, displayed, problem] = v;
  a(number, width, height, kind, words, rules, displayed, problem);
}
template <typename A, Either<Name> T>
void Fields(A& a, T& v) {
  auto& [text, box] = v;
  a(text, box);
}
template <typename A, Either<Value> T>
void Fields(A& a, T& v) {
  auto& [text, kind, number, comparator, box] = v;
  a(text, kind, number, comparator, box);
}
template <typename A, Either<Unit> T>
void Fields(A& a, T& v) {
  auto& [text, ucum, box] = v;
  a(text, ucum, box);
}
template <typename A, Either<ReferenceRange> T>
void Fields(A& a, T& v) {
  auto& [text, low, high, low_inclusive, high_inclusive, box] = v;
  a(text, low, high, low_inclusive, high_inclusive, box);
}
template <typename A, Either<Flag> T>
void Fields(A& a, T& v) {
  auto& [text, code, derived, box] = v;
  a(text, code, derived, box);
}
template <typename A, Either<Finding> T>
void Fields(A& a, T& v) {
  auto& [code, message, box, severity, also] = v;
  a(code, message, box, severity, also);
}
template <typename A, Either<Analyte> T>
void Fields(A& a, T& v) {
  auto& [id, name, loinc, specimen, match, candidates] = v;
  a(id, name, loinc, specimen, match, candidates);
}
template <typename A, Either<CanonicalQuantity> T>
void Fields(A& a, T& v) {
  auto& [value, low, high, ucum, conversion] = v;
  a(value, low, high, ucum, conversion);
}
template <typename A, Either<Observation> T>
void Fields(A& a, T& v) {
  auto& [page, box, panel, specimen, name, value, unit, range, flag, analyte, canonical, rule, origin, confidence,
         score, status, findings] = v;
  a(page, box, panel, specimen, name, value, unit, range, flag, analyte, canonical, rule, origin, confidence, score,
    status, findings);
}
template <typename A, Either<ClassifiedLine> T>
void Fields(A& a, T& v) {
  auto& [page, box, line_class, text] = v;
  a(page, box, line_class, text);
}
template <typename A, Either<ReportHeader> T>
void Fields(A& a, T& v) {
  auto& [lab, name, id, sex, age, birth_date, accession, specimen, collected, received, reported] = v;
  a(lab, name, id, sex, age, birth_date, accession, specimen, collected, received, reported);
}
template <typename A, Either<Report> T>
void Fields(A& a, T& v) {
  auto& [number, first_page, last_page, header, observations, lines, findings, status] = v;
  a(number, first_page, last_page, header, observations, lines, findings, status);
}
template <typename A, Either<PageSummary> T>
void Fields(A& a, T& v) {
  auto& [number, width, height, kind] = v;
  a(number, width, height, kind);
}
template <typename A, Either<FormatCandidate> T>
void Fields(A& a, T& v) {
  auto& [id, score, fits, reasons] = v;
  a(id, score, fits, reasons);
}
template <typename A, Either<FormatChoice> T>
void Fields(A& a, T& v) {
  auto& [id, hash, close, candidates] = v;
  a(id, hash, close, candidates);
}
template <typename A, Either<SketchColumn> T>
void Fields(A& a, T& v) {
  auto& [role, head, dated, known, unit, from, to] = v;
  a(role, head, dated, known, unit, from, to);
}
template <typename A, Either<SketchTable> T>
void Fields(A& a, T& v) {
  auto& [page, head_lines, head_is_panel, columns] = v;
  a(page, head_lines, head_is_panel, columns);
}
template <typename A, Either<SketchPhrase> T>
void Fields(A& a, T& v) {
  auto& [text, place, lab] = v;
  a(text, place, lab);
}
template <typename A, Either<SketchField> T>
void Fields(A& a, T& v) {
  auto& [field, label, below] = v;
  a(field, label, below);
}
template <typename A, Either<DocumentSketch> T>
void Fields(A& a, T& v) {
  auto& [language, decimal, dates, title, phrases, header, tables, sections] = v;
  a(language, decimal, dates, title, phrases, header, tables, sections);
}
template <typename A, Either<Document> T>
void Fields(A& a, T& v) {
  auto& [path, sha256, media_type, repaired, pages, format, reports, sketch] = v;
  a(path, sha256, media_type, repaired, pages, format, reports, sketch);
}
template <typename A, Either<Error> T>
void Fields(A& a, T& v) {
  auto& [code, message] = v;
  a(code, message);
}

template <typename T>
std::string Encode(const T& value) {
  std::string out;
  Writer writer(&out);
  writer(value);
  return out;
}
template <typename T>
std::optional<T> Decode(std::string_view bytes) {
  Reader reader(bytes);
  T value;
  reader(value);
  return reader.AtEnd() ? std::optional<T>(std::move(value)) : std::nullopt;
}

template <typename T>
std::string EncodeResult(const Result<T>& result) {
  std::string out;
  Writer writer(&out);
  writer(result.has_value());
  if (result) {
    writer(*result);
  } else {
    writer(result.error());
  }
  return out;
}
template <typename T>
std::optional<Result<T>> DecodeResult(std::string_view bytes) {
  Reader reader(bytes);
  bool has_value = false;
  T value;
  Error error;
  reader(has_value);
  if (has_value) {
    reader(value);
  } else {
    reader(error);
  }
  if (!reader.AtEnd()) return std::nullopt;
  if (has_value) return Result<T>(std::move(value));
  return Result<T>(tl::unexpected<Error>(std::move(error)));
}

}  // namespace labintake::wire
