// Sizes as people read them.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>

namespace labintake::pipeline {

// "0 B", "512 B", "1.5 kB", "23.0 MB", "1.2 GB"; thousands, as disks are sold.
inline std::string SizeText(std::int64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double size = static_cast<double>(bytes);
  const char* unit = "B";
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    // 999.95 would be printed as 1000.0.
    if (size < 999.95) break;
    size /= 1000;
    unit = next;
  }
  return fmt::format("{:.1f} {}", size, unit);
}

}  // namespace labintake::pipeline
