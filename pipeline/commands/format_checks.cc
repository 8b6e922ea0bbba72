#include "pipeline/commands/format_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/formats/phrase.h"
#include "pipeline/truth/text_key.h"
#include "terminology/catalog/catalog.h"
#include "terminology/fold.h"

namespace labintake::pipeline {
namespace {

using formats::Definition;
using formats::Phrase;
using formats::TableRule;
using Kind = FormatProblem::Kind;

constexpr std::size_t kNearest = 3;
constexpr double kLeastLikeness = 0.5;  // of ids; below, a proposal is no help

std::string Joined(const std::vector<std::string>& texts, const char* between = ", ") {
  return fmt::format("{}", fmt::join(texts, between));
}

std::vector<std::string> NearestIds(const std::string& id) {
  std::vector<std::pair<double, std::string>> near;
  terminology::Catalog::ForEachAnalyte([&](const terminology::AnalyteEntry& analyte) {
    const std::string known(analyte.id);
    if (const double likeness = truth::NameLikeness(id, known); likeness >= kLeastLikeness)
      near.emplace_back(-likeness, known);
  });
  std::sort(near.begin(), near.end());
  near.resize(std::min(near.size(), kNearest));
  std::vector<std::string> ids;
  for (const auto& [unused, known] : near) ids.push_back(known);
  return ids;
}

// "uz-gent/2019" -> "uz-gent".
std::string WithoutVersion(const std::string& id) { return id.substr(0, id.find('/')); }

const AuthorFile* FileOf(std::span<const AuthorFile> files, const std::string& id) {
  const auto it = std::find_if(files.begin(), files.end(), [&](const AuthorFile& f) { return f.id() == id; });
  return it == files.end() ? nullptr : &*it;
}

// Whom to tell about the definition `id`.
FilePlace WhereOf(std::span<const AuthorFile> files, const std::string& id) {
  const AuthorFile* file = FileOf(files, WithoutVersion(id));
  if (file == nullptr) return {id};
  for (std::size_t v = 0; v < file->versions.size(); ++v)
    if (file->versions[v].id == id) return file->Where(v, "/fingerprint");
  return {file->path};
}

bool IsChecked(std::span<const AuthorFile> files, const std::string& id) {
  const AuthorFile* file = FileOf(files, WithoutVersion(id));
  return file != nullptr && file->checked;
}

void CheckSample(std::span<const AuthorFile> files, const ReadSample& sample, std::vector<FormatProblem>* problems) {
  const FormatChoice& choice = sample.document.format;
  const AuthorFile* owner = FileOf(files, sample.owner);
  const FormatCandidate* own = nullptr;
  for (const FormatCandidate& candidate : choice.candidates) {
    const bool is_own = WithoutVersion(candidate.id) == sample.owner;
    if (is_own && (own == nullptr || (candidate.fits && !own->fits))) own = &candidate;
    if (!candidate.fits || is_own || !IsChecked(files, candidate.id)) continue;
    problems->push_back({Kind::kError, WhereOf(files, candidate.id),
                         fmt::format("'{}' fits the sample {}, which is {}: it {}", candidate.id, sample.name,
                                     sample.owner.empty() ? "no lab format's" : "that of '" + sample.owner + "'",
                                     Joined(candidate.reasons))});
  }
  if (choice.close && (IsChecked(files, choice.candidates[0].id) || IsChecked(files, choice.candidates[1].id))) {
    problems->push_back(
        {Kind::kError, WhereOf(files, choice.candidates[0].id),
         fmt::format("'{}' and '{}' fit the sample {} too equally to choose; give one of them a phrase that the other "
                     "must not have",
                     choice.candidates[0].id, choice.candidates[1].id, sample.name)});
  }
  if (owner == nullptr || !owner->checked || (own != nullptr && own->fits)) return;
  problems->push_back({Kind::kError, WhereOf(files, sample.owner),
                       fmt::format("'{}' does not fit its own sample {}: it {}", sample.owner, sample.name,
                                   own == nullptr ? "has nothing in common with it" : Joined(own->reasons))});
}

// A phrase or pattern, however many versions share it.
struct Use {
  std::string what;       // "until 'End of report'"
  bool general = false;   // one line alone is too little
  std::size_t lines = 0;  // or rows
};

class Uses {
 public:
  Uses(const AuthorFile& file, std::span<const ReadSample> samples) : file_(file), samples_(samples) {}

  void Count(std::size_t version) {
    const Definition& d = file_.versions[version];
    std::vector<std::string> lines;
    std::map<std::string, std::size_t> rows;  // by the rule that read them
    for (const ReadSample& sample : samples_) {
      if (sample.document.format.id != d.id) continue;
      any_ = true;
      for (const Report& report : sample.document.reports) {
        for (const ClassifiedLine& line : report.lines) lines.push_back(terminology::Fold(line.text));
        for (const Observation& row : report.observations) ++rows[row.rule];
      }
    }
    const std::string rule = "format/" + d.id + "/";
    for (std::size_t t = 0; t < d.tables.size(); ++t) {
      const TableRule& table = d.tables[t];
      const std::string at = "/tables/" + std::to_string(t);
      Add(version, at, "the table '" + table.name + "'", false, rows[rule + table.name]);
      AddPhrases(version, at + "/after", "after", table.after, false, lines);
      AddPhrases(version, at + "/until", "until", table.until, false, lines);
      AddPhrases(version, at + "/skip", "skip", table.skip, true, lines);
      AddPhrases(version, at + "/sections", "sections", table.sections, true, lines);
    }
    for (std::size_t l = 0; l < d.lines.size(); ++l)
      Add(version, "/lines/" + std::to_string(l), "the pattern '" + d.lines[l].name + "'", true,
          rows[rule + d.lines[l].name]);
    AddPhrases(version, "/ignore", "ignore", d.ignore, true, lines);
  }

  std::vector<FormatProblem> Problems() const {
    std::vector<FormatProblem> out;
    if (!any_) return out;
    for (const auto& [where, use] : uses_) {
      if (use.lines > 1 || (use.lines == 1 && !use.general)) continue;
      out.push_back({Kind::kWarning, where.first,
                     use.what + (use.lines == 0 ? " matches nothing in its samples"
                                                : " matches a single line of its samples: is it a rule?")});
    }
    return out;
  }

 private:
  void Add(std::size_t version, const std::string& pointer, const std::string& what, bool general, std::size_t lines) {
    Use& use = uses_[{file_.Where(version, pointer), what}];
    use.what = what;
    use.general = general;
    use.lines += lines;
  }

  void AddPhrases(std::size_t version, const std::string& pointer, const std::string& key,
                  const std::vector<Phrase>& phrases, bool general, const std::vector<std::string>& lines) {
    for (std::size_t p = 0; p < phrases.size(); ++p) {
      const formats::PhraseList one({phrases[p]});
      const auto count = std::count_if(lines.begin(), lines.end(), [&](const auto& line) { return one.AnyIn(line); });
      Add(version, pointer + "/" + std::to_string(p), key + " '" + phrases[p].text + "'", general && phrases[p].regex,
          static_cast<std::size_t>(count));
    }
  }

  const AuthorFile& file_;
  std::span<const ReadSample> samples_;
  std::map<std::pair<FilePlace, std::string>, Use> uses_;  // by place and text
  bool any_ = false;
};

}  // namespace

std::vector<FormatProblem> CheckNames(const AuthorFile& file) {
  std::vector<FormatProblem> out;
  for (std::size_t v = 0; v < file.versions.size(); ++v) {
    for (const auto& [printed, id] : file.versions[v].names) {
      if (terminology::Catalog::Find(id)) continue;
      const std::vector<std::string> near = NearestIds(id);
      std::string key;
      for (const char c : printed) key += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
      FormatProblem problem{Kind::kError, file.Where(v, "/names/" + key),
                            fmt::format("names: '{}' is no analyte of the catalogue; {}", id,
                                        near.empty() ? "labintake catalog find searches it" : "near: " + Joined(near))};
      // Versions may share the line.
      const auto same = [&](const FormatProblem& p) {
        return p.where == problem.where && p.message == problem.message;
      };
      if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(problem));
    }
  }
  return out;
}

std::vector<FormatProblem> CheckFingerprints(std::span<const AuthorFile> files, std::span<const ReadSample> samples) {
  std::vector<FormatProblem> out;
  for (const ReadSample& sample : samples) CheckSample(files, sample, &out);
  for (const AuthorFile& file : files) {
    if (!file.checked || file.versions.empty() || !file.versions.front().verified) continue;
    if (std::any_of(samples.begin(), samples.end(), [&](const ReadSample& s) { return s.owner == file.id(); }))
      continue;
    out.push_back({Kind::kWarning,
                   {file.path},
                   fmt::format("no sample is this lab format's; put one into the folder of samples, with \"format\": "
                               "\"{}\" in its expected.json",
                               file.id())});
  }
  return out;
}

std::vector<FormatProblem> CheckPatterns(const AuthorFile& file, std::span<const ReadSample> samples) {
  Uses uses(file, samples);
  for (std::size_t v = 0; v < file.versions.size(); ++v) uses.Count(v);
  return uses.Problems();
}

std::vector<FormatProblem> ListUnknown(const AuthorFile& file, std::span<const ReadSample> samples) {
  std::set<std::string> names, units;
  for (const ReadSample& sample : samples) {
    if (sample.document.format.id.empty() || WithoutVersion(sample.document.format.id) != file.id()) continue;
    for (const Report& report : sample.document.reports) {
      for (const Observation& row : report.observations) {
        if (row.analyte.id.empty()) names.insert(row.name.text);
        const auto unknown = [](const Finding& f) { return f.code == FindingCode::kUnitUnknown; };
        if (std::any_of(row.findings.begin(), row.findings.end(), unknown)) units.insert(row.unit.text);
      }
    }
  }
  std::vector<FormatProblem> out;
  const auto list = [&](const std::string& what, const std::set<std::string>& texts) {
    if (texts.empty()) return;
    out.push_back({Kind::kNote, {file.path}, what + ": " + Joined({texts.begin(), texts.end()}, "; ")});
  };
  list("names that mean no analyte, or several", names);
  list("units that are not in the table of units", units);
  return out;
}

}  // namespace labintake::pipeline
