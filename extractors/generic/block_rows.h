// Results printed as blocks, one field a line:
//
//   GLICOSE
//   Material: Soro      Método: Enzimático
//   Resultado: 92 mg/dL
//   Valores de referência: 70 a 99 mg/dL
//
// Labels are column heads with a colon. Pure function; thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "extractors/generic/table_rows.h"

namespace labintake::generic {

struct Labelled {
  terminology::ColumnRole role = terminology::ColumnRole::kNote;
  std::optional<Segment> value;  // behind the colon; none when the segment ends there
};

// "Resultado: 92 mg/dL" -> kResult, "92 mg/dL"; nullopt where no column head with a colon begins the segment.
std::optional<Labelled> ReadLabel(const Segment& s, const ReadingContext& context);

struct BlockReading {
  TableHead head;  // name, result, unit and range, without places
  std::vector<RawRow> rows;
  std::vector<size_t> names;  // lines that name a block; they are rows too
  std::vector<size_t> notes;  // method, material and remark lines inside blocks
};

BlockReading ReadBlocks(const std::vector<LaneLine>& lines, const ReadingContext& context);

}  // namespace labintake::generic
