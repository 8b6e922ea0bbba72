#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "extractors/image/decode.h"
#include "tests/image/corner_marks.h"
#include "tests/image/made_jpeg.h"
#include "tests/image/made_tiff.h"

namespace labintake::image {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// Exit codes of the child.
constexpr int kDecoded = 0, kTooLarge = 3, kOther = 4;

// Decodes with so many bytes more than the process has now. In a child, whose limit cannot hurt the other tests.
int DecodeWithin(const std::string& bytes, std::size_t more) {
  const pid_t child = fork();
  if (child == 0) {
    std::string copy = bytes;  // the file itself does not count
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlimit limit{pages * static_cast<std::size_t>(getpagesize()) + more, RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &limit);
    const auto file = OpenImageFile(std::move(copy), {});
    if (!file) _exit(kOther);
    const auto picture = (*file)->ReadPage(1);
    _exit(picture ? kDecoded : picture.error().code == ErrorCode::kTooLarge ? kTooLarge : kOther);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Large blocks get and return address space of their own, so that none that was freed before serves again.
const int kNoReuse = mallopt(M_MMAP_THRESHOLD, 1 << 16);

// Letter at 300 dots an inch.
constexpr int kWidth = 2550, kHeight = 3300;
constexpr std::size_t kRasterBytes = std::size_t{kWidth} * kHeight;

class DecodeMemory : public testing::Test {
 protected:
  void SetUp() override {
    if (kSanitized) GTEST_SKIP() << "sanitizers need the address space";
    ASSERT_EQ(kNoReuse, 1);
  }
};

TEST_F(DecodeMemory, GreyJpegNeedsItsRasterAndLittleMore) {
  JpegToMake jpeg{.width = kWidth, .height = kHeight, .samples = PageLike(kWidth, kHeight).grey};
  EXPECT_EQ(DecodeWithin(MakeJpeg(jpeg), 2 * kRasterBytes), kDecoded);
  jpeg.exif = Exif(6);  // turned: two of them
  EXPECT_EQ(DecodeWithin(MakeJpeg(jpeg), 3 * kRasterBytes), kDecoded);
}

TEST_F(DecodeMemory, FaxPageNeedsItsRasterAndLittleMore) {
  TiffToMake page{.width = kWidth, .height = kHeight, .bits = 1, .compression = 4};
  page.rows.assign((kWidth + 7) / 8 * kHeight, 0x5F);
  EXPECT_EQ(DecodeWithin(MakeTiff({page}), 2 * kRasterBytes), kDecoded);
}

TEST_F(DecodeMemory, TooLittleIsAnError) {
  const Raster picture = PageLike(kWidth, kHeight);
  EXPECT_EQ(DecodeWithin(MakeJpeg(picture), kRasterBytes / 2), kTooLarge);
  EXPECT_EQ(DecodeWithin(MakeJpeg(picture, true), kRasterBytes * 3 / 2), kTooLarge);
}

}  // namespace
}  // namespace labintake::image
