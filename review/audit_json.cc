#include "review/audit_json.h"

namespace labintake::review {

OrderedJson ToJson(const db::AuditEntry& entry) {
  const db::AuditEvent& e = entry.event;
  return {{"number", entry.number},
          {"at", entry.at},
          {"actor", e.actor},
          {"action", e.action},
          {"document", e.document ? OrderedJson(*e.document) : OrderedJson(nullptr)},
          {"item", e.item},
          {"detail", e.detail},
          {"hash", entry.hash}};
}

}  // namespace labintake::review
