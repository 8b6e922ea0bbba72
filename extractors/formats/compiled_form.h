// Checked definitions as one file of bytes (CBOR) that can be told to be whole.
//
// Immutable after reading; belongs to one thread while it is added to.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace labintake::formats {

class CompiledForm {
 public:
  CompiledForm() = default;

  // Bytes that are damaged, or of another version of the schema, give an empty form.
  static CompiledForm Read(std::string_view bytes);

  // The versions of a file (CheckedFile::versions), each {"hash": HashOf() of it, "version": ...}; nullptr unless the
  // file has these very bytes. Valid until the next Add or Keep.
  const nlohmann::json* VersionsOf(const std::string& file, std::string_view yaml) const;

  void Add(const std::string& file, std::string_view yaml, const std::vector<nlohmann::json>& versions);
  // Leaves out the files that are not among `files`.
  void Keep(const std::vector<std::string>& files);
  size_t size() const { return files_.size(); }
  std::string Bytes() const;

 private:
  nlohmann::json files_ = nlohmann::json::object();  // name -> {"hash": ..., "versions": [...]}
};

}  // namespace labintake::formats
