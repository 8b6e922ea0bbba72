// The printable identifiers of the queue's enumerations.
#include <algorithm>
#include <iterator>

#include "db/job.h"

namespace labintake::db {
namespace {

// In the order of the enumerators.
constexpr const char* kStates[] = {"queued", "running", "retry", "done", "failed", "cancelled"};
constexpr const char* kPriorities[] = {"normal", "urgent"};
constexpr const char* kLanes[] = {"digital", "scan"};
constexpr const char* kErrorClasses[] = {"configuration",    "worker-killed", "out-of-memory", "time-limit",
                                         "store-unreadable", "service-lost",  "encrypted",     "damaged",
                                         "not-a-report",     "too-large"};
constexpr const char* kLinkKinds[] = {"", "processed", "duplicates", "failed"};

template <typename E, std::size_t N>
std::optional<E> Parse(std::string_view text, const char* const (&names)[N]) {
  const auto found = std::find(std::begin(names), std::end(names), text);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<E>(found - std::begin(names));
}

}  // namespace

const char* ToString(JobState state) { return kStates[static_cast<int>(state)]; }
const char* ToString(Priority priority) { return kPriorities[static_cast<int>(priority)]; }
const char* ToString(LinkKind kind) { return kLinkKinds[static_cast<int>(kind)]; }
const char* ToString(Lane lane) { return kLanes[static_cast<int>(lane)]; }
const char* ToString(ErrorClass error) { return kErrorClasses[static_cast<int>(error)]; }

std::optional<JobState> ParseJobState(std::string_view text) { return Parse<JobState>(text, kStates); }
std::optional<ErrorClass> ParseErrorClass(std::string_view text) { return Parse<ErrorClass>(text, kErrorClasses); }

bool IsPermanent(ErrorClass error) { return error >= ErrorClass::kEncrypted; }
bool IsOfTheMachine(ErrorClass error) { return error <= ErrorClass::kConfiguration; }

}  // namespace labintake::db
