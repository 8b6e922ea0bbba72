#include "pipeline/commands/queue_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "db/document_overview.h"
#include "db/utc_time.h"
#include "extractors/image/picture_type.h"
#include "pipeline/commands/private_file.h"
#include "review/json_text.h"

namespace labintake::pipeline {
namespace {

using review::OrderedJson;

// The end of a file's name, by its content; readers go by the content too.
std::string Extension(std::string_view bytes) {
  const std::string_view type = image::PictureType(bytes);
  return type.empty() ? "pdf" : std::string(type.substr(type.find('/') + 1));
}

OrderedJson RowJson(const db::ExportRow& row) {
  const Observation& o = row.observation;
  if (row.status != db::ExportStatus::kDecided) {
    return {{"page", o.page},   {"name", o.name.text}, {"value", nullptr}, {"unit", nullptr},
            {"range", nullptr}, {"flag", nullptr},     {"optional", true}};
  }
  return {{"page", o.page},      {"name", o.name.text},   {"value", o.value.text},
          {"unit", o.unit.text}, {"range", o.range.text}, {"flag", o.flag.text}};
}

// "" where there is nothing to learn from it.
std::string Expected(const std::vector<db::ExportRow>& rows, const std::string& format, int* confirmed) {
  OrderedJson json = OrderedJson::object();
  // A variant of a format is tested with the format.
  if (!format.empty()) json["format"] = format.substr(0, format.find('/'));
  OrderedJson results = OrderedJson::array();
  int decided = 0;
  for (const db::ExportRow& row : rows) {
    if (row.status != db::ExportStatus::kDecided && row.status != db::ExportStatus::kAccepted) continue;
    decided += row.status == db::ExportStatus::kDecided;
    results.push_back(RowJson(row));
  }
  if (decided == 0) return "";
  *confirmed += decided;
  json["results"] = std::move(results);
  return json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

}  // namespace

Result<QueueCasesCounts> WriteCases(const std::string& database, db::Store& store, const QueueCasesRequest& request) {
  db::ReviewDatabaseOptions with;
  with.now = db::UtcNow;
  auto connection = db::OpenReviewDatabase(database, std::move(with));
  if (!connection) return tl::unexpected(connection.error());
  db::DocumentOverviews overviews(**connection);

  db::ExportFilter filter;
  filter.client = request.client;
  filter.all = true;
  std::map<std::int64_t, std::vector<db::ExportRow>> documents;
  auto read = store.ForEachExportRow(filter, [&](const db::ExportRow& row) {
    if (request.lab.empty() || row.header.lab == request.lab) documents[row.document].push_back(row);
  });
  if (!read) return tl::unexpected(read.error());

  QueueCasesCounts counts;
  if (auto made = MakePrivateFolder(request.folder); !made) return tl::unexpected(made.error());
  for (const auto& [id, rows] : documents) {
    const auto summary = overviews.Summary(id);
    if (!summary) return tl::unexpected(summary.error());
    if (summary->open_items > 0) {
      ++counts.open;
      continue;
    }
    const std::string expected = Expected(rows, summary->format, &counts.confirmed);
    if (expected.empty()) continue;
    const auto bytes = store.ReadBytes(summary->sha256);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string folder = fmt::format("{}/document-{}", request.folder, id);
    if (auto made = MakePrivateFolder(folder); !made) return tl::unexpected(made.error());
    for (const auto& [name, text] : {std::pair<std::string, const std::string&>{"report." + Extension(*bytes), *bytes},
                                     {"expected.json", expected}}) {
      if (auto written = WritePrivateFile(folder + "/" + name, text); !written) return tl::unexpected(written.error());
    }
    ++counts.documents;
  }
  return counts;
}

}  // namespace labintake::pipeline
