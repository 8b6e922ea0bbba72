#include "extractors/generic/page_reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "extractors/fields/flag_check.h"
#include "extractors/generic/block_rows.h"
#include "extractors/generic/card_rows.h"
#include "extractors/generic/content_rows.h"
#include "extractors/generic/left_over.h"
#include "extractors/generic/missing_parts.h"
#include "extractors/generic/range_bars.h"
#include "extractors/generic/row_edges.h"
#include "extractors/generic/row_fields.h"
#include "extractors/generic/shifted_rows.h"
#include "extractors/generic/table_rows.h"
#include "extractors/generic/unread_lines.h"
#include "extractors/generic/unread_names.h"
#include "extractors/generic/unread_pages.h"
#include "terminology/units.h"

namespace labintake::generic {

using layout::Line;
using terminology::ColumnRole;

namespace {

constexpr double kBlocked = 0.5;  // share of confidence left to a row with a doubt that alone sends it to review

class PageReader {
 public:
  PageReader(const PageInput& page, const PageGuide* guide, PageState& state, const ReadingContext& context)
      : page_(page), guide_(guide), state_(state), context_(context), classes_(page.lines.size()) {}

  PageReading Read() {
    for (size_t i = 0; i < page_.lines.size(); ++i) {
      segments_.push_back(Segments(page_.lines[i], i, context_));
      if (page_.furniture[i]) classes_[i] = LineClass::kFurniture;
      if (guide_ != nullptr && guide_->classes[i]) classes_[i] = guide_->classes[i];
    }
    ReadGuided();
    if (guide_ == nullptr || guide_->general_elsewhere) FindAllHeads();
    MarkHeader();
    ReadRegions();
    if (guide_ == nullptr || guide_->general_elsewhere) ReadHeadless();
    DoubtOrphans();
    DoubtShifted();
    TakeStatedUnit();
    DoubtLeftOver();
    NameLeftOverRows();
    PageReading out;
    out.more_unread = std::move(more_unread_);
    out.tables = std::move(tables_);
    std::stable_sort(found_.begin(), found_.end(), [](const Placed& a, const Placed& b) {
      return a.lane != b.lane ? a.lane < b.lane : a.line < b.line;
    });
    for (Placed& p : found_) out.observations.push_back(std::move(p.observation));
    const UnreadLines unread(page_.lines, segments_, classes_, header_, context_);
    for (size_t i = 0; i < classes_.size(); ++i) {
      out.classes.push_back(Told(i) ? classes_[i].value_or(LineClass::kComment) : unread.Final(i));
      // Two unread results on one line are two entries.
      const std::vector<const Segment*> stacked = unread.Stacked(i);
      for (size_t k = 1; k < stacked.size() && out.classes.back() == LineClass::kUnread; ++k)
        out.more_unread.push_back({page_.number, stacked[k]->box, LineClass::kUnread, stacked[k]->text});
    }
    if (guide_ == nullptr) NameUnreadPage(out);
    NameUnreadTests(out);
    return out;
  }

 private:
  // A page without rows, or a recognised one of which most could not be read: columns that a bend has moved.
  void NameUnreadPage(PageReading& out) const {
    constexpr size_t kFewest = 4;
    const auto is_row = [&](const Segment* name) { return out.classes[name->line] == LineClass::kRow; };
    const auto recognised = [](const Segment* name) { return name->words.front().origin == Origin::kOcr; };
    std::vector<const Segment*> names = NamesOfUnreadPage(page_.lines, segments_);
    std::erase_if(names, is_row);
    if (!out.observations.empty()) {
      std::erase_if(names, [&](const Segment* name) { return !recognised(name); });
      if (names.size() < kFewest || names.size() <= out.observations.size()) return;
    }
    for (const Segment* name : names) {
      LineClass& line_class = out.classes[name->line];
      if (line_class == LineClass::kUnread)
        out.more_unread.push_back({page_.number, name->box, LineClass::kUnread, name->text});
      line_class = LineClass::kUnread;
    }
  }

  // A line that is partly a row, or unread, keeps its class; what else it names is an entry of its own.
  void NameUnreadTests(PageReading& out) const {
    const std::vector<const Segment*> names =
        NamesWithoutResult(page_.lines, segments_, out.classes, out.observations, out.more_unread);
    for (const Segment* s : names) {
      const bool told = guide_ != nullptr && guide_->classes[s->line];
      if (told || page_.furniture[s->line] || std::binary_search(header_.begin(), header_.end(), s->line)) continue;
      if (out.classes[s->line] == LineClass::kRow || out.classes[s->line] == LineClass::kUnread) {
        out.more_unread.push_back({page_.number, s->box, LineClass::kUnread, s->text});
      } else {
        out.classes[s->line] = LineClass::kUnread;
      }
    }
  }

  struct Placed {
    Observation observation;
    size_t line = 0;
    size_t last_line = 0;
    size_t lane = 0;        // region and column group, so that side-by-side tables stay whole
    double x0 = 0, x1 = 0;  // the strip of the page that belongs to its table
    std::vector<size_t> lines = {};
  };
  struct Region {
    size_t from = 0, to = 0;  // lines [from, to)
    std::vector<TableHead> heads = {};
    bool carried = false;
    bool exact = false;    // the columns' extents are known
    bool general = false;  // found by the general rules: what the guide's tables have is not its own
  };

  void ReadGuided() {
    if (guide_ == nullptr) return;
    taken_.assign(page_.lines.size(), false);
    size_t lane = 0;
    std::vector<TableHead> learned;
    for (const GuidedTable& table : guide_->tables) {
      if (table.heads)
        for (size_t k = table.head.first_line; k <= table.head.last_line; ++k) {
          classes_[k] = LineClass::kTableHead;
          taken_[k] = true;
        }
      for (size_t k = table.from; k < table.to; ++k) taken_[k] = true;
    }
    for (const GuidedTable& table : guide_->tables) {
      TableHead head = table.head;
      // What the page before taught of the columns.
      if (table.carried && !table.exact && state_.heads.size() == 1 &&
          state_.heads.front().columns.size() == head.columns.size())
        head = state_.heads.front();
      if (!table.panel.empty()) state_.panel = table.panel;
      const size_t first = found_.size();
      ReadLane({.from = table.from, .to = table.to, .exact = table.exact || table.carried}, head, lane++);
      for (size_t k = first; k < found_.size(); ++k) found_[k].observation.rule = table.rule;
      learned.push_back(std::move(head));
    }
    state_.heads.clear();
    if (!learned.empty()) {
      state_.heads = {learned.back()};
      state_.width = page_.width;
    }
    for (const GuidedRows& rows : guide_->rows) {
      TableReading reading;
      reading.rows = rows.rows;
      for (const RawRow& r : rows.rows)
        for (const size_t l : r.lines) {
          reading.classes.emplace_back(l, LineClass::kRow);
          taken_[l] = true;
        }
      const size_t first = found_.size();
      Accept(reading, rows.head, lane++);
      for (size_t k = first; k < found_.size(); ++k) found_[k].observation.rule = rows.rule;
    }
  }

  // Does a table or pattern of the guide have this line? Furniture may still be heads: those of a table on each page.
  bool Taken(size_t i) const {
    return guide_ != nullptr &&
           (taken_[i] || guide_->classes[i] || (classes_[i].has_value() && classes_[i] != LineClass::kFurniture));
  }

  // Has the guide said what this line is, so that it is not asked whether it looks like a result?
  bool Told(size_t i) const {
    return guide_ != nullptr && (guide_->classes[i] || (!guide_->general_elsewhere && !taken_[i]));
  }

  void FindAllHeads() {
    for (size_t i = 0; i < page_.lines.size(); ++i) {
      if (Taken(i)) continue;
      std::vector<TableHead> heads = FindHeads(page_.lines, i, page_.width);
      if (heads.empty()) continue;
      const size_t last = heads.front().last_line;
      for (size_t k = heads.front().first_line; k <= last; ++k) classes_[k] = LineClass::kTableHead;
      heads_.push_back(std::move(heads));
      i = last;
    }
  }

  // Labels of the report's header are furniture wherever they stand.
  void MarkHeader() {
    for (size_t i = 0; i < classes_.size(); ++i) {
      if (classes_[i] || segments_[i].empty()) continue;
      size_t labels = 0;
      for (const Segment& s : segments_[i]) labels += IsHeaderLabel(s);
      if (labels > 0 && !FindContentRow(segments_[i]) &&
          (labels * 2 >= segments_[i].size() || IsHeaderLabel(segments_[i][0])))
        header_.push_back(i);
    }
  }

  bool InHeader(size_t i) const { return std::binary_search(header_.begin(), header_.end(), i); }

  void ReadRegions() {
    std::vector<Region> regions;
    const size_t first = heads_.empty() ? page_.lines.size() : heads_.front().front().first_line;
    if (guide_ == nullptr && !state_.heads.empty() && std::abs(state_.width - page_.width) < 1 && first > 0) {
      regions.push_back({.from = 0, .to = first, .heads = state_.heads, .carried = true});
      // Their places are those of an earlier page.
      for (TableHead& head : regions.back().heads)
        for (Column& c : head.columns)
          for (Word& w : c.unit_words) w.box = {};
    }
    for (size_t h = 0; h < heads_.size(); ++h) {
      const size_t to = h + 1 < heads_.size() ? heads_[h + 1].front().first_line : page_.lines.size();
      regions.push_back({.from = heads_[h].front().last_line + 1, .to = to, .heads = heads_[h], .general = true});
    }
    size_t lane = guide_ == nullptr ? 0 : guide_->tables.size() + guide_->rows.size();
    for (Region& r : regions) {
      for (TableHead& head : r.heads) ReadLane(r, head, lane++);
      if (guide_ != nullptr) continue;
      if (!r.carried || !found_.empty()) {
        state_.heads = r.heads;
        state_.width = page_.width;
      }
    }
  }

  std::vector<LaneLine> Lane(const Region& region, double x0, double x1) const {
    std::vector<LaneLine> out;
    for (size_t i = region.from; i < region.to; ++i) {
      if (classes_[i] == LineClass::kFurniture || classes_[i] == LineClass::kTableHead) continue;
      if (guide_ != nullptr && (guide_->classes[i] || (region.general && taken_[i]))) continue;
      LaneLine l;
      l.index = i;
      l.baseline = page_.lines[i].baseline;
      l.font_size = page_.lines[i].font_size;
      l.heading = guide_ != nullptr && guide_->headings[i];
      for (const Segment& s : segments_[i])
        if (s.box.center_x() >= x0 && s.box.center_x() < x1) l.segments.push_back(s);
      if (!l.segments.empty()) out.push_back(std::move(l));
    }
    return out;
  }

  void ReadLane(const Region& region, TableHead& head, size_t lane) {
    std::vector<LaneLine> lines = Lane(region, head.x0, head.x1);
    if (!region.carried)
      for (const size_t l : TakeUnitsUnderHead(page_.lines[head.last_line], lines, head))
        classes_[l] = LineClass::kTableHead;
    for (const size_t l : TakeRangeBars(lines, head, context_)) classes_[l] = LineClass::kRow;
    if (lines.empty()) return;
    std::vector<std::vector<Segment>> all;
    for (const LaneLine& l : lines) all.push_back(l.segments);
    if (!region.carried && !region.exact) LearnExtents(all, head, context_);
    const std::vector<double> edges = RowEdges(page_.rules, head, lines.front().baseline - 30, lines.back().baseline);
    if (!head.title.empty()) state_.panel = head.title;
    TableReading reading = ReadTable(lines, head, edges, state_.panel, context_);
    // Words that only look like heads: the lines are open to the other readers.
    if (reading.rows.empty()) return;
    if (!region.exact && NameUnknownColumns(head, reading))
      reading = ReadTable(lines, head, edges, state_.panel, context_);
    const std::optional<Column> range = region.exact ? std::nullopt : MissingRangeColumn(head, reading);
    if (range) {
      head.columns.push_back(*range);
      std::stable_sort(head.columns.begin(), head.columns.end(),
                       [](const Column& a, const Column& b) { return a.x0 + a.x1 < b.x0 + b.x1; });
      reading = ReadTable(lines, head, edges, state_.panel, context_);
    }
    if (region.carried) {
      // A page that goes on without heads must show it: rows that fit with unit or range, not one stray line.
      size_t supported = 0;
      for (const RawRow& r : reading.rows) supported += r.fit_cost / std::max(1, r.parts) < 0.9;
      if (supported == 0 || supported * 2 < reading.rows.size()) return;
    }
    state_.panel = reading.last_panel;
    Accept(reading, head, lane);
    Trace(region, head, reading);
  }

  void Trace(const Region& region, const TableHead& head, const TableReading& reading) {
    TableTrace trace{page_.number, head, region.carried, std::vector<std::vector<Box>>(head.columns.size())};
    for (const RawRow& row : reading.rows)
      for (size_t c = 0; c < row.columns.size(); ++c)
        for (const Segment& s : row.columns[c]) trace.content[c].push_back(s.box);
    tables_.push_back(std::move(trace));
  }

  void Accept(const TableReading& reading, const TableHead& head, size_t lane) {
    for (const auto& [line, line_class] : reading.classes) {
      // A row on one half of the page outranks a comment on the other.
      if (!classes_[line] || line_class == LineClass::kRow || *classes_[line] == LineClass::kComment ||
          *classes_[line] == LineClass::kHeading)
        if (classes_[line] != LineClass::kRow) classes_[line] = line_class;
    }
    const TableFacts facts = Facts(reading.rows, head);
    const size_t first_found = found_.size();
    for (const RawRow& read : reading.rows) {
      const RawRow raw = WithReferenceBelow(read, head);
      // A further number on the row that no field takes may be a further result.
      for (const Segment& s : raw.left_over)
        if (s.IsNumericValue() && !s.IsRange() && std::isdigit(static_cast<unsigned char>(s.text[0])) != 0)
          more_unread_.push_back({page_.number, s.box, LineClass::kUnread, s.text});
      for (size_t c = 0; c < head.columns.size(); ++c)
        for (size_t k = 1; IsResultRole(head.columns[c].role) && k < raw.columns[c].size(); ++k)
          if (raw.columns[c][k].IsNumericValue() && raw.columns[c][k].text != raw.columns[c][0].text)
            more_unread_.push_back({page_.number, raw.columns[c][k].box, LineClass::kUnread, raw.columns[c][k].text});
      std::optional<Observation> o = ReadFields(raw, head, facts, page_.number, context_);
      if (o) {
        NameFurtherResults(raw, head, *o);
        left_over_.Take(raw, head);
        const bool strip = head.x1 > head.x0;
        found_.push_back({std::move(*o), raw.lines.front(), *std::max_element(raw.lines.begin(), raw.lines.end()), lane,
                          strip ? head.x0 : 0, strip ? head.x1 : page_.width, raw.lines});
      } else {
        for (const size_t l : raw.lines) classes_[l] = std::nullopt;
      }
    }
    DropRowNumbers(first_found);
  }

  // A row without a range, and right under it a range that no row has: it may be this row's, which then waits with it.
  void DoubtOrphans() {
    constexpr double kPitch = 1.6;
    for (Placed& p : found_) {
      Observation& o = p.observation;
      if (!o.range.text.empty() || o.value.kind != ValueKind::kQuantity) continue;
      const size_t below = p.last_line + 1;
      if (below >= page_.lines.size() || classes_[below] == LineClass::kRow) continue;
      if (page_.lines[below].baseline - page_.lines[p.last_line].baseline > kPitch * page_.lines[p.last_line].font_size)
        continue;
      // Several ranges are the bands of a scale.
      const Segment* orphan = nullptr;
      int ranges = 0;
      for (const Segment& s : segments_[below]) {
        if (!s.IsRange() || s.IsProse() || s.has_date) continue;
        orphan = &s;
        ++ranges;
      }
      if (ranges != 1) continue;
      Doubt(o, {FindingCode::kRangeUnparsed, "the range under this row may be its reference", orphan->box});
      o.range = orphan->range.range;
      o.range.text = orphan->text;
      o.range.box = orphan->box;
      if (auto wrong = fields::SettleFlag(&o, orphan->range.kind, context_.flags_from_range))
        Doubt(o, {FindingCode::kFlagDisagrees, *std::move(wrong), o.flag.box});
    }
  }

  void DoubtShifted() {
    for (Placed& p : found_)
      if (const Segment* nearer = NearerResult(p.observation, segments_))
        Doubt(p.observation, {FindingCode::kValueAmbiguous,
                              "\"" + nearer->text + "\" stands nearer to this name than its result", nearer->box});
  }

  // A row without a unit or a range, and at its height a unit, range or number that no row has: it may be this row's,
  // for its column's head was not understood, or it stands a little lower than the row.
  void DoubtLeftOver() {
    constexpr double kBeside = 0.7;  // ems
    for (Placed& p : found_) {
      Observation& o = p.observation;
      const bool lacks_unit = o.value.kind == ValueKind::kQuantity && o.unit.text.empty();
      if (!o.range.text.empty() && !lacks_unit) continue;
      Box box;
      for (size_t k = 0; k < segments_.size(); ++k) {
        if (classes_[k] == LineClass::kFurniture || classes_[k] == LineClass::kTableHead) continue;
        const bool beside = std::any_of(p.lines.begin(), p.lines.end(), [&](size_t l) {
          return std::abs(page_.lines[l].baseline - page_.lines[k].baseline) < kBeside * page_.lines[l].font_size;
        });
        if (!beside) continue;
        for (const Segment& s : segments_[k]) {
          if (s.box.center_x() < std::max(p.x0, o.name.box.x0) || s.box.center_x() > p.x1) continue;
          for (const Segment& field : left_over_.FieldsIn(s, context_)) {
            const bool unit = field.IsUnit() || !field.result.unit_text.empty() || !field.range.unit_text.empty();
            // A chart prints the result once more at its place.
            const bool again = field.text == o.value.text;
            if (!again && (o.range.text.empty() || unit)) box = box.Union(field.box);
          }
        }
      }
      const bool known = std::any_of(o.findings.begin(), o.findings.end(),
                                     [](const Finding& f) { return f.code == FindingCode::kTextLeftOver; });
      if (!(box == Box{}) && !known)
        Doubt(o, {FindingCode::kTextLeftOver, "figures or a unit beside this row belong to no field", box});
    }
  }

  // On lines that are rows: a name, a figure and a unit or range that no row took are another row that was not read.
  void NameLeftOverRows() {
    for (size_t k = 0; k < segments_.size(); ++k) {
      if (classes_[k] != LineClass::kRow) continue;
      std::vector<Segment> free;
      const auto name = [&] {
        const auto row = FindContentRow(free);
        if (row) {
          Segment all = free[static_cast<size_t>(row->name)];
          for (const Segment& s : free) {
            all.box = all.box.Union(s.box);
            if (s.box.x0 > all.words.front().box.x0) all.text += "  " + s.text;
          }
          more_unread_.push_back({page_.number, all.box, LineClass::kUnread, all.text});
        }
        free.clear();
      };
      for (const Segment& s : segments_[k]) {
        if (left_over_.TookAny(s)) continue;
        if (s.IsNameLike()) name();
        free.push_back(s);
      }
      name();
    }
  }

  // "All biomarkers reported in mmol/mol creatinine unless otherwise noted": the unit of a page whose rows have none.
  // Where most have one, a row without is what is noted otherwise.
  void TakeStatedUnit() {
    std::vector<Observation*> bare;
    size_t numbers = 0;
    for (Placed& p : found_) {
      if (p.observation.value.kind != ValueKind::kQuantity) continue;
      ++numbers;
      if (p.observation.unit.text.empty() && !terminology::IsDimensionless(p.observation.name.text))
        bare.push_back(&p.observation);
    }
    if (bare.size() * 2 < numbers) return;
    for (const layout::Line& line : page_.lines) {
      const std::string stated = StatedUnit(line.Text());
      if (stated.empty()) continue;
      for (Observation* o : bare) o->unit = {stated, terminology::LookUpUnit(stated).ucum, line.box};
      return;
    }
  }

  RawRow WithReferenceBelow(RawRow row, const TableHead& head) {
    if (!row.range_below.empty()) return row;
    for (size_t c = 0; c < head.columns.size(); ++c) {
      const ColumnRole role = head.columns[c].role;
      const bool range = role == ColumnRole::kRange || role == ColumnRole::kLow || role == ColumnRole::kHigh;
      if (range && !row.columns[c].empty()) return row;
    }
    const size_t last = *std::max_element(row.lines.begin(), row.lines.end());
    const ReferenceBelow below = FindReferenceBelow(last, page_.lines, segments_, classes_, context_);
    row.range_below = below.segments;
    row.lines.insert(row.lines.end(), below.lines.begin(), below.lines.end());
    for (const size_t l : below.lines) classes_[l] = LineClass::kRow;
    return row;
  }

  // A row that waits because several result columns are filled shows one of them; the others are named.
  void NameFurtherResults(const RawRow& raw, const TableHead& head, const Observation& o) {
    const bool several = std::any_of(o.findings.begin(), o.findings.end(),
                                     [](const Finding& f) { return f.code == FindingCode::kValueAmbiguous; });
    for (size_t c = 0; several && c < head.columns.size(); ++c) {
      if (!IsResultRole(head.columns[c].role) || raw.columns[c].empty()) continue;
      const Segment& s = raw.columns[c].front();
      if (s.IsNumericValue() && s.box.OverlapX(o.value.box) <= 0)
        more_unread_.push_back({page_.number, s.box, LineClass::kUnread, s.text});
    }
  }

  // "1 Citramalic", "2 Tartaric", "3 Arabinose": numbers that count rows are no part of the names.
  void DropRowNumbers(size_t from) {
    const auto number = [](const std::string& name) {
      const size_t end = name.find_first_not_of("0123456789");
      return end != std::string::npos && end > 0 && end <= 3 && name[end] == ' ' ? std::atoi(name.c_str()) : -1;
    };
    size_t steps = 0, numbered = 0;
    int last = -2;
    for (size_t i = from; i < found_.size(); ++i) {
      const int n = number(found_[i].observation.name.text);
      if (n < 0) continue;
      ++numbered;
      steps += n == last + 1;
      last = n;
    }
    if (steps < 2 || steps * 2 < numbered) return;
    for (size_t i = from; i < found_.size(); ++i) {
      std::string& name = found_[i].observation.name.text;
      if (number(name) >= 0) name.erase(0, name.find(' ') + 1);
    }
  }

  static TableFacts Facts(const std::vector<RawRow>& rows, const TableHead& head) {
    TableFacts facts;
    facts.inferred = head.inferred;
    facts.prints_bars = std::any_of(head.columns.begin(), head.columns.end(), [](const Column& c) { return c.bars; });
    constexpr size_t kHabit = 3;
    size_t numbers = 0, units = 0, ranges = 0, further = 0, further_units = 0;
    for (const RawRow& r : rows) {
      bool number = false, unit = false, range = false;
      for (const Segment& s : r.floating_flags)
        facts.prints_signs = facts.prints_signs || s.text.find_first_not_of("+- ") == std::string::npos;
      for (size_t c = 0; c < head.columns.size(); ++c)
        for (const Segment& s : r.columns[c]) {
          const ColumnRole role = head.columns[c].role;
          if (IsResultRole(role)) {
            number = number || s.IsNumericValue();
            const std::string& flag = s.result.flag.text;
            facts.prints_signs = facts.prints_signs || (s.IsNumericValue() && !flag.empty() &&
                                                        flag.find_first_not_of("+- ") == std::string::npos);
            unit = unit || !s.result.unit_text.empty();
          }
          if (role == ColumnRole::kUnit) unit = unit || s.unit.confidence != terminology::UnitConfidence::kNone;
          if (role == ColumnRole::kRange) {
            range = range || s.IsRange();
            unit = unit || !s.range.unit_text.empty();
          }
        }
      if (!number) continue;
      further += r.further;
      further_units += r.further && unit;
      ++numbers;
      units += unit;
      ranges += range;
    }
    facts.prints_units = numbers > 0 && units * 10 >= numbers * 6;
    facts.further_have_no_units = further >= kHabit && further_units == 0;
    facts.prints_ranges = numbers > 0 && ranges * 10 >= numbers * 6;
    return facts;
  }

  // Lines that no table took: rows known by their content.
  void ReadHeadless() {
    std::vector<LaneLine> open;
    for (size_t i = 0; i < classes_.size(); ++i) {
      // What a table took for a remark is free again when it has all the parts of a row.
      const bool remark = classes_[i] == LineClass::kComment && page_.lines[i].cells.size() > 1 &&
                          (IsWholeRow(i) || (segments_[i].size() > 2 && IsBesideRow(segments_[i])));
      const bool free = !classes_[i] || classes_[i] == LineClass::kHeading || remark;
      if (!free || segments_[i].empty() || (guide_ != nullptr && guide_->classes[i])) continue;
      LaneLine l;
      l.index = i;
      l.baseline = page_.lines[i].baseline;
      l.font_size = page_.lines[i].font_size;
      l.segments = segments_[i];
      // A field of the header that stands left of a row is no part of it.
      while (l.segments.size() > 2 && l.segments.front().text.find(':') != std::string::npos &&
             (IsHeaderLabel(l.segments.front()) || IsBesideRow(l.segments)))
        l.segments.erase(l.segments.begin());
      open.push_back(std::move(l));
    }
    ReadBlockRows(open);
    std::erase_if(open, [&](const LaneLine& l) { return InHeader(l.index); });
    JoinPins(open);
    ReadCardRows(open);
    MarkOpenReferences(open);
    ReadLanes(open);
    for (LaneLine& l : open) {
      if (FindContentRow(l.segments) || l.segments.size() > 3) continue;
      std::vector<Segment> cut = CutRunOn(l.segments.front(), context_);
      if (cut.empty()) continue;
      cut.insert(cut.end(), l.segments.begin() + 1, l.segments.end());
      if (FindContentRow(cut)) l.segments = std::move(cut);
    }
    // Runs of content rows with at most three other lines between them.
    for (size_t i = 0; i < open.size();) {
      if (!FindContentRow(open[i].segments)) {
        ++i;
        continue;
      }
      size_t last = i;
      for (size_t k = i + 1; k < open.size() && k - last <= 4; ++k)
        if (FindContentRow(open[k].segments)) last = k;
      // Names with bare values around the run belong to it, and a heading right above.
      size_t from = i;
      while (from > 0 && InRun(open[from - 1], open[from], open[i])) --from;
      while (last + 1 < open.size() && InRun(open[last], open[last + 1], open[i])) ++last;
      if (from > 0 && open[from - 1].index + 1 == open[from].index) --from;
      const std::vector<LaneLine> run(open.begin() + static_cast<std::ptrdiff_t>(from),
                                      open.begin() + static_cast<std::ptrdiff_t>(last) + 1);
      std::optional<TableHead> head = InferHead(run, 2);
      // Alone, a row has to have everything to be believed: "Calprotectine  142 µg/g  Réf. : < 50".
      const bool alone = !head && IsWholeRow(open[i].index);
      if (alone) head = InferHead(run, 1);
      if (head) {
        const size_t first = found_.size();
        const std::vector<double> edges = RowEdges(page_.rules, *head, run.front().baseline - 30, run.back().baseline);
        const TableReading reading = ReadTable(run, *head, edges, state_.panel, context_);
        state_.panel = reading.last_panel;
        Accept(reading, *head, 1000 + i);
        for (size_t k = first; alone && !IsCompleteRow(open[i].segments) && k < found_.size(); ++k)
          Doubt(found_[k].observation,
                {FindingCode::kLowConfidence, "stands alone and without a range", found_[k].observation.box});
      }
      i = last + 1;
    }
  }

  void JoinPins(std::vector<LaneLine>& open) {
    for (const size_t i : FindPins(open)) {
      open[i + 1].segments.insert(open[i + 1].segments.begin() + 1, open[i].segments[0]);
      classes_[open[i].index] = LineClass::kRow;
    }
    std::erase_if(open, [&](const LaneLine& l) { return classes_[l.index] == LineClass::kRow; });
  }

  // Lists side by side: runs of lines with two and more pairs of name and value, and what goes on under them in one
  // list only.
  void ReadLanes(std::vector<LaneLine>& open) {
    constexpr size_t kGap = 4;
    size_t lane = 3000;
    for (size_t i = 0; i < open.size(); ++i) {
      if (CountPairs(open[i].segments) < 2) continue;
      size_t last = i;
      for (size_t k = i + 1; k < open.size() && k - last <= kGap; ++k)
        if (CountPairs(open[k].segments) >= 2) last = k;
      while (last + 1 < open.size() && CountPairs(open[last + 1].segments) >= 1 &&
             open[last + 1].baseline - open[last].baseline < 2.5 * open[last].font_size)
        ++last;
      const size_t from = i > 0 && open[i].index == open[i - 1].index + 1 ? i - 1 : i;
      const std::vector<LaneLine> run(open.begin() + static_cast<std::ptrdiff_t>(from),
                                      open.begin() + static_cast<std::ptrdiff_t>(last) + 1);
      std::vector<std::vector<LaneLine>> without_row;  // of each list, what made no row in it
      for (const TableHead& head : InferLanes(run, 4, page_.width)) {
        std::vector<LaneLine> strip = Strip(run, head.x0, head.x1);
        const TableReading reading = ReadTable(strip, head, {}, state_.panel, context_);
        Accept(reading, head, lane++);
        std::erase_if(strip, [&](const LaneLine& l) {
          return std::any_of(reading.rows.begin(), reading.rows.end(), [&](const RawRow& row) {
            return std::find(row.lines.begin(), row.lines.end(), l.index) != row.lines.end();
          });
        });
        without_row.push_back(std::move(strip));
      }
      for (const std::vector<LaneLine>& list : without_row) NameItemsWithoutRow(list);
      i = last;
    }
    std::erase_if(open, [&](const LaneLine& l) { return classes_[l.index] == LineClass::kRow; });
  }

  // "Celery  VLO" beside rows of other lists: a name with something behind it that is no result. As a part of a line of
  // rows it would be lost.
  void NameItemsWithoutRow(const std::vector<LaneLine>& list) {
    for (const LaneLine& l : list) {
      if (classes_[l.index] != LineClass::kRow || l.segments.size() < 2 || !l.segments.front().IsNameLike()) continue;
      Box box;
      std::string text;
      for (const Segment& s : l.segments) {
        box = box.Union(s.box);
        text += (text.empty() ? "" : "  ") + s.text;
      }
      more_unread_.push_back({page_.number, box, LineClass::kUnread, text});
    }
  }

  // Are `a` and the line below it, `b`, neighbours, and is the one outside the run a name with a value where the run's
  // names begin?
  bool InRun(const LaneLine& a, const LaneLine& b, const LaneLine& row) const {
    constexpr double kPitch = 2.3;
    const LaneLine& outer = &row == &b || a.index < row.index ? a : b;
    return b.baseline - a.baseline < kPitch * std::max(a.font_size, b.font_size) && IsPair(outer.segments) &&
           std::abs(outer.segments[0].box.x0 - row.segments[0].box.x0) < 3;
  }

  static void Doubt(Observation& o, Finding finding) {
    o.findings.push_back(std::move(finding));
    o.confidence *= kBlocked;
  }

  static bool IsCompleteRow(const std::vector<Segment>& segments) {
    const auto row = FindContentRow(segments);
    if (!row || row->others > 0 || row->range < 0) return false;
    const Segment& value = segments[static_cast<size_t>(row->value)];
    return !value.IsNumericValue() || row->unit >= 0 || !value.result.unit_text.empty();
  }

  // "Sample Type: Head  Ca/P  7.77  0.8 - 8": all but the first segment, or the first ones with a colon, are a row.
  static bool IsBesideRow(const std::vector<Segment>& segments) {
    const std::vector<Segment> rest(segments.begin() + 1, segments.end());
    if (rest.front().text.find(':') != std::string::npos) return rest.size() > 2 && IsBesideRow(rest);
    const auto row = FindContentRow(rest);
    return row && row->name == 0 && row->others == 0 && row->range >= 0;
  }

  bool IsWholeRow(size_t i) const {
    const auto row = FindContentRow(segments_[i]);
    return row && row->others == 0;
  }

  // Lines under "Valor de referência:" say which values are normal; none of them is a result.
  void MarkOpenReferences(std::vector<LaneLine>& open) {
    constexpr double kPitch = 1.6;
    for (size_t i = 0; i < open.size(); ++i) {
      const auto label = ReadLabel(open[i].segments.front(), context_);
      if (!label || label->role != ColumnRole::kRange) continue;
      classes_[open[i].index] = LineClass::kGuideline;
      for (size_t k = i + 1; k < open.size(); ++k) {
        const double pitch = open[k].baseline - open[k - 1].baseline;
        if (pitch > kPitch * std::max(open[k].font_size, open[k - 1].font_size) || open[k].segments.front().bold ||
            ReadLabel(open[k].segments.front(), context_))
          break;
        classes_[open[k].index] = LineClass::kGuideline;
      }
    }
    std::erase_if(open, [&](const LaneLine& l) { return classes_[l.index] == LineClass::kGuideline; });
  }

  // Does a card take a line that is a row of a table, or several side by side, with another name or result than its
  // own?
  static bool CutsRows(const RawRow& card, const TableHead& head, const std::vector<LaneLine>& open) {
    const auto has = [&](ColumnRole role, const Segment& s) {
      for (size_t c = 0; c < head.columns.size(); ++c)
        for (const Segment& own : card.columns[c])
          if (head.columns[c].role == role && own.box == s.box) return true;
      return false;
    };
    return std::any_of(open.begin(), open.end(), [&](const LaneLine& l) {
      if (std::find(card.lines.begin(), card.lines.end(), l.index) == card.lines.end()) return false;
      const auto row = FindContentRow(l.segments);
      return row && row->range >= 0 &&
             !(has(ColumnRole::kName, l.segments[static_cast<size_t>(row->name)]) &&
               has(ColumnRole::kResult, l.segments[static_cast<size_t>(row->value)]));
    });
  }

  void ReadCardRows(std::vector<LaneLine>& open) {
    CardReading cards = ReadCards(open, page_.width, context_);
    std::erase_if(cards.rows, [&](const RawRow& r) { return CutsRows(r, cards.head, open); });
    if (cards.rows.empty()) return;
    TableReading reading;
    reading.rows = cards.rows;
    for (const RawRow& r : cards.rows)
      for (const size_t l : r.lines) reading.classes.emplace_back(l, LineClass::kRow);
    Accept(reading, cards.head, 2500);
    std::erase_if(open, [&](const LaneLine& l) { return classes_[l.index] == LineClass::kRow; });
  }

  void ReadBlockRows(std::vector<LaneLine>& open) {
    const BlockReading blocks = ReadBlocks(open, context_);
    if (blocks.rows.empty()) return;
    TableReading reading;
    reading.rows = blocks.rows;
    for (const size_t n : blocks.notes) reading.classes.emplace_back(n, LineClass::kComment);
    for (const RawRow& r : blocks.rows)
      for (const size_t l : r.lines) reading.classes.emplace_back(l, LineClass::kRow);
    Accept(reading, blocks.head, 2000);
    std::erase_if(open, [&](const LaneLine& l) { return classes_[l.index] == LineClass::kRow; });
  }

  const PageInput& page_;
  const PageGuide* const guide_;  // null: nothing is known
  PageState& state_;
  const ReadingContext& context_;
  std::vector<std::vector<Segment>> segments_;
  std::vector<std::optional<LineClass>> classes_;
  std::vector<std::vector<TableHead>> heads_;
  std::vector<bool> taken_;  // one a line, where there is a guide: a table of it has the line
  std::vector<size_t> header_;
  std::vector<ClassifiedLine> more_unread_;
  std::vector<TableTrace> tables_;
  std::vector<Placed> found_;
  LeftOver left_over_;
};

}  // namespace

PageReading ReadPage(const PageInput& page, const PageGuide* guide, PageState& state, const ReadingContext& context) {
  return PageReader(page, guide, state, context).Read();
}

}  // namespace labintake::generic
