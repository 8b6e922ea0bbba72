#include "extractors/scan/reading_vote.h"

#include <algorithm>

#include "extractors/scan/reading_text.h"

namespace labintake::scan {
namespace {

constexpr double kLeastWeight = 0.05;

}  // namespace

std::vector<Candidate> RankReadings(const std::vector<std::vector<ocr::ReadWord>>& readings) {
  std::vector<Candidate> out;
  double all = 0;
  for (const std::vector<ocr::ReadWord>& words : readings) {
    if (words.empty()) continue;
    const double weight = std::max<double>(Weakest(words), kLeastWeight);
    all += weight;
    const std::string text = Joined(words);
    auto it = std::find_if(out.begin(), out.end(), [&](const Candidate& c) { return c.text == text; });
    if (it == out.end()) it = out.insert(out.end(), {text, {}, 0});
    if (Weakest(words) > Weakest(it->words) || it->words.empty()) it->words = words;
    it->share += weight;
  }
  for (Candidate& c : out) c.share /= all;
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.share > b.share; });
  return out;
}

}  // namespace labintake::scan
