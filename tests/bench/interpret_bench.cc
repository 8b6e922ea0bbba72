// The stages behind extraction on a report of 60 rows: all of them, and validation alone.
#include <benchmark/benchmark.h>

#include <string>

#include "pipeline/interpret.h"
#include "terminology/validation/validate.h"

namespace labintake {
namespace {

struct Printed {
  const char *name, *value, *unit, *ucum, *low, *high;
};

// 30 rows of a check-up; the second half of the report repeats them under other names.
constexpr Printed kRows[] = {{"WBC", "6.2", "x10E3/uL", "10*3/uL", "3.4", "10.8"},
                             {"RBC", "4.85", "x10E6/uL", "10*6/uL", "4.14", "5.80"},
                             {"Hemoglobin", "14.6", "g/dL", "g/dL", "13.0", "17.7"},
                             {"Hematocrit", "43.8", "%", "%", "37.5", "51.0"},
                             {"MCV", "90", "fL", "fL", "79", "97"},
                             {"MCH", "30.1", "pg", "pg", "26.6", "33.0"},
                             {"MCHC", "33.3", "g/dL", "g/dL", "31.5", "35.7"},
                             {"RDW", "12.8", "%", "%", "11.6", "15.4"},
                             {"Platelets", "248", "x10E3/uL", "10*3/uL", "150", "450"},
                             {"Neutrophils", "56", "%", "%", "40", "70"},
                             {"Lymphs", "32", "%", "%", "20", "45"},
                             {"Monocytes", "8", "%", "%", "2", "10"},
                             {"Eos", "3", "%", "%", "0", "6"},
                             {"Basos", "1", "%", "%", "0", "2"},
                             {"Neutrophils (Absolute)", "3.5", "x10E3/uL", "10*3/uL", "1.4", "7.0"},
                             {"Glucose", "92", "mg/dL", "mg/dL", "70", "99"},
                             {"BUN", "14", "mg/dL", "mg/dL", "6", "24"},
                             {"Creatinine", "0.94", "mg/dL", "mg/dL", "0.76", "1.27"},
                             {"BUN/Creatinine Ratio", "15", "", "", "9", "20"},
                             {"Sodium", "140", "mmol/L", "mmol/L", "134", "144"},
                             {"Potassium", "4.3", "mmol/L", "mmol/L", "3.5", "5.2"},
                             {"Chloride", "102", "mmol/L", "mmol/L", "96", "106"},
                             {"Carbon Dioxide, Total", "24", "mmol/L", "mmol/L", "20", "29"},
                             {"Protein, Total", "7.1", "g/dL", "g/dL", "6.0", "8.5"},
                             {"Albumin", "4.5", "g/dL", "g/dL", "4.1", "5.1"},
                             {"Globulin, Total", "2.6", "g/dL", "g/dL", "1.5", "4.5"},
                             {"A/G Ratio", "1.7", "", "", "1.2", "2.2"},
                             {"Cholesterol, Total", "212", "mg/dL", "mg/dL", "100", "199"},
                             {"Triglycerides", "118", "mg/dL", "mg/dL", "0", "149"},
                             {"LDL Chol Calc", "140", "mg/dL", "mg/dL", "0", "99"}};

Document MakeDocument() {
  Document document;
  document.reports.emplace_back();
  for (const char* panel : {"", "Repeat 2"}) {
    for (const Printed& p : kRows) {
      Observation row;
      row.panel = panel;
      row.name.text = p.name;
      row.value = {p.value, ValueKind::kQuantity, Decimal::Parse(p.value), Comparator::kNone, {}};
      row.unit = {p.unit, p.ucum, {}};
      row.range = {std::string(p.low) + "-" + p.high, Decimal::Parse(p.low), Decimal::Parse(p.high), true, true, {}};
      row.confidence = 0.99;
      document.reports.front().observations.push_back(std::move(row));
    }
  }
  return document;
}

void BM_Interpret(benchmark::State& state) {
  const Result<pipeline::Interpreter> interpreter = pipeline::Interpreter::Make({});
  if (!interpreter) {
    state.SkipWithError("the table of units is missing");
    return;
  }
  const Document document = MakeDocument();
  for (auto _ : state) {
    Document copy = document;
    interpreter->Interpret(&copy);
    benchmark::DoNotOptimize(copy.reports.front().observations.front().confidence);
  }
}
BENCHMARK(BM_Interpret)->Unit(benchmark::kMicrosecond);

void BM_Validate(benchmark::State& state) {
  const Result<pipeline::Interpreter> interpreter = pipeline::Interpreter::Make({});
  if (!interpreter) {
    state.SkipWithError("the table of units is missing");
    return;
  }
  Document document = MakeDocument();
  interpreter->Interpret(&document);
  for (Observation& row : document.reports.front().observations) row.findings.clear();
  for (auto _ : state) {
    Report copy = document.reports.front();
    validation::Validate(&copy);
    benchmark::DoNotOptimize(copy.observations.front().confidence);
  }
}
BENCHMARK(BM_Validate)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace labintake
