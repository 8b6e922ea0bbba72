#include "pipeline/scan_module.h"

#include <gtest/gtest.h>

#include <cstdlib>

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

}  // namespace
}  // namespace labintake::pipeline
