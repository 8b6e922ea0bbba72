#include "terminology/ucum/table_bytes.h"

#include <sodium.h>

#include <array>
#include <cstdint>

namespace labintake::ucum {
namespace {

constexpr std::string_view kMagic = "labintake ucum 1\n";
constexpr int kNumberBase = 16;

std::string Sha256(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

class Writer {
 public:
  void Number(size_t n) {  // 16 bits, little end first
    out_ += static_cast<char>(n & 0xFF);
    out_ += static_cast<char>(n >> 8 & 0xFF);
  }
  void Text(std::string_view text) {
    Number(text.size());
    out_ += text;
  }
  void Exponent(int exponent) { Number(static_cast<uint16_t>(static_cast<int16_t>(exponent))); }
  void Value(const Rational& value) {
    Text(value.get_num().get_str(kNumberBase));
    Text(value.get_den().get_str(kNumberBase));
  }
  std::string Take() { return std::move(out_); }

 private:
  std::string out_;
};

// After the first thing that is not there everything is empty, and ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }
  bool AtEnd() const { return ok_ && bytes_.empty(); }

  size_t Number() {
    const std::string_view two = Take(2);
    if (two.size() < 2) return 0;
    return static_cast<size_t>(static_cast<unsigned char>(two[0]) | static_cast<unsigned char>(two[1]) << 8);
  }
  std::string Text() { return std::string(Take(Number())); }
  int Exponent() { return static_cast<int16_t>(Number()); }
  Rational Value() {
    Rational value;
    const std::string above = Text(), below = Text();
    if (!ok_ || value.get_num().set_str(above, kNumberBase) != 0 || value.get_den().set_str(below, kNumberBase) != 0 ||
        sgn(value.get_num()) <= 0 || sgn(value.get_den()) <= 0) {
      ok_ = false;
      return 1;
    }
    return value;
  }

 private:
  std::string_view Take(size_t n) {
    if (n > bytes_.size()) ok_ = false;
    if (!ok_) return {};
    const std::string_view taken = bytes_.substr(0, n);
    bytes_.remove_prefix(n);
    return taken;
  }
  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace

std::string WriteTable(const TableContent& content) {
  Writer writer;
  for (const std::string* text :
       {&content.info.format, &content.info.version, &content.info.revision_date, &content.info.source_sha256}) {
    writer.Text(*text);
  }
  writer.Number(content.prefixes.size());
  for (const Prefix& prefix : content.prefixes) {
    writer.Text(prefix.code);
    writer.Value(prefix.factor);
  }
  writer.Number(content.atoms.size());
  for (const Atom& atom : content.atoms) {
    writer.Text(atom.code);
    writer.Number((atom.metric ? 1U : 0U) | (atom.arbitrary ? 2U : 0U));
    writer.Text(atom.function);
    writer.Value(atom.factor);
    for (const int exponent : atom.exponents) writer.Exponent(exponent);
    writer.Number(atom.opaque.size());
    for (const auto& [code, exponent] : atom.opaque) {
      writer.Text(code);
      writer.Exponent(exponent);
    }
  }
  const std::string payload = writer.Take();
  return std::string(kMagic) + Sha256(payload) + payload;
}

Result<TableContent> ReadTable(std::string_view bytes) {
  const auto damaged = [] {
    return Fail(ErrorCode::kDamaged, "the table of units is damaged; import it again, or build labintake again");
  };
  constexpr size_t kHead = kMagic.size() + crypto_hash_sha256_BYTES;
  if (!bytes.starts_with(kMagic) || bytes.size() < kHead) return damaged();
  const std::string_view payload = bytes.substr(kHead);
  if (bytes.substr(kMagic.size(), crypto_hash_sha256_BYTES) != Sha256(payload)) return damaged();

  Reader reader(payload);
  TableContent content;
  for (std::string* text :
       {&content.info.format, &content.info.version, &content.info.revision_date, &content.info.source_sha256}) {
    *text = reader.Text();
  }
  content.prefixes.resize(reader.Number());
  for (Prefix& prefix : content.prefixes) {
    prefix.code = reader.Text();
    prefix.factor = reader.Value();
    if (!reader.ok()) return damaged();
  }
  content.atoms.resize(reader.Number());
  for (Atom& atom : content.atoms) {
    atom.code = reader.Text();
    const size_t flags = reader.Number();
    atom.metric = (flags & 1U) != 0;
    atom.arbitrary = (flags & 2U) != 0;
    atom.function = reader.Text();
    atom.factor = reader.Value();
    for (int& exponent : atom.exponents) exponent = reader.Exponent();
    atom.opaque.resize(reader.ok() ? reader.Number() : 0);
    for (auto& [code, exponent] : atom.opaque) {
      code = reader.Text();
      exponent = reader.Exponent();
    }
    if (!reader.ok()) return damaged();
  }
  if (!reader.AtEnd()) return damaged();
  content.info.prefixes = content.prefixes.size();
  content.info.units = content.atoms.size();
  return content;
}

std::string Sha256Hex(std::string_view bytes) {
  std::string hex;
  for (const char byte : Sha256(bytes)) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[static_cast<unsigned char>(byte) >> 4];
    hex += kDigits[static_cast<unsigned char>(byte) & 0xF];
  }
  return hex;
}

}  // namespace labintake::ucum
