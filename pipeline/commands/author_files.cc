#include "pipeline/commands/author_files.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "extractors/formats/definition_file.h"
#include "extractors/formats/file_bytes.h"
#include "extractors/formats/library.h"
#include "pipeline/cli.h"

namespace labintake::pipeline {
namespace {

using Kind = FormatProblem::Kind;

// `message` of CheckFile: lines "<path>:12: what is wrong", or "<path>: ..." where no line is to blame.
void AddErrors(const std::string& path, const std::string& message, std::vector<FormatProblem>* problems) {
  for (size_t at = 0; at < message.size();) {
    const size_t end = std::min(message.find('\n', at), message.size());
    const std::string line = message.substr(at, end - at);
    const size_t text = line.find(' ', path.size());
    const int number = std::atoi(line.c_str() + std::min(line.size(), path.size() + 1));
    problems->push_back({Kind::kError, {path, number}, line.substr(std::min(text, line.size() - 1) + 1)});
    at = end + 1;
  }
}

}  // namespace

std::string ToText(const FormatProblem& problem) {
  const char* const kind = problem.kind == Kind::kError ? "error" : problem.kind == Kind::kWarning ? "warning" : "note";
  const std::string line = problem.where.line > 0 ? std::to_string(problem.where.line) + ":" : "";
  return TerminalText(problem.where.path + ":" + line + " " + kind + ": " + problem.message) + "\n";
}

std::string AuthorFile::id() const { return versions.empty() ? "" : versions.front().id; }

FilePlace AuthorFile::Where(size_t version, const std::string& pointer) const {
  std::string at = pointer;
  if (version > 0) {
    const std::string own = "/versions/" + std::to_string(version - 1);
    const std::string key = pointer.substr(0, pointer.find('/', 1));
    if (key.empty() || yaml.lines.contains(own + key)) at = own + pointer;
  }
  return {path, yaml.LineOf(at)};
}

Result<std::vector<AuthorFile>> ReadAuthorFiles(const std::vector<std::string>& folders,
                                                const std::vector<std::string>& named,
                                                std::vector<FormatProblem>* problems) {
  std::vector<std::pair<std::string, bool>> paths;  // and whether it is checked
  std::set<std::string> names;
  for (const std::string& path : named)
    if (names.insert(BaseName(path)).second) paths.emplace_back(path, true);
  for (const std::string& folder : folders) {
    const Result<std::vector<std::string>> files = formats::DefinitionFiles(folder);
    if (!files) return tl::unexpected<Error>(files.error());
    for (const std::string& path : *files)
      if (names.insert(BaseName(path)).second) paths.emplace_back(path, named.empty());
  }
  std::vector<AuthorFile> out;
  for (const auto& [path, checked] : paths) {
    const std::optional<std::string> text = formats::ReadBytes(path);
    if (!text) return Fail(ErrorCode::kConfiguration, path + ": this file cannot be read");
    AuthorFile file;
    file.path = path;
    file.checked = checked;
    const Result<formats::CheckedFile> good = formats::CheckFile(*text, path);
    if (good) {
      file.yaml = formats::ReadYaml(*text, path).value();
      for (const nlohmann::json& version : good->versions)
        file.versions.push_back(formats::DefinitionOf(version, path).value());
    } else if (checked) {
      AddErrors(path, good.error().message, problems);
    } else {
      problems->push_back({Kind::kNote, {path}, "left out, because it has mistakes of its own; check it too"});
    }
    out.push_back(std::move(file));
  }
  return out;
}

}  // namespace labintake::pipeline
