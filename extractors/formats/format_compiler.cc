// Build tool: checks the definitions of a folder and writes their compiled form beside it.
#include <cstdio>

#include "extractors/formats/library.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: format_compiler FOLDER\n", stderr);
    return 1;
  }
  const auto library = labintake::formats::Library::Load({argv[1]});
  if (library) return 0;
  std::fprintf(stderr, "%s\n", library.error().message.c_str());
  return 1;
}
