// How the work goes, in figures: what waits, what was done, what failed, and how much went through without a person.
//
// Answered from indexes, so that asking every few seconds costs nothing: tests/bench/status_bench.cc.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "db/job_queue.h"
#include "model/error.h"

namespace labintake::db {

struct LabRate {
  // As printed. "" for all reports without a laboratory's name, or with one that reports of fewer than five patients
  // have: what was taken for a laboratory may be a patient's name, and figures go where patients' names must not.
  std::string lab;
  std::int64_t reports = 0;
  std::int64_t straight_through = 0;  // of them: nothing was asked about (but for audits and new names)
};

struct BusyWorker {
  std::string owner;
  std::int64_t jobs = 0;
  std::string since;     // UTC: start of its oldest job
  bool overdue = false;  // its leases have run out: it hangs, or is gone
};

struct Ended {
  std::int64_t done = 0, failed = 0;
};

struct Status {
  std::string at;  // UTC
  std::int64_t documents = 0;
  JobCounts jobs;
  std::int64_t oldest_waiting_seconds = 0;         // 0 where nothing waits
  Ended last_hour, last_day;                       // jobs
  std::map<std::string, std::int64_t> open_items;  // review items by kind; all four kinds
  std::vector<LabRate> labs;                       // of the latest 5,000 reports that count; most reports first
  std::vector<BusyWorker> workers;
  // Jobs that failed, or that failed and wait for another attempt: the latest ten, latest first.
  std::vector<Job> errors;
  std::int64_t database_bytes = 0, wal_bytes = 0;
  std::int64_t disk_free_bytes = 0;  // where the database is, for others than root
};

// `now`: UTC, the store's form. Errors: kStore.
Result<Status> ReadStatus(const std::string& path, const std::string& now);

}  // namespace labintake::db
