// What the engine for units costs: opening the compiled table (once a process), reading a code, converting.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "terminology/ucum/compile.h"
#include "terminology/ucum/conversion.h"
#include "terminology/ucum/table.h"

namespace labintake::ucum {
namespace {

constexpr const char* kCodes[] = {"mg/dL", "10*3/uL", "mL/min/{1.73_m2}", "mmol/mol{creat}", "m[IU]/L"};

const Table& OpenTable() {
  static const Table table = *Table::Open(LABINTAKE_UCUM_TABLE);
  return table;
}

void BM_OpenTable(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Table::Open(LABINTAKE_UCUM_TABLE));
}
BENCHMARK(BM_OpenTable)->Unit(benchmark::kMicrosecond);

// What a start would cost without the compiled form.
void BM_CompileTable(benchmark::State& state) {
  std::ifstream in(LABINTAKE_UCUM_SOURCE, std::ios::binary);
  const std::string source((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (auto _ : state) benchmark::DoNotOptimize(CompileTable(source));
}
BENCHMARK(BM_CompileTable)->Unit(benchmark::kMicrosecond);

void BM_Parse(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(OpenTable().Parse(kCodes[state.range(0)]));
  state.SetLabel(kCodes[state.range(0)]);
}
BENCHMARK(BM_Parse)->DenseRange(0, 4)->Unit(benchmark::kMicrosecond);

void BM_Dimension(benchmark::State& state) {
  const Unit unit = *OpenTable().Parse("mg/dL");
  for (auto _ : state) benchmark::DoNotOptimize(unit.dimension());
}
BENCHMARK(BM_Dimension)->Unit(benchmark::kMicrosecond);

void BM_Convert(benchmark::State& state) {
  const Unit from = *OpenTable().Parse("mg/dL"), to = *OpenTable().Parse("umol/L");
  Substance substance;
  substance.molar_mass = Decimal::Parse("113.12");
  for (auto _ : state) benchmark::DoNotOptimize(Convert(from, to, substance));
}
BENCHMARK(BM_Convert)->Unit(benchmark::kMicrosecond);

void BM_Apply(benchmark::State& state) {
  Substance substance;
  substance.molar_mass = Decimal::Parse("113.12");
  const Conversion conversion = *Convert(*OpenTable().Parse("mg/dL"), *OpenTable().Parse("umol/L"), substance);
  const Decimal value = *Decimal::Parse("1.20");
  for (auto _ : state) benchmark::DoNotOptimize(conversion.Apply(value));
}
BENCHMARK(BM_Apply)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace labintake::ucum
