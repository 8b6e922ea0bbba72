#include "terminology/validation/formula.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "model/ascii.h"

namespace labintake::validation {
namespace {

constexpr size_t kDeepest = 16;  // values that wait for their operator; a formula that needs more is refused

std::optional<double> Number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "3.1..11.9", or "5".
std::optional<Interval> Constant(std::string_view text) {
  const size_t dots = text.find("..");
  const auto low = Number(text.substr(0, dots));
  const auto high = dots == std::string_view::npos ? low : Number(text.substr(dots + 2));
  if (!low || !high || *low > *high) return std::nullopt;
  return Interval{*low, *high, true};
}

bool IsName(std::string_view text) {
  return !text.empty() && std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  std::string_view("-|@%/").find(c) != std::string_view::npos;
         });
}

}  // namespace

class FormulaParser {
 public:
  FormulaParser(std::string_view text, const std::function<size_t(std::string_view)>& number_of)
      : number_of_(number_of) {
    constexpr std::string_view kAlone = "()[],";
    for (size_t at = 0; at < text.size();) {
      if (text[at] == ' ') {
        ++at;
        continue;
      }
      const size_t end = kAlone.find(text[at]) != std::string_view::npos
                             ? at + 1
                             : std::min(text.find_first_of("()[], ", at), text.size());
      tokens_.push_back(text.substr(at, end - at));
      at = end;
    }
  }

  std::optional<Formula> Parse() {
    steps_ = &formula_.left_;
    if (!Sum()) return std::nullopt;
    if (Take("="))
      formula_.relation_ = Formula::Relation::kEqual;
    else if (Take("<="))
      formula_.relation_ = Formula::Relation::kAtMost;
    else if (Take(">="))
      formula_.relation_ = Formula::Relation::kAtLeast;
    else
      return std::nullopt;
    depth_ = 0;
    steps_ = &formula_.right_;
    if (!Sum() || at_ != tokens_.size() || deepest_ > kDeepest) return std::nullopt;
    return std::move(formula_);
  }

 private:
  using Op = Formula::Op;

  bool Take(std::string_view token) {
    if (at_ == tokens_.size() || tokens_[at_] != token) return false;
    ++at_;
    return true;
  }

  std::string_view Next() { return at_ < tokens_.size() ? tokens_[at_++] : std::string_view(); }

  void Push(Op op, const Interval& constant, size_t input = 0) {
    steps_->push_back({op, constant, input});
    deepest_ = std::max(deepest_, ++depth_);
  }

  void Combine(Op op) {
    steps_->push_back({op, {}, 0});
    --depth_;
  }

  bool Sum() {
    if (!Product()) return false;
    for (;;) {
      const Op op = Take("+") ? Op::kAdd : Take("-") ? Op::kSubtract : Op::kConstant;
      if (op == Op::kConstant) return true;
      if (!Product()) return false;
      Combine(op);
    }
  }

  bool Product() {
    if (!PowerOf()) return false;
    for (;;) {
      const Op op = Take("*") ? Op::kMultiply : Take("/") ? Op::kDivide : Op::kConstant;
      if (op == Op::kConstant) return true;
      if (!PowerOf()) return false;
      Combine(op);
    }
  }

  bool PowerOf() {
    if (!Factor()) return false;
    if (!Take("^")) return true;
    if (!Factor()) return false;
    Combine(Op::kPower);
    return true;
  }

  bool Factor() {
    if (Take("(")) return Sum() && Take(")");
    if (Take("[")) return Optional() && Take("]");
    if (Take("-")) {
      Push(Op::kConstant, Interval::Point(0));
      if (!Factor()) return false;
      Combine(Op::kSubtract);
      return true;
    }
    const std::string_view token = Next();
    if (token == "min" || token == "max") {
      if (!Take("(") || !Sum() || !Take(",") || !Sum() || !Take(")")) return false;
      Combine(token == "min" ? Op::kLeast : Op::kGreatest);
      return true;
    }
    if (const auto constant = Constant(token)) {
      Push(Op::kConstant, *constant);
      return true;
    }
    if (!IsName(token)) return false;
    Push(Op::kInput, {}, InputOf(token, formula_.required_));
    return true;
  }

  bool Optional() {
    std::string_view token = Next();
    if (token.starts_with("0..")) {
      token.remove_prefix(3);
      if (!IsName(token)) return false;
      Push(Op::kUpTo, {}, InputOf(token, formula_.optional_));
      return true;
    }
    const size_t colon = token.find(':');
    const auto fallback = colon == std::string_view::npos ? Interval::Point(0) : Constant(token.substr(colon + 1));
    token = token.substr(0, colon);
    if (!fallback || !IsName(token)) return false;
    Push(Op::kOptional, *fallback, InputOf(token, formula_.optional_));
    return true;
  }

  size_t InputOf(std::string_view name, std::vector<size_t>& list) {
    const size_t input = number_of_(name);
    if (std::find(list.begin(), list.end(), input) == list.end()) list.push_back(input);
    return input;
  }

  const std::function<size_t(std::string_view)>& number_of_;
  std::vector<std::string_view> tokens_;
  size_t at_ = 0;
  size_t depth_ = 0, deepest_ = 0;
  Formula formula_;
  std::vector<Formula::Step>* steps_ = nullptr;
};

std::optional<Formula> Formula::Parse(std::string_view text, const std::function<size_t(std::string_view)>& number_of) {
  return FormulaParser(text, number_of).Parse();
}

Formula::Sides Formula::Evaluate(std::span<const Input> inputs) const {
  for (const size_t i : required_)
    if (!inputs[i].present) return {kNoInterval, kNoInterval};
  return {Run(left_, inputs), Run(right_, inputs)};
}

Interval Formula::Run(const std::vector<Step>& steps, std::span<const Input> inputs) {
  std::array<Interval, kDeepest> stack;
  size_t depth = 0;
  for (const Step& step : steps) {
    const Input* const input =
        step.op == Op::kInput || step.op == Op::kOptional || step.op == Op::kUpTo ? &inputs[step.input] : nullptr;
    if (step.op == Op::kConstant) {
      stack[depth++] = step.constant;
    } else if (step.op == Op::kInput) {
      stack[depth++] = input->value;
    } else if (step.op == Op::kOptional) {
      stack[depth++] = input->present ? input->value : step.constant;
    } else if (step.op == Op::kUpTo) {
      stack[depth++] = input->present ? Interval{0, std::max(0.0, input->value.high), true} : Interval::Point(0);
    } else {
      const Interval b = stack[--depth];
      Interval& a = stack[depth - 1];
      switch (step.op) {
        case Op::kAdd: a = a + b; break;
        case Op::kSubtract: a = a - b; break;
        case Op::kMultiply: a = a * b; break;
        case Op::kDivide: a = a / b; break;
        case Op::kPower: a = Power(a, b); break;
        case Op::kLeast: a = Least(a, b); break;
        default: a = Greatest(a, b); break;
      }
    }
  }
  return depth == 1 ? stack[0] : kNoInterval;
}

}  // namespace labintake::validation
