// The engine at a pipe, for tests/differential/ucum.js. A line in, a line out, cells between tabs:
//
//   from, to, molar mass (or ""), charge (or "")
//   -> "invalid", which of the two (1, 2) | "refused", reason, message | "converts", factor, offset
//
// Factors are exact fractions.
//
//   ucum_driver TABLE < lines
#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "terminology/ucum/conversion.h"
#include "terminology/ucum/table.h"

namespace labintake::ucum {
namespace {

const char* NameOf(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::kDifferentQuantities: return "different-quantities";
    case RefusalReason::kNeedsMolarMass: return "needs-molar-mass";
    case RefusalReason::kNeedsCharge: return "needs-charge";
    case RefusalReason::kArbitraryUnits: return "arbitrary-units";
    case RefusalReason::kAnnotationsDiffer: return "annotations-differ";
    case RefusalReason::kNoFactor: return "no-factor";
  }
  return "";
}

std::string Answer(const Table& table, const std::string& line) {
  std::array<std::string, 4> cells;
  size_t at = 0;
  for (std::string& cell : cells) {
    const size_t tab = std::min(line.find('\t', at), line.size());
    cell = line.substr(at, tab - at);
    at = std::min(tab + 1, line.size());
  }
  const Result<Unit> from = table.Parse(cells[0]), to = table.Parse(cells[1]);
  if (!from || !to) return std::string("invalid\t") + (from ? "2" : "1");
  Substance substance;
  if (!cells[2].empty()) substance.molar_mass = Decimal::Parse(cells[2]);
  if (!cells[3].empty()) substance.charge = std::atoi(cells[3].c_str());  // NOLINT(cert-err34-c): made by our script
  const auto conversion = Convert(*from, *to, substance);
  if (!conversion)
    return std::string("refused\t") + NameOf(conversion.error().reason) + "\t" + conversion.error().message;
  return "converts\t" + conversion->factor.get_str() + "\t" + conversion->offset.get_str();
}

}  // namespace

int Run(const char* path) {
  const Result<Table> table = Table::Open(path);
  if (!table) {
    std::fprintf(stderr, "ucum_driver: %s\n", table.error().message.c_str());
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);) std::cout << Answer(*table, line) << "\n";
  return 0;
}

}  // namespace labintake::ucum

int main(int argc, char** argv) { return labintake::ucum::Run(argc == 2 ? argv[1] : ""); }
