#include "pipeline/output/result_writer.h"

#include "pipeline/output/results_csv.h"
#include "pipeline/output/results_json.h"
#include "pipeline/output/results_table.h"

namespace labintake::pipeline {

std::unique_ptr<ResultWriter> MakeResultWriter(OutputFormat format, const OutputOptions& options,
                                               ResultWriter::Sink sink) {
  switch (format) {
    case OutputFormat::kTable: return std::make_unique<TableWriter>(options, std::move(sink));
    case OutputFormat::kJson: return std::make_unique<JsonWriter>(options.list, std::move(sink));
    case OutputFormat::kJsonLines: return std::make_unique<JsonLinesWriter>(std::move(sink));
    case OutputFormat::kCsv: return std::make_unique<CsvWriter>(std::move(sink));
  }
  return nullptr;
}

}  // namespace labintake::pipeline
