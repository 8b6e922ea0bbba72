// What every command of the program shares: exit codes, the way it speaks on stderr, and what it does to itself before
// it touches a document.
#pragma once

#include <string>
#include <string_view>

namespace labintake::pipeline {

// A script may rely on these; they are listed in the help of every command (kExitCodesHelp).
enum ExitCode : int {
  kExitDone = 0,           // everything that was asked for is done
  kExitArguments = 1,      // the command line cannot be understood
  kExitFailed = 2,         // a file could not be processed, or the output not be written; the rest of the batch is done
  kExitReview = 3,         // only with --fail-on-review: rows or documents wait for a person
  kExitConfiguration = 4,  // configuration or database unusable
  kExitInterrupted = 130,  // SIGINT or SIGTERM
};

// The footer of every --help.
extern const char kExitCodesHelp[];

// `text` made safe for a terminal: control characters, and what reorders text, become U+FFFD. Nothing else changes.
std::string TerminalText(std::string_view text);

// "labintake: <message>" on stderr, each line of `message` as one. It is made printable; it holds no text of a
// document.
void Say(std::string_view message);

// `text` on stdout, to the last byte. kExitDone; or kExitFailed, with a sentence on stderr.
ExitCode Print(std::string_view text);

// Colours are for terminals, and for people who did not set NO_COLOR.
bool ColorOnStdout();

// "1 row", "3 rows".
std::string Count(std::size_t n, std::string_view one, std::string_view many);

// The part after the last '/'.
std::string BaseName(std::string_view path);

// No core dump and no attaching debugger for this process and its children: their memory holds patients' results.
// Builds with sanitizers stay traceable, because the leak check needs it.
void HardenProcess();

// Opens /dev/null for each of the descriptors 0 to 2 that is closed, so that no file takes the place of one of them.
void EnsureStandardDescriptors();

// True when built with AddressSanitizer, which reserves more address space than any sensible limit.
bool SanitizersCompiledIn();

}  // namespace labintake::pipeline
