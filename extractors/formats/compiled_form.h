// Checked definitions as one file of bytes (CBOR) that can be told to be whole.
//
// Immutable after reading; belongs to one thread while it is added to.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace labintake::formats {

class CompiledForm {
 public:
  CompiledForm() = default;

  // Bytes that are damaged, or of another version of the schema, give an empty form.
  static CompiledForm Read(std::string_view bytes);

  // The versions of a file (CheckedFile::versions); nullopt unless the file has these very bytes.
  std::optional<std::vector<nlohmann::json>> VersionsOf(const std::string& file, std::string_view yaml) const;

  void Add(const std::string& file, std::string_view yaml, const std::vector<nlohmann::json>& versions);
  bool Same(const CompiledForm& other) const { return files_ == other.files_; }
  std::string Bytes() const;

 private:
  nlohmann::json files_ = nlohmann::json::object();  // name -> {"hash": ..., "versions": [...]}
};

}  // namespace labintake::formats
