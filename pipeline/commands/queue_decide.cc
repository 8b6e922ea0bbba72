#include "pipeline/commands/queue_decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "pipeline/commands/csv.h"

namespace labintake::pipeline {
namespace {

// One line of the file: cells by column; a column that is missing (JSON null) has none.
struct Answer {
  int line = 0;  // 0: it was given by itself
  std::map<std::string, std::string> cells;
  bool from_form = false;
  std::string trouble;  // why the line is no answer, "" if it is one
};

std::string Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string Cell(const Answer& answer, const char* column) {
  const auto it = answer.cells.find(column);
  return it == answer.cells.end() ? "" : it->second;
}

Result<std::vector<Answer>> ReadForm(std::string_view text) {
  const std::vector<CsvRecord> records = ParseCsv(text);
  const std::vector<std::string> head = records.empty() ? std::vector<std::string>() : records[0].cells;
  for (const char* column : {"item", "action"}) {
    if (std::find(head.begin(), head.end(), column) == head.end()) {
      return Fail(ErrorCode::kArgument,
                  fmt::format("The form has no column named {}; keep the first line as exported.", column));
    }
  }
  std::vector<Answer> answers;
  for (size_t r = 1; r < records.size(); ++r) {
    Answer answer{records[r].line, {}, true, ""};
    if (records[r].malformed) answer.trouble = "a quotation mark is not closed, or text follows it";
    if (records[r].cells.size() > head.size()) answer.trouble = "there are more cells than columns";
    for (size_t c = 0; c < std::min(head.size(), records[r].cells.size()); ++c) {
      answer.cells[head[c]] = Trimmed(Unguarded(records[r].cells[c]));
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

Answer ReadJsonLine(std::string_view text, int line) {
  Answer answer{line, {}, false, ""};
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) {
    answer.trouble = "this is not a JSON object";
    return answer;
  }
  for (const auto& [key, value] : json.items()) {
    if (value.is_string()) {
      answer.cells[key] = Trimmed(value.get<std::string>());
    } else if (key == "item" || key == "action" || key == "value") {
      answer.trouble = fmt::format("{} must be a text in quotation marks", key);
    }
  }
  return answer;
}

std::vector<Answer> ReadJsonLines(std::string_view text) {
  std::vector<Answer> answers;
  for (int line = 1; !text.empty(); ++line) {
    const std::string_view one = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    if (!Trimmed(one).empty()) answers.push_back(ReadJsonLine(one, line));
  }
  return answers;
}

// What the cells say. In a form an empty cell is "as the machine read it" and "-" is "nothing is printed" (not for
// name and value: a bare minus is a printed result). In JSON a missing member is the former and "" the latter.
db::CorrectedFields ReadFields(const Answer& answer) {
  db::CorrectedFields fields;
  const std::array<std::pair<const char*, std::optional<std::string>*>, 6> members = {{{"name", &fields.name},
                                                                                       {"value", &fields.value},
                                                                                       {"unit", &fields.unit},
                                                                                       {"range", &fields.range},
                                                                                       {"flag", &fields.flag},
                                                                                       {"analyte", &fields.analyte}}};
  for (const auto& [column, field] : members) {
    const auto it = answer.cells.find(column);
    if (it == answer.cells.end() || (answer.from_form && it->second.empty())) continue;
    const bool nothing = answer.from_form && it->second == "-" && field != &fields.name && field != &fields.value;
    *field = nothing ? "" : it->second;
  }
  return fields;
}

// Cells that repeat the machine's reading (a form fills some in) correct nothing.
void DropRepeated(db::CorrectedFields& fields, const db::ReviewItem& item) {
  const auto drop = [](std::optional<std::string>& field, const std::string& machine) {
    if (field && *field == Trimmed(machine)) field.reset();
  };
  // The example of a name is not what is asked.
  if (item.kind == db::ItemKind::kName) return;
  drop(fields.name, item.row.name.text);
  drop(fields.value, item.row.value.text);
  drop(fields.unit, item.row.unit.text);
  drop(fields.range, item.row.range.text);
  drop(fields.flag, item.row.flag.text);
}

class Decider {
 public:
  Decider(db::Store& store, const DecideRequest& request, std::ostream& log)
      : store_(store), request_(request), log_(log) {}

  // false when the store refuses.
  Result<void> Apply(const Answer& answer) {
    if (!answer.trouble.empty()) return Trouble(answer, answer.trouble);
    if (Cell(answer, "action").empty()) {
      ++counts.unanswered;
      return {};
    }
    const std::optional<db::DecisionAction> action = db::ParseDecisionAction(Cell(answer, "action"));
    if (!action) {
      return Trouble(answer,
                     "the action is not known; use accept, edit, not-a-result, unreadable, no-analyte or postpone");
    }
    const Result<db::ReviewItem> item = store_.GetReviewItem(Cell(answer, "item"));
    if (!item) return Refused(answer, item.error(), "there is no such item in this database");

    db::Decision decision;
    decision.item = item->id;
    decision.action = *action;
    decision.by = Cell(answer, "by").empty() ? request_.by : Cell(answer, "by");
    decision.note = Cell(answer, "note");
    decision.reading = Cell(answer, "reading");
    decision.reopen = request_.reopen;
    decision.learn = request_.learn;
    db::CorrectedFields fields = ReadFields(answer);
    if (decision.by.empty())
      return Trouble(answer, "it does not say who decided; fill in the column by, or use --by NAME");
    if (*action == db::DecisionAction::kEdit) {
      const std::optional<std::string> value = fields.value;
      DropRepeated(fields, *item);
      fields.value = value;  // an edit always says the value, also where only the unit was wrong
      decision.corrected = fields;
    } else {
      DropRepeated(fields, *item);
      if (*action == db::DecisionAction::kAccept) std::swap(decision.corrected.analyte, fields.analyte);
      if (*action == db::DecisionAction::kAccept && fields != db::CorrectedFields{}) {
        return Trouble(answer, "it accepts the machine's reading and changes it; to change it use edit");
      }
    }
    const Result<db::DecisionOutcome> outcome = store_.ApplyDecision(decision);
    if (!outcome) return Refused(answer, outcome.error(), outcome.error().message);
    Count(answer, decision, *outcome);
    return {};
  }

  DecideCounts counts;

 private:
  Result<void> Trouble(const Answer& answer, std::string_view why) {
    ++counts.errors;
    log_ << (answer.line > 0 ? fmt::format("labintake: line {}: {}\n", answer.line, why)
                             : fmt::format("labintake: {}\n", why));
    return {};
  }

  Result<void> Refused(const Answer& answer, const Error& error, std::string_view why) {
    if (error.code != ErrorCode::kArgument) return tl::unexpected(error);
    return Trouble(answer, why);
  }

  void Conflict(const Answer& answer, const db::Decision& decision, std::string_view why) {
    ++counts.conflicts;
    log_ << (answer.line > 0 ? fmt::format("labintake: line {}: item {} {}\n", answer.line, decision.item, why)
                             : fmt::format("labintake: item {} {}\n", decision.item, why));
  }

  void Count(const Answer& answer, const db::Decision& decision, db::DecisionOutcome outcome) {
    switch (outcome) {
      case db::DecisionOutcome::kApplied:
        ++(decision.action == db::DecisionAction::kPostpone ? counts.postponed : counts.applied);
        return;
      case db::DecisionOutcome::kAlreadyApplied: ++counts.already; return;
      case db::DecisionOutcome::kConflict:
        return Conflict(answer, decision, "has another answer already; use --reopen to replace it");
      case db::DecisionOutcome::kReadingChanged:
        return Conflict(answer, decision, "has been read differently since the form was made; export the queue again");
      case db::DecisionOutcome::kWithdrawn:
        return Conflict(answer, decision, "is no longer asked: the document was read again and is now sure of it");
    }
  }

  db::Store& store_;
  const DecideRequest& request_;
  std::ostream& log_;
};

}  // namespace

Result<DecideCounts> DecideAll(db::Store& store, std::string_view text, const DecideRequest& request,
                               std::ostream& log) {
  if (!IsUtf8(text)) {
    return Fail(ErrorCode::kArgument, "The file is not UTF-8; save it as \"CSV UTF-8\" and try again.");
  }
  const bool json = Trimmed(text).starts_with('{');
  Result<std::vector<Answer>> answers = json ? Result<std::vector<Answer>>(ReadJsonLines(text)) : ReadForm(text);
  if (!answers) return tl::unexpected(answers.error());
  Decider decider(store, request, log);
  for (const Answer& answer : *answers) {
    if (auto applied = decider.Apply(answer); !applied) return tl::unexpected(applied.error());
  }
  return decider.counts;
}

Result<DecideCounts> DecideOne(db::Store& store, const OneAnswer& one, const DecideRequest& request,
                               std::ostream& log) {
  Answer answer{0, {{"item", one.item}, {"action", one.action}, {"note", one.note}}, false, ""};
  const std::pair<const char*, const std::optional<std::string>*> fields[] = {
      {"name", &one.fields.name},   {"value", &one.fields.value}, {"unit", &one.fields.unit},
      {"range", &one.fields.range}, {"flag", &one.fields.flag},   {"analyte", &one.fields.analyte}};
  for (const auto& [column, text] : fields) {
    if (!*text) continue;
    if (!IsUtf8(**text)) return Fail(ErrorCode::kArgument, "The fields must be UTF-8.");
    answer.cells[column] = Trimmed(**text);
  }
  if (one.action.empty()) return Fail(ErrorCode::kArgument, "Say what was decided, with --action.");
  Decider decider(store, request, log);
  if (auto applied = decider.Apply(answer); !applied) return tl::unexpected(applied.error());
  return decider.counts;
}

}  // namespace labintake::pipeline
