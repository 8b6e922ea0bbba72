#include "extractors/formats/compiled_form.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "data/format_schema_json.h"
#include "extractors/formats/content_hash.h"
#include "extractors/formats/definition_file.h"

namespace labintake::formats {
namespace {

using Json = nlohmann::json;

// Behind it: the hash of the rest; then the rest.
constexpr std::string_view kMagic = "labintake formats 2\n";
constexpr size_t kHashBytes = 32;

}  // namespace

CompiledForm CompiledForm::Read(std::string_view bytes) {
  CompiledForm form;
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kHashBytes) return form;
  const std::string_view rest = bytes.substr(kMagic.size() + kHashBytes);
  if (bytes.substr(kMagic.size(), kHashBytes) != ContentHash(rest)) return form;
  Json read = Json::from_cbor(rest, /*strict=*/true, /*allow_exceptions=*/false);
  if (!read.is_object() || read.value("schema", "") != ContentHash(data::format_schema_json)) return form;
  const auto files = read.find("files");
  if (files != read.end() && files->is_object()) form.files_ = std::move(*files);
  return form;
}

const Json* CompiledForm::VersionsOf(const std::string& file, std::string_view yaml) const {
  const auto it = files_.find(file);
  if (it == files_.end() || it->value("hash", "") != ContentHash(yaml)) return nullptr;
  const auto versions = it->find("versions");
  return versions == it->end() ? nullptr : &*versions;
}

void CompiledForm::Add(const std::string& file, std::string_view yaml, const std::vector<Json>& versions) {
  Json list = Json::array();
  for (const Json& version : versions) list.push_back({{"hash", HashOf(version)}, {"version", version}});
  files_[file] = {{"hash", ContentHash(yaml)}, {"versions", std::move(list)}};
}

void CompiledForm::Keep(const std::vector<std::string>& files) {
  for (auto it = files_.begin(); it != files_.end();) {
    const bool there = std::find(files.begin(), files.end(), it.key()) != files.end();
    it = there ? std::next(it) : files_.erase(it);
  }
}

std::string CompiledForm::Bytes() const {
  const std::vector<std::uint8_t> cbor =
      Json::to_cbor(Json{{"schema", ContentHash(data::format_schema_json)}, {"files", files_}});
  const std::string rest(cbor.begin(), cbor.end());
  return std::string(kMagic) + ContentHash(rest) + rest;
}

}  // namespace labintake::formats
