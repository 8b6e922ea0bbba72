// Values as bytes and back: the form in which processes of this program speak with each other.
//
// Both ends are the same program on the same machine, so the form is compact and unversioned: what is stored in it has
// its version in front, and no numbers, whose bytes are those of the machine. A type travels when a function
// Fields(archive, value) next to it names its members. Reading trusts nothing: bytes that are cut short, too long or
// hold an impossible enumerator make the reader not ok(). Thread-safe.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "model/decimal.h"
#include "model/observation.h"
#include "model/page.h"

namespace labintake::wire {

template <typename T, typename U>
concept Either = std::same_as<std::remove_const_t<T>, U>;  // U, or const U

template <typename T>
concept Scalar = std::same_as<T, int> || std::same_as<T, uint32_t> || std::same_as<T, float> || std::same_as<T, double>;

class Writer {
 public:
  explicit Writer(std::string* out) : out_(out) {}

  template <typename... T>
  void operator()(const T&... values) {
    (Put(values), ...);
  }

 private:
  void Put(const bool& b) { out_->push_back(b ? '\1' : '\0'); }
  template <Scalar T>
  void Put(const T& value) {
    out_->append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <typename T>
  requires std::is_enum_v<T>
  void Put(const T& value) { out_->push_back(static_cast<char>(value)); }
  void Put(const std::string& s) {
    PutSize(s.size());
    out_->append(s);
  }
  void Put(const Decimal& d) { Put(d.ToString()); }
  template <typename T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  template <typename T, std::size_t n>
  void Put(const std::array<T, n>& values) {
    for (const T& value : values) Put(value);
  }
  template <typename T>
  void Put(const std::vector<T>& values) {
    PutSize(values.size());
    for (const T& value : values) Put(value);
  }
  template <typename T>
  requires(std::is_class_v<T>) void Put(const T& value) { Fields(*this, value); }
  // Seven bits a byte, the lowest first: nearly all sizes take one byte.
  void PutSize(std::size_t n) {
    for (; n >= 0x80; n >>= 7) out_->push_back(static_cast<char>(n | 0x80));
    out_->push_back(static_cast<char>(n));
  }

  std::string* out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}

  template <typename... T>
  void operator()(T&... values) {
    (Get(values), ...);
  }
  bool ok() const { return ok_; }
  bool AtEnd() const { return ok_ && in_.empty(); }

 private:
  std::string_view Take(std::size_t n) {
    if (!ok_ || n > in_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = in_.substr(0, n);
    in_.remove_prefix(n);
    return taken;
  }
  unsigned char Byte() {
    const std::string_view byte = Take(1);
    return byte.empty() ? 0 : static_cast<unsigned char>(byte.front());
  }
  void Get(bool& b) {
    const unsigned char byte = Byte();
    ok_ = ok_ && byte <= 1;
    b = byte == 1;
  }
  template <Scalar T>
  void Get(T& value) {
    const std::string_view bytes = Take(sizeof value);
    if (ok_) std::memcpy(&value, bytes.data(), sizeof value);
  }
  template <typename T>
  requires std::is_enum_v<T>
  void Get(T& value) {
    const unsigned char byte = Byte();
    const auto read = static_cast<T>(byte);
    // The model names every enumerator; what has no name does not exist. The first one may have an empty name.
    if constexpr (std::same_as<T, RowStatus>) {
      ok_ = ok_ && byte <= 1;
    } else {
      ok_ = ok_ && (byte == 0 || *ToString(read) != '\0');
    }
    if (ok_) value = read;
  }
  void Get(std::string& s) { s = Take(Size()); }
  void Get(Decimal& d) {
    std::string text;
    Get(text);
    const std::optional<Decimal> parsed = Decimal::Parse(text);
    ok_ = ok_ && parsed.has_value();
    if (ok_) d = *parsed;
  }
  template <typename T>
  void Get(std::optional<T>& value) {
    bool present = false;
    Get(present);
    value.reset();
    if (ok_ && present) Get(value.emplace());
  }
  template <typename T, std::size_t n>
  void Get(std::array<T, n>& values) {
    for (T& value : values) Get(value);
  }
  template <typename T>
  void Get(std::vector<T>& values) {
    // Grows as elements arrive: a false count cannot ask for memory that its bytes do not justify.
    values.clear();
    for (std::size_t n = Size(); ok_ && n > 0; --n) Get(values.emplace_back());
  }
  template <typename T>
  requires(std::is_class_v<T>) void Get(T& value) { Fields(*this, value); }
  std::size_t Size() {
    std::size_t n = 0;
    for (int shift = 0;; shift += 7) {
      const unsigned char byte = Byte();
      if (shift > 56) ok_ = false;
      if (!ok_) return 0;
      n |= static_cast<std::size_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return n;
    }
  }

  std::string_view in_;
  bool ok_ = true;
};

}  // namespace labintake::wire
