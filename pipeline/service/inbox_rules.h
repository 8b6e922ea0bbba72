// What names in the inbox mean: which files are left alone, whose a file is, and how urgent.
//
//   INBOX/x.pdf                 nobody's
//   INBOX/C17/x.pdf             client C17
//   INBOX/C17/2024/05/x.pdf     client C17
//   INBOX/urgent/x.pdf          nobody's, urgent
//   INBOX/urgent/C17/x.pdf      client C17, urgent
//
// Immutable; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/job.h"

namespace labintake::pipeline {

inline constexpr std::string_view kUrgentFolder = "urgent";

class InboxRules {
 public:
  // `exclude`: patterns as of a shell (fnmatch), in any letter case, against the name and against the path below the
  // inbox. `priority`: of files that do not lie in `urgent`.
  InboxRules(std::vector<std::string> exclude, db::Priority priority);

  // Files and folders that are left alone: hidden ones, what programs call a file that is not complete, what systems
  // keep for themselves, and what is excluded. `path`: below the inbox.
  bool Skips(std::string_view path) const;

  struct Place {
    std::string client;  // "" for none
    db::Priority priority = db::Priority::kNormal;
    bool operator==(const Place&) const = default;
  };
  // Of a file. `path`: below the inbox.
  Place PlaceOf(std::string_view path) const;

 private:
  std::vector<std::string> exclude_;
  db::Priority priority_;
};

}  // namespace labintake::pipeline
