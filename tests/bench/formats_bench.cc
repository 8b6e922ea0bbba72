// What a hundred lab formats cost: loading them, and reading a page that is none of theirs, or one's.
//
// The definitions are copies of those of lab_formats/formats with other ids and phrases.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "extractors/formats/definition_file.h"
#include "extractors/formats/file_bytes.h"
#include "extractors/formats/format_reader.h"
#include "extractors/pdf/page_kind.h"
#include "extractors/pdf/pdf_document.h"

namespace labintake {
namespace {

namespace fs = std::filesystem;

constexpr int kDefinitions = 100;
constexpr const char* kUnknownReport = "us-reference-flag-column";
constexpr const char* kKnownReport = "lab-uz-gent";

// Phrases of figures aside, a copy's are those of no report.
void ChangePhrases(nlohmann::json* marks, int number) {
  for (nlohmann::json& mark : *marks) {
    nlohmann::json& text = mark.is_string() ? mark : mark.contains("text") ? mark.at("text") : mark.at("regex");
    text = text.get<std::string>() + " copy " + std::to_string(number);
  }
}

// The shipped definitions, and as many copies as make kDefinitions.
fs::path MakeFolder() {
  std::string name = (fs::temp_directory_path() / "labintake-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return {};
  const fs::path folder = fs::path(name) / "formats";
  fs::create_directory(folder);
  int made = 0;
  while (made < kDefinitions) {
    for (const auto& entry : fs::directory_iterator(LABINTAKE_SOURCE_DIR "/lab_formats/formats")) {
      if (entry.path().extension() != ".yaml" || made == kDefinitions) continue;
      const auto yaml = formats::ReadBytes(entry.path());
      const auto checked = formats::CheckFile(yaml.value_or(""), entry.path());
      if (!checked) return {};
      nlohmann::json copy = checked->versions.front();
      std::string id = copy.at("id");
      if (fs::exists(folder / (id + ".yaml"))) {
        id += "-copy-" + std::to_string(made);
        copy["id"] = id;
        for (const char* key : {"must", "one_of"})
          if (copy.at("fingerprint").contains(key)) ChangePhrases(&copy.at("fingerprint").at(key), made);
      }
      std::ofstream(folder / (id + ".yaml")) << copy.dump(1);
      ++made;
    }
    if (made == 0) return {};
  }
  return folder;
}

struct TemporaryFolder {
  fs::path path = MakeFolder();
  ~TemporaryFolder() {
    std::error_code error;
    if (!path.empty()) fs::remove_all(path.parent_path(), error);
  }
};

const fs::path& Folder() {
  static const TemporaryFolder folder;
  return folder.path;
}

std::vector<Page> PagesOf(const std::string& sample) {
  std::ifstream file(std::string(LABINTAKE_SOURCE_DIR "/samples/") + sample + "/report.pdf", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<Page> pages;
  Result<pdf::PdfDocument> document = pdf::PdfDocument::Open(bytes, "", {});
  for (int n = 1; document && n <= document->page_count(); ++n) {
    pdf::ReadPageResult read = document->ReadPage(n);
    read.page.kind = pdf::Classify(read);
    pages.push_back(std::move(read.page));
  }
  return pages;
}

void BM_Load(benchmark::State& state) {
  if (Folder().empty()) return state.SkipWithError("the definitions cannot be copied");
  for (auto _ : state) {
    const Result<formats::Library> library = formats::Library::Load({Folder()});
    if (!library || library->definitions().size() < kDefinitions) return state.SkipWithError("they cannot be loaded");
    benchmark::DoNotOptimize(library->definitions().size());
  }
}
BENCHMARK(BM_Load)->Unit(benchmark::kMillisecond);

void Read(benchmark::State& state, const char* sample, bool with_formats) {
  const std::vector<Page> pages = PagesOf(sample);
  const Result<formats::Library> library = formats::Library::Load({Folder()});
  if (pages.empty() || !library) return state.SkipWithError("the sample or the definitions are missing");
  for (auto _ : state)
    benchmark::DoNotOptimize(formats::ReadDocument(pages, with_formats ? &*library : nullptr).reports.size());
}
BENCHMARK_CAPTURE(Read, unknown_without, kUnknownReport, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Read, unknown_with_100, kUnknownReport, true)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Read, known_without, kKnownReport, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Read, known_with_100, kKnownReport, true)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace labintake
