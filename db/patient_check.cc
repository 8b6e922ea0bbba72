#include "db/patient_check.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace labintake::db {
namespace {

bool Equal(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

// "MUSTER, Max" and "Max Muster" -> "max muster". Bytes past ASCII stay as they are.
std::string Fold(const std::string& text) {
  std::vector<std::string> parts(1);
  for (unsigned char c : text) {
    if (c >= 0x80 || std::isalnum(c)) {
      parts.back() += static_cast<char>(std::tolower(c));
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  std::sort(parts.begin(), parts.end());
  std::string folded;
  for (const std::string& part : parts) folded += part.empty() ? "" : part + " ";
  return folded;
}

bool ShareAnIdentity(const ReportHeader& a, const ReportHeader& b) {
  return Equal(a.patient_id, b.patient_id) || Equal(a.birth_date, b.birth_date) ||
         Equal(Fold(a.patient_name), Fold(b.patient_name));
}

}  // namespace

bool IsSamePatient(const ReportHeader& a, const ReportHeader& b, const PatientsDifferFn& differ) {
  return ShareAnIdentity(a, b) && !differ(a, b);
}

bool NamesAnotherPatient(const ReportHeader& report, std::span<const ReportHeader> earlier,
                         const PatientsDifferFn& differ) {
  bool differs = false;
  for (const ReportHeader& e : earlier) {
    if (differ(report, e)) {
      differs = true;
    } else if (ShareAnIdentity(report, e)) {
      return false;
    }
  }
  return differs;
}

}  // namespace labintake::db
