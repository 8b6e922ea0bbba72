// Any bytes through every function of the field grammars: none may crash, hang or lose a character.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "extractors/fields/flag.h"
#include "extractors/fields/number.h"
#include "extractors/fields/range.h"
#include "extractors/fields/result_cell.h"
#include "terminology/units.h"

namespace {

size_t Ink(std::string_view text) {
  size_t n = 0;
  for (const char c : text) n += c != ' ' && (c < '\t' || c > '\r');
  return n;
}

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace labintake;
  using namespace labintake::fields;
  if (size == 0) return 0;
  const NumberStyle style{static_cast<DecimalMark>(data[0] % 3)};
  const PatientContext patient{data[0] & 4   ? "F"
                               : data[0] & 8 ? "M"
                                             : "",
                               data[0] & 16 ? std::optional<int>(data[0] / 2) : std::nullopt};
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);

  if (const auto number = ScanNumber(text, style)) Check(number->length > 0 && number->length <= text.size());
  const std::string texts[] = {text, text};
  (void)InferDecimalMark(texts);
  Check(terminology::ScanUnit(text) <= text.size());
  (void)terminology::LookUpUnit(text);
  if (const auto flag = ParseFlag(text)) Check(!flag->code.empty());

  const ResultCell cell = ParseResultCell(text, style);
  Check(cell.value.number.has_value() == (cell.value.kind == ValueKind::kQuantity));
  const RangeCell range = ParseRangeCell(text, style, patient);
  if (range.range.low && range.range.high) Check(*range.range.low <= *range.range.high);
  // Tabs and odd spaces are spaces; other characters are kept as they are.
  if (text.find('\xC2') == std::string::npos && text.find('\xE2') == std::string::npos &&
      text.find('\xE3') == std::string::npos) {
    Check(Ink(cell.value.text) + Ink(cell.flag.text) + Ink(cell.unit_text) + Ink(cell.rest) == Ink(text));
  }
  (void)DeriveFlag(cell.value, range.range);
  (void)FlagContradicts(cell.flag, cell.value, range.range);
  return 0;
}
