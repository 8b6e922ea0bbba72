// Any words anywhere: lines, tables, rows, reports. Every line ends in a class and every row has a place on its page.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extractors/generic/document_reader.h"

namespace {

// Pieces that reports are made of, so that the fuzzer reaches the table reader soon.
const char* const kPieces[] = {"Test",
                               "Result",
                               "Units",
                               "Reference Range",
                               "Flag",
                               "Glucose",
                               "92",
                               "mg/dL",
                               "70-99",
                               "H",
                               "<5",
                               "Negative",
                               "1:40",
                               "(Calculated)",
                               "Comment:",
                               "the",
                               "of",
                               "LIPIDS",
                               "Previous Result",
                               "In Range",
                               "Resultado:",
                               "à",
                               "\xff\xfe",
                               "7.53e12",
                               "01/02/2024",
                               "Patient Name:",
                               "*",
                               "10⁹/L",
                               "◆",
                               "Accession: 123"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  labintake::Page page;
  page.number = 1;
  page.width = 600;
  page.height = 800;
  page.kind = labintake::PageKind::kText;
  for (size_t i = 0; i + 4 <= size && page.words.size() < 400; i += 4) {
    labintake::Word w;
    w.text = kPieces[data[i] % std::size(kPieces)];
    w.font_size = 6 + data[i + 3] % 8;
    w.bold = (data[i + 3] & 0x80) != 0;
    w.space_before = (data[i + 3] & 0x40) != 0;
    w.baseline = 20 + 3.0 * data[i + 1];
    const double x = 2.3 * data[i + 2];
    w.box = {x, w.baseline - w.font_size, x + 0.5 * w.font_size * static_cast<double>(w.text.size()), w.baseline + 2};
    page.words.push_back(w);
    if (data[i] > 240) page.rules.push_back({{x, w.baseline + 3, x + 300, w.baseline + 3.5}, 0});
  }
  labintake::Page second = page;
  second.number = 2;
  for (const labintake::Report& r : labintake::generic::ReadDocument({page, second})) {
    for (const labintake::Observation& o : r.observations) {
      if (o.name.text.empty() || o.page < 1 || o.page > 2 || !std::isfinite(o.confidence)) std::abort();
      const bool missing = std::any_of(o.findings.begin(), o.findings.end(), [](const labintake::Finding& f) {
        return f.code == labintake::FindingCode::kValueMissing;
      });
      if (o.value.text.empty() != missing) std::abort();
      if (o.status == labintake::RowStatus::kAccepted && missing) std::abort();
      if (o.status == labintake::RowStatus::kAccepted && o.confidence < 0.9) std::abort();
    }
  }
  return 0;
}
