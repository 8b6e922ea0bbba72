// What a lead wants to know of the work: who holds what, how often second keys agree, what the audit found, and what
// people put right again and again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/review_database.h"
#include "model/error.h"

namespace labintake::db {

struct Share {
  int count = 0, of = 0;
};

struct Holder {
  std::string name, until;
  std::vector<std::string> items;
  int answers_today = 0;
};

struct PersonsAgreement {
  std::string name;
  Share agreement;
};

// A field that people correct alike, at one laboratory.
struct RepeatedCorrection {
  std::string lab, field, machine, corrected;
  int count = 0;
  std::vector<std::pair<std::string, std::int64_t>> examples;  // item and document; at most three
};

struct Figures {
  std::vector<Holder> holders;  // who holds something or has answered today
  Share second_keys;            // second keys that agree with the first
  std::vector<PersonsAgreement> by_person;
  int second_keys_waiting = 0;
  Share audit_errors;  // audited rows in which the machine was wrong
  int audits_open = 0;
  std::vector<RepeatedCorrection> corrections;  // twice or more, most first
};

Result<Figures> ReadFigures(ReviewDatabase& database);

}  // namespace labintake::db
