#include "terminology/near_results.h"

#include "data/result_words_compiled.h"
#include "terminology/edit_distance.h"
#include "terminology/fold.h"
#include "terminology/parts.h"

namespace labintake::terminology {

std::string NearResultWord(std::string_view text) {
  constexpr size_t kShortest = 7, kLong = 14;  // bytes
  const std::string folded = Fold(text);
  if (folded.size() < kShortest) return "";
  int least = folded.size() < kLong ? 1 : 2;
  std::string near;
  bool several = false;
  ForEachPart(data::result_words_compiled, '\n', [&](std::string_view line) {
    const std::string_view word = line.substr(0, line.find('\t'));
    if (word.size() + 2 < folded.size() || word.size() > folded.size() + 2) return;
    const int distance = EditDistance(folded, word, least);
    if (distance > least) return;
    several = !near.empty() && distance == least;
    least = distance;
    near = word;
  });
  return several ? "" : near;
}

}  // namespace labintake::terminology
