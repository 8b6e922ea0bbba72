#include "extractors/scan/name_repair.h"

#include <re2/re2.h>

namespace labintake::scan {

std::string NameWithoutConfusion(const std::string& word) {
  static const RE2 kA1c("^(\\(?(?:[A-Z]-)?(?:Hb|HB|hb)?-?A)[lI|](c[),:]*)$");
  std::string out = word;
  RE2::Replace(&out, kA1c, "\\11\\2");
  return out;
}

bool HidesGreekLetter(const std::string& word) {
  static const RE2 kGreek("(?:IFN|TNF|TGF)[- ]?(?:[ayBbß]|8)[0-9]?[,:)]*");
  return RE2::FullMatch(word, kGreek);
}

}  // namespace labintake::scan
