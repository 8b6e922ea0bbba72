#include "extractors/formats/library.h"

#include <algorithm>
#include <filesystem>
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

// Adds the definitions of files whose names are not in `seen`.
Result<void> LoadFolder(std::string folder, std::set<std::string>* seen, DefinitionStore* definitions,
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
    if (compiled.Has(name, *yaml)) continue;
    const Result<CheckedFile> checked = CheckFile(*yaml, path);
    if (!checked) {
      AddLine(checked.error().message, problems);
      all_good = false;
      continue;
    }
    compiled.Add(name, *yaml, checked->versions);
    changed = true;
  }
  if (all_good && (changed || compiled.size() != names.size())) {
    compiled.Keep(names);
    ReplaceBytes(compiled_path, compiled.Bytes());
  }
  for (const std::string& name : names) {
    if (!seen->insert(name).second) continue;
    const std::string path = fs::path(folder) / name;
    for (CompiledVersion& version : compiled.Take(name)) definitions->Add(std::move(version), path);
  }
  return {};
}

std::unique_ptr<const DefinitionStore> StoreOf(std::vector<Definition> definitions) {
  auto store = std::make_unique<DefinitionStore>();
  for (Definition& d : definitions) store->Add(std::move(d));
  return store;
}

}  // namespace

Library::Library(std::unique_ptr<const DefinitionStore> definitions)
    : definitions_(std::move(definitions)), fingerprints_(*definitions_) {}

Library::Library(std::vector<Definition> definitions) : Library(StoreOf(std::move(definitions))) {}

Result<Library> Library::Load(const std::vector<std::string>& folders) {
  auto definitions = std::make_unique<DefinitionStore>();
  std::set<std::string> seen;
  std::string problems;
  for (const std::string& folder : folders) {
    if (auto loaded = LoadFolder(folder, &seen, definitions.get(), &problems); !loaded)
      return tl::unexpected(loaded.error());
  }
  if (!problems.empty()) return Fail(ErrorCode::kConfiguration, problems);
  return Library(std::move(definitions));
}

const Definition* Library::Find(std::string_view id) const {
  for (size_t i = 0; i < definitions_->size(); ++i)
    if (definitions_->ProfileAt(i).id == id) return definitions_->At(i);
  return nullptr;
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
