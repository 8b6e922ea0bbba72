#include "pipeline/output/png.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <map>

namespace labintake::pipeline {
namespace {

uint32_t Number(const std::string& bytes, std::size_t at) {
  uint32_t n = 0;
  for (std::size_t i = at; i < at + 4; ++i) n = n << 8 | static_cast<unsigned char>(bytes.at(i));
  return n;
}

// The chunks by type; expects sound sums.
std::map<std::string, std::string> Chunks(const std::string& png) {
  std::map<std::string, std::string> chunks;
  EXPECT_EQ(png.substr(0, 8), std::string("\x89PNG\r\n\x1a\n", 8));
  for (std::size_t at = 8; at < png.size();) {
    const uint32_t size = Number(png, at);
    const std::string typed = png.substr(at + 4, 4 + size);
    EXPECT_EQ(Number(png, at + 8 + size), crc32_z(0, reinterpret_cast<const Bytef*>(typed.data()), typed.size()));
    chunks[typed.substr(0, 4)] = typed.substr(4);
    at += 12 + size;
  }
  return chunks;
}

TEST(PngTest, ThePixelsComeBack) {
  Raster picture{5, 3, 200, {}};
  for (int i = 0; i < 15; ++i) picture.grey.push_back(static_cast<uint8_t>(i * 53));
  auto chunks = Chunks(EncodePng(picture));
  const std::string& head = chunks["IHDR"];
  EXPECT_EQ(Number(head, 0), 5u);
  EXPECT_EQ(Number(head, 4), 3u);
  EXPECT_EQ(head.substr(8), std::string("\x08\0\0\0\0", 5));
  EXPECT_EQ(Number(chunks["pHYs"], 0), 7874u);
  ASSERT_TRUE(chunks.contains("IEND"));
  std::string rows(18, '\0');
  uLongf size = rows.size();
  const std::string& data = chunks["IDAT"];
  ASSERT_EQ(uncompress(reinterpret_cast<Bytef*>(rows.data()), &size, reinterpret_cast<const Bytef*>(data.data()),
                       data.size()),
            Z_OK);
  ASSERT_EQ(size, rows.size());
  std::vector<uint8_t> grey;
  for (std::size_t y = 0; y < 3; ++y) {
    EXPECT_EQ(rows[y * 6], 2);
    for (std::size_t x = 0; x < 5; ++x) {
      const auto above = y > 0 ? grey[(y - 1) * 5 + x] : uint8_t{0};
      grey.push_back(static_cast<uint8_t>(static_cast<uint8_t>(rows[y * 6 + 1 + x]) + above));
    }
  }
  EXPECT_EQ(grey, picture.grey);
}

TEST(PngTest, NothingForNothing) { EXPECT_EQ(EncodePng({}), ""); }

}  // namespace
}  // namespace labintake::pipeline
