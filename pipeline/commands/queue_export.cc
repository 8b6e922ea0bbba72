#include "pipeline/commands/queue_export.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "pipeline/commands/csv.h"
#include "pipeline/commands/item_pictures.h"
#include "pipeline/commands/item_text.h"
#include "pipeline/commands/private_file.h"
#include "review/items/doubts.h"

namespace labintake::pipeline {
namespace {

constexpr const char* kFormHead =
    "item,action,name,value,unit,range,flag,analyte,by,note,"
    "kind,document,page,picture,findings,line,machine_name,machine_value,machine_unit,machine_range,machine_flag,panel,"
    "reading,lab,rows,machine_analyte,candidates\n";

std::string FormRow(const db::ReviewItem& item, const std::string& picture) {
  const Observation& row = item.row;
  const review::Doubts doubts = review::DoubtsOf(item);
  const bool name = item.kind == db::ItemKind::kName;
  const auto filled = [&](bool doubtful, const std::string& text) {
    return doubtful || name ? std::string() : CsvTextCell(text);
  };
  std::string line = item.id + ",";
  for (const std::string& cell :
       {filled(doubts.name, row.name.text), filled(doubts.value, row.value.text), filled(doubts.unit, row.unit.text),
        filled(doubts.range, row.range.text), filled(doubts.flag, row.flag.text)}) {
    line += "," + cell;
  }
  line += fmt::format(",,,,{},{},{},{}", ToString(item.kind), item.document, item.page, picture);
  // Who keys a row for audit must not see what he is to find out.
  const Observation shown = item.audit ? Observation{} : row;
  for (const std::string& text : {FindingSentences(item), item.line_text, shown.name.text, shown.value.text,
                                  shown.unit.text, shown.range.text, shown.flag.text, row.panel}) {
    line += "," + CsvTextCell(text);
  }
  std::string candidates;
  for (const std::string& id : row.analyte.candidates) candidates += (candidates.empty() ? "" : " ") + id;
  return line + fmt::format(",{},{},{},{},{}\n", item.reading, CsvTextCell(item.lab),
                            name ? std::to_string(item.rows) : "", CsvTextCell(shown.analyte.id),
                            CsvTextCell(candidates));
}

}  // namespace

Result<QueueExportCounts> ExportQueue(db::Store& store, const QueueExportRequest& request, std::ostream& log) {
  auto items = store.ListReviewItems(request.filter);
  if (!items) return tl::unexpected(items.error());
  if (auto made = MakePrivateFolder(request.folder); !made) return tl::unexpected(made.error());
  // Before any picture is made: a form may hold answers that nobody has read in yet.
  struct stat there {};
  for (const char* name : {"/answers.csv", "/items.jsonl"}) {
    if (lstat((request.folder + name).c_str(), &there) == 0) {
      return Fail(ErrorCode::kArgument,
                  fmt::format("{} holds an exported queue already; name another folder.", request.folder));
    }
  }
  QueueExportCounts counts;
  std::string lines, form = kFormHead;
  const auto add = [&](const db::ReviewItem& item, const std::string& png) -> Result<void> {
    ++counts.items;
    const std::string picture = png.empty() ? "" : item.id + ".png";
    if (png.empty()) {
      ++counts.without_picture;
    } else if (auto written = WritePrivateFile(request.folder + "/" + picture, png); !written) {
      return written;
    }
    OrderedJson json = ToJson(item);
    json["picture"] = picture.empty() ? OrderedJson(nullptr) : OrderedJson(picture);
    lines += Dump(json) + "\n";
    form += FormRow(item, picture);
    return {};
  };
  if (auto drawn = DrawItems(store, *items, request.password, log, add); !drawn) return tl::unexpected(drawn.error());
  if (auto written = WritePrivateFile(request.folder + "/items.jsonl", lines); !written)
    return tl::unexpected(written.error());
  if (auto written = WritePrivateFile(request.folder + "/answers.csv", form); !written)
    return tl::unexpected(written.error());
  return counts;
}

}  // namespace labintake::pipeline
