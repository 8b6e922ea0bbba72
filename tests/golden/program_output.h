// Runs the program on one file.
#pragma once

#include <optional>
#include <string>

namespace labintake::golden {

// What `labintake process --quiet --format json FILE` prints, with `--formats FORMATS` where these are given; nullopt
// when it could not be started, was killed, or ended with a status that means failure.
std::optional<std::string> ProcessToJson(const std::string& program, const std::string& file,
                                         const std::string& formats = "");

}  // namespace labintake::golden
