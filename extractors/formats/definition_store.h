// The definitions of a library, each decoded when somebody first asks for it: of a hundred, a document needs one.
//
// Immutable to those who use it; thread-safe. Definitions live as long as the store.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "extractors/formats/compiled_form.h"

namespace labintake::formats {

class DefinitionStore {
 public:
  DefinitionStore();
  ~DefinitionStore();
  DefinitionStore(const DefinitionStore&) = delete;
  DefinitionStore& operator=(const DefinitionStore&) = delete;

  // Before the store is shared. `file`: where it was read.
  void Add(CompiledVersion version, const std::string& file);
  void Add(Definition definition);

  size_t size() const { return slots_.size(); }
  const Profile& ProfileAt(size_t i) const;
  // nullptr: the bytes are those of no definition. They had a checksum, so that the program that wrote them erred.
  const Definition* At(size_t i) const;
  // How many were decoded so far.
  size_t decoded() const { return decoded_; }

 private:
  struct Slot;

  std::vector<std::unique_ptr<Slot>> slots_;  // each is decoded once
  mutable std::atomic<size_t> decoded_ = 0;
};

}  // namespace labintake::formats
