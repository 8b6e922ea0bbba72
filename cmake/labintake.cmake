# Compiler flags and the functions by which each folder declares its library, so that includes can only point down.
add_library(labintake_flags INTERFACE)
target_compile_options(labintake_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
if(LABINTAKE_WERROR)
  target_compile_options(labintake_flags INTERFACE -Werror)
endif()
if(LABINTAKE_SANITIZE)
  target_compile_options(labintake_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(labintake_flags INTERFACE -fsanitize=address,undefined)
endif()
if(LABINTAKE_FUZZ)
  target_compile_options(labintake_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
  target_link_options(labintake_flags INTERFACE -fsanitize=address,undefined)
endif()

# labintake_library(NAME SOURCES ... [PUBLIC libs...] [PRIVATE libs...]): one static library a folder.
function(labintake_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(labintake_${name} STATIC ${ARG_SOURCES})
  add_library(labintake::${name} ALIAS labintake_${name})
  target_include_directories(labintake_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(labintake_${name} PUBLIC ${ARG_PUBLIC} PRIVATE labintake_flags ${ARG_PRIVATE})
endfunction()

# labintake_embed(TARGET FILE...): each file becomes a std::string_view in namespace labintake::data, named after the file
# ("units.tsv" -> units_tsv), declared in "data/<name>.h".
function(labintake_embed target)
  foreach(file ${ARGN})
    get_filename_component(base ${file} NAME)
    string(REGEX REPLACE "[^A-Za-z0-9]" "_" symbol ${base})
    set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded/data)
    set(out ${dir}/${symbol}.cc)
    add_custom_command(
      OUTPUT ${out}
      COMMAND ${CMAKE_COMMAND} -DIN=${file} -DOUT=${out} -DSYMBOL=${symbol} -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
    file(WRITE ${dir}/${symbol}.h
      "#pragma once\n#include <string_view>\nnamespace labintake::data {\nextern const std::string_view ${symbol};\n}\n")
    target_sources(${target} PRIVATE ${out})
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  endforeach()
endfunction()

# labintake_embed_folder(TARGET SYMBOL FOLDER): all text files below FOLDER become the table labintake::data::SYMBOL of
# {path, text}, the path from FOLDER with a slash before it, declared in "data/SYMBOL.h".
function(labintake_embed_folder target symbol folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded/data)
  set(includes "")
  set(lines "")
  list(LENGTH files count)
  foreach(file ${files})
    string(REGEX REPLACE "[^A-Za-z0-9]" "_" one "${symbol}_${file}")
    add_custom_command(
      OUTPUT ${dir}/${one}.cc
      COMMAND ${CMAKE_COMMAND} -DIN=${folder}/${file} -DOUT=${dir}/${one}.cc -DSYMBOL=${one} -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      DEPENDS ${folder}/${file} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
    file(CONFIGURE OUTPUT ${dir}/${one}.h CONTENT
      "#pragma once\n#include <string_view>\nnamespace labintake::data {\nextern const std::string_view ${one};\n}\n")
    target_sources(${target} PRIVATE ${dir}/${one}.cc)
    string(APPEND includes "#include \"data/${one}.h\"\n")
    string(APPEND lines "    {\"/${file}\", ${one}},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${dir}/${symbol}.h CONTENT
    "#pragma once\n#include <string_view>\nnamespace labintake::data {\nstruct EmbeddedFile {\n  std::string_view path;\n  const std::string_view& text;\n};\nextern const EmbeddedFile ${symbol}[${count}];\n}\n")
  file(CONFIGURE OUTPUT ${dir}/${symbol}.cc CONTENT
    "#include \"data/${symbol}.h\"\n${includes}namespace labintake::data {\nconst EmbeddedFile ${symbol}[${count}] = {\n${lines}};\n}\n")
  target_sources(${target} PRIVATE ${dir}/${symbol}.cc)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()

# labintake_test(NAME SOURCES ... LIBS ... [LABELS ...]): one GoogleTest program, its cases known to CTest one by one.
function(labintake_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE LABINTAKE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" LABINTAKE_PROGRAM="${CMAKE_BINARY_DIR}/labintake")
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} GTest::gtest_main labintake_flags)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/lsan.supp")
  if(ARG_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}")
  endif()
endfunction()

# labintake_fuzzer(NAME SOURCES ... LIBS ...): a libFuzzer target when LABINTAKE_FUZZ is on; otherwise a program that runs every file
# of tests/fuzz/corpus/NAME once, as an ordinary test.
function(labintake_fuzzer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} labintake_flags)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  if(LABINTAKE_FUZZ)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/standalone_runner.cc)
    add_test(NAME ${name} COMMAND ${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  endif()
endfunction()
