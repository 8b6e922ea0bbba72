// What was measured, in which unit, and does it make sense: the stages behind extraction.
//
//   resolve (name, panel, specimen, unit -> analyte) -> normalise (canonical unit) -> validate -> route
//
// A pure function of the document, the catalogue and what it was made with; belongs to one thread.
#pragma once

#include <memory>

#include "model/error.h"
#include "model/report.h"
#include "terminology/catalog/learned_names.h"

namespace labintake::pipeline {

class Interpreter {
 public:
  // Error kNotFound or kDamaged: the table of units is missing or damaged.
  static Result<Interpreter> Make(terminology::LearnedNames learned);
  Interpreter(Interpreter&&) noexcept;
  Interpreter& operator=(Interpreter&&) noexcept;
  ~Interpreter();

  void Interpret(Document* document) const;

 private:
  struct Parts;
  explicit Interpreter(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace labintake::pipeline
