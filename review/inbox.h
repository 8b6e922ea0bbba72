// Reports that are handed in, put into the folder that `labintake watch` reads.
//
// A report lies in a folder of its client, or in the inbox itself where it has none. It appears as a whole: it is
// written under a hidden name, synced and renamed, and an existing file is never replaced. Files 0600, folders 0700.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "model/error.h"

namespace labintake::review {

// A name that a file may have in the inbox, made from what a person or a program calls it: without folders, control
// characters and what watchers leave alone (hidden and unfinished files). Never empty. Pure.
std::string InboxName(std::string_view name);

// Whether the client's name can be that of a folder of the inbox. Pure.
bool FitsAsFolder(std::string_view client);

// PDF or a picture that the program reads, by its first bytes. Pure.
bool IsReport(std::string_view bytes);

// The name that the file got. Errors: kArgument (client), kStore (the folder cannot be written; nothing is left
// behind).
Result<std::string> PutIntoInbox(const std::string& inbox, const std::string& client, std::string_view name,
                                 std::string_view bytes);

}  // namespace labintake::review
