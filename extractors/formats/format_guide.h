// A definition applied to the pages of one document: what the general reader is told of each.
//
// One a document; pages in order; belongs to one thread.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "extractors/formats/columns.h"
#include "extractors/formats/definition.h"
#include "extractors/formats/header_rules.h"
#include "extractors/formats/line_pattern.h"
#include "extractors/formats/phrase.h"
#include "extractors/generic/page_guide.h"

namespace labintake::formats {

class FormatGuide : public generic::DocumentGuide {
 public:
  // REQUIRES: `definition` was checked (definition_file.h) and outlives this.
  explicit FormatGuide(const Definition& definition);
  ~FormatGuide() override;

  fields::DecimalMark decimal() const override { return definition_.decimal; }
  std::optional<fields::DateOrder> dates() const override { return definition_.dates; }
  bool flags_from_range() const override { return definition_.flags_from_range; }
  void ReadHeader(const generic::PageInput& page, fields::DateOrder order, ReportHeader* header) const override;
  generic::PageGuide GuideOf(generic::PageInput* page, const generic::ReadingContext& context) override;

  // Did the definition name this line of a page that was read as no result?
  bool Named(int page, const Box& line) const;
  // Pages whose results were printed before.
  const std::set<int>& pages_read_again() const { return again_; }

 private:
  struct Table;
  struct Page;
  void MarkLines(Page* page);
  void FindTables(Page* page);
  void Open(Page* page, size_t table, const std::vector<generic::TableHead>& heads, size_t from);
  void Close(Page* page, size_t to);
  void NameRemarks(const TableRule& rule, const generic::GuidedTable& table, Page* page);
  void Name(Page* page, size_t line);

  const Definition& definition_;
  HeaderRules header_;
  std::vector<Table> tables_;
  std::vector<LineMatcher> patterns_;
  std::vector<std::pair<PhraseList, bool>> page_rules_;  // and whether the results were printed before
  PhraseList ignore_;
  std::optional<size_t> open_;  // the table that goes on, number in tables_
  std::vector<std::pair<int, Box>> named_;
  std::set<int> again_;
};

}  // namespace labintake::formats
