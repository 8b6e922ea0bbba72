#include "terminology/ucum/compile.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "terminology/ucum/definitions.h"
#include "terminology/ucum/parser.h"
#include "terminology/ucum/table_bytes.h"

namespace labintake::ucum {
namespace {

// Works definitions out, each when it is first asked for. Both spellings of codes are served, each by a view.
class Resolver {
 public:
  explicit Resolver(const Definitions& definitions) : by_code_(*this, false), by_capitals_(*this, true) {
    for (const PrefixDefinition& prefix : definitions.prefixes) {
      const Prefix* kept = &prefixes_.try_emplace(prefix.code, Prefix{prefix.code, prefix.factor}).first->second;
      prefixes_in_capitals_.try_emplace(prefix.code_in_capitals, kept);
    }
    for (const UnitDefinition& unit : definitions.units) {
      units_.try_emplace(unit.code, &unit);
      units_in_capitals_.try_emplace(unit.code_in_capitals, &unit);
    }
  }

  // nullptr: not known, or it cannot be worked out; error() then says why.
  const Atom* Resolve(const std::string& code) {
    if (const auto done = atoms_.find(code); done != atoms_.end()) return &done->second;
    const auto found = units_.find(code);
    if (found == units_.end() || !error_.empty()) return nullptr;
    if (!open_.insert(code).second) return Stop(code, "refers to itself");
    std::optional<Atom> atom = WorkOut(*found->second);
    open_.erase(code);
    if (!atom) return nullptr;
    return &atoms_.emplace(code, std::move(*atom)).first->second;
  }

  const std::string& error() const { return error_; }
  const std::map<std::string, Atom, std::less<>>& atoms() const { return atoms_; }
  const std::map<std::string, Prefix, std::less<>>& prefixes() const { return prefixes_; }

 private:
  class View : public AtomSource {
   public:
    View(Resolver& resolver, bool capitals) : resolver_(resolver), capitals_(capitals) {}
    const Atom* FindAtom(std::string_view code) const override {
      const auto at = resolver_.units_in_capitals_.find(code);
      // One definition in capitals is in small letters all the same ("/s" of Bd).
      const bool found = capitals_ && at != resolver_.units_in_capitals_.end();
      return resolver_.Resolve(found ? at->second->code : std::string(code));
    }
    const Prefix* FindPrefix(std::string_view code) const override {
      if (capitals_) {
        const auto at = resolver_.prefixes_in_capitals_.find(code);
        return at == resolver_.prefixes_in_capitals_.end() ? nullptr : at->second;
      }
      const auto at = resolver_.prefixes_.find(code);
      return at == resolver_.prefixes_.end() ? nullptr : &at->second;
    }

   private:
    Resolver& resolver_;
    bool capitals_;
  };

  const Atom* Stop(const std::string& code, const std::string& what) {
    if (error_.empty()) error_ = "the table of units is damaged: the definition of '" + code + "' " + what;
    return nullptr;
  }

  std::optional<Atom> WorkOut(const UnitDefinition& definition) {
    Atom atom;
    atom.code = definition.code;
    atom.metric = definition.metric;
    atom.arbitrary = definition.arbitrary;
    atom.function = definition.function;
    // Moles, equivalents and osmoles are made base units here, whatever number the table makes of them.
    const auto base = std::find(kBaseCodes.begin(), kBaseCodes.end(), definition.code);
    if (base != kBaseCodes.end()) {
      atom.exponents[static_cast<size_t>(base - kBaseCodes.begin())] = 1;
      return atom;
    }
    if (definition.base) {
      Stop(definition.code, "is that of a base unit which labintake does not know");
      return std::nullopt;
    }
    const View& codes = definition.of_in_capitals ? by_capitals_ : by_code_;
    const Result<Unit> of = ParseUnit(definition.of, codes);
    if (!of) {
      Stop(definition.code, "cannot be read (" + of.error().message + ")");
      return std::nullopt;
    }
    atom.factor = definition.factor * of->factor();
    for (const UnitPart& part : of->parts()) {
      const Exponents net = part.Net();
      for (size_t i = 0; i < kBases; ++i) atom.exponents[i] += net[i];
      for (const auto& [code, exponent] : part.opaque) AddOpaque(atom.opaque, code, exponent);
    }
    if (FindAffine(definition.function) != nullptr) atom.factor = 1;  // its function says what it is worth
    if (IsOpaque(definition, atom)) {
      atom.factor = 1;
      atom.exponents = {};
      atom.opaque = {{atom.code, 1}};
    }
    return atom;
  }

  static bool IsOpaque(const UnitDefinition& definition, const Atom& atom) {
    // [IU] is defined as [iU]: one unit with two codes.
    if (!atom.opaque.empty()) return false;
    if (definition.arbitrary) return true;
    if (!definition.function.empty()) return FindAffine(definition.function) == nullptr;
    // A "number" that counts something of its own: a field of view, a bit, a turbidity.
    const std::string& property = definition.property;
    return IsZero(atom.exponents) && property != "number" && property != "fraction" && property != "mass fraction";
  }

  std::map<std::string, const UnitDefinition*, std::less<>> units_, units_in_capitals_;
  std::map<std::string, Prefix, std::less<>> prefixes_;
  std::map<std::string, const Prefix*, std::less<>> prefixes_in_capitals_;
  std::map<std::string, Atom, std::less<>> atoms_;
  std::set<std::string> open_;  // definitions that are being worked out
  std::string error_;
  View by_code_, by_capitals_;
};

}  // namespace

Result<std::string> CompileTable(std::string_view source, std::string_view version) {
  if (source.size() > kLargestSource)
    return Fail(ErrorCode::kUnsupported, "the file is too large for a table of units");
  const bool json = source.substr(0, source.find_first_not_of(" \t\r\n") + 1).ends_with('{');
  const Result<Definitions> definitions = json ? ReadUcumDefs(source) : ReadUcumEssence(source);
  if (!definitions) return tl::unexpected<Error>(definitions.error());

  Resolver resolver(*definitions);
  for (const UnitDefinition& unit : definitions->units) {
    if (resolver.Resolve(unit.code) == nullptr) return Fail(ErrorCode::kDamaged, resolver.error());
  }
  for (const std::string_view base : kBaseCodes) {
    if (resolver.Resolve(std::string(base)) == nullptr) {
      return Fail(ErrorCode::kDamaged,
                  "the table of units is damaged: the unit '" + std::string(base) + "' is missing");
    }
  }
  TableContent content;
  content.info.format = definitions->format;
  content.info.version = definitions->version.empty() ? std::string(version) : definitions->version;
  content.info.revision_date = definitions->revision_date;
  content.info.source_sha256 = Sha256Hex(source);
  for (const auto& [code, prefix] : resolver.prefixes()) content.prefixes.push_back(prefix);
  for (const auto& [code, atom] : resolver.atoms()) content.atoms.push_back(atom);
  return WriteTable(content);
}

}  // namespace labintake::ucum
