#include "extractors/generic/document_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "extractors/fields/date.h"
#include "extractors/fields/number.h"
#include "extractors/generic/content_rows.h"
#include "extractors/generic/page_reader.h"
#include "extractors/generic/report_header.h"
#include "extractors/generic/row_origin.h"
#include "extractors/layout/line.h"

namespace labintake::generic {

using layout::Line;

namespace {

constexpr size_t kMaxCached = 20'000;  // texts

std::string Normalised(const Line& line) {
  std::string out;
  for (const char c : line.Text()) out += std::isdigit(static_cast<unsigned char>(c)) != 0 ? '#' : c;
  return out;
}

// Lines that stand at the same height with the same words on other pages, page numbers aside, are furniture. Rows are
// not: two patients' reports from one template have the same rows at the same place.
void MarkFurniture(std::vector<PageInput>& pages, const ReadingContext& context) {
  std::map<std::pair<std::string, int>, std::set<size_t>> seen;
  const auto places = [](const Line& line) {
    const int y = static_cast<int>(std::lround(line.baseline / 4));
    return std::array<int, 3>{y - 1, y, y + 1};
  };
  for (size_t p = 0; p < pages.size(); ++p)
    for (const Line& line : pages[p].lines)
      seen[{Normalised(line), static_cast<int>(std::lround(line.baseline / 4))}].insert(p);
  for (size_t p = 0; p < pages.size(); ++p) {
    pages[p].furniture.assign(pages[p].lines.size(), false);
    if (pages.size() < 2) continue;
    for (size_t i = 0; i < pages[p].lines.size(); ++i) {
      const Line& line = pages[p].lines[i];
      const std::string text = Normalised(line);
      std::set<size_t> on;
      for (const int y : places(line))
        if (const auto it = seen.find({text, y}); it != seen.end()) on.insert(it->second.begin(), it->second.end());
      if (on.size() < 2 || on.size() * 2 < pages.size()) continue;
      const std::vector<Segment> segments = Segments(line, i, context);
      const bool valued = std::any_of(segments.begin(), segments.end(), [](const Segment& s) { return s.IsValue(); });
      if (valued && segments.size() > 1 && line.baseline > 0.1 * pages[p].height &&
          line.baseline < 0.93 * pages[p].height)
        continue;
      // Units under the heads of a table that every page has.
      if (std::all_of(segments.begin(), segments.end(), [](const Segment& s) { return s.IsUnit(); })) continue;
      pages[p].furniture[i] = true;
    }
  }
}

// Texts that are nothing but a number, a range or a comparator with a number: they show the decimal mark that results
// use.
std::vector<std::string> NumberTexts(const std::vector<PageInput>& pages) {
  std::vector<std::string> out;
  for (const PageInput& p : pages)
    for (const Line& line : p.lines)
      for (const layout::Cell& c : line.cells)
        if (c.text.size() <= 24 && c.text.find_first_not_of("0123456789.,<>=- ") == std::string::npos &&
            c.text.find_first_of("0123456789") != std::string::npos)
          out.push_back(c.text);
  return out;
}

std::vector<std::string> DateTexts(const std::vector<PageInput>& pages) {
  std::vector<std::string> out;
  for (const PageInput& p : pages)
    for (const Line& line : p.lines)
      for (const layout::Cell& c : line.cells)
        if (c.text.size() < 80 &&
            std::count_if(c.text.begin(), c.text.end(), [](unsigned char ch) { return std::isdigit(ch) != 0; }) >= 4)
          out.push_back(c.text);
  return out;
}

fields::PatientContext Patient(const ReportHeader& header) {
  fields::PatientContext p;
  p.sex = header.sex;
  if (header.age.size() > 2 && header.age.ends_with(" a")) p.age_years = std::atoi(header.age.c_str());
  return p;
}

bool Other(const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; }

// A new patient, accession number or collection date begins a new report.
bool BeginsNew(const ReportHeader& current, const ReportHeader& page) {
  if (PatientsDiffer(current, page)) return true;
  if (Other(current.accession, page.accession)) return true;
  return current.accession.empty() && page.accession.empty() &&
         Other(current.collected.substr(0, 10), page.collected.substr(0, 10));
}

void FindDuplicates(Report& report) {
  // The same test printed twice (a summary and its details) with different results: one of them is misread, or belongs
  // to another time. Mostly the latter, so that it is said, and nothing waits for it.
  std::map<std::string, std::vector<Observation*>> by_name;
  for (Observation& o : report.observations)
    by_name[terminology::Fold(o.name.text) + "|" + terminology::Fold(o.unit.text) + "|" + o.panel].push_back(&o);
  for (auto& [name, rows] : by_name) {
    for (size_t i = 1; i < rows.size(); ++i) {
      if (rows[i]->value.text == rows[0]->value.text) continue;
      for (Observation* o : rows)
        o->findings.push_back({FindingCode::kDuplicateDiffers,
                               "the same test is printed more than once with different results", o->value.box,
                               Severity::kNote});
      break;
    }
  }
}

void NameUnreadLines(Report& report) {
  const auto unread = std::count_if(report.lines.begin(), report.lines.end(),
                                    [](const ClassifiedLine& l) { return l.line_class == LineClass::kUnread; });
  if (unread == 0) return;
  report.findings.push_back(
      {FindingCode::kUnreadLines,
       std::to_string(unread) + (unread == 1 ? " line looks" : " lines look") + " like a result and could not be read",
       {}});
}

// Why a person has to look at the page itself; "" when it could be read.
std::string Unreadable(const Page& page) {
  const std::string name = "page " + std::to_string(page.number);
  if (!page.problem.empty()) {
    return (page.kind == PageKind::kMixed ? "the pictures on " + name : name) + " could not be read: " + page.problem;
  }
  if (page.kind == PageKind::kGarbled) return name + " has a text layer that is not what the page shows";
  if (page.kind == PageKind::kScan && page.words.empty()) return name + " is a picture without usable text";
  return "";
}

}  // namespace

std::vector<Report> ReadDocument(const std::vector<Page>& pages, DocumentGuide* guide, DocumentTrace* trace) {
  std::vector<PageInput> inputs;
  for (const Page& p : pages) {
    PageInput in;
    in.number = p.number;
    in.width = p.width;
    in.height = p.height;
    if (p.kind != PageKind::kGarbled) {
      in.lines = layout::BuildLines(p);
      in.rules = p.rules;
    }
    inputs.push_back(std::move(in));
  }
  ReadingCache cache;
  ReadingContext context;
  context.cache = &cache;
  context.style.mark = fields::InferDecimalMark(NumberTexts(inputs));
  if (guide != nullptr && guide->decimal() != fields::DecimalMark::kUnknown) context.style.mark = guide->decimal();
  context.flags_from_range = guide != nullptr && guide->flags_from_range();
  MarkFurniture(inputs, context);
  fields::DateOrder order = fields::InferDateOrder(DateTexts(inputs));
  if (guide != nullptr) order = guide->dates().value_or(order);
  if (trace != nullptr) *trace = {context.style.mark, order, {}};

  std::vector<Report> reports;
  PageState state;
  for (size_t p = 0; p < inputs.size(); ++p) {
    PageInput& in = inputs[p];
    ReportHeader header = ReadHeader(in.lines, order);
    if (guide != nullptr) guide->ReadHeader(in, order, &header);
    if (reports.empty() || BeginsNew(reports.back().header, header)) {
      const bool mixed = !reports.empty() && PatientsDiffer(reports.back().header, header) &&
                         !Other(reports.back().header.accession, header.accession);
      Report next;
      next.number = static_cast<int>(reports.size()) + 1;
      next.first_page = in.number;
      next.header = header;
      if (mixed)
        next.findings.push_back({FindingCode::kPatientDiffers,
                                 "this page names another patient than the page before it, under the same number",
                                 {}});
      reports.push_back(std::move(next));
      state = {};
    } else {
      MergeHeader(reports.back().header, header);
    }
    Report& report = reports.back();
    report.last_page = in.number;
    const fields::PatientContext patient = Patient(report.header);
    // Memory stays flat over thousands of pages.
    if (!(patient == context.patient) || cache.size() > kMaxCached) cache.clear();
    context.patient = patient;
    std::optional<PageGuide> known;
    if (guide != nullptr) known = guide->GuideOf(&in, context);
    PageReading reading = ReadPage(in, known ? &*known : nullptr, state, context);
    MarkOrigin(pages[p], &reading.observations);
    for (Observation& o : reading.observations) report.observations.push_back(std::move(o));
    for (size_t i = 0; i < in.lines.size(); ++i)
      report.lines.push_back({in.number, in.lines[i].box, reading.classes[i], in.lines[i].Text()});
    for (ClassifiedLine& l : reading.more_unread) report.lines.push_back(std::move(l));
    if (trace != nullptr) std::move(reading.tables.begin(), reading.tables.end(), std::back_inserter(trace->tables));
    if (const std::string unreadable = Unreadable(pages[p]); !unreadable.empty())
      report.findings.push_back({FindingCode::kPageUnreadable, unreadable, {0, 0, in.width, in.height}});
  }
  for (Report& r : reports) {
    FindDuplicates(r);
    NameUnreadLines(r);
  }
  // Nothing in it looks like a report: say so by giving none.
  const bool nothing = std::all_of(reports.begin(), reports.end(),
                                   [](const Report& r) { return r.observations.empty() && r.findings.empty(); });
  if (nothing) reports.clear();
  return reports;
}

}  // namespace labintake::generic
