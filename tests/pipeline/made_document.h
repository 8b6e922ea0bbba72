// A PDF and the documents that tests make by hand: nothing in them is from a real report.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "model/report.h"

namespace labintake::pipeline {

struct PdfText {
  double x = 0, y = 0;  // baseline, points from the top left
  std::string text;     // ASCII
};

// A PDF with one US Letter page for each element, set in Helvetica 10.
std::string MakePdf(const std::vector<std::vector<PdfText>>& pages);

// The same, with a grey picture of bars over the whole of each page that has no text: a scan that shows nothing to
// read.
std::string MakeScanPdf(const std::vector<std::vector<PdfText>>& pages);

// A report of one page, as it could have been read from MadePdf(): an accepted row, a row that waits with a finding, an
// unread line, and a page heading.
Document MadeDocument();
std::string MadePdf();

// Any document at all: every field filled by chance, also with odd bytes.
Document RandomDocument(std::mt19937& random);

void WriteFile(const std::string& path, const std::string& bytes);
std::string ReadFile(const std::string& path);

// A folder of its own that is removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace labintake::pipeline
