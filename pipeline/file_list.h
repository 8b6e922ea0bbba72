// Which files a command works on, from the paths that a person gave.
#pragma once

#include <string>
#include <vector>

namespace labintake::pipeline {

struct FileList {
  std::vector<std::string> files;       // in the order of the work, as they can be opened
  std::size_t skipped = 0;              // files in folders that are neither PDF nor picture
  std::vector<std::string> unreadable;  // folders that could not be listed
  bool from_folder = false;             // a folder was among the paths
};

// A path that is no folder is always taken, also when it does not exist: the work on it will say so. A folder is
// walked with its subfolders: its files in the order of their paths' bytes, so that the order depends on the names
// alone; hidden entries and symbolic links are passed over; files are taken whose content begins like a PDF ("%PDF-"
// within the first 1024 bytes, as readers do) or like a picture (extractors/image/picture_type), or whose name ends in
// ".pdf".
FileList ListFiles(const std::vector<std::string>& paths);

}  // namespace labintake::pipeline
