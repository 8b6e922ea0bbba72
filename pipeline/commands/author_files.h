// Definitions as files: what an author edits, with the line on which each key stands.
//
// Pure values; reading touches the disk.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "extractors/formats/definition.h"
#include "extractors/formats/yaml_json.h"
#include "model/error.h"

namespace labintake::pipeline {

struct FilePlace {
  std::string path;
  int line = 0;  // 1-based; 0: no line is to blame

  auto operator<=>(const FilePlace&) const = default;
};

// What a check has to say, as compilers do: "formats/x.yaml:12: error: ...".
struct FormatProblem {
  enum class Kind { kError, kWarning, kNote };
  Kind kind = Kind::kError;
  FilePlace where;
  std::string message;  // one line
};
std::string ToText(const FormatProblem& problem);

struct AuthorFile {
  std::string path;
  bool checked = true;  // what is wrong with it is to be told
  formats::YamlJson yaml;
  std::vector<formats::Definition> versions;  // of one file; empty for a file with errors

  std::string id() const;  // without a version; "" for a file with errors
  // Where the value at `pointer` of version number `version` stands: in the version, where that has the key itself.
  FilePlace Where(size_t version, const std::string& pointer) const;
};

// The files of `folders` (of one name, the first counts), and `named` on top; where files are named, only they are
// checked. What the schema and the checks behind it refuse becomes problems. Error kConfiguration: a folder or a named
// file cannot be read.
Result<std::vector<AuthorFile>> ReadAuthorFiles(const std::vector<std::string>& folders,
                                                const std::vector<std::string>& named,
                                                std::vector<FormatProblem>* problems);

}  // namespace labintake::pipeline
