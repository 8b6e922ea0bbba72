// Files that are small until they are unpacked: each costs attempts of its own and nothing else.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "tests/image/made_png.h"
#include "tests/pipeline/service/service_under_test.h"

namespace labintake::pipeline {
namespace {

using db::JobState;

std::string Packed(const std::string& bytes) {
  std::vector<Bytef> packed(compressBound(bytes.size()));
  uLongf size = packed.size();
  EXPECT_EQ(compress2(packed.data(), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 9), Z_OK);
  return {packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size)};
}

// One page whose content is `size` spaces, packed twice.
std::string PdfOfSpaces(std::size_t size) {
  const std::string content = Packed(Packed(std::string(size, ' ')));
  const std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
      fmt::format("<</Length {}/Filter[/FlateDecode/FlateDecode]>>stream\n", content.size()) + content + "\nendstream"};
  std::string pdf = "%PDF-1.4\n", table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n", i + 1) + objects[i] + "\nendobj\n";
  }
  return fmt::format("{0}xref\n0 {1}\n{2}trailer<</Size {1}/Root 1 0 R>>\nstartxref\n{3}\n%%EOF\n", pdf,
                     objects.size() + 1, table, pdf.size());
}

TEST(WatchBomb, CostsItsOwnAttempts) {
  ServiceUnderTest service;
  service.config.limits.timeout_seconds = 4;
  service.config.limits.memory_mib = 400;
  service.config.retry.attempts = 2;
  const std::string spaces = PdfOfSpaces(512 << 20);
  ASSERT_LT(spaces.size(), 20'000u);
  service.Put("spaces.pdf", spaces);
  service.Put("pixels.png", image::PngHeader(60'000, 60'000));
  for (int i = 0; i < 10; ++i) service.Put(fmt::format("good{}.pdf", i), fmt::format("%ROWS 1 {}", i));
  service.Start();
  ASSERT_TRUE(service.WaitUntilDone()) << service.Log();
  service.Signal(SIGTERM);
  EXPECT_EQ(service.Wait(), 0);
  const db::Job pixels = service.JobOf("pixels.png");
  EXPECT_EQ(pixels.last_error->error_class, db::ErrorClass::kTooLarge) << service.Log();
  EXPECT_EQ(pixels.attempts, 1);
  // A fast machine may get through it.
  const db::Job packed = service.JobOf("spaces.pdf");
  EXPECT_TRUE(packed.state == JobState::kDone || packed.attempts == 2) << ToString(packed.state);
  EXPECT_EQ(service.Counts()[JobState::kFailed], packed.state == JobState::kDone ? 1 : 2);
  EXPECT_EQ(service.Query("SELECT count(*) FROM rows")[0][0], "10");
  EXPECT_TRUE(service.Logged("leases-ended").empty());
}

}  // namespace
}  // namespace labintake::pipeline
