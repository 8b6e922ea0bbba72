// Official LOINC names: those of the catalogue, and all others once a user has imported the table that Regenstrief
// distributes.
//
// The imported file is a table of code, status and long common name in the user's folder (data_dir.h); it never comes
// with the program. Immutable; thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::terminology {

struct OfficialName {
  std::string long_common_name;
  std::string status;  // ACTIVE, DEPRECATED, DISCOURAGED, TRIAL
};

class OfficialNames {
 public:
  OfficialNames() = default;  // nothing imported
  // What was imported, or nothing. Error: the file is damaged.
  static Result<OfficialNames> Open();

  // nullptr for a code that the imported table does not have.
  const OfficialName* Find(std::string_view loinc) const;
  bool empty() const { return names_.empty(); }
  size_t size() const { return names_.size(); }

 private:
  std::map<std::string, OfficialName, std::less<>> names_;
};

// Reads LOINC's table (Loinc.csv or LoincTableCore.csv of the distribution) and keeps codes, statuses and names in the
// user's folder. Returns how many codes it holds. Errors say what is wrong with the file.
Result<size_t> ImportLoinc(const std::string& path);

}  // namespace labintake::terminology
