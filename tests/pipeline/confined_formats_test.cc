// Every kind of picture file is decoded by a confined worker as it is elsewhere.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "pipeline/document_file.h"
#include "pipeline/worker_pool.h"
#include "tests/image/corner_marks.h"
#include "tests/image/made_heic.h"
#include "tests/image/made_jpeg.h"
#include "tests/image/made_png.h"
#include "tests/image/made_tiff.h"
#include "tests/image/made_webp.h"

namespace labintake::pipeline {
namespace {

struct File {
  std::string name, bytes;
};

std::vector<File> FilesOfEachKind() {
  const Raster page = image::PageLike(320, 240);
  std::vector<std::uint8_t> rgba;
  for (const std::uint8_t grey : page.grey) rgba.insert(rgba.end(), {grey, grey, grey, 255});
  std::vector<File> files = {{"jpeg", image::MakeJpeg(page)},
                             {"progressive jpeg", image::MakeJpeg(page, true)},
                             {"png", image::MakePng({.width = page.width, .height = page.height, .rows = page.grey})},
                             {"lossy webp", image::MakeWebp(rgba, page.width, page.height, false)},
                             {"lossless webp", image::MakeWebp(rgba, page.width, page.height, true)}};
  for (const int compression : {1, 5, 7, 8}) {
    files.push_back(
        {"tiff " + std::to_string(compression),
         image::MakeTiff(
             {{.width = page.width, .height = page.height, .compression = compression, .rows = page.grey}})});
  }
  // Its decoder starts threads.
  if (std::optional<std::string> heic = image::MakeHeic({.pictures = {page}})) files.push_back({"heic", *heic});
  return files;
}

std::string Decoded(const std::string& bytes) {
  Result<DocumentFile> file = DocumentFile::Open(bytes, {});
  if (!file) return file.error().message;
  const Result<Raster> picture = file->picture()->ReadPage(1);
  return picture ? std::string(picture->grey.begin(), picture->grey.end()) : picture.error().message;
}

TEST(ConfinedFormatsTest, AreDecodedAsElsewhere) {
  const std::vector<File> files = FilesOfEachKind();
  std::vector<std::string> tasks;
  for (const File& file : files) tasks.push_back(file.bytes);
  WorkerPool({}, Decoded).Run(tasks, [&](std::size_t i, WorkerReply reply) {
    EXPECT_TRUE(reply.bytes == Decoded(files[i].bytes)) << files[i].name << ": " << reply.reason;
    EXPECT_EQ(reply.bytes.size(), std::size_t{320 * 240}) << files[i].name << ": " << reply.bytes.substr(0, 200);
    return true;
  });
}

}  // namespace
}  // namespace labintake::pipeline
