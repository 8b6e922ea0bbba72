#include "review/api/record_view.h"

namespace labintake::review {

Result<void> RecordView(Call& call, const char* action, std::int64_t document, const std::string& item,
                        const std::string& detail) {
  ViewLog& views = call.services.shared.views;
  const std::string what = std::string(action) + " " + std::to_string(document) + " " + item + " " + detail;
  if (!views.IsNew(call.who.id, what, call.options().seconds())) return {};
  auto noted = call.services.audit.Append({call.who.name, action, document, item, detail});
  if (!noted) views.Forget(call.who.id, what);
  return noted;
}

}  // namespace labintake::review
