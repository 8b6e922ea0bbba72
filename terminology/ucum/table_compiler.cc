// Build tool: compiles the installed table of units.
//
//   ucum_table_compiler SOURCE VERSION OUT
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "terminology/ucum/compile.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: ucum_table_compiler SOURCE VERSION OUT\n");
    return 1;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string source((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const labintake::Result<std::string> compiled = labintake::ucum::CompileTable(source, argv[2]);
  if (!compiled) {
    std::fprintf(stderr, "ucum_table_compiler: %s: %s\n", argv[1], compiled.error().message.c_str());
    return 1;
  }
  std::ofstream out(argv[3], std::ios::binary);
  out << *compiled;
  out.close();
  return out ? 0 : 1;
}
