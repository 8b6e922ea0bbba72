// What `labintake status` takes with 100,000 documents in the database, in the library and as a program; beside it what
// `forget` takes for one document. Invented figures: a hundred laboratories, all jobs of the last day (the most that
// can be asked for), every third report with items, half of these decided.
//
//   build/status_bench [--documents=100000] [Google Benchmark's options]
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "db/sqlite_connection.h"
#include "db/upkeep/forget.h"
#include "db/upkeep/status.h"
#include "tests/db/fake_reports.h"

namespace labintake::db {
namespace {

constexpr const char* kNow = "2024-05-02T08:00:00Z";

int documents = 100'000;

// {} is the number of documents. Rows and fields make the database as large as a real one.
constexpr const char* kFill = R"sql(
INSERT INTO clients (id, name) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
  SELECT i, 'C' || i FROM n;
CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n;
INSERT INTO blobs SELECT printf('%064x', i * 2654435761), 100000, 'application/pdf' FROM n;
INSERT INTO documents (id, client_id, sha256, file, created_at)
  SELECT i, 1 + i % 500, printf('%064x', i * 2654435761), 'report ' || i || '.pdf', '2024-05-01' FROM n;
INSERT INTO runs (id, document_id, program_version, extraction_version, configuration_hash, repaired, started_at, stored_at,
  is_current) SELECT i, i, '0.1.0', 1, 'configuration', 0, '2024-05-01', '2024-05-01', 1 FROM n;
INSERT INTO pages SELECT i, 1, 612, 792, 'text' FROM n;
INSERT INTO reports SELECT i, i, 1, 1, 1, 'Laboratory ' || (i % 100), 'Patient ' || i, 'P' || i, 'F', '50 a', '1970-01-02',
  'A' || i, 'Serum', '2024-04-30', '', '2024-05-01', 'complete' FROM n;
INSERT INTO rows (id, report_id, seq, page, x0, y0, x1, y1, panel, specimen, rule, confidence, status, final_since)
  SELECT i * 10 + k.value, i, k.value, 1, 36, 100 + k.value, 400, 110, 'Chemistry', '', 'columns/header', 0.99, 'accepted',
  '2024-05-01' FROM n, json_each('[0,1,2,3,4,5,6,7,8,9]') k;
INSERT INTO fields SELECT w.id, k.value, k.value || ' ' || w.id, '{{}}', 36, 100, 120, 110
  FROM rows w, json_each('["name","value","unit"]') k;
INSERT INTO review_items SELECT printf('q%x-%x', i * 2654435761, k.value), i, 'row', iif(i % 2, 'open', 'decided'), '', 0, 1, 1,
  36, 100, 400, 110, i * 10 + k.value, NULL, i, 'reading', '2024-05-01'
  FROM n, json_each('[0,1,2,3]') k WHERE i % 3 = 0;
INSERT INTO decisions SELECT NULL, id, row_id, 'reading', '2024-05-01', 'ann', 'accept', '{{}}', '', 'key', 1
  FROM review_items WHERE state = 'decided';
INSERT INTO jobs (document_id, client_id, state, urgent, lane, error_class, error, owner, queued_at, finished_at)
  SELECT i, 1 + i % 500, s, 0, 'digital', iif(s IN ('failed', 'retry'), 'time-limit', ''), 'it took too long',
    iif(s = 'running', 'host-' || i % 4, ''), '2024-05-02T07:00:00Z',
    iif(s IN ('done', 'failed'), strftime('%Y-%m-%dT%H:%M:%SZ', 1714579200 + i * 80000 / (SELECT max(i) FROM n), 'unixepoch'), '')
  FROM (SELECT i, CASE WHEN i % 1000 = 0 THEN 'failed' WHEN i % 1000 = 1 THEN 'retry' WHEN i % 10000 = 2 THEN 'running'
    WHEN i % 50 = 3 THEN 'queued' ELSE 'done' END AS s FROM n);
)sql";

const std::string& FilledStore() {
  static const testing::TemporaryFolder folder;
  static const std::string path = [] {
    std::string made = folder / "lab.db";
    SQLite::Database database = testing::Must(OpenConnection(made, OpenMode::kCreate));
    database.exec("PRAGMA synchronous = OFF");
    database.exec("BEGIN");
    database.exec(fmt::format(fmt::runtime(kFill), documents));
    database.exec("COMMIT");
    return made;
  }();
  return path;
}

void BM_Status(benchmark::State& state) {
  const std::string& path = FilledStore();
  for (auto _ : state) {
    const auto status = ReadStatus(path, kNow);
    if (!status || status->labs.size() != 100) state.SkipWithError("the figures are not as made");
  }
}
BENCHMARK(BM_Status)->Unit(benchmark::kMillisecond)->UseRealTime();

double ProcessorMsOfChildren() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto ms = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

void BM_StatusCommand(benchmark::State& state) {
  const std::string command =
      fmt::format("'{}' status --db '{}' --format prometheus >/dev/null", LABINTAKE_PROGRAM, FilledStore());
  const double before = ProcessorMsOfChildren();
  for (auto _ : state) {
    if (std::system(command.c_str()) != 0) state.SkipWithError("the program failed");
  }
  state.counters["processor_ms"] =
      benchmark::Counter(ProcessorMsOfChildren() - before, benchmark::Counter::kAvgIterations);
}
BENCHMARK(BM_StatusCommand)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_ForgetOneDocument(benchmark::State& state) {
  const std::string& path = FilledStore();
  std::int64_t document = documents;
  for (auto _ : state) {
    const auto done = Forget(path, {.client = {}, .document = document--, .by = "bench"}, kNow);
    if (!done || done->remains) state.SkipWithError("it could not be finished");
  }
}
BENCHMARK(BM_ForgetOneDocument)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(2);

}  // namespace
}  // namespace labintake::db

int main(int argc, char** argv) {
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    constexpr const char* kOption = "--documents=";
    if (std::strncmp(argv[i], kOption, std::strlen(kOption)) == 0) {
      labintake::db::documents = std::atoi(argv[i] + std::strlen(kOption));
    } else {
      argv[kept++] = argv[i];
    }
  }
  benchmark::Initialize(&kept, argv);
  if (benchmark::ReportUnrecognizedArguments(kept, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
