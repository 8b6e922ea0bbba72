#include "terminology/validation/identity_inputs.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "terminology/validation/printed_number.h"

namespace labintake::validation {

IdentityInputs::IdentityInputs(const IdentityTable& table, const ReportHeader& header,
                               const std::vector<RowFacts>& rows)
    : table_(table),
      rows_(rows),
      printed_(table.inputs().size()),
      points_(table.inputs().size()),
      row_of_(table.inputs().size(), kNoRow),
      as_printed_(table.inputs().size()),
      inputs_of_(rows.size()) {
  BindPatient(header);
  BindRows();
}

void IdentityInputs::BindPatient(const ReportHeader& header) {
  const auto bind = [&](std::string_view name, const Interval& value) {
    for (const IdentityTable::Use& use : table_.UsesOf(name)) {
      printed_[use.input] = {value, true};
      points_[use.input] = {Interval::Point(value.low), true};
    }
  };
  if (header.age.ends_with(" a")) {
    const double years = std::atof(header.age.c_str());
    if (years > 0) bind("age", {years, years + 1, true});
  }
  if (header.sex == "F" || header.sex == "M") bind("female", Interval::Point(header.sex == "F" ? 1 : 0));
}

void IdentityInputs::BindRows() {
  std::map<std::string_view, std::vector<size_t>> by_analyte;
  for (size_t i = 0; i < rows_.size(); ++i)
    if (rows_[i].plain && !table_.UsesOf(rows_[i].row->analyte.id).empty())
      by_analyte[rows_[i].row->analyte.id].push_back(i);
  std::vector<size_t> choice(table_.inputs().size(), kNoRow);
  for (const auto& [analyte, rows] : by_analyte) {
    for (const IdentityTable::Use& use : table_.UsesOf(analyte)) {
      if (choice[use.input] <= use.choice) continue;
      // A result that is printed more than once is an input where its prints agree; the first stands for all.
      size_t first = kNoRow;
      bool agree = true;
      for (const size_t i : rows) {
        if (use.unit.empty() ? rows_[i].factor <= 0 : rows_[i].row->unit.ucum != use.unit) continue;
        if (first == kNoRow) first = i;
        agree = agree && (use.unit.empty() ? Gap(rows_[i].Canonical(), rows_[first].Canonical()) <= 1e-6
                                           : rows_[i].row->value.number == rows_[first].row->value.number);
      }
      if (first == kNoRow || !agree) continue;
      choice[use.input] = use.choice;
      row_of_[use.input] = first;
      as_printed_[use.input] = !use.unit.empty();
    }
  }
  for (size_t input = 0; input < row_of_.size(); ++input) {
    if (row_of_[input] == kNoRow) continue;
    inputs_of_[row_of_[input]].push_back(input);
    printed_[input].present = points_[input].present = true;
  }
  for (size_t i = 0; i < rows_.size(); ++i)
    if (!inputs_of_[i].empty()) Restore(i);
}

void IdentityInputs::Suppose(size_t row, double number) {
  const RowFacts& facts = rows_[row];
  const double half = HalfStep(*facts.row->value.number);
  for (const size_t input : inputs_of_[row]) {
    if (as_printed_[input]) {
      printed_[input].value = {number - half, number + half, true};
      points_[input].value = Interval::Point(number);
    } else {
      printed_[input].value = facts.Canonical(number);
      points_[input].value = Interval::Point(number * facts.factor + facts.offset);
    }
  }
}

void IdentityInputs::Restore(size_t row) { Suppose(row, AsDouble(*rows_[row].row->value.number)); }

void IdentityInputs::AddRows(const std::vector<size_t>& inputs, std::vector<size_t>& rows) const {
  for (const size_t input : inputs)
    if (row_of_[input] != kNoRow && std::find(rows.begin(), rows.end(), row_of_[input]) == rows.end())
      rows.push_back(row_of_[input]);
}

bool IdentityInputs::Applies(const Way& way) const {
  const auto true_of_points = [&](const Formula& condition) {
    const auto [left, right] = condition.Evaluate(points_);
    if (!left.valid || !right.valid) return false;
    switch (condition.relation()) {
      case Formula::Relation::kEqual: return left.low == right.low;
      case Formula::Relation::kAtMost: return left.low <= right.low;
      default: return left.low >= right.low;
    }
  };
  return std::all_of(way.formula.required().begin(), way.formula.required().end(),
                     [&](size_t input) { return printed_[input].present; }) &&
         std::all_of(way.when.begin(), way.when.end(), true_of_points) && way.formula.Evaluate(points_).left.valid &&
         way.formula.Evaluate(points_).right.valid;
}

bool IdentityInputs::Holds(const Way& way) const {
  const auto [left, right] = way.formula.Evaluate(printed_);
  const auto [left_point, right_point] = way.formula.Evaluate(points_);
  if (!left.valid || !right.valid || !left_point.valid || !right_point.valid) return false;
  const double tolerance = std::max(way.absolute, way.relative * std::abs(left_point.center())) + 1e-9;
  switch (way.formula.relation()) {
    case Formula::Relation::kEqual: return Gap(left, right) <= 1e-9 || Gap(left_point, right_point) <= tolerance;
    case Formula::Relation::kAtMost: return left.low <= right.high || left_point.low <= right_point.high + tolerance;
    default: return left.high >= right.low || left_point.high >= right_point.low - tolerance;
  }
}

IdentityState IdentityInputs::StateOf(const Identity& identity, std::vector<size_t>* rows) const {
  IdentityState state = IdentityState::kSilent;
  for (const Way& way : identity.ways) {
    if (!Applies(way)) continue;
    const bool holds = Holds(way);
    if (rows != nullptr) {
      if (holds) rows->clear();
      AddRows(way.formula.required(), *rows);
      AddRows(way.formula.optional(), *rows);
    }
    if (holds) return IdentityState::kHolds;
    state = IdentityState::kFails;
  }
  return state;
}

}  // namespace labintake::validation
