#include "extractors/formats/format_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extractors/formats/comparison.h"
#include "extractors/formats/format_guide.h"
#include "extractors/generic/document_reader.h"
#include "extractors/layout/line.h"
#include "terminology/fold.h"

namespace labintake::formats {
namespace {

std::vector<Candidate> CandidatesFor(const std::vector<Page>& pages, const Library& library) {
  std::vector<std::vector<layout::Line>> lines;
  for (const Page& page : pages)
    lines.push_back(page.kind == PageKind::kGarbled ? std::vector<layout::Line>{} : layout::BuildLines(page));
  std::vector<PageText> texts;
  for (size_t p = 0; p < pages.size(); ++p) texts.push_back({pages[p].height, pages[p].width, lines[p]});
  return library.fingerprints().Candidates(texts);
}

bool FieldIsPrinted(const Observation& row, const std::string& field) {
  if (field == "unit") return !row.unit.text.empty();
  if (field == "range") return !row.range.text.empty();
  if (field == "flag") return !row.flag.text.empty();
  if (field == "comparator") return row.value.comparator != Comparator::kNone;
  return row.value.kind == ValueKind::kText;  // text-value
}

void Review(const Definition& format, const PhraseList& names, Report* report) {
  const std::string reason =
      format.review.because.empty() ? "the lab format sends this row to a person" : format.review.because;
  for (Observation& row : report->observations) {
    const bool always = format.review.all || names.AnyIn(terminology::Fold(row.name.text)) ||
                        std::any_of(format.review.fields.begin(), format.review.fields.end(),
                                    [&](const std::string& field) { return FieldIsPrinted(row, field); });
    if (!always) continue;
    row.findings.push_back({FindingCode::kPolicyReview, reason, row.name.box});
    row.confidence = 0;
  }
}

// Names that mean something in this laboratory only.
void GiveAnalytes(const Definition& format, Report* report) {
  if (format.names.empty()) return;
  std::map<std::string, std::string> ids;
  for (const auto& [name, id] : format.names) ids[terminology::Key(name)] = id;
  for (Observation& row : report->observations)
    if (const auto it = ids.find(terminology::Key(row.name.text)); it != ids.end()) row.analyte.id = it->second;
}

std::vector<Report> Read(const std::vector<Page>& pages, const Definition& format, std::vector<Report> general) {
  FormatGuide guide(format);
  std::vector<Report> reports = generic::ReadDocument(pages, &guide);
  const PhraseList review_names(format.review.names);
  for (Report& report : reports) {
    FoldRepeatedRows([&](int page) { return guide.pages_read_again().contains(page); }, &report);
    GiveAnalytes(format, &report);
    Review(format, review_names, &report);
  }
  NameWhatOnlyGeneralSaw(
      general,
      [&](int page, const Box& line) { return guide.pages_read_again().contains(page) || guide.Named(page, line); },
      &reports);
  return reports;
}

}  // namespace

FormatChoice ChooseFormat(const std::vector<Page>& pages, const Library* library) {
  FormatChoice choice;
  if (library == nullptr || library->definitions().size() == 0) return choice;
  const std::vector<Candidate> candidates = CandidatesFor(pages, *library);
  for (const Candidate& c : candidates) choice.candidates.push_back({c.format->id, c.score, c.fits, c.reasons});
  if (candidates.empty() || !candidates.front().fits) return choice;
  choice.close =
      candidates.size() > 1 && candidates[1].fits && candidates[1].score > (1 - kMargin) * candidates[0].score;
  if (choice.close) return choice;
  choice.id = candidates.front().format->id;
  choice.hash = candidates.front().format->hash;
  return choice;
}

bool IsNamed(const std::string& id, const std::string& named) {
  return id == named || (!named.empty() && id.starts_with(named + "/"));
}

FormatReading ReadDocument(const std::vector<Page>& pages, const Library* library) {
  FormatReading reading;
  reading.format = ChooseFormat(pages, library);
  reading.reports = generic::ReadDocument(pages);
  if (reading.format.close) {
    const std::string which = reading.format.candidates[0].id + " and " + reading.format.candidates[1].id;
    for (Report& report : reading.reports) {
      report.findings.push_back({FindingCode::kFormatUnclear,
                                 "the lab formats " + which + " fit equally well, so that neither was used",
                                 {},
                                 Severity::kNote});
    }
  }
  if (reading.format.id.empty()) return reading;
  reading.reports = Read(pages, *library->Find(reading.format.id), std::move(reading.reports));
  return reading;
}

}  // namespace labintake::formats
