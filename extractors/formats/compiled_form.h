// Checked definitions as one file of bytes that can be told to be whole.
//
// What choosing needs of each definition is read at once, the definition itself when somebody asks for it
// (definition_store.h). Belongs to one thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/formats/profile.h"

namespace labintake::formats {

struct CompiledVersion {
  Profile profile;
  std::string definition;  // a version of a CheckedFile (definition_file.h), as CBOR
};

struct CompiledFile {
  std::string name;
  std::string hash;  // of its bytes
  std::vector<CompiledVersion> versions;
};

class CompiledForm {
 public:
  CompiledForm() = default;

  // Bytes that are damaged, wherever it may be, or of another version of the schema give an empty form.
  static CompiledForm Read(std::string_view bytes);

  // Does it hold the versions of a file that has these very bytes?
  bool Has(const std::string& file, std::string_view yaml) const;
  // REQUIRES: `versions` are those of CheckFile (definition_file.h).
  void Add(const std::string& file, std::string_view yaml, const std::vector<nlohmann::json>& versions);
  // Leaves out the files that are not among `files`.
  void Keep(const std::vector<std::string>& files);
  size_t size() const { return files_.size(); }
  std::string Bytes() const;

  // The versions of a file, which it holds no more. None for a file that it does not have.
  std::vector<CompiledVersion> Take(const std::string& file);

 private:
  std::vector<CompiledFile> files_;  // ascending by name
};

}  // namespace labintake::formats
