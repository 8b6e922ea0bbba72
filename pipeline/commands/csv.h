// Comma-separated values: RFC 4180 out, what spreadsheets save in.
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labintake::pipeline {

// The cell, quoted where it must be.
std::string CsvCell(std::string_view text);

// As CsvCell, for text that a document or a person wrote: a cell that a spreadsheet would take for a formula (it starts
// with = + - @ or a tab or carriage return, and is neither a number such as -0.5 nor a mark such as + or ++) gets an
// apostrophe in front, which spreadsheets show as text and Unguarded takes off again.
std::string CsvTextCell(std::string_view text);

// Takes off the apostrophe that CsvTextCell put there.
std::string Unguarded(std::string text);

struct CsvRecord {
  int line = 0;  // where it starts, 1-based
  std::vector<std::string> cells;
  bool malformed = false;  // a quote that never ends, or text after a closing quote
};

// All records, empty ones left out. A byte order mark is skipped; the separator is the one that the first line uses
// most of comma, semicolon and tab. A quote that never ends spoils its own line only.
std::vector<CsvRecord> ParseCsv(std::string_view text);

bool IsUtf8(std::string_view text);

}  // namespace labintake::pipeline
