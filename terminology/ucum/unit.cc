#include "terminology/ucum/unit.h"

#include <algorithm>
#include <cstdlib>

#include "terminology/ucum/annotation.h"

namespace labintake::ucum {
namespace {

constexpr std::array kAmounts = {kMole, kEquivalent, kOsmole};

bool IsEmpty(const UnitPart& part) {
  return part.count == 0 && part.opaque.empty() && IsZero(part.above) && IsZero(part.below);
}

void AddTo(Exponents& sum, const Exponents& more) {
  for (size_t i = 0; i < kBases; ++i) sum[i] += more[i];
}

// What stands on both sides of one part. A term that has fallen below the line counts there with its negative
// exponent.
int CancelledIn(const UnitPart& part, size_t base) {
  return std::max(0, std::min(part.above[base], -part.below[base]));
}

void MergeInto(UnitPart& part, const UnitPart& other) {
  AddTo(part.above, other.above);
  AddTo(part.below, other.below);
  for (const auto& [code, exponent] : other.opaque) AddOpaque(part.opaque, code, exponent);
}

// Divides `number` by the largest power of ten that it can be divided by.
int TakeZeros(mpz_class& number) {
  mpz_class rest;
  const mp_bitcnt_t fives = mpz_remove(rest.get_mpz_t(), number.get_mpz_t(), mpz_class(5).get_mpz_t());
  const mp_bitcnt_t zeros = std::min(fives, mpz_scan1(number.get_mpz_t(), 0));
  mpz_ui_pow_ui(rest.get_mpz_t(), 10, zeros);
  number /= rest;
  return static_cast<int>(zeros);
}

// Terms are joined with '.', and one that has to stand below the line with '/'.
class CodeWriter {
 public:
  void Add(std::string_view code, int exponent, std::string_view annotation) {
    if (exponent == 0) return;
    if (!text_.empty()) text_ += '.';
    text_ += code;
    if (exponent != 1) text_ += std::to_string(exponent);
    Annotate(annotation);
  }
  void AddCount(int count, std::string_view annotation) {
    for (int i = 0; i < std::abs(count); ++i) {
      if (count < 0) text_ += '/';
      if (count > 0 && !text_.empty()) text_ += '.';
      Annotate(annotation);
    }
  }
  void AddFactor(const Rational& factor) {
    // Zeros at the end go into a power of ten, so that the code stays short.
    mpz_class above = factor.get_num(), below = factor.get_den();
    const int power = TakeZeros(above) - TakeZeros(below);
    if (above != 1) text_ = above.get_str();
    if (power != 0) Add(power == 1 ? "10" : "10*", power, "");
    if (below != 1) text_ += "/" + below.get_str();
  }
  std::string Take() { return text_.empty() ? "1" : std::move(text_); }

 private:
  void Annotate(std::string_view annotation) {
    if (!annotation.empty()) text_ += "{" + std::string(annotation) + "}";
  }
  std::string text_;
};

void WriteTerms(const Unit& unit, CodeWriter& writer) {
  // Of what stands on both sides, moles and the like are kept, and everything where nothing else is left (g/g).
  const bool fraction = IsZero(unit.Net());
  for (const UnitPart& part : unit.parts()) {
    const Exponents net = part.Net();
    Exponents kept{};
    for (size_t i = 0; i < kBases; ++i) {
      if (fraction || i >= kMole) kept[i] = CancelledIn(part, i);
    }
    writer.AddCount(std::max(part.count, 0), part.annotation);
    for (size_t i = 0; i < kBases; ++i) writer.Add(kBaseCodes[i], std::max(net[i], 0) + kept[i], part.annotation);
    for (const auto& [code, exponent] : part.opaque) writer.Add(code, exponent, part.annotation);
    for (size_t i = 0; i < kBases; ++i) writer.Add(kBaseCodes[i], std::min(net[i], 0) - kept[i], part.annotation);
    writer.AddCount(std::min(part.count, 0), part.annotation);
  }
  for (const std::string& annotation : unit.quantity_annotations()) writer.AddCount(1, annotation);
}

}  // namespace

Exponents UnitPart::Net() const {
  Exponents net = above;
  AddTo(net, below);
  return net;
}

Exponents Unit::Cancelled() const {
  Exponents cancelled{};
  for (const UnitPart& part : parts_) {
    for (const Base base : kAmounts) cancelled[base] += CancelledIn(part, base);
  }
  return cancelled;
}

Exponents Unit::Net() const {
  Exponents net{};
  for (const UnitPart& part : parts_) AddTo(net, part.Net());
  return net;
}

Dimension Unit::dimension() const {
  Unit plain = *this;
  // One dimension for all fractions of mass, of volume and of number.
  if (IsZero(Net())) {
    for (UnitPart& part : plain.parts_) {
      for (size_t i = 0; i < kMole; ++i) {
        part.above[i] += part.below[i];
        part.below[i] = 0;
      }
    }
  }
  CodeWriter writer;
  WriteTerms(plain, writer);
  return Dimension(writer.Take());
}

std::string Canonical(const Unit& unit) {
  CodeWriter writer;
  if (unit.affine()) {
    // Its annotations follow it, all but one as terms of their own.
    std::vector<std::string> annotations = unit.quantity_annotations();
    const std::string& own = unit.parts().front().annotation;
    if (!own.empty()) annotations.insert(annotations.begin(), own);
    writer.Add(unit.scale(), 1, annotations.empty() ? "" : annotations.front());
    for (size_t i = 1; i < annotations.size(); ++i) writer.AddCount(1, annotations[i]);
    return writer.Take();
  }
  writer.AddFactor(unit.factor());
  WriteTerms(unit, writer);
  return writer.Take();
}

UnitPart& UnitBuilder::PartOf(const std::string& annotation) {
  const auto at =
      std::lower_bound(unit_.parts_.begin(), unit_.parts_.end(), annotation,
                       [](const UnitPart& part, const std::string& name) { return part.annotation < name; });
  if (at != unit_.parts_.end() && at->annotation == annotation) return *at;
  UnitPart part;
  part.annotation = annotation;
  return *unit_.parts_.insert(at, std::move(part));
}

void UnitBuilder::Add(const Rational& factor, const Exponents& exponents, const OpaqueUnits& opaque, int exponent,
                      const std::string_view* annotation) {
  ++terms_;
  unit_.factor_ *= Power(factor, exponent);
  const bool number = IsZero(exponents) && opaque.empty();
  std::string name;
  if (annotation != nullptr) {
    Annotation read = ReadAnnotation(*annotation);
    if (read.kind == AnnotationKind::kQuantity) unit_.quantity_annotations_.push_back(std::move(read.name));
    const bool counts = read.kind == AnnotationKind::kCount && number && exponent > 0;
    if (read.kind == AnnotationKind::kTerm || (read.kind == AnnotationKind::kCount && !counts)) name = read.name;
  }
  if (number && name.empty()) return;
  UnitPart& part = PartOf(name);
  if (number) part.count += exponent < 0 ? -1 : 1;
  Exponents& side = exponent < 0 ? part.below : part.above;
  for (size_t i = 0; i < kBases; ++i) side[i] += exponents[i] * exponent;
  for (const auto& [code, power] : opaque) AddOpaque(part.opaque, code, power * exponent);
}

void UnitBuilder::AddNumber(const Rational& number, Line line, const std::string_view* annotation) {
  Add(number, {}, {}, line, annotation);
}

void UnitBuilder::AddAtom(const Prefix* prefix, const Atom& atom, int exponent, Line line,
                          const std::string_view* annotation) {
  Rational factor = atom.factor;
  if (prefix != nullptr) factor *= prefix->factor;
  if (const Affine* affine = FindAffine(atom.function)) {
    // In a product it stands for nothing but itself; whether this is one is known at the end.
    Add(factor, {}, {{atom.code, 1}}, exponent * line, annotation);
    scales_.push_back({atom.code, (prefix == nullptr ? "" : prefix->code) + atom.code, affine});
  } else if (IsZero(atom.exponents) && atom.opaque.empty()) {
    // The exponent of a number is no side of the line: 10*-3{copies} is a number of copies.
    Add(Power(factor, exponent), {}, {}, line, annotation);
  } else {
    Add(factor, atom.exponents, atom.opaque, exponent * line, annotation);
  }
}

void UnitBuilder::MakeScale() {
  if (unit_.parts_.size() != 1) return;
  UnitPart& part = unit_.parts_.front();
  if (part.opaque.size() != 1 || part.opaque.front().second != 1 || part.count != 0) return;
  if (!IsZero(part.above) || !IsZero(part.below)) return;
  const auto scale =
      std::find_if(scales_.begin(), scales_.end(), [&](const Scale& s) { return s.atom == part.opaque.front().first; });
  // Alone, or what is left of a product that multiplies by nothing ("1.Cel").
  if (scale == scales_.end() || (terms_ != 1 && unit_.factor_ != 1)) return;
  unit_.affine_ = Affine{scale->affine->slope * unit_.factor_, scale->affine->offset};
  unit_.scale_ = terms_ == 1 ? scale->code : scale->atom;
  unit_.factor_ = unit_.affine_->slope;
  part.opaque.clear();
  part.above[kKelvin] = 1;
}

Unit UnitBuilder::Build(std::string_view code) {
  unit_.code_ = code;
  std::sort(unit_.quantity_annotations_.begin(), unit_.quantity_annotations_.end());
  const bool osmoles = unit_.Net()[kOsmole] != 0;
  if (osmoles) {
    const auto water = std::find_if(unit_.parts_.begin(), unit_.parts_.end(),
                                    [](const UnitPart& part) { return part.annotation == "H2O" && part.count == 0; });
    if (water != unit_.parts_.end()) {
      const UnitPart part = *water;
      unit_.parts_.erase(water);
      MergeInto(PartOf(""), part);
    }
  }
  std::erase_if(unit_.parts_, IsEmpty);
  MakeScale();
  return std::move(unit_);
}

}  // namespace labintake::ucum
