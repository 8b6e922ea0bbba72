#include "terminology/ucum/import.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "terminology/data_dir.h"
#include "terminology/ucum/compile.h"

namespace labintake::ucum {
namespace {

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(file, bytes.data(), bytes.size());
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

// Under a name of its own first, so that a reader never meets half a table. Readable for the owner only.
bool ReplaceFile(const std::string& path, std::string_view bytes) {
  std::string name = path + ".XXXXXX";
  const int file = mkstemp(name.data());
  if (file < 0) return false;
  const bool written = WriteAll(file, bytes) && fsync(file) == 0;
  const bool closed = close(file) == 0;
  if (written && closed && std::rename(name.c_str(), path.c_str()) == 0) return true;
  unlink(name.c_str());
  return false;
}

}  // namespace

Result<ImportedTable> ImportTable(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string source((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return Fail(ErrorCode::kNotFound, "the file '" + path + "' cannot be read");
  const Result<std::string> compiled = CompileTable(source);
  if (!compiled) return tl::unexpected<Error>(compiled.error());
  const Result<Table> table = Table::FromBytes(*compiled);
  if (!table) return tl::unexpected<Error>(table.error());

  const std::string folder = terminology::UserDataFolder();
  if (folder.empty()) {
    return Fail(ErrorCode::kConfiguration,
                "it is not known where to keep the table: set LABINTAKE_DATA_DIR to a folder");
  }
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) chmod(folder.c_str(), S_IRWXU);
  const std::string target = folder + "/" + std::string(kTableFile);
  if (error || !ReplaceFile(target, *compiled)) {
    return Fail(ErrorCode::kConfiguration,
                "'" + target + "' cannot be written; make the folder writable or set LABINTAKE_DATA_DIR to another");
  }
  return ImportedTable{target, table->info()};
}

}  // namespace labintake::ucum
