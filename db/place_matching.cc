#include "db/place_matching.h"

#include <algorithm>
#include <cmath>

namespace labintake::db {
namespace {

// A run may see fewer words of the same row than another, and so a narrower box.
constexpr double kGapX = 144;

double Distance(const Place& a, const Place& b) {
  return std::abs(a.box.center_y() - b.box.center_y()) + 0.01 * std::abs(a.box.center_x() - b.box.center_x());
}

bool Either(const std::string& text, const std::string& one, const std::string& other) {
  return text == one || (!other.empty() && text == other);
}

bool SameReading(const Place& asked, const Place& found) {
  return Either(found.name, asked.name, asked.name_too) && Either(found.value, asked.value, asked.value_too);
}

}  // namespace

bool SamePlace(const Place& a, const Place& b) {
  if (a.page != b.page) return false;
  if (a.box == b.box) return true;
  const double smaller = std::min(a.box.height(), b.box.height());
  if (smaller <= 0 || a.box.OverlapY(b.box) < smaller / 2) return false;
  return std::max(a.box.x0, b.box.x0) - std::min(a.box.x1, b.box.x1) <= kGapX;
}

std::vector<Match> MatchPlaces(std::span<const Place> asked, std::span<const Place> found) {
  struct Candidate {
    bool same;
    double distance;
    size_t asked, found;
  };
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < asked.size(); ++i) {
    for (size_t j = 0; j < found.size(); ++j) {
      if (!SamePlace(asked[i], found[j])) continue;
      candidates.push_back({SameReading(asked[i], found[j]), Distance(asked[i], found[j]), i, j});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.same != b.same ? a.same : a.distance < b.distance;
  });
  std::vector<Match> matches(asked.size());
  std::vector<bool> taken(found.size(), false);
  for (const Candidate& c : candidates) {
    if (matches[c.asked].kind != MatchKind::kNone || taken[c.found]) continue;
    matches[c.asked] = {c.same ? MatchKind::kSame : MatchKind::kPlace, c.found};
    taken[c.found] = true;
  }
  return matches;
}

}  // namespace labintake::db
