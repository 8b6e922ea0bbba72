#include "extractors/scan/ink_check.h"

#include <algorithm>
#include <cctype>

namespace labintake::scan {
namespace {

using image::Blob;

// In letter heights.
constexpr double kTall = 0.6;        // a digit; the arms of a broken one are lower
constexpr double kPoint = 0.4;       // a point or a comma is lower and narrower
constexpr double kLeastPoint = 0.1;  // smaller is grain
constexpr double kRound = 1.5;       // wider for its height it is a dash
constexpr double kPointFoot = 0.2;   // and its foot is this near to the baseline; a comma hangs below
constexpr double kHalf = 0.42;       // a digit is wider, but for the 1
constexpr double kPointRoom =
    0.38;  // more between two digits is room for a point, or for a space before a sign taken for a digit
constexpr double kRoomOfTwo = 0.45;
constexpr double kRoomBesideOne = 0.6;
constexpr double kStroke = 0.25;  // a "1" with its flag is wider
constexpr double kRaised = 0.28;  // the foot of an exponent is above this

bool IsNumber(std::string_view text) {
  bool digit = false;
  for (const char c : text) {
    const bool d = std::isdigit(static_cast<unsigned char>(c)) != 0;
    digit = digit || d;
    if (!d && c != '.' && c != ',' && c != '-') return false;
  }
  return digit;
}

// The share of `b`'s width with ink of others that reaches from its upper half down to the line.
double InkBelow(const Blob& b, const std::vector<Blob>& blobs, double baseline, double h) {
  int covered = 0;
  for (int x = b.x; x < b.right(); ++x) {
    covered += std::any_of(blobs.begin(), blobs.end(), [&](const Blob& o) {
      return x >= o.x && x < o.right() && o.bottom() > b.bottom() && o.bottom() > baseline - kRaised * h;
    });
  }
  return static_cast<double>(covered) / b.width;
}

// A low piece that is the end of a broken stroke ("3", "5"): it lies under the left half of a digit.
bool IsEndOfStroke(const Blob& piece, const std::vector<Blob>& blobs, double h) {
  return std::any_of(blobs.begin(), blobs.end(), [&](const Blob& o) {
    return o.height >= kTall * h && piece.x >= o.x && piece.right() <= o.x + o.width / 2;
  });
}

// "<4.4" and "≤4.4": how many bytes the sign has; 0 where there is none.
size_t ComparatorOf(std::string_view text) {
  for (const std::string_view sign : {"<", ">", "≤", "≥"})
    if (text.starts_with(sign)) return sign.size();
  return 0;
}

// The first piece of ink, with what stands over or under it (the bar of "≤", the other arm of a broken "<").
void EraseSign(std::vector<Blob>& blobs) {
  const Blob sign =
      *std::min_element(blobs.begin(), blobs.end(), [](const Blob& a, const Blob& b) { return a.x < b.x; });
  std::erase_if(blobs, [&](const Blob& b) { return b.x + b.width / 2 < sign.right(); });
}

}  // namespace

InkVerdict CheckInk(std::string_view text, std::vector<Blob> blobs, double baseline, double h) {
  if (const size_t sign = ComparatorOf(text); sign > 0 && !blobs.empty()) {
    text.remove_prefix(sign);
    EraseSign(blobs);
  }
  if (!IsNumber(text) || blobs.empty()) return InkVerdict::kUnknown;
  int digits = 0, points = 0, dashes = 0;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) ++digits;
    if (c == '.' || c == ',') ++points;
    if (c == '-') ++dashes;
  }
  std::sort(blobs.begin(), blobs.end(), [](const Blob& a, const Blob& b) { return a.x < b.x; });
  int tall = 0, low = 0, bars = 0, halves = 0;
  bool joined = false, broken = false, room = false;
  std::vector<int> gaps;  // between digits with nothing between them; a "1" has white on both sides of its own
  std::string_view rest = text;
  const auto next_digit = [&rest] {
    while (!rest.empty() && std::isdigit(static_cast<unsigned char>(rest.front())) == 0) rest.remove_prefix(1);
    const char c = rest.empty() ? '?' : rest.front();
    if (!rest.empty()) rest.remove_prefix(1);
    return c;
  };
  char last_digit = '?';
  const Blob* last = nullptr;
  for (const Blob& b : blobs) {
    if (b.height >= kTall * h) {
      ++tall;
      joined = joined || b.width > 0.95 * h;
      const char digit = next_digit();
      if (last != nullptr) {
        const int gap = b.x - last->right();
        const bool beside_one = digit == '1' || last_digit == '1';
        if (!beside_one) gaps.push_back(gap);
        room = room || (beside_one && gap > kRoomBesideOne * h);
      }
      // The two sides of a thin 0 may stand apart.
      if (last != nullptr && last->width < kHalf * h && b.width < kHalf * h && b.x - last->right() < kPoint * h / 2)
        ++halves;
      last_digit = digit;
      last = &b;
    } else if (b.height <= kPoint * h && b.width <= kPoint * h && b.width <= kRound * b.height &&
               b.bottom() > baseline - kPointFoot * h && b.y < baseline) {
      if (IsEndOfStroke(b, blobs, h)) {
        broken = true;
        continue;
      }
      if (b.height >= kLeastPoint * h && b.width >= kLeastPoint * h) ++low;
      last = nullptr;
    } else if (b.width >= 1.3 * b.height) {
      ++bars;
      last = nullptr;
    } else if (b.height > 0.3 * h) {
      broken = true;
      last = nullptr;
    }
  }
  // A figure by itself that is a plain stroke may as well be a line of a drawing.
  if (text == "1" && blobs.size() == 1 && blobs.front().width < kStroke * h) return InkVerdict::kContradicts;
  // A broken digit leaves pieces as low as a point.
  if (low > points) return broken ? InkVerdict::kUnknown : InkVerdict::kContradicts;
  if (!joined && !broken && tall > digits)
    return tall - halves > digits ? InkVerdict::kContradicts : InkVerdict::kUnknown;
  if (room) return InkVerdict::kContradicts;
  if (!gaps.empty()) {
    std::sort(gaps.begin(), gaps.end());
    const int widest = gaps.back(), usual = gaps[(gaps.size() - 1) / 2];
    if (gaps.size() == 1 ? widest > kRoomOfTwo * h : widest > kPointRoom * h && widest > 1.9 * std::max(usual, 1))
      return InkVerdict::kContradicts;
  }
  if (!joined && !broken && tall == digits && low == points && bars == dashes) return InkVerdict::kBorneOut;
  return InkVerdict::kUnknown;
}

bool HasRaisedPiece(std::string_view text, const std::vector<Blob>& blobs, double baseline, double h) {
  if (text.find_first_of("^*%\"'+") != std::string_view::npos || text.find("°") != std::string_view::npos) return false;
  return std::any_of(blobs.begin(), blobs.end(), [&](const Blob& b) {
    const bool small = b.height > 0.35 * h && b.height < 0.72 * h && b.width > 0.15 * h && b.width < 0.7 * h;
    return small && b.bottom() < baseline - kRaised * h && InkBelow(b, blobs, baseline, h) < 0.5;
  });
}

}  // namespace labintake::scan
