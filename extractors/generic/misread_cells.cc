#include "extractors/generic/misread_cells.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>

namespace labintake::generic {
namespace {

constexpr size_t kMostNoise = 4;  // words; a cell with more of them is no cell
constexpr size_t kLongestFigures = 4;

// A word and what else it may be: nothing, or figures.
struct Part {
  std::vector<std::string> forms;  // the first as it was read
};

struct Reading {
  std::string text;
  int changes = 0;
};

Part PartOf(const Word& word) {
  Part part{{word.text}};
  if (word.confidence >= kMayBeNoise) return part;
  part.forms.emplace_back();
  const std::string figures = FiguresOf(word.text);
  if (!figures.empty() && figures != word.text) part.forms.push_back(figures);
  return part;
}

bool HasBothLimits(const fields::RangeCell& range) {
  return range.kind == fields::RangeKind::kNumeric && range.range.low && range.range.high &&
         *range.range.low < *range.range.high;
}

// "40.0 - 720", "13 - 3,5": one limit has lost its mark, the other shows where it stands.
std::string WithMark(const std::string& text) {
  static const RE2 kLimits("(\\d+)([.,]?)(\\d*)( ?[-–—] ?)(\\d+)([.,]?)(\\d*)");
  std::string a, mark_a, a_rest, dash, b, mark_b, b_rest;
  if (!RE2::FullMatch(text, kLimits, &a, &mark_a, &a_rest, &dash, &b, &mark_b, &b_rest)) return "";
  const auto marked = [](const std::string& figures, const std::string& mark, size_t decimals) {
    if (figures.size() <= decimals) return std::string();
    return figures.substr(0, figures.size() - decimals) + mark + figures.substr(figures.size() - decimals);
  };
  if (!a_rest.empty() && mark_b.empty()) {
    const std::string second = marked(b, mark_a, a_rest.size());
    return second.empty() ? "" : a + mark_a + a_rest + dash + second;
  }
  if (!b_rest.empty() && mark_a.empty()) {
    const std::string first = marked(a, mark_b, b_rest.size());
    return first.empty() ? "" : first + dash + b + mark_b + b_rest;
  }
  return "";
}

// "<OR- - 2 /HPF", "> 45 —": the sign between "or" and its limit, and a line behind it. nullopt where the cell is
// understood as it is.
template <typename Parse>
std::optional<fields::RangeCell> SingleLimit(const std::string& text, const Parse& parse) {
  static const RE2 kOrEqual("(?i)([<>]) ?or ?[-–—=~_ ]+ ?(\\d[\\d.,]*(?: ?[/%\\pL][^ ]*)?)(?: [-–—=~_.]+)*"),
      kLine("((?:<|>|<=|>=|≤|≥) ?\\d.*?)(?: [-–—=~_.]+)+");
  if (parse(text).kind == fields::RangeKind::kNumeric) return std::nullopt;
  std::string sign, limit;
  std::string mended;
  if (RE2::FullMatch(text, kOrEqual, &sign, &limit)) {
    mended = sign + " OR = " + limit;
  } else if (!RE2::FullMatch(text, kLine, &mended)) {
    return std::nullopt;
  }
  const fields::RangeCell range = parse(mended);
  if (range.kind != fields::RangeKind::kNumeric || range.mark_doubtful) return std::nullopt;
  return range;
}

}  // namespace

std::optional<fields::RangeCell> RangeWithoutNoise(const std::vector<Segment>& cell, const ReadingContext& context) {
  std::vector<Part> parts;
  size_t noise = 0;
  for (const Segment& s : cell)
    for (const Word& w : s.words) {
      if (w.origin != Origin::kOcr) return std::nullopt;
      parts.push_back(PartOf(w));
      noise += parts.back().forms.size() > 1 ? 1 : 0;
    }
  if (parts.empty() || noise > kMostNoise) return std::nullopt;
  const auto parse = [&](const std::string& text) {
    return fields::ParseRangeCell(text, context.style, context.patient);
  };
  std::string printed;
  for (const Part& part : parts) printed += (printed.empty() ? "" : " ") + part.forms.front();
  if (const std::string marked = WithMarkOf(printed, context.style); !marked.empty() && parse(printed).mark_doubtful) {
    const fields::RangeCell range = parse(marked);
    if (range.kind == fields::RangeKind::kNumeric && !range.mark_doubtful) return range;
  }
  if (std::optional<fields::RangeCell> range = SingleLimit(printed, parse)) return range;
  std::vector<Reading> readings = {{"", 0}};
  for (const Part& part : parts) {
    std::vector<Reading> longer;
    for (const Reading& r : readings)
      for (size_t f = 0; f < part.forms.size(); ++f) {
        const char* const space = r.text.empty() || part.forms[f].empty() ? "" : " ";
        longer.push_back({r.text + space + part.forms[f], r.changes + (f == 0 ? 0 : 1)});
      }
    readings = std::move(longer);
  }
  // As few words as can be are changed.
  std::stable_sort(readings.begin(), readings.end(),
                   [](const Reading& x, const Reading& y) { return x.changes < y.changes; });
  for (const Reading& r : readings) {
    const std::string marked = noise > 0 || !HasBothLimits(parse(r.text)) ? WithMark(r.text) : "";
    if (!marked.empty() && HasBothLimits(parse(marked))) return parse(marked);
    fields::RangeCell range = parse(r.text);
    if (HasBothLimits(range)) return r.changes == 0 ? std::nullopt : std::optional(range);
  }
  return std::nullopt;
}

std::string WithMarkOf(const std::string& text, fields::NumberStyle style) {
  static const RE2 kComma("(\\d),(\\d{1,2})\\b"), kPoint("(\\d)\\.(\\d{1,2})\\b");
  if (style.mark == fields::DecimalMark::kUnknown) return "";
  std::string out = text;
  const bool point = style.mark == fields::DecimalMark::kPoint;
  const int found = RE2::GlobalReplace(&out, point ? kComma : kPoint, point ? "\\1.\\2" : "\\1,\\2");
  return found == 1 ? out : "";
}

std::string FiguresOf(const std::string& text) {
  std::string out;
  if (text.empty() || text.size() > kLongestFigures) return "";
  for (const char c : text) {
    switch (c) {
      case 'O':
      case 'o':
      case 'D':
      case 'Q': out += '0'; break;
      case 'I':
      case 'l':
      case '|':
      case '!': out += '1'; break;
      case 'Z':
      case 'z':
      case '?': out += '2'; break;
      case 'S':
      case 's':
      case '$': out += '5'; break;
      case 'g':
      case 'q': out += '9'; break;
      case 'B':
      case '&': out += '8'; break;
      default:
        if (std::isdigit(static_cast<unsigned char>(c)) == 0 && c != '.' && c != ',') return "";
        out += c;
    }
  }
  return out;
}

}  // namespace labintake::generic
