#include "extractors/formats/definition_store.h"

#include <mutex>
#include <optional>
#include <utility>

#include "extractors/formats/definition_file.h"

namespace labintake::formats {

struct DefinitionStore::Slot {
  Profile profile;
  std::string file;
  std::string cbor;  // until it is decoded
  std::once_flag once;
  std::optional<Definition> definition;
};

DefinitionStore::DefinitionStore() = default;
DefinitionStore::~DefinitionStore() = default;

void DefinitionStore::Add(CompiledVersion version, const std::string& file) {
  Slot& slot = *slots_.emplace_back(std::make_unique<Slot>());
  slot.profile = std::move(version.profile);
  slot.file = file;
  slot.cbor = std::move(version.definition);
}

void DefinitionStore::Add(Definition definition) {
  Slot& slot = *slots_.emplace_back(std::make_unique<Slot>());
  slot.profile = ProfileOf(definition);
  slot.definition = std::move(definition);
}

const Profile& DefinitionStore::ProfileAt(size_t i) const { return slots_[i]->profile; }

const Definition* DefinitionStore::At(size_t i) const {
  Slot& slot = *slots_[i];
  std::call_once(slot.once, [&] {
    if (slot.definition) return;
    const auto version = nlohmann::json::from_cbor(slot.cbor, /*strict=*/true, /*allow_exceptions=*/false);
    slot.definition = DefinitionOf(version, slot.file, slot.profile.hash);
    slot.cbor = {};
    ++decoded_;
  });
  return slot.definition ? &*slot.definition : nullptr;
}

}  // namespace labintake::formats
