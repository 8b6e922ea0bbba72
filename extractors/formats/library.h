// All definitions of one folder or several, with a compiled form beside each that makes loading them cheap.
//
// The compiled form is "<folder>.compiled". It holds the definitions of each file as they were when it was made, under
// the hash of the file's bytes, and a checksum over itself, which is asked before anything in it is believed. It is
// used for the files that are still the same; where it is missing, damaged, made by another version of the schema or of
// other files, the definitions are read from their YAML and it is written anew, where that is allowed.
//
// Immutable once loaded; thread-safe. Definitions live as long as the library, wherever it is moved.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/formats/definition_store.h"
#include "extractors/formats/fingerprint.h"
#include "model/error.h"

namespace labintake::formats {

class Library {
 public:
  // The definitions of "*.yaml" in `folders`; of files with one name, that of the first folder counts. Error
  // kConfiguration: there is no such folder, or a file has errors (all of them are named, one a line).
  static Result<Library> Load(const std::vector<std::string>& folders);
  // Of definitions that are there already.
  explicit Library(std::vector<Definition> definitions);

  const DefinitionStore& definitions() const { return *definitions_; }
  const Fingerprints& fingerprints() const { return fingerprints_; }
  const Definition* Find(std::string_view id) const;  // nullptr for none

 private:
  explicit Library(std::unique_ptr<const DefinitionStore> definitions);

  std::unique_ptr<const DefinitionStore> definitions_;
  Fingerprints fingerprints_;
};

// The files that hold the definitions of a folder, by name. Error kConfiguration: there is no such folder.
Result<std::vector<std::string>> DefinitionFiles(std::string folder);

// The folders "formats" of the user and of the program (terminology/data_dir.h), in this order; those that are there.
std::vector<std::string> InstalledFormats();

}  // namespace labintake::formats
