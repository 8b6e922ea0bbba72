// What of a document waits for a person.
#pragma once

#include <cstddef>
#include <string>

#include "model/report.h"

namespace labintake::pipeline {

struct Tally {
  std::size_t rows = 0;
  std::size_t review = 0;   // rows that wait
  std::size_t unread = 0;   // lines that look like results and were not read
  std::size_t waiting = 0;  // reports that wait as a whole

  void Add(const Tally& other);
  bool AnythingWaits() const { return review + unread + waiting > 0; }
};

// A confidence as results print it: with three decimals, and above 0.99, where probabilities differ in their nines,
// with five.
double PrintedConfidence(double confidence);
// The same as text: "0.990", "0.99957".
std::string ConfidenceText(double confidence);

Tally TallyOf(const Report& report);
Tally TallyOf(const Document& document);

}  // namespace labintake::pipeline
