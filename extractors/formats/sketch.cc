#include "extractors/formats/sketch.h"

#include <algorithm>
#include <string>

#include "extractors/generic/document_reader.h"
#include "extractors/layout/line.h"
#include "extractors/scan/page_language.h"

namespace labintake::formats {
namespace {

std::string LanguageOf(std::span<const generic::PageInput> pages) {
  std::vector<std::string> words;
  for (const generic::PageInput& page : pages)
    for (const layout::Line& line : page.lines)
      for (const layout::Cell& cell : line.cells)
        for (const Word& word : cell.words) words.push_back(word.text);
  return scan::PageLanguage(words);
}

}  // namespace

DocumentSketch SketchOf(const std::vector<Page>& pages) {
  DocumentSketch sketch;
  generic::DocumentTrace trace;
  const std::vector<Report> reports = generic::ReadDocument(pages, nullptr, &trace);
  std::vector<generic::PageInput> inputs;
  for (const Page& page : pages) {
    generic::PageInput input;
    input.number = page.number;
    input.width = page.width;
    input.height = page.height;
    if (page.kind != PageKind::kGarbled) input.lines = layout::BuildLines(page);
    inputs.push_back(std::move(input));
  }
  if (inputs.empty()) return sketch;
  const ReportHeader header = reports.empty() ? ReportHeader{} : reports.front().header;
  sketch.language = LanguageOf(inputs);
  if (trace.mark == fields::DecimalMark::kPoint) sketch.decimal = "point";
  if (trace.mark == fields::DecimalMark::kComma) sketch.decimal = "comma";
  if (trace.dates == fields::DateOrder::kDayFirst) sketch.dates = "day-first";
  if (trace.dates == fields::DateOrder::kMonthFirst) sketch.dates = "month-first";
  const Tellable tellable(reports);
  sketch.title = SketchTitle(inputs.front(), header.lab, tellable);
  sketch.phrases = SketchPhrases(inputs.front(), header.lab, tellable);
  sketch.header = SketchHeader(inputs.front(), trace.dates, header);
  sketch.tables = SketchTables(inputs, trace.tables, reports);
  for (const Report& report : reports) {
    for (const Observation& row : report.observations) {
      const bool known = std::find(sketch.sections.begin(), sketch.sections.end(), row.panel) != sketch.sections.end();
      if (!row.panel.empty() && !known && tellable(row.panel)) sketch.sections.push_back(row.panel);
    }
  }
  return sketch;
}

}  // namespace labintake::formats
