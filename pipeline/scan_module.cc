#include "pipeline/scan_module.h"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

namespace labintake::pipeline {
namespace {

constexpr const char* kFileName = "liblabintake_scan.so";

// The folder of the running program, with the last '/'; "" when the system does not say.
std::string ProgramFolder() {
  std::array<char, 4096> path;
  const ssize_t n = readlink("/proc/self/exe", path.data(), path.size());
  if (n <= 0 || static_cast<std::size_t>(n) == path.size()) return "";
  const std::string program(path.data(), static_cast<std::size_t>(n));
  return program.substr(0, program.rfind('/') + 1);
}

}  // namespace

std::string ScanModulePath() {
  const std::string folder = ProgramFolder();
  if (folder.empty()) return "";
  for (std::string path : {folder + kFileName, folder + "../lib/labintake/" + kFileName}) {
    if (access(path.c_str(), F_OK) == 0) return path;
  }
  return "";
}

Result<const scan::ModuleApi*> LoadScanModule() {
  static const scan::ModuleApi* loaded = nullptr;
  if (loaded != nullptr) return loaded;
  if (ProgramFolder().empty()) {
    return Fail(ErrorCode::kConfiguration, "pictures cannot be read because /proc is not there to find the program by");
  }
  const std::string path = ScanModulePath();
  if (path.empty()) {
    return Fail(ErrorCode::kConfiguration,
                std::string("pictures cannot be read because ") + kFileName +
                    " is missing beside the program and in lib/labintake; install labintake again");
  }
  // OpenMP's run-time library reads it when it is loaded. Its threads would cost six times the processor's time.
  setenv("OMP_THREAD_LIMIT", "1", 1);
  void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  const void* symbol = module == nullptr ? nullptr : dlsym(module, scan::kModuleSymbol);
  if (symbol == nullptr) {
    return Fail(ErrorCode::kConfiguration, std::string("pictures cannot be read because ") + kFileName +
                                               " or a library that it needs cannot be loaded; install labintake again");
  }
  loaded = static_cast<const scan::ModuleApi*>(symbol);
  return loaded;
}

}  // namespace labintake::pipeline
