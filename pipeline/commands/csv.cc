#include "pipeline/commands/csv.h"

#include <algorithm>

#include "model/ascii.h"

namespace labintake::pipeline {
namespace {

bool StartsFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

// "+", "++", "-": marks. "-0.5", "+18,0", "-1e-3", "-5%": numbers.
bool IsMarkOrNumber(std::string_view text) {
  if (text.size() <= 4 && text.find_first_not_of("+-") == std::string_view::npos) return true;
  if (text.front() != '+' && text.front() != '-') return false;
  text.remove_prefix(1);
  if (text.ends_with('%')) text.remove_suffix(1);
  const size_t mantissa = std::min(text.find_first_not_of("0123456789.,"), text.size());
  if (mantissa == 0) return false;
  text.remove_prefix(mantissa);
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

char Separator(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  char best = ',';
  for (char c : {';', '\t'}) {
    if (std::count(first.begin(), first.end(), c) > std::count(first.begin(), first.end(), best)) best = c;
  }
  return best;
}

class Parser {
 public:
  Parser(std::string_view text, char separator) : text_(text), separator_(separator) {}

  std::vector<CsvRecord> Parse() {
    std::vector<CsvRecord> records;
    while (at_ < text_.size()) {
      CsvRecord record = ParseRecord();
      const bool blank = std::all_of(record.cells.begin(), record.cells.end(), [](const auto& c) { return c.empty(); });
      if (!blank || record.malformed) records.push_back(std::move(record));
    }
    return records;
  }

 private:
  CsvRecord ParseRecord() {
    CsvRecord record{line_, {}, false};
    const size_t start = at_;
    for (;;) {
      bool good = true;
      record.cells.push_back(at_ < text_.size() && text_[at_] == '"' ? Quoted(good) : Bare());
      if (!good) {
        // Go on after the line where the trouble began.
        at_ = start;
        line_ = record.line;
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
        EndLine();
        record.malformed = true;
        return record;
      }
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      EndLine();
      return record;
    }
  }

  std::string Bare() {
    const size_t start = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  std::string Quoted(bool& good) {
    std::string cell;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += '"';
        ++at_;
      } else {
        ++at_;
        good = at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
        return cell;
      }
    }
    good = false;
    return cell;
  }

  void EndLine() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  char separator_;
  size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::string CsvCell(std::string_view text) {
  if (text.find_first_of(",;\"\r\n\t") == std::string_view::npos) return std::string(text);
  std::string cell = "\"";
  for (char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

std::string CsvTextCell(std::string_view text) {
  if (!StartsFormula(text) || IsMarkOrNumber(text)) return CsvCell(text);
  std::string guarded = "'";
  guarded += text;
  return CsvCell(guarded);
}

std::string Unguarded(std::string text) {
  if (text.size() > 1 && text.front() == '\'' && StartsFormula(std::string_view(text).substr(1))) text.erase(0, 1);
  return text;
}

std::vector<CsvRecord> ParseCsv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return Parser(text, Separator(text)).Parse();
}

bool IsUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const size_t length = c < 0x80                ? 1
                          : c >= 0xC2 && c < 0xE0 ? 2
                          : c >= 0xE0 && c < 0xF0 ? 3
                          : c >= 0xF0 && c < 0xF5 ? 4
                                                  : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

}  // namespace labintake::pipeline
