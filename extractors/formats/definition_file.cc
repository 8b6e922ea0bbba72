#include "extractors/formats/definition_file.h"

#include <re2/re2.h>

#include <array>
#include <utility>

#include "extractors/formats/content_hash.h"
#include "extractors/formats/phrase.h"
#include "extractors/formats/schema_check.h"
#include "extractors/formats/yaml_json.h"

namespace labintake::formats {
namespace {

using Json = nlohmann::json;
using terminology::ColumnRole;

constexpr std::array<std::pair<std::string_view, ColumnRole>, 15> kRoles = {{
    {"name", ColumnRole::kName},
    {"result", ColumnRole::kResult},
    {"result-in-range", ColumnRole::kResultIn},
    {"result-out-of-range", ColumnRole::kResultOut},
    {"unit", ColumnRole::kUnit},
    {"range", ColumnRole::kRange},
    {"low", ColumnRole::kLow},
    {"high", ColumnRole::kHigh},
    {"flag", ColumnRole::kFlag},
    {"previous", ColumnRole::kPrevious},
    {"method", ColumnRole::kMethod},
    {"specimen", ColumnRole::kSpecimen},
    {"code", ColumnRole::kCode},
    {"number", ColumnRole::kNumber},
    {"note", ColumnRole::kNote},
}};

ColumnRole RoleOf(const std::string& name) {
  for (const auto& [known, role] : kRoles)
    if (known == name) return role;
  throw std::invalid_argument("role");
}

Phrase PhraseOf(const Json& value) {
  if (value.is_string()) return {value.get<std::string>(), false};
  if (value.contains("regex")) return {value.at("regex").get<std::string>(), true};
  return {value.at("text").get<std::string>(), false};
}

// One phrase, or a list of them.
std::vector<Phrase> PhrasesIn(const Json& map, const char* key) {
  std::vector<Phrase> out;
  const auto it = map.find(key);
  if (it == map.end()) return out;
  if (!it->is_array()) return {PhraseOf(*it)};
  for (const Json& one : *it) out.push_back(PhraseOf(one));
  return out;
}

std::vector<std::string> TextsIn(const Json& map, const char* key) {
  const auto it = map.find(key);
  if (it == map.end()) return {};
  if (it->is_string()) return {it->get<std::string>()};
  return it->get<std::vector<std::string>>();
}

std::vector<Mark> MarksIn(const Json& map, const char* key) {
  std::vector<Mark> out;
  for (const Json& one : map.value(key, Json::array())) {
    const std::string at = one.is_object() ? one.value("at", "body") : "body";
    Mark mark{PhraseOf(one)};
    for (const Place place : {Place::kBody, Place::kTop, Place::kFoot, Place::kAnywhere})
      if (at == ToString(place)) mark.place = place;
    out.push_back(std::move(mark));
  }
  return out;
}

TableRule TableOf(const Json& value) {
  TableRule table;
  table.name = value.at("name").get<std::string>();
  for (const Json& c : value.at("columns")) {
    ColumnRule column;
    column.role = RoleOf(c.at("is").get<std::string>());
    column.heads = PhrasesIn(c, "head");
    if (c.contains("from")) column.from = c.at("from").get<double>();
    if (c.contains("to")) column.to = c.at("to").get<double>();
    column.unit = c.value("unit", "");
    table.columns.push_back(std::move(column));
  }
  table.head_lines = value.value("head_lines", 2);
  table.after = PhrasesIn(value, "after");
  table.until = PhrasesIn(value, "until");
  table.skip = PhrasesIn(value, "skip");
  table.sections = PhrasesIn(value, "sections");
  table.marks = TextsIn(value, "marks");
  table.panel = value.value("panel", "");
  table.head_is_panel = value.value("head_is_panel", false);
  table.unit = value.value("unit", "");
  table.continues = value.value("continues", true);
  return table;
}

Definition Decode(const Json& value) {
  Definition d;
  d.id = value.at("id").get<std::string>();
  if (value.contains("version")) d.id += "/" + value.at("version").get<std::string>();
  d.lab = value.at("lab").get<std::string>();
  d.title = value.value("title", "");
  d.rests_on = value.at("rests_on").get<std::vector<std::string>>();
  d.verified = value.value("verified", true);
  d.language = value.value("language", "");
  const Json& fingerprint = value.at("fingerprint");
  d.fingerprint = {MarksIn(fingerprint, "must"), MarksIn(fingerprint, "one_of"), MarksIn(fingerprint, "must_not"),
                   fingerprint.value("table", true)};
  const std::string decimal = value.value("decimal", "");
  if (!decimal.empty()) d.decimal = decimal == "point" ? fields::DecimalMark::kPoint : fields::DecimalMark::kComma;
  const std::string dates = value.value("dates", "");
  if (!dates.empty()) d.dates = dates == "day-first" ? fields::DateOrder::kDayFirst : fields::DateOrder::kMonthFirst;
  for (const Json& h : value.value("header", Json::array())) {
    d.header.push_back({h.at("field").get<std::string>(), TextsIn(h, "label"), h.value("value", "right") == "below",
                        h.value("pattern", ""), h.value("is", ""),
                        Box{h.value("from", 0.0), h.value("top", 0.0), h.value("to", 1.0), h.value("bottom", 1.0)}});
  }
  for (const Json& t : value.value("tables", Json::array())) d.tables.push_back(TableOf(t));
  for (const Json& l : value.value("lines", Json::array())) {
    d.lines.push_back({l.at("name").get<std::string>(), l.at("pattern").get<std::string>(), l.value("from", 0.0),
                       l.value("to", 1.0), l.value("panel", ""), l.value("unit", "")});
  }
  for (const Json& p : value.value("pages", Json::array()))
    d.pages.push_back({PhrasesIn(p, "when"), p.at("read").get<std::string>() == "again"});
  d.ignore = PhrasesIn(value, "ignore");
  d.general_elsewhere = value.value("elsewhere", "general") == "general";
  d.flags_from_range = value.value("flags", "printed") == "from-range";
  d.names = value.value("names", std::map<std::string, std::string>{});
  const Json review = value.value("review", Json::object());
  d.review = {review.value("all", false), PhrasesIn(review, "names"),
              review.value("fields", std::vector<std::string>{}), review.value("because", "")};
  return d;
}

// What versions share, with what this one replaces.
std::vector<Json> Flatten(Json file) {
  const Json versions = file.value("versions", Json::array());
  file.erase("versions");
  std::vector<Json> out = {file};
  for (const Json& version : versions) {
    Json whole = file;
    for (const auto& [key, value] : version.items()) whole[key] = value;
    out.push_back(std::move(whole));
  }
  return out;
}

class Checker {
 public:
  Checker(std::string name, const YamlJson& yaml) : name_(std::move(name)), yaml_(yaml) {}

  void Problem(const std::string& pointer, const std::string& message) {
    const int line = yaml_.LineOf(pointer);
    if (!problems_.empty()) problems_ += '\n';
    problems_ += name_ + ":" + (line > 0 ? std::to_string(line) + ": " : " ") + message;
  }

  // The keys that `value` has; `at`: where it stands in the file.
  void Check(const Json& value, const std::string& at) {
    const auto tables = value.value("tables", Json::array());
    for (size_t t = 0; t < tables.size(); ++t) {
      CheckTable(TableOf(tables[t]), at + "/tables/" + std::to_string(t));
    }
    const auto lines = value.value("lines", Json::array());
    for (size_t l = 0; l < lines.size(); ++l) CheckPattern(lines[l].at("pattern"), at + "/lines/" + std::to_string(l));
    const auto header = value.value("header", Json::array());
    for (size_t h = 0; h < header.size(); ++h) CheckHeader(header[h], at + "/header/" + std::to_string(h));
    CheckExpressions(value, at);
  }

  const std::string& problems() const { return problems_; }

 private:
  void CheckTable(const TableRule& table, const std::string& at) {
    bool name = false, result = false, edges = false, heads = false;
    double left = 0;
    for (const ColumnRule& c : table.columns) {
      name = name || c.role == ColumnRole::kName;
      result = result || c.role == ColumnRole::kResult || c.role == ColumnRole::kResultIn ||
               c.role == ColumnRole::kResultOut;
      heads = heads || !c.heads.empty();
      edges = edges || c.from || c.to;
      if (c.from && *c.from < left)
        Problem(at, "table '" + table.name + "': a column begins left of the one before it");
      if (c.from && c.to && *c.from >= *c.to)
        Problem(at, "table '" + table.name + "': a column ends left of where it begins");
      left = c.to.value_or(c.from.value_or(left));
    }
    if (!name) Problem(at, "table '" + table.name + "': no column is the name");
    if (!result) Problem(at, "table '" + table.name + "': no column is a result");
    if (!heads && table.after.empty())
      Problem(at, "table '" + table.name + "': columns without heads need 'after', the words over the first row");
    if (!heads && !edges) Problem(at, "table '" + table.name + "': columns without heads need 'from' and 'to'");
  }

  void CheckPattern(const std::string& pattern, const std::string& at) {
    if (const std::string wrong = ExpressionProblem(pattern); !wrong.empty()) {
      Problem(at + "/pattern", "this is no expression that RE2 knows: " + wrong);
      return;
    }
    const auto groups = re2::RE2(pattern).NamedCapturingGroups();
    for (const auto& [group, unused] : groups) {
      if (group != "name" && group != "value" && group != "unit" && group != "range" && group != "flag")
        Problem(at + "/pattern", "there is no group '" + group + "'; the groups are name, value, unit, range and flag");
    }
    if (!groups.contains("name") || !groups.contains("value"))
      Problem(at + "/pattern", "the pattern needs the groups (?P<name>...) and (?P<value>...)");
  }

  void CheckHeader(const Json& header, const std::string& at) {
    const bool constant = header.contains("is"), pattern = header.contains("pattern");
    if (constant && (pattern || header.contains("label")))
      Problem(at, "a header field either 'is' a value, or is found by 'label' and 'pattern'");
    if (!constant && !pattern && !header.contains("label"))
      Problem(at, "a header field needs a 'label', a 'pattern' or what it always 'is'");
    if (!pattern) return;
    if (const std::string wrong = ExpressionProblem(header.at("pattern"), 1); !wrong.empty())
      Problem(at + "/pattern", "this expression is of no use: " + wrong);
  }

  // Every {regex: ...}, wherever it stands.
  void CheckExpressions(const Json& value, const std::string& at) {
    if (value.is_object() && value.contains("regex") && value.at("regex").is_string()) {
      const std::string expression = value.at("regex");
      if (const std::string wrong = ExpressionProblem(expression); !wrong.empty())
        Problem(at + "/regex", "this is no expression that RE2 knows: " + wrong);
    }
    if (!value.is_structured()) return;
    for (const auto& [key, inner] : value.items()) CheckExpressions(inner, at + "/" + key);
  }

  const std::string name_;
  const YamlJson& yaml_;
  std::string problems_;
};

}  // namespace

Result<CheckedFile> CheckFile(std::string_view yaml, const std::string& name) {
  Result<YamlJson> read = ReadYaml(yaml, name);
  if (!read) return tl::unexpected(read.error());
  Checker checker(name, *read);
  for (const SchemaProblem& problem : CheckSchema(read->value)) checker.Problem(problem.pointer, problem.message);
  if (!checker.problems().empty()) return Fail(ErrorCode::kConfiguration, checker.problems());

  CheckedFile out;
  out.file = name.substr(name.find_last_of('/') + 1);
  out.versions = Flatten(read->value);
  const std::string id = out.versions.front().at("id");
  if (out.file != id + ".yaml")
    checker.Problem("/id", "the id is '" + id + "', so that the file has to be " + id + ".yaml");
  for (size_t v = 0; v < out.versions.size(); ++v) {
    if (v == 0) {
      checker.Check(out.versions[v], "");
      continue;
    }
    // A version may replace keys with anything that YAML can say.
    Json whole = out.versions[v];
    whole.erase("version");
    const std::string at = "/versions/" + std::to_string(v - 1);
    const std::vector<SchemaProblem> problems = CheckSchema(whole);
    for (const SchemaProblem& problem : problems) checker.Problem(at + problem.pointer, problem.message);
    if (problems.empty()) checker.Check(read->value.at("versions").at(v - 1), at);
  }
  if (!checker.problems().empty()) return Fail(ErrorCode::kConfiguration, checker.problems());
  return out;
}

std::string_view NameOfRole(ColumnRole role) {
  for (const auto& [name, known] : kRoles)
    if (known == role) return name;
  return "note";
}

std::string HashOf(const Json& version) { return ContentHash(version.dump()); }

std::optional<Definition> DefinitionOf(const Json& version, const std::string& file, const std::string& hash) {
  try {
    Definition d = Decode(version);
    d.file = file;
    d.hash = hash.empty() ? HashOf(version) : hash;
    return d;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace labintake::formats
