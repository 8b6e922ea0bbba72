// Puts on record that somebody sees something of a patient, before it is shown.
#pragma once

#include <cstdint>
#include <string>

#include "model/error.h"
#include "review/api/call.h"

namespace labintake::review {

// `action`: "view-item", "view-page", ... Once for each hour in which a person goes on seeing the same. Where it cannot
// be put on record nothing may be shown. Error kStore.
Result<void> RecordView(Call& call, const char* action, std::int64_t document, const std::string& item,
                        const std::string& detail);

}  // namespace labintake::review
