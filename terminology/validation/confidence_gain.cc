#include "terminology/validation/confidence_gain.h"

#include <algorithm>
#include <string>

#include "terminology/validation/printed_number.h"

namespace labintake::validation {
namespace {

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// "14.1" may be misread; read as "14.1" and as "11.1".
bool IsSettled(const Finding& finding, const Observation& row, const std::function<bool(double)>& refutes) {
  if (finding.severity == Severity::kNote) return true;
  if (finding.code != FindingCode::kLowConfidence) return false;
  // The word is the value or a part of it: a unit or flag may stand in the same cell.
  const std::string_view word = Quoted(finding.message, 0);
  const Box& value = row.value.box;
  if (finding.box.OverlapX(value) <= 0 || finding.box.OverlapY(value) <= 0 || word.empty()) return false;
  if (!Contains(row.value.text, word) && !Contains(word, row.value.text)) return false;
  if (!finding.message.starts_with("read as")) return true;
  std::string other(Quoted(finding.message, 1));
  std::replace(other.begin(), other.end(), ',', '.');
  const auto number = Decimal::Parse(other);
  return number && refutes(AsDouble(*number));
}

}  // namespace

std::string_view Quoted(std::string_view message, int n) {
  for (;; --n) {
    const size_t begin = message.find('"');
    if (begin == std::string_view::npos) return {};
    const size_t end = message.find('"', begin + 1);
    if (end == std::string_view::npos) return {};
    if (n == 0) return message.substr(begin + 1, end - begin - 1);
    message.remove_prefix(end + 1);
  }
}

void Raise(Observation* row, double left, const std::function<bool(double)>& refutes) {
  const bool settled = std::all_of(row->findings.begin(), row->findings.end(),
                                   [&](const Finding& finding) { return IsSettled(finding, *row, refutes); });
  if (settled) row->confidence = 1 - (1 - row->confidence) * left;
}

}  // namespace labintake::validation
