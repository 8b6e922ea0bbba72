#include "review/http/message.h"

namespace labintake::review {

std::string_view Request::Header(std::string_view lower_case_name) const {
  std::string_view found;
  bool any = false;
  for (const auto& [name, value] : headers) {
    if (name != lower_case_name) continue;
    if (any) return "";
    any = true;
    found = value;
  }
  return found;
}

}  // namespace labintake::review
