#include "extractors/ocr/traineddata.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <vector>

namespace labintake::ocr {
namespace {

constexpr size_t kWordList = 19;      // TESSDATA_LSTM_SYSTEM_DAWG
constexpr int32_t kMostEntries = 64;  // a file of Tesseract 5 has 24

}  // namespace

std::optional<std::string> WithoutWordList(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return std::nullopt;
  const auto size = static_cast<int64_t>(in.tellg());
  in.seekg(0);
  int32_t count = 0;
  if (!in.read(reinterpret_cast<char*>(&count), sizeof count) || count <= 0 || count > kMostEntries)
    return std::nullopt;
  std::vector<int64_t> offsets(static_cast<size_t>(count));
  const auto table = static_cast<std::streamsize>(offsets.size() * sizeof(int64_t));
  if (!in.read(reinterpret_cast<char*>(offsets.data()), table)) return std::nullopt;
  std::string body;
  std::vector<int64_t> moved(offsets.size(), -1);
  const int64_t head = static_cast<int64_t>(sizeof count) + table;
  for (size_t i = 0; i < offsets.size(); ++i) {
    if (offsets[i] < 0 || i == kWordList) continue;
    int64_t end = size;
    for (const int64_t other : offsets)
      if (other > offsets[i]) end = std::min(end, other);
    if (offsets[i] < head || end > size || end < offsets[i]) return std::nullopt;
    std::string entry(static_cast<size_t>(end - offsets[i]), '\0');
    in.seekg(offsets[i]);
    if (!in.read(entry.data(), static_cast<std::streamsize>(entry.size()))) return std::nullopt;
    moved[i] = head + static_cast<int64_t>(body.size());
    body += entry;
  }
  std::string out(static_cast<size_t>(head), '\0');
  std::memcpy(out.data(), &count, sizeof count);
  std::memcpy(out.data() + sizeof count, moved.data(), static_cast<size_t>(table));
  return out + body;
}

}  // namespace labintake::ocr
