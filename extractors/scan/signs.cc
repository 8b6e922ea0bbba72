#include "extractors/scan/signs.h"

#include <algorithm>
#include <cctype>
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

bool MendMicro(std::string& text, const std::vector<Blob>& blobs, const Raster& page, double baseline, double h,
               bool* doubtful) {
  constexpr std::string_view kTakenForMicro = "puyPjnHh";
  // At the start, and behind a slash ("Milyon/uL", "/uL").
  std::vector<size_t> places = {UnitStart(text)};
  for (size_t i = text.find('/'); i != std::string::npos; i = text.find('/', i + 1)) places.push_back(i + 1);
  for (const size_t at : places) {
    if (at >= text.size() || kTakenForMicro.find(text[at]) == std::string_view::npos) continue;
    const std::string mended = text.substr(0, at) + "µ" + text.substr(at + 1);
    const std::string_view unit = std::string_view(mended).substr(std::min(UnitStart(mended), at));
    if (terminology::LookUpUnit(unit).confidence != terminology::UnitConfidence::kKnown) continue;
    std::vector<Blob> tall;
    for (const Blob& b : blobs)
      if (b.height > 0.45 * h) tall.push_back(b);
    // By the letters behind it where those are separate pieces of ink; at the start of the word it is the first.
    size_t behind = 0;
    for (const char c : std::string_view(text).substr(at + 1))
      behind += c != '.' && c != '^' && (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    const size_t which = at == 0 ? 0 : tall.size() - 1 - behind;
    if (which >= tall.size()) {
      *doubtful = true;
      continue;
    }
    const Blob& b = tall[which];
    if (at != 0 && (b.width < 0.25 * h || b.width > 1.0 * h)) {
      *doubtful = true;
      continue;
    }
    const bool descends = b.bottom() > baseline + 0.1 * h;
    const bool sharp_rest = text[at] == 'p' || text[at] == 'P';
    if (!descends) {
      if (sharp_rest) *doubtful = true;  // a p that does not descend is none
      continue;
    }
    switch (PeeOrMicro(b, page, baseline, h)) {
      case Letter::kMicro:
        // Both units exist and differ by a million: a person looks.
        if (sharp_rest &&
            terminology::LookUpUnit(std::string_view(text).substr(std::min(UnitStart(text), at))).confidence ==
                terminology::UnitConfidence::kKnown)
          *doubtful = true;
        text = mended;
        return true;
      case Letter::kP:
        if (!sharp_rest) *doubtful = true;
        break;
      case Letter::kUnclear: *doubtful = true; break;
    }
  }
  return false;
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
  // Joined: the lowest rows are inked over nearly the whole width.
  if (first.height < 0.4 * h || first.width > 1.2 * h) return false;
  int best = 0;
  for (int y = first.bottom() - std::max(2, first.height / 6); y < first.bottom(); ++y) {
    int ink = 0;
    for (int x = first.x; x < first.right(); ++x) ink += Ink(page, x, y);
    best = std::max(best, ink);
  }
  return best > 0.8 * first.width;
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
  MendMicro(out.text, blobs, page, baseline, h, &out.doubtful);
  return out;
}

std::vector<size_t> MissedMicroSigns(const std::vector<std::string>& words) {
  const auto known = [](std::string_view text) {
    return terminology::LookUpUnit(text).confidence == terminology::UnitConfidence::kKnown;
  };
  bool sign = false;
  std::vector<size_t> plain;
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
      if (known(text) && known(with_sign)) plain.push_back(i);
      break;
    }
  }
  return sign ? plain : std::vector<size_t>();
}

}  // namespace labintake::scan
