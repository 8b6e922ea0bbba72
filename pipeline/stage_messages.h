// What the steps of pipeline/document_stages.h tell each other, and its form as bytes.
//
// Decoding trusts nothing: nullopt for what is no such message. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"
#include "model/page.h"
#include "model/report.h"

namespace labintake::pipeline {

// One page to recognise.
struct PictureTask {
  std::string path;
  std::string sha256;  // of the file that Open saw
  int number = 1;
  double width = 0, height = 0;  // of the page; 0: the page is a file's picture
  Box area;                      // which part of the page; Box{}: all of it
  std::vector<Box> skip;         // words of the text layer in it
  bool secret = false;           // the file needs a password: nothing of it is kept for later
};

// What is known of a file before its pictures are recognised.
struct UnfinishedDocument {
  Document document;         // without reports
  std::vector<Page> pages;   // as their text layers say; a picture file's have a number only
  std::vector<int> waiting;  // numbers of the pages that are being recognised, in order
};

// What Open found, for another time: without the path, which may be another then.
struct OpenedDocument {
  UnfinishedDocument unfinished;
  std::vector<PictureTask> pictures;
};

// The task of a worker pool: open the file at `path`, of which an earlier run may have found `opened`.
std::string DocumentTask(const std::string& path, std::string_view opened);
struct DocumentTaskParts {
  std::string_view path, opened;  // `opened` is "" where nothing is known
};
// Views of `task`. A path alone is a task too.
DocumentTaskParts PartsOf(std::string_view task);

std::string Encode(const PictureTask& task);
std::string Encode(const UnfinishedDocument& unfinished);
std::string Encode(const Result<Page>& page);
std::string Encode(const OpenedDocument& opened);
std::optional<PictureTask> DecodePictureTask(std::string_view bytes);
std::optional<UnfinishedDocument> DecodeUnfinishedDocument(std::string_view bytes);
std::optional<Result<Page>> DecodePage(std::string_view bytes);
std::optional<OpenedDocument> DecodeOpenedDocument(std::string_view bytes);

}  // namespace labintake::pipeline
