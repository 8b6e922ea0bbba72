#include "review/items/alternatives.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "model/ascii.h"
#include "terminology/validation/printed_number.h"

namespace labintake::review {
namespace {

constexpr std::size_t kMost = 5;

void Add(const std::string& text, const std::string& read, std::vector<std::string>& list) {
  if (text.empty() || text == read || list.size() >= kMost) return;
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

// The reader of words says: read as "9.l" and as "9.1".
struct TwoReadings {
  std::string_view one, other;
};
std::optional<TwoReadings> ReadTwice(std::string_view message) {
  constexpr std::string_view kOne = "read as \"", kOther = "\" and as \"";
  if (!message.starts_with(kOne) || !message.ends_with('"')) return std::nullopt;
  message.remove_prefix(kOne.size());
  message.remove_suffix(1);
  const std::size_t middle = message.find(kOther);
  if (middle == std::string_view::npos) return std::nullopt;
  return TwoReadings{message.substr(0, middle), message.substr(middle + kOther.size())};
}

// True where `number` stands in `message` by itself and not within another number.
bool Names(std::string_view message, std::string_view number) {
  for (std::size_t at = message.find(number); at != std::string_view::npos; at = message.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    const auto goes_on = [&](std::size_t i, std::size_t beyond) {
      return IsDigit(message[i]) || (message[i] == '.' && beyond < message.size() && IsDigit(message[beyond]));
    };
    const bool begins = at == 0 || !goes_on(at - 1, at >= 2 ? at - 2 : message.size());
    const bool ends = end == message.size() || !goes_on(end, end + 1);
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> Alternatives(const Observation& row, const std::string& text, const Box& box) {
  std::vector<std::string> list;
  for (const Finding& finding : row.findings) {
    const auto twice = ReadTwice(finding.message);
    if (!twice || finding.box.OverlapX(box) <= 0 || finding.box.OverlapY(box) <= 0) continue;
    std::string other = text;
    const std::size_t at = other.find(twice->one);
    if (at == std::string::npos) continue;
    Add(other.replace(at, twice->one.size(), twice->other), text, list);
  }
  // A comparator or words around the number are as printed.
  const bool is_value = text == row.value.text && box == row.value.box;
  const std::string printed = is_value && row.value.number ? row.value.number->ToString() : "";
  const std::size_t at = printed.empty() ? std::string::npos : text.find(printed);
  if (at == std::string::npos) return list;
  for (const validation::Reading& reading : validation::OtherReadings(*row.value.number)) {
    const bool named = std::any_of(row.findings.begin(), row.findings.end(),
                                   [&](const Finding& f) { return Names(f.message, reading.text); });
    std::string other = text;
    if (named) Add(other.replace(at, printed.size(), reading.text), text, list);
  }
  return list;
}

}  // namespace labintake::review
