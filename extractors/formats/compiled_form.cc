#include "extractors/formats/compiled_form.h"

#include <algorithm>
#include <utility>

#include "data/format_schema_json.h"
#include "extractors/formats/content_hash.h"
#include "extractors/formats/definition_file.h"
#include "model/wire_format.h"

namespace labintake::formats {
namespace {

// Behind it: the hash of the rest; then the rest: the hash of the schema, and the files. Another number where what is
// stored, or what needles are, changes.
constexpr std::string_view kMagic = "labintake formats 3\n";
constexpr size_t kHashBytes = 32;

auto PlaceOf(auto& files, const std::string& name) {
  return std::lower_bound(files.begin(), files.end(), name,
                          [](const CompiledFile& file, const std::string& wanted) { return file.name < wanted; });
}

}  // namespace

template <typename A, wire::Either<SoughtMark> T>
void Fields(A& a, T& v) {
  a(v.mark.phrase.text, v.mark.phrase.regex, v.mark.place, v.needles);
}
template <typename A, wire::Either<Profile> T>
void Fields(A& a, T& v) {
  auto& [id, hash, must, one_of, must_not, table] = v;
  a(id, hash, must, one_of, must_not, table);
}
template <typename A, wire::Either<CompiledVersion> T>
void Fields(A& a, T& v) {
  auto& [profile, definition] = v;
  a(profile, definition);
}
template <typename A, wire::Either<CompiledFile> T>
void Fields(A& a, T& v) {
  auto& [name, hash, versions] = v;
  a(name, hash, versions);
}

CompiledForm CompiledForm::Read(std::string_view bytes) {
  CompiledForm form;
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kHashBytes) return form;
  const std::string_view rest = bytes.substr(kMagic.size() + kHashBytes);
  if (bytes.substr(kMagic.size(), kHashBytes) != ContentHash(rest)) return form;
  wire::Reader reader(rest);
  std::string schema;
  std::vector<CompiledFile> files;
  reader(schema, files);
  if (reader.AtEnd() && schema == ContentHash(data::format_schema_json)) form.files_ = std::move(files);
  return form;
}

bool CompiledForm::Has(const std::string& file, std::string_view yaml) const {
  const auto it = PlaceOf(files_, file);
  return it != files_.end() && it->name == file && it->hash == ContentHash(yaml);
}

void CompiledForm::Add(const std::string& file, std::string_view yaml, const std::vector<nlohmann::json>& versions) {
  CompiledFile added{file, ContentHash(yaml), {}};
  for (const nlohmann::json& version : versions) {
    std::string cbor;
    nlohmann::json::to_cbor(version, cbor);
    added.versions.push_back({ProfileOf(DefinitionOf(version, file).value()), std::move(cbor)});
  }
  const auto it = PlaceOf(files_, file);
  if (it != files_.end() && it->name == file) {
    *it = std::move(added);
  } else {
    files_.insert(it, std::move(added));
  }
}

void CompiledForm::Keep(const std::vector<std::string>& files) {
  std::erase_if(files_, [&](const CompiledFile& file) {
    return std::find(files.begin(), files.end(), file.name) == files.end();
  });
}

std::string CompiledForm::Bytes() const {
  std::string rest;
  wire::Writer writer(&rest);
  writer(ContentHash(data::format_schema_json), files_);
  return std::string(kMagic) + ContentHash(rest) + rest;
}

std::vector<CompiledVersion> CompiledForm::Take(const std::string& file) {
  const auto it = PlaceOf(files_, file);
  if (it == files_.end() || it->name != file) return {};
  std::vector<CompiledVersion> versions = std::move(it->versions);
  files_.erase(it);
  return versions;
}

}  // namespace labintake::formats
