#include "pipeline/stage_keys.h"

#include <gtest/gtest.h>

#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

ProcessOptions With(const std::string& tessdata) {
  ProcessOptions options;
  options.scan.tessdata = tessdata;
  return options;
}

// The test runs in the build folder, beside the module.
TEST(StageKeysTest, AnotherModelIsAnotherVersion) {
  const TemporaryFolder models;
  WriteFile(models / "eng.traineddata", "a model");
  WriteFile(models / "README", "no model");
  const auto version = [&] { return RecognisedPageKey(With(models.path()))->version; };
  const std::string before = version();
  EXPECT_EQ(version(), before);
  WriteFile(models / "README", "no model at all");
  EXPECT_EQ(version(), before);
  WriteFile(models / "deu.traineddata", "another");
  const std::string more = version();
  EXPECT_NE(more, before);
  WriteFile(models / "eng.traineddata", "a larger model");
  EXPECT_NE(version(), more);
  // It is no other output: what is kept of the former version is replaced.
  EXPECT_EQ(RecognisedPageKey(With(models.path()))->output, RecognisedPageKey({})->output);
}

TEST(StageKeysTest, LimitsAndOptionsAreOtherOutputs) {
  const ProcessOptions usual;
  const auto differs = [&](auto change, bool text, bool page) {
    ProcessOptions options;
    change(options);
    EXPECT_EQ(TextLayersKey(options).output != TextLayersKey(usual).output, text);
    EXPECT_EQ(RecognisedPageKey(options)->output != RecognisedPageKey(usual)->output, page);
    EXPECT_EQ(TextLayersKey(options).version, TextLayersKey(usual).version);
    EXPECT_EQ(RecognisedPageKey(options)->version, RecognisedPageKey(usual)->version);
  };
  differs([](ProcessOptions& o) { o.max_pages = 1; }, true, false);
  differs([](ProcessOptions& o) { o.max_bytes = 1; }, true, false);
  differs([](ProcessOptions& o) { o.max_megapixels = 1; }, true, true);
  differs([](ProcessOptions& o) { o.scan.second_reading = false; }, false, true);
  differs([](ProcessOptions& o) { o.scan.languages = "deu"; }, false, true);
  differs([](ProcessOptions& o) { o.scan.without = "ink"; }, false, true);
  // What rows are made of later.
  differs([](ProcessOptions& o) { o.only_format = "northwind"; }, false, false);
  differs([](ProcessOptions& o) { o.interpret = false; }, false, false);
}

TEST(StageKeysTest, StepsThatAreSavedAreDone) {
  ProcessOptions options;
  options.scan.save_steps = "folder";
  EXPECT_EQ(RecognisedPageKey(options), std::nullopt);
}

}  // namespace
}  // namespace labintake::pipeline
