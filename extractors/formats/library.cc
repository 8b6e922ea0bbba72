#include "extractors/formats/library.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "extractors/formats/compiled_form.h"
#include "extractors/formats/definition_file.h"
#include "extractors/formats/file_bytes.h"
#include "terminology/data_dir.h"

namespace labintake::formats {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExtension = ".yaml";

void AddLine(const std::string& line, std::string* lines) {
  if (!lines->empty()) *lines += '\n';
  *lines += line;
}

// From the compiled form; false when it is not what it should be.
bool Decode(const nlohmann::json* versions, const std::string& file, std::vector<Definition>* out) {
  if (versions == nullptr || !versions->is_array()) return false;
  for (const nlohmann::json& one : *versions) {
    const auto version = one.find("version"), hash = one.find("hash");
    if (version == one.end() || hash == one.end() || !hash->is_string()) return false;
    std::optional<Definition> d = DefinitionOf(*version, file, hash->get_ref<const std::string&>());
    if (!d) return false;
    out->push_back(*std::move(d));
  }
  return true;
}

// Adds the definitions of files whose names are not in `seen`.
Result<void> LoadFolder(std::string folder, std::set<std::string>* seen, std::vector<Definition>* definitions,
                        std::string* problems) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  const Result<std::vector<std::string>> files = DefinitionFiles(folder);
  if (!files) return tl::unexpected<Error>(files.error());
  const std::string compiled_path = folder + ".compiled";
  CompiledForm compiled = CompiledForm::Read(ReadBytes(compiled_path).value_or(""));
  bool all_good = true, changed = false;
  std::vector<std::string> names;
  for (const std::string& path : *files) {
    const std::string name = fs::path(path).filename();
    const std::optional<std::string> yaml = ReadBytes(path);
    if (!yaml) {
      AddLine(path + ": this file cannot be read", problems);
      continue;
    }
    names.push_back(name);
    std::vector<Definition> of_file;
    if (!Decode(compiled.VersionsOf(name, *yaml), path, &of_file)) {
      of_file.clear();
      const Result<CheckedFile> checked = CheckFile(*yaml, path);
      if (!checked) {
        AddLine(checked.error().message, problems);
        all_good = false;
        continue;
      }
      for (const nlohmann::json& version : checked->versions) of_file.push_back(DefinitionOf(version, path).value());
      compiled.Add(name, *yaml, checked->versions);
      changed = true;
    }
    if (seen->insert(name).second) std::move(of_file.begin(), of_file.end(), std::back_inserter(*definitions));
  }
  if (all_good && (changed || compiled.size() != names.size())) {
    compiled.Keep(names);
    ReplaceBytes(compiled_path, compiled.Bytes());
  }
  return {};
}

}  // namespace

Library::Library(std::vector<Definition> definitions)
    : definitions_(std::make_unique<const std::vector<Definition>>(std::move(definitions))),
      fingerprints_(*definitions_) {}

Result<Library> Library::Load(const std::vector<std::string>& folders) {
  std::vector<Definition> definitions;
  std::set<std::string> seen;
  std::string problems;
  for (const std::string& folder : folders) {
    if (auto loaded = LoadFolder(folder, &seen, &definitions, &problems); !loaded)
      return tl::unexpected(loaded.error());
  }
  if (!problems.empty()) return Fail(ErrorCode::kConfiguration, problems);
  return Library(std::move(definitions));
}

const Definition* Library::Find(std::string_view id) const {
  const auto it =
      std::find_if(definitions_->begin(), definitions_->end(), [&](const Definition& d) { return d.id == id; });
  return it == definitions_->end() ? nullptr : &*it;
}

Result<std::vector<std::string>> DefinitionFiles(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == kExtension) files.push_back(it->path());
  if (error) {
    return Fail(ErrorCode::kConfiguration,
                "The folder of lab formats, " + folder + ", cannot be read; name another one with --formats.");
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> InstalledFormats() {
  std::vector<std::string> folders = terminology::DataFilePlaces("formats");
  std::erase_if(folders, [](const std::string& folder) {
    std::error_code error;
    return !fs::is_directory(folder, error);
  });
  return folders;
}

}  // namespace labintake::formats
