#include "extractors/generic/header_items.h"

#include <algorithm>

#include "extractors/fields/date.h"
#include "model/ascii.h"

namespace labintake::generic {
namespace {

using terminology::HeaderLabel;

constexpr size_t kLongestCell = 400;  // longer ones are prose
constexpr size_t kMostLabelWords = 8;

struct WordSpan {
  size_t begin = 0, end = 0;  // bytes of the cell's text
  Box box;
  bool bold = false;
};

// Where the words of a cell stand in its text.
std::vector<WordSpan> Spans(const layout::Cell& cell) {
  std::vector<WordSpan> spans;
  size_t at = 0;
  for (const Word& word : cell.words) {
    const size_t found = cell.text.find(word.text, at);
    if (found == std::string::npos) continue;
    spans.push_back({found, found + word.text.size(), word.box, word.bold});
    at = found + word.text.size();
  }
  return spans;
}

// The box of bytes begin..end of the text; parts of words count by their share of the bytes.
Box BoxOf(const std::vector<WordSpan>& spans, size_t begin, size_t end) {
  Box box;
  for (const WordSpan& s : spans) {
    if (s.end <= begin || s.begin >= end) continue;
    const double width = s.box.width(), bytes = static_cast<double>(s.end - s.begin);
    const double left = static_cast<double>(std::max(begin, s.begin) - s.begin) / bytes;
    const double right = static_cast<double>(std::min(end, s.end) - s.begin) / bytes;
    box = box.Union({s.box.x0 + left * width, s.box.y0, s.box.x0 + right * width, s.box.y1});
  }
  return box;
}

bool AllBold(const std::vector<WordSpan>& spans, size_t begin, size_t end) {
  bool any = false;
  for (const WordSpan& s : spans) {
    if (s.end <= begin || s.begin >= end) continue;
    any = true;
    if (!s.bold) return false;
  }
  return any;
}

// Bytes of a colon that ends a label at `i`: not that of a time, a ratio or an address.
size_t ColonAt(std::string_view text, size_t i) {
  constexpr std::string_view kWide = "\xEF\xBC\x9A";
  if (text.substr(i).starts_with(kWide)) return kWide.size();
  if (text[i] != ':') return 0;
  const char before = i > 0 ? text[i - 1] : ' ';
  const char after = i + 1 < text.size() ? text[i + 1] : ' ';
  if (after == '/' && text.substr(i + 1).starts_with("//")) return 0;
  if (IsDigit(before) && IsDigit(after)) return 0;
  return 1;
}

struct LabelMatch {
  HeaderLabel label;
  size_t begin = 0;
};

// The longest label that ends at `end` and begins at or after `from`, at a word's start.
std::optional<LabelMatch> LabelBefore(std::string_view text, size_t from, size_t end) {
  while (end > from && IsSpace(text[end - 1])) --end;
  std::optional<LabelMatch> best;
  size_t begin = end;
  for (size_t words = 0; words < kMostLabelWords && begin > from; ++words) {
    while (begin > from && IsSpace(text[begin - 1])) --begin;
    while (begin > from && !IsSpace(text[begin - 1])) --begin;
    if (const auto label = terminology::LookUpHeaderLabel(text.substr(begin, end - begin)))
      best = LabelMatch{*label, begin};
  }
  return best;
}

bool IsDateKind(HeaderLabel label) {
  return label == HeaderLabel::kCollected || label == HeaderLabel::kReceived || label == HeaderLabel::kReported ||
         label == HeaderLabel::kPrinted || label == HeaderLabel::kBirthDate;
}

// A number of a patient or an order: one word with at least three digits.
bool IsNumberLike(std::string_view value) {
  size_t digits = 0;
  for (char c : value) {
    if (IsSpace(c)) return false;
    if (IsDigit(c)) ++digits;
  }
  constexpr size_t kLongest = 32;
  return digits >= 3 && value.size() <= kLongest;
}

// What stands before a middle dot or a bar: "DSW-12 · Page 1 of 1".
std::string FirstPart(const std::string& value) {
  return TrimValue(std::string_view(value).substr(0, std::min(value.find("\xC2\xB7"), value.find('|'))));
}

// "Collected 2024-05-01 07:42", "Accession PDX-26041815": a label and its value without a colon. Only values whose
// shape leaves no doubt.
std::optional<size_t> LabelPrefix(std::string_view text, HeaderLabel* label) {
  std::optional<size_t> best;
  size_t end = 0;
  for (size_t words = 0; words < kMostLabelWords && end < text.size(); ++words) {
    while (end < text.size() && IsSpace(text[end])) ++end;
    while (end < text.size() && !IsSpace(text[end])) ++end;
    if (end >= text.size()) break;
    const auto found = terminology::LookUpHeaderLabel(text.substr(0, end));
    if (!found) continue;
    const std::string rest = TrimValue(text.substr(end));
    bool fits = false;
    if (IsDateKind(*found)) {
      const auto date = fields::FindDate(rest, fields::DateOrder::kUnknown);
      fits = date && date->begin == 0;
    } else if (*found == HeaderLabel::kAccession || *found == HeaderLabel::kPatientId) {
      fits = IsNumberLike(FirstPart(rest));
    } else if (*found == HeaderLabel::kSex) {
      fits = terminology::LookUpSex(rest) != 0;
    }
    if (fits) {
      best = end;
      *label = *found;
    }
  }
  return best;
}

void Emit(std::vector<HeaderItem>& items, const layout::Cell& cell) {
  const std::string& text = cell.text;
  const std::vector<WordSpan> spans = Spans(cell);
  HeaderItem plain;
  plain.value = TrimValue(text);
  plain.value_box = cell.box;
  if (text.size() > kLongestCell) {
    items.push_back(std::move(plain));
    return;
  }
  // A colon at the start belongs to the label in the cell before.
  size_t start = 0;
  while (start < text.size() && IsSpace(text[start])) ++start;
  bool leading_colon = false;
  if (start < text.size()) {
    if (const size_t colon = ColonAt(text, start); colon > 0) {
      leading_colon = true;
      start += colon;
    }
  }
  std::optional<HeaderItem> open;  // a label whose value is being collected
  size_t value_from = start;
  const auto close = [&](size_t end) {
    std::string value = TrimValue(std::string_view(text).substr(value_from, end - value_from));
    if (open) {
      open->value = std::move(value);
      if (!open->value.empty()) open->value_box = BoxOf(spans, value_from, end);
      items.push_back(std::move(*open));
      open.reset();
    } else if (leading_colon && !items.empty() && items.back().label && items.back().value.empty() &&
               !items.back().colon) {
      items.back().colon = true;
      items.back().value = std::move(value);
      if (!items.back().value.empty()) items.back().value_box = BoxOf(spans, value_from, end);
      leading_colon = false;
    } else if (!value.empty()) {
      HeaderItem item;
      item.value = std::move(value);
      item.value_box = BoxOf(spans, value_from, end);
      items.push_back(std::move(item));
    }
  };
  bool any = false;
  for (size_t i = start; i < text.size(); ++i) {
    const size_t colon = ColonAt(text, i);
    if (colon == 0) continue;
    if (const auto match = LabelBefore(text, value_from, i)) {
      close(match->begin);
      HeaderItem item;
      item.label = match->label;
      item.label_text = TrimValue(std::string_view(text).substr(match->begin, i - match->begin));
      item.label_box = BoxOf(spans, match->begin, i);
      item.bold_label = AllBold(spans, match->begin, i);
      item.colon = true;
      open = std::move(item);
      value_from = i + colon;
      any = true;
    }
    i += colon - 1;
  }
  if (any || leading_colon) {
    close(text.size());
    return;
  }
  if (const auto label = terminology::LookUpHeaderLabel(text)) {
    HeaderItem item;
    item.label = *label;
    item.label_text = plain.value;
    item.label_box = cell.box;
    item.bold_label = cell.bold();
    items.push_back(std::move(item));
    return;
  }
  HeaderLabel label{};
  if (const auto end = LabelPrefix(text, &label)) {
    HeaderItem item;
    item.label = label;
    item.label_text = TrimValue(std::string_view(text).substr(0, *end));
    item.label_box = BoxOf(spans, 0, *end);
    item.value = TrimValue(std::string_view(text).substr(*end));
    item.value_box = BoxOf(spans, *end, text.size());
    items.push_back(std::move(item));
    return;
  }
  if (!plain.value.empty()) items.push_back(std::move(plain));
}

}  // namespace

std::string TrimValue(std::string_view text) {
  const auto outer = [](char c) { return IsSpace(c) || c == ':' || c == '|' || c == ';' || c == ','; };
  while (!text.empty() && outer(text.front())) text.remove_prefix(1);
  while (!text.empty() && outer(text.back())) text.remove_suffix(1);
  if (text == "-" || text == "--" || text == "\xE2\x80\x93" || text == ".") return {};
  return std::string(text);
}

std::vector<HeaderItem> ItemsOf(const layout::Line& line) {
  std::vector<HeaderItem> items;
  for (const layout::Cell& cell : line.cells) Emit(items, cell);
  return items;
}

}  // namespace labintake::generic
