// The fields of a report's header that a definition says how to find.
//
// Immutable; thread-safe.
#pragma once

#include <memory>
#include <vector>

#include "extractors/formats/definition.h"
#include "extractors/generic/page_input.h"
#include "model/report.h"

namespace labintake::formats {

class HeaderRules {
 public:
  explicit HeaderRules(const Definition& definition);
  ~HeaderRules();

  // Puts what the rules find on `page` over what `header` has; a field that they do not find is left as it is. Dates
  // that cannot be read are left too.
  void Apply(const generic::PageInput& page, fields::DateOrder order, ReportHeader* header) const;

 private:
  struct Rule;
  const Definition& definition_;
  std::vector<Rule> rules_;
};

}  // namespace labintake::formats
