#include "extractors/scan/signs.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

#include "terminology/units.h"

namespace labintake::scan {
namespace {

using image::Blob;

// Grey levels; the page is dark on white. A faint arch still closes a letter: only plain white is open.
constexpr int kInk = 140;
constexpr int kAnyInk = 225;

bool Ink(const Raster& page, int x, int y, int level = kInk) {
  return x >= 0 && y >= 0 && x < page.width && y < page.height &&
         page.grey[static_cast<size_t>(y) * page.width + x] < level;
}

enum class Letter { kP, kMicro, kUnclear };

// Both have a stem below the baseline. A p is closed at the top and has a hole, a micro sign is open at the top.
Letter PeeOrMicro(const Blob& b, const Raster& page, double baseline, double h) {
  const int x1 = std::min(b.right(), b.x + static_cast<int>(0.8 * h));
  // With the curve at the bottom, which may dip below the baseline.
  const int foot = std::min(b.bottom(), static_cast<int>(baseline + 0.12 * h));
  const int width = x1 - b.x, height = foot - b.y;
  if (width < 5 || height < 5) return Letter::kUnclear;
  // The middle third from the top down to two fifths.
  int closed = 0, columns = 0;
  for (int x = b.x + width * 2 / 5; x < b.x + width * 3 / 5 + 1; ++x, ++columns) {
    for (int y = b.y; y < b.y + height * 2 / 5; ++y) {
      if (Ink(page, x, y, kAnyInk)) {
        ++closed;
        break;
      }
    }
  }
  // White that cannot be reached from outside the letter's box.
  std::vector<char> outside(static_cast<size_t>(width) * static_cast<size_t>(height), 0);
  std::vector<std::pair<int, int>> stack;
  const auto reach = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    char& mark = outside[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)];
    if (mark != 0 || Ink(page, b.x + x, b.y + y)) return;
    mark = 1;
    stack.push_back({x, y});
  };
  for (int x = 0; x < width; ++x) reach(x, 0), reach(x, height - 1);
  for (int y = 0; y < height; ++y) reach(0, y), reach(width - 1, y);
  while (!stack.empty()) {
    const auto [x, y] = stack.back();
    stack.pop_back();
    reach(x + 1, y), reach(x - 1, y), reach(x, y + 1), reach(x, y - 1);
  }
  int hole = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      hole += outside[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)] == 0 &&
              !Ink(page, b.x + x, b.y + y);
  const bool has_hole = hole * 25 > width * height;
  if (has_hole && closed * 2 > columns) return Letter::kP;
  if (!has_hole && closed == 0) return Letter::kMicro;
  return Letter::kUnclear;
}

// Where a unit may begin in a word: at its start, or behind the digits it is glued to, or behind a slash.
size_t UnitStart(std::string_view text) {
  size_t i = 0;
  while (i < text.size() &&
         (std::isdigit(static_cast<unsigned char>(text[i])) != 0 || text[i] == '.' || text[i] == ',' || text[i] == '-'))
    ++i;
  return i;
}

// How far a letter takes the line on, in ems; near enough for most faces.
double Advance(char c) {
  if (std::string_view("/.,:;il|I").find(c) != std::string_view::npos) return 0.3;
  return c == 'm' || c == 'M' || c == '%' ? 0.85 : 0.58;
}

// Where the letter at `at` begins, by the width of the word's ink.
double LeftOf(std::string_view text, size_t at, const std::vector<Blob>& blobs) {
  int left = blobs.front().x, right = blobs.front().right();
  for (const Blob& b : blobs) left = std::min(left, b.x), right = std::max(right, b.right());
  double before = 0, all = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) continue;
    if (i < at) before += Advance(text[i]);
    all += Advance(text[i]);
  }
  return left + (right - left) * before / all;
}

// A micro sign among letters that run together: near `left` an upright stroke that goes on well below the baseline, and
// no arch to the right of its top.
bool HasOpenStem(const Raster& page, double left, double baseline, double h) {
  constexpr double kAstray = 0.35, kTop = 0.35, kDepth = 0.17, kArchFrom = 0.1, kArchTo = 0.25;
  const auto upright = [&](int x) {
    int ink = 0, rows = 0;
    for (int y = static_cast<int>(baseline - kTop * h); y <= static_cast<int>(baseline + kDepth * h); ++y, ++rows)
      ink += Ink(page, x, y) ? 1 : 0;
    return rows > 0 && ink * 10 >= rows * 9 && Ink(page, x, static_cast<int>(baseline + kDepth * h));
  };
  for (int x = static_cast<int>(left - kAstray * h); x <= static_cast<int>(left + kAstray * h); ++x) {
    if (!upright(x)) continue;
    int end = x;
    while (upright(end + 1)) ++end;
    // An arch crosses each column, a serif of the other stem not.
    constexpr double kArchLow = 0.5, kArchHigh = 0.85;
    int open = 0;
    for (int u = end + static_cast<int>(kArchFrom * h); u <= end + static_cast<int>(kArchTo * h); ++u) {
      bool clear = true;
      for (int y = static_cast<int>(baseline - kArchHigh * h); y <= static_cast<int>(baseline - kArchLow * h); ++y)
        clear = clear && !Ink(page, u, y, kAnyInk);
      open += clear ? 1 : 0;
    }
    return open >= 2;
  }
  return false;
}

// What the ink says of the letter of `text` at `at`; nullopt where it reaches not below the baseline, or no piece of
// ink is certainly its.
std::optional<Letter> LetterAt(std::string_view text, size_t at, const std::vector<Blob>& blobs, const Raster& page,
                               double baseline, double h, bool* found) {
  std::vector<Blob> tall;
  for (const Blob& b : blobs)
    if (b.height > 0.45 * h) tall.push_back(b);
  // By the letters behind it where those are separate pieces of ink; at the start of the word it is the first.
  size_t behind = 0;
  for (const char c : text.substr(at + 1))
    behind += c != '.' && c != '^' && (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  const size_t which = at == 0 ? 0 : tall.size() - 1 - behind;
  *found = which < tall.size() && (at == 0 || (tall[which].width >= 0.25 * h && tall[which].width <= 1.0 * h));
  if (!*found || tall[which].bottom() <= baseline + 0.1 * h) return std::nullopt;
  return PeeOrMicro(tall[which], page, baseline, h);
}

bool MendMicro(std::string& text, const std::vector<Blob>& blobs, const Raster& page, double baseline, double h,
               bool* doubtful) {
  constexpr std::string_view kTakenForMicro = "puyPjnHh";
  if (blobs.empty()) return false;
  // At the start, and behind a slash ("Milyon/uL", "/uL").
  std::vector<size_t> places = {UnitStart(text)};
  for (size_t i = text.find('/'); i != std::string::npos; i = text.find('/', i + 1)) places.push_back(i + 1);
  for (const size_t at : places) {
    if (at >= text.size() || kTakenForMicro.find(text[at]) == std::string_view::npos) continue;
    const std::string mended = text.substr(0, at) + "µ" + text.substr(at + 1);
    // "12µg/mL" is a value and its unit, "10^3/µL" a unit.
    const size_t start = std::min(UnitStart(mended), at);
    const auto known = [start](std::string_view word) {
      return terminology::LookUpUnit(word).confidence == terminology::UnitConfidence::kKnown ||
             terminology::LookUpUnit(word.substr(start)).confidence == terminology::UnitConfidence::kKnown;
    };
    // "mm/u" is millimetres an hour.
    const auto micro = [](std::string_view word) {
      return terminology::LookUpUnit(word).ucum.find('u') != std::string::npos;
    };
    if (!known(mended) || !(micro(mended) || micro(std::string_view(mended).substr(start)))) continue;
    const bool sharp_rest = text[at] == 'p' || text[at] == 'P';
    bool found = false;
    const std::optional<Letter> letter = LetterAt(text, at, blobs, page, baseline, h, &found);
    if (letter == Letter::kMicro) {
      // Both units exist and differ by a million: a person looks.
      if (sharp_rest && known(text)) *doubtful = true;
      text = mended;
      return true;
    }
    if (letter == Letter::kP) {
      if (!sharp_rest) *doubtful = true;
      continue;
    }
    // Certainly its own piece of ink, and no stem under it.
    const bool without_stem = found && !letter && (at == 0 || sharp_rest);
    if (!without_stem && HasOpenStem(page, LeftOf(text, at, blobs), baseline, h)) {
      // "u" means the same.
      if (letter || text[at] != 'u') *doubtful = true;
      text = mended;
      return true;
    }
    // A p that does not descend is none.
    if (letter || !found || sharp_rest) *doubtful = true;
  }
  return false;
}

// "IU/mL" of "µIU/mL": none of these letters reaches below the baseline, a micro sign before them does.
bool LostMicro(std::string_view text, const std::vector<Blob>& blobs, const Raster& page, double baseline, double h) {
  constexpr std::string_view kBehindMicro = "IUmkLKEM";
  if (text.empty() || blobs.empty() || kBehindMicro.find(text.front()) == std::string_view::npos) return false;
  if (terminology::LookUpUnit("µ" + std::string(text)).confidence != terminology::UnitConfidence::kKnown) return false;
  return HasOpenStem(page, blobs.front().x, baseline, h);
}

// "<" with a bar below it, joined to it or not.
bool Barred(const std::vector<Blob>& blobs, const Raster& page, double h) {
  if (blobs.empty()) return false;
  const Blob& first = blobs.front();
  for (size_t i = 1; i < blobs.size(); ++i) {
    const Blob& b = blobs[i];
    const int overlap = std::min(first.right(), b.right()) - std::max(first.x, b.x);
    const Blob& upper = first.y <= b.y ? first : b;
    const Blob& lower = first.y <= b.y ? b : first;
    if (overlap > 0.6 * std::min(first.width, b.width) && lower.y >= upper.y + upper.height / 2 &&
        lower.width > 2 * lower.height && lower.height < 0.25 * h)
      return true;
  }
  // Joined: the lowest rows are inked over nearly the whole width. Both at one level, for the box is that of fainter
  // ink.
  if (first.height < 0.4 * h || first.width > 1.2 * h) return false;
  int best = 0, left = first.right(), right = first.x;
  for (int y = first.y; y < first.bottom(); ++y) {
    int ink = 0;
    for (int x = first.x; x < first.right(); ++x) {
      if (!Ink(page, x, y)) continue;
      ++ink;
      left = std::min(left, x), right = std::max(right, x + 1);
    }
    if (y >= first.bottom() - std::max(3, first.height / 6)) best = std::max(best, ink);
  }
  return right > left && best > 0.8 * (right - left);
}

// The ink of `page` between two columns, as tightly as it goes; nullopt where there is none.
std::optional<Blob> InkBetween(const Raster& page, int x0, int x1, int y0, int y1, int level = kInk) {
  int left = x1, right = x0, top = y1, bottom = y0;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) {
      if (!Ink(page, x, y, level)) continue;
      left = std::min(left, x), right = std::max(right, x + 1);
      top = std::min(top, y), bottom = std::max(bottom, y + 1);
    }
  if (right <= left) return std::nullopt;
  Blob ink;
  ink.x = left, ink.y = top, ink.width = right - left, ink.height = bottom - top;
  return ink;
}

// "260": the ink of the first sign, where its top is lower than that of the figures behind it, as that of "≥" is; empty
// elsewhere. Letters may run together.
std::vector<Blob> LowFirstSign(const std::string& text, const std::vector<Blob>& blobs, const Raster& page, double h) {
  constexpr double kLower = 0.13;
  if (blobs.empty()) return {};
  int top = blobs.front().y, bottom = blobs.front().bottom(), right = blobs.front().right();
  for (const Blob& b : blobs)
    top = std::min(top, b.y), bottom = std::max(bottom, b.bottom()), right = std::max(right, b.right());
  const int cut = static_cast<int>(LeftOf(text, 1, blobs));
  const std::optional<Blob> first = InkBetween(page, blobs.front().x, cut, top, bottom),
                            rest = InkBetween(page, cut, right, top, bottom);
  if (!first || !rest || first->y < rest->y + kLower * h) return {};
  return {*first};
}

// Of a barred angle: whether its arms open to the right, where their ends are highest.
bool OpensRight(const Blob& b, const Raster& page) {
  double sum = 0, ink = 0;
  for (int y = b.y; y < b.y + std::max(2, b.height / 5); ++y)
    for (int x = b.x; x < b.right(); ++x)
      if (Ink(page, x, y, kAnyInk)) sum += x, ++ink;
  return ink > 0 && sum / ink > b.x + b.width / 2.0;
}

// "169%" of "16g%": no figure reaches below the baseline.
bool MendGram(std::string& text, const std::vector<Blob>& blobs, const Raster& page, double baseline, double h) {
  constexpr double kFrom = 0.12, kTo = 0.4, kDepth = 0.1, kOwnPart = 0.7;
  if (blobs.empty()) return false;
  for (size_t at = text.find('9', 1); at != std::string::npos; at = text.find('9', at + 1)) {
    const std::string behind = text.substr(at + 1);
    if (std::isdigit(static_cast<unsigned char>(text[at - 1])) == 0 || behind.empty() ||
        behind.find_first_of("0123456789") != std::string::npos ||
        terminology::LookUpUnit("g" + behind).confidence != terminology::UnitConfidence::kKnown)
      continue;
    // Its own part: a stroke behind it may reach below the baseline, too.
    const double left = LeftOf(text, at, blobs), right = left + kOwnPart * (LeftOf(text, at + 1, blobs) - left);
    const std::optional<Blob> tail =
        InkBetween(page, static_cast<int>(left), static_cast<int>(right), static_cast<int>(baseline + kFrom * h),
                   static_cast<int>(baseline + kTo * h), kAnyInk);
    if (!tail || tail->height < kDepth * h) continue;
    text[at] = 'g';
    return true;
  }
  return false;
}

}  // namespace

MendedText MendSigns(const std::string& text, std::vector<Blob> blobs, const Raster& page, double baseline, double h) {
  MendedText out{text, false};
  std::sort(blobs.begin(), blobs.end(),
            [](const Blob& a, const Blob& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  if (!text.empty() && (text[0] == '<' || text[0] == '>') && (text.size() == 1 || text[1] != '=') &&
      Barred(blobs, page, h)) {
    out.text = (text[0] == '<' ? "≤" : "≥") + text.substr(1);
    return out;
  }
  // "$3.6", "s4.5": figures have no such sign before them. "S100" is a protein.
  if (text.size() > 1 && std::isdigit(static_cast<unsigned char>(text[1])) != 0) {
    std::vector<Blob> sign;
    if (text[0] == '$' || text[0] == 's') sign = blobs;
    if (text[0] == '2') sign = LowFirstSign(text, blobs, page, h);
    if (Barred(sign, page, h)) return {(OpensRight(sign.front(), page) ? "≤" : "≥") + text.substr(1), true};
  }
  if (LostMicro(text, blobs, page, baseline, h)) return {"µ" + text, true};
  if (MendGram(out.text, blobs, page, baseline, h)) return {out.text, true};
  MendMicro(out.text, blobs, page, baseline, h, &out.doubtful);
  return out;
}

std::map<size_t, std::string> MissedMicroSigns(const std::vector<std::string>& words) {
  // "mm/uur" is millimetres an hour: a micro sign is a "u" in UCUM's code, too.
  const auto known = [](std::string_view text) {
    const terminology::UnitMatch unit = terminology::LookUpUnit(text);
    return unit.confidence == terminology::UnitConfidence::kKnown && unit.ucum.find('u') != std::string::npos;
  };
  bool sign = false;
  std::map<size_t, std::string> plain;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& text = words[i];
    if (text.find("µ") != std::string::npos) {
      sign = sign || known(text);
      continue;
    }
    // At the start, or behind a slash: "ug/L", "10^3/uL".
    for (size_t at = text.find('u'); at != std::string::npos; at = text.find('u', at + 1)) {
      if (at != 0 && text[at - 1] != '/') continue;
      const std::string with_sign = text.substr(0, at) + "µ" + text.substr(at + 1);
      if (known(text) && known(with_sign)) plain[i] = with_sign;
      break;
    }
  }
  return sign ? plain : std::map<size_t, std::string>();
}

}  // namespace labintake::scan
