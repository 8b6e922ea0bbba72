// Where the time goes on one sample: opening and interpreting the pages, and all stages together.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "extractors/pdf/pdf_document.h"
#include "pipeline/process.h"

namespace labintake {
namespace {

constexpr const char* kSamples[] = {"us-reference-flag-column", "two-tables-dense", "in-full-body", "line-printer"};

std::string PathOf(int64_t index) {
  return std::string(LABINTAKE_SOURCE_DIR "/samples/") + kSamples[index] + "/report.pdf";
}

void BM_ReadPages(benchmark::State& state) {
  std::ifstream file(PathOf(state.range(0)), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (auto _ : state) {
    Result<pdf::PdfDocument> document = pdf::PdfDocument::Open(bytes, "", {});
    if (!document) {
      state.SkipWithError("the sample cannot be opened");
      return;
    }
    for (int page = 1; page <= document->page_count(); ++page) benchmark::DoNotOptimize(document->ReadPage(page));
  }
  state.SetLabel(kSamples[state.range(0)]);
}
BENCHMARK(BM_ReadPages)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

void BM_ProcessFile(benchmark::State& state) {
  const std::string path = PathOf(state.range(0));
  for (auto _ : state) {
    const Result<Document> document = pipeline::ProcessFile(path, {});
    if (!document) {
      state.SkipWithError("the sample cannot be processed");
      return;
    }
    benchmark::DoNotOptimize(document->reports.size());
  }
  state.SetLabel(kSamples[state.range(0)]);
}
BENCHMARK(BM_ProcessFile)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace labintake
