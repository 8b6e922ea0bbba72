#include "extractors/formats/profile.h"

#include "extractors/formats/phrase_set.h"

namespace labintake::formats {
namespace {

std::vector<SoughtMark> Sought(const std::vector<Mark>& marks) {
  std::vector<SoughtMark> sought;
  for (const Mark& mark : marks) sought.push_back({mark, NeedlesOf(mark.phrase)});
  return sought;
}

}  // namespace

Profile ProfileOf(const Definition& definition) {
  const Fingerprint& f = definition.fingerprint;
  return {definition.id, definition.hash, Sought(f.must), Sought(f.one_of), Sought(f.must_not), f.table};
}

}  // namespace labintake::formats
