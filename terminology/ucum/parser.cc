#include "terminology/ucum/parser.h"

#include <optional>
#include <string>

#include "model/ascii.h"

namespace labintake::ucum {
namespace {

using Line = UnitBuilder::Line;

constexpr Line Below(Line line) { return line == Line::kAbove ? Line::kBelow : Line::kAbove; }

struct SimpleUnit {
  const Prefix* prefix = nullptr;
  const Atom* atom = nullptr;
  int exponent = 1;
};

class Parser {
 public:
  Parser(std::string_view code, const AtomSource& atoms) : code_(code), atoms_(atoms) {}

  Result<Unit> Run() {
    if (code_.empty()) return Fail(ErrorCode::kArgument, "the unit code is empty");
    if (code_.size() > kLongestCode) return Fail(ErrorCode::kArgument, "the unit code is too long");
    // A leading '/' holds for the first component alone: /m.g is (1/m).g.
    const Line first = Skip('/') ? Line::kBelow : Line::kAbove;
    if (ParseTerm(first, Line::kAbove, 0) && at_ < code_.size()) SetError(at_, AfterTerm());
    if (!error_.empty()) return Fail(ErrorCode::kArgument, "unit code, character " + error_);
    return builder_.Build(code_);
  }

 private:
  bool Skip(char c) {
    const bool there = at_ < code_.size() && code_[at_] == c;
    at_ += there ? 1 : 0;
    return there;
  }

  bool SetError(size_t at, const std::string& reason) {
    if (error_.empty()) error_ = std::to_string(at + 1) + ": " + reason;
    return false;
  }

  const char* AfterTerm() const {
    switch (code_[at_]) {
      case ')': return "a parenthesis is closed that was not opened";
      case '{': return "an annotation may follow a unit or a number only";
      default: return "'.' or '/' is missing between two terms";
    }
  }

  // `first` is where the first component stands, `line` where those after a '.' do.
  bool ParseTerm(Line first, Line line, int depth) {
    if (depth > kDeepest) return SetError(at_, "parentheses are nested too deep");
    for (Line current = first; ParseComponent(current, depth);) {
      if (Skip('.')) {
        current = line;
      } else if (Skip('/')) {
        current = Below(line);
      } else {
        return true;
      }
    }
    return false;
  }

  bool ParseComponent(Line line, int depth) {
    if (at_ >= code_.size()) return SetError(at_, "a unit is missing at the end");
    if (code_[at_] == '(') {
      const size_t open = at_++;
      if (!ParseTerm(line, line, depth + 1)) return false;
      if (!Skip(')')) {
        return at_ < code_.size() ? SetError(at_, AfterTerm()) : SetError(open, "this parenthesis is not closed");
      }
      return true;
    }
    if (code_[at_] == '{') {
      std::string_view annotation;
      if (!ParseAnnotation(&annotation)) return false;
      builder_.AddNumber(1, line, &annotation);
      return true;
    }
    const size_t begin = at_;
    const std::string_view token = TakeToken();
    if (token.empty()) return SetError(begin, "a unit is missing here");
    const bool number = token.find_first_not_of("0123456789") == std::string_view::npos;
    SimpleUnit unit;
    if (number) {
      if (token.size() > kMostFactorDigits) return SetError(begin, "the number is too long");
      if (token.find_first_not_of('0') == std::string_view::npos) return SetError(begin, "a factor of zero");
    } else if (!ParseSimpleUnit(token, begin, &unit)) {
      return false;
    }
    std::string_view text;
    const bool annotated = at_ < code_.size() && code_[at_] == '{';
    if (annotated && !ParseAnnotation(&text)) return false;
    const std::string_view* annotation = annotated ? &text : nullptr;
    if (number) {
      builder_.AddNumber(Rational(mpz_class(std::string(token), 10)), line, annotation);
    } else {
      builder_.AddAtom(unit.prefix, *unit.atom, unit.exponent, line, annotation);
    }
    return true;
  }

  // Up to the next operator; in square brackets operators are letters.
  std::string_view TakeToken() {
    const size_t begin = at_;
    bool bracket = false;
    for (; at_ < code_.size(); ++at_) {
      const char c = code_[at_];
      if (c == '[') bracket = true;
      if (c == ']') bracket = false;
      if (!bracket && std::string_view("./(){}").find(c) != std::string_view::npos) break;
    }
    return code_.substr(begin, at_ - begin);
  }

  bool ParseAnnotation(std::string_view* text) {
    const size_t begin = ++at_;
    for (; at_ < code_.size() && code_[at_] != '}'; ++at_) {
      if (code_[at_] == '{') return SetError(at_, "an annotation holds another");
      if (code_[at_] < '!' || code_[at_] > '~') return SetError(at_, "an annotation holds more than printable ASCII");
    }
    if (at_ == code_.size()) return SetError(begin - 1, "this annotation is not closed");
    *text = code_.substr(begin, at_++ - begin);
    return text->empty() ? SetError(begin - 1, "this annotation is empty") : true;
  }

  bool ParseSimpleUnit(std::string_view token, size_t begin, SimpleUnit* unit) {
    // Codes may end in digits of their own; such a code as a whole comes before a shorter one with an exponent.
    if (FindUnit(token, unit)) return true;
    size_t digits = token.size();
    while (digits > 0 && IsDigit(token[digits - 1])) --digits;
    if (digits == token.size()) return SetError(begin, "this unit is not known");
    size_t end = digits;
    if (end > 0 && (token[end - 1] == '+' || token[end - 1] == '-')) --end;
    if (!FindUnit(token.substr(0, end), unit)) return SetError(begin, "this unit is not known");
    const bool ten = unit->prefix == nullptr && unit->atom->factor == 10 && IsZero(unit->atom->exponents);
    int exponent = 0;
    for (const char c : token.substr(digits)) {
      exponent = exponent * 10 + (c - '0');
      if (exponent > (ten ? kMostExponentOfTen : kMostExponent))
        return SetError(begin + digits, "the exponent is too large");
    }
    unit->exponent = token[end] == '-' ? -exponent : exponent;
    return true;
  }

  bool FindUnit(std::string_view text, SimpleUnit* unit) const {
    if (text.empty()) return false;
    if ((unit->atom = atoms_.FindAtom(text)) != nullptr) return true;
    for (size_t length = 1; length <= 2 && length < text.size(); ++length) {
      const Prefix* prefix = atoms_.FindPrefix(text.substr(0, length));
      const Atom* atom = prefix == nullptr ? nullptr : atoms_.FindAtom(text.substr(length));
      if (atom == nullptr || !atom->metric) continue;
      unit->prefix = prefix;
      unit->atom = atom;
      return true;
    }
    return false;
  }

  std::string_view code_;
  const AtomSource& atoms_;
  UnitBuilder builder_;
  size_t at_ = 0;
  std::string error_;  // "position: reason"
};

}  // namespace

Result<Unit> ParseUnit(std::string_view code, const AtomSource& atoms) { return Parser(code, atoms).Run(); }

}  // namespace labintake::ucum
