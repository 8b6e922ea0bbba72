// Names of laboratories and panels as a person writes them in a policy: "Northwind*".
//
// Immutable; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labintake::pipeline {

// `*` stands for any text, also none; all else has to be there. Letter case, accents and spacing do not count
// (terminology::Fold). "*" matches every text, also "".
class TextPattern {
 public:
  explicit TextPattern(std::string_view text);

  bool Matches(std::string_view name) const;
  const std::string& text() const { return text_; }  // as it was given

 private:
  std::string text_;
  std::vector<std::string> pieces_;  // folded; what stands between the stars
};

}  // namespace labintake::pipeline
