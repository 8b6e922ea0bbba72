// Whether a client's new report names the patient of the client's earlier reports.
//
// Pure functions; thread-safe.
#pragma once

#include <functional>
#include <span>

#include "model/report.h"

namespace labintake::db {

// True when both name a patient and they cannot be the same.
using PatientsDifferFn = std::function<bool(const ReportHeader&, const ReportHeader&)>;

// True when both name the same patient positively: the same id, birth date or name, and no difference.
bool IsSamePatient(const ReportHeader& a, const ReportHeader& b, const PatientsDifferFn& differ);

// True when `report` differs from one of `earlier` and is not positively the patient of any other: same id, birth date
// or name (whatever its letter case, order and punctuation), and no difference. So a client whose name changed is asked
// about once, and a sparse report vouches for nobody.
bool NamesAnotherPatient(const ReportHeader& report, std::span<const ReportHeader> earlier,
                         const PatientsDifferFn& differ);

}  // namespace labintake::db
