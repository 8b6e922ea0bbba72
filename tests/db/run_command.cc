#include "tests/db/run_command.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "pipeline/commands/backup_command.h"
#include "pipeline/commands/catalog_aliases.h"
#include "pipeline/commands/doctor_command.h"
#include "pipeline/commands/forget_command.h"
#include "pipeline/commands/jobs_command.h"
#include "pipeline/commands/status_command.h"
#include "pipeline/commands/store_commands.h"

// What Poppler's font look-up keeps for the life of the process is no leak of ours. The name is LeakSanitizer's.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

namespace labintake::db::testing {

CommandResult RunCommand(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  std::streambuf* const old_out = std::cout.rdbuf(out.rdbuf());
  std::streambuf* const old_err = std::cerr.rdbuf(err.rdbuf());
  CommandResult result;
  CLI::App app("test", "labintake");
  app.require_subcommand(1);
  pipeline::AddQueueCommand(app, &result.code);
  pipeline::AddExportCommand(app, &result.code);
  pipeline::AddDoctorCommand(app, &result.code);
  pipeline::AddBackupCommand(app, &result.code);
  pipeline::AddForgetCommand(app, &result.code);
  pipeline::AddStatusCommand(app, &result.code);
  pipeline::AddJobsCommand(app, &result.code);
  CLI::App* catalog = app.add_subcommand("catalog", "test");
  pipeline::AddCatalogAliases(*catalog, &result.code);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    result.code = app.exit(error, std::cout, std::cerr) == 0 ? 0 : 1;
  }
  std::cout.rdbuf(old_out);
  std::cerr.rdbuf(old_err);
  result.out = out.str();
  result.err = err.str();
  return result;
}

std::string TinyPdf() {
  const std::string content = "BT /F1 12 Tf 36 680 Td (Iron 5 mg/dL) Tj ET";
  const std::string objects[] = {
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
      " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
      "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream"};
  std::string pdf = "%PDF-1.4\n", table = "xref\n0 5\n0000000000 65535 f \n";
  int number = 0;
  for (const std::string& object : objects) {
    const std::string offset = std::to_string(pdf.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    pdf += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
  }
  const std::string start = std::to_string(pdf.size());
  return pdf + table + "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n";
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void WriteFile(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace labintake::db::testing
