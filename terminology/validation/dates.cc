#include "terminology/validation/dates.h"

#include <algorithm>
#include <array>
#include <string>

namespace labintake::validation {

void CheckDates(Report* report) {
  struct Named {
    const char* what;
    const std::string& date;
  };
  const ReportHeader& header = report->header;
  const std::array<Named, 4> in_order = {{{"born", header.birth_date},
                                          {"collected", header.collected},
                                          {"received", header.received},
                                          {"reported", header.reported}}};
  constexpr size_t kDay = 10;  // "2024-05-01"
  // Letters of a text layer are as printed: nobody could read the dates better. Recognised ones may be misread.
  const bool recognised = std::any_of(report->observations.begin(), report->observations.end(),
                                      [](const Observation& o) { return o.origin == Origin::kOcr; });
  for (size_t i = 0; i < in_order.size(); ++i) {
    for (size_t j = i + 1; j < in_order.size(); ++j) {
      const std::string &first = in_order[i].date, &then = in_order[j].date;
      if (first.size() < kDay || then.size() < kDay) continue;
      // ISO dates order as text; where one has no time, days are compared.
      const size_t length = std::min(first.size(), then.size());
      if (first.compare(0, length, then, 0, length) <= 0) continue;
      const bool days = first.compare(0, kDay, then, 0, kDay) > 0;
      report->findings.push_back(
          {FindingCode::kDatesDisordered,
           std::string(in_order[i].what) + " " + first + ", but " + in_order[j].what + " " + then,
           {},
           days && recognised ? Severity::kDoubt : Severity::kNote});
      return;
    }
  }
}

}  // namespace labintake::validation
