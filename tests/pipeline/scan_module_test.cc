#include "pipeline/scan_module.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace labintake::pipeline {
namespace {

// The test runs in the build folder, beside the module.
TEST(ScanModuleTest, IsLoadedOnce) {
  const Result<const scan::ModuleApi*> module = LoadScanModule();
  ASSERT_TRUE(module) << module.error().message;
  EXPECT_NE((*module)->open_image_file, nullptr);
  EXPECT_NE((*module)->make_scan_reader, nullptr);
  EXPECT_STREQ(std::getenv("OMP_THREAD_LIMIT"), "1");
  EXPECT_EQ(*LoadScanModule(), *module);
}

// What Tesseract calls is what is found first from the module on.
TEST(ScanModuleTest, StandsInForWhatCostsTime) {
  ASSERT_TRUE(LoadScanModule());
  void* module = dlopen(ScanModulePath().c_str(), RTLD_NOW | RTLD_NOLOAD);
  ASSERT_NE(module, nullptr);
  for (const char* name :
       {"GOMP_parallel", "GOMP_parallel_sections", "GOMP_sections_next", "GOMP_sections_end_nowait", "pixWriteMem"}) {
    Dl_info found{};
    ASSERT_NE(dladdr(dlsym(module, name), &found), 0) << name;
    EXPECT_EQ(std::string(found.dli_fname), ScanModulePath()) << name;
  }
  dlclose(module);
}

}  // namespace
}  // namespace labintake::pipeline
