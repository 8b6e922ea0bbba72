// Any bytes as codes of units, as a published table and as a compiled one: nothing may crash or hang, and what is a
// unit has a canonical form that is the same unit.
//
// The first byte says what the rest is. Codes are read by a small table of this file's own, because a fuzzer runs
// without files.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "terminology/ucum/compile.h"
#include "terminology/ucum/conversion.h"
#include "terminology/ucum/parser.h"
#include "terminology/ucum/table.h"

namespace {

using namespace labintake;
using namespace labintake::ucum;

class SmallTable : public AtomSource {
 public:
  SmallTable() {
    for (size_t i = 0; i < kBases; ++i) {
      bases_[i].code = kBaseCodes[i];
      bases_[i].metric = true;
      bases_[i].exponents[i] = 1;
    }
    ten_.code = "10*";
    ten_.factor = 10;
    percent_.code = "%";
    percent_.factor = PowerOfTen(-2);
    litre_.code = "L";
    litre_.metric = true;
    litre_.factor = PowerOfTen(-3);
    litre_.exponents[kMetre] = 3;
    arbitrary_.code = "[iU]";
    arbitrary_.metric = true;
    arbitrary_.opaque = {{"[iU]", 1}};
    celsius_.code = "Cel";
    celsius_.metric = true;
    celsius_.function = "Cel";
    milli_ = {"m", PowerOfTen(-3)};
  }
  const Atom* FindAtom(std::string_view code) const override {
    for (const Atom& atom : bases_) {
      if (atom.code == code) return &atom;
    }
    for (const Atom* atom : {&ten_, &percent_, &litre_, &arbitrary_, &celsius_}) {
      if (atom->code == code) return atom;
    }
    return nullptr;
  }
  const Prefix* FindPrefix(std::string_view code) const override { return code == "m" ? &milli_ : nullptr; }

 private:
  Atom bases_[kBases];
  Atom ten_, percent_, litre_, arbitrary_, celsius_;
  Prefix milli_;
};

void Check(bool holds) {
  if (!holds) std::abort();
}

// Products have larger exponents than a code may have.
bool HasLongNumber(std::string_view code) {
  size_t digits = 0;
  for (const char c : code) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 2) return true;
  }
  return false;
}

void TryCodes(std::string_view text) {
  static const SmallTable kTable;
  const size_t cut = std::min(text.find('\n'), text.size());
  const Result<Unit> one = ParseUnit(text.substr(0, cut), kTable);
  if (!one) return;
  const std::string canonical = Canonical(*one);
  if (const Result<Unit> again = ParseUnit(canonical, kTable)) {
    Check(Canonical(*again) == canonical && again->dimension() == one->dimension());
  } else {
    Check(canonical.size() > kLongestCode || HasLongNumber(canonical));
  }
  Check(Convert(*one, *one).has_value());
  const Result<Unit> other = ParseUnit(text.substr(std::min(cut + 1, text.size())), kTable);
  if (!other) return;
  Substance substance;
  substance.molar_mass = Decimal::Parse("113.12");
  substance.charge = -2;
  substance.equation = Equation::kHba1c;
  const auto there = Convert(*one, *other, substance), back = Convert(*other, *one, substance);
  Check(there.has_value() == back.has_value());
  if (!there) return;
  Check(there->factor * back->factor == 1);
  (void)there->Apply(*Decimal::Parse("12.50"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'x':
      if (const Result<std::string> bytes = CompileTable(text)) Check(Table::FromBytes(*bytes).has_value());
      break;
    case 't': (void)Table::FromBytes(text); break;
    default: TryCodes(text);
  }
  return 0;
}
