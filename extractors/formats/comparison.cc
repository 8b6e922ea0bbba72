#include "extractors/formats/comparison.h"

#include <algorithm>
#include <string>

#include "terminology/fold.h"

namespace labintake::formats {
namespace {

constexpr double kDiffers = 0.5;  // share of confidence left to a row that is printed twice with different results

bool Holds(const Box& outer, const Box& inner) {
  return inner.center_x() >= outer.x0 && inner.center_x() <= outer.x1 && inner.center_y() >= outer.y0 &&
         inner.center_y() <= outer.y1;
}

// The report whose pages hold `page`; nullptr for none.
Report* ReportOf(int page, std::vector<Report>* reports) {
  for (Report& report : *reports)
    if (page >= report.first_page && page <= report.last_page) return &report;
  return nullptr;
}

void NameUnread(const Observation& row, Report* report) {
  for (ClassifiedLine& line : report->lines) {
    if (line.page != row.page || line.line_class == LineClass::kRow || !Holds(line.box, row.value.box)) continue;
    line.line_class = LineClass::kUnread;
    return;
  }
  // Its line holds rows of the definition too.
  report->lines.push_back({row.page, row.box, LineClass::kUnread, row.name.text + "  " + row.value.text});
}

// What looked like a result to the general rules: a line, or a part of one, that is in no row here.
void KeepUnread(const ClassifiedLine& unread, std::vector<Report>* reports) {
  Report* report = ReportOf(unread.page, reports);
  if (report == nullptr) return;
  for (ClassifiedLine& line : report->lines) {
    if (line.page != unread.page || !(line.box == unread.box)) continue;
    if (line.line_class != LineClass::kRow) line.line_class = LineClass::kUnread;
    return;
  }
  const bool named = std::any_of(report->lines.begin(), report->lines.end(), [&](const ClassifiedLine& line) {
    return line.page == unread.page && line.line_class == LineClass::kUnread && Holds(line.box, unread.box);
  });
  const bool in_row = std::any_of(report->observations.begin(), report->observations.end(), [&](const Observation& o) {
    return o.page == unread.page && Holds(o.box.Union(o.value.box), unread.box);
  });
  if (!named && !in_row) report->lines.push_back(unread);
}

}  // namespace

void NameWhatOnlyGeneralSaw(const std::vector<Report>& general,
                            const std::function<bool(int page, const Box& line)>& named, std::vector<Report>* reports) {
  for (const Report& other : general) {
    for (const Observation& row : other.observations) {
      Report* report = ReportOf(row.page, reports);
      if (report == nullptr || row.value.text.empty() || named(row.page, row.value.box)) continue;
      bool seen = false;
      for (Observation& own : report->observations) {
        if (own.page != row.page || !Holds(own.box.Union(own.value.box), row.value.box)) continue;
        seen = true;
        if (own.value.text != row.value.text && Holds(own.value.box, row.value.box)) {
          own.findings.push_back({FindingCode::kSeenByOneReader,
                                  "the general rules read \"" + row.value.text + "\" here", own.value.box,
                                  Severity::kNote});
        }
      }
      if (seen) continue;
      NameUnread(row, report);
      report->findings.push_back({FindingCode::kSeenByOneReader,
                                  "\"" + row.name.text + "\" was seen by the general rules and not by the lab format",
                                  row.box});
    }
    for (const ClassifiedLine& line : other.lines)
      if (line.line_class == LineClass::kUnread && !named(line.page, line.box)) KeepUnread(line, reports);
  }
}

void FoldRepeatedRows(const std::function<bool(int page)>& again, Report* report) {
  std::vector<Observation> kept;
  for (Observation& row : report->observations) {
    if (!again(row.page)) {
      kept.push_back(std::move(row));
      continue;
    }
    const std::string name = terminology::Key(row.name.text);
    bool repeats = false, differs = false;
    for (Observation& first : kept) {
      if (again(first.page) || terminology::Key(first.name.text) != name) continue;
      repeats = repeats || first.value.text == row.value.text;
      differs = differs || first.value.text != row.value.text;
    }
    if (repeats) continue;
    if (differs) {
      const auto doubt = [](Observation* o) {
        o->findings.push_back(
            {FindingCode::kDuplicateDiffers, "the same test is printed again with another result", o->value.box});
        o->confidence *= kDiffers;
      };
      for (Observation& first : kept)
        if (!again(first.page) && terminology::Key(first.name.text) == name) doubt(&first);
      doubt(&row);
    }
    kept.push_back(std::move(row));
  }
  report->observations = std::move(kept);
}

}  // namespace labintake::formats
