#include "pipeline/file_list.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>

#include "extractors/image/picture_type.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

bool NamedPdf(std::string_view name) {
  constexpr std::string_view kSuffix = ".pdf";
  if (name.size() < kSuffix.size()) return false;
  return std::equal(kSuffix.begin(), kSuffix.end(), name.end() - kSuffix.size(),
                    [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

// By its first bytes: a PDF, which may have others in front, or a picture.
bool BeginsLikeDocument(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return false;
  std::array<char, 1024> buffer{};
  static_assert(buffer.size() >= image::kPictureTypeBytes);
  const ssize_t n = read(fd, buffer.data(), buffer.size());
  close(fd);
  const std::string_view head(buffer.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  return head.find("%PDF-") != std::string_view::npos || !image::PictureType(head).empty();
}

void Walk(const std::string& folder, FileList* list) {
  std::error_code error;
  fs::directory_iterator it(folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name.front() == '.') continue;
    std::error_code ignored;
    const fs::file_status status = it->symlink_status(ignored);
    const std::string path = it->path().string();
    if (fs::is_directory(status)) {
      Walk(path, list);
    } else if (fs::is_regular_file(status)) {
      if (NamedPdf(name) || BeginsLikeDocument(path)) {
        list->files.push_back(path);
      } else {
        ++list->skipped;
      }
    }
  }
  if (error) list->unreadable.push_back(folder);
}

}  // namespace

FileList ListFiles(const std::vector<std::string>& paths) {
  FileList list;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
      list.files.push_back(path);
      continue;
    }
    list.from_folder = true;
    const auto before = static_cast<std::ptrdiff_t>(list.files.size());
    Walk(path, &list);
    std::sort(list.files.begin() + before, list.files.end());
  }
  std::sort(list.unreadable.begin(), list.unreadable.end());
  return list;
}

}  // namespace labintake::pipeline
