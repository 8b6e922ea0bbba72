#include "pipeline/wire.h"

#include <concepts>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace labintake::pipeline {
namespace {

template <typename T, typename U>
concept Either = std::same_as<std::remove_const_t<T>, U>;  // U, or const U

template <typename T>
concept Scalar = std::same_as<T, int> || std::same_as<T, double>;

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

// The members of each type, once for both directions. Structured bindings name all of them, so that a member added to
// the model does not compile until it is added here.
template <typename A, Either<Box> T>
void Fields(A& a, T& v) {
  auto& [x0, y0, x1, y1] = v;
  a(x0, y0, x1, y1);
}
template <typename A, Either<Name> T>
void Fields(A& a, T& v) {
  auto& [text, box] = v;
  a(text, box);
}
template <typename A, Either<Value> T>
void Fields(A& a, T& v) {
  auto& [text, kind, number, comparator, box] = v;
  a(text, kind, number, comparator, box);
}
template <typename A, Either<Unit> T>
void Fields(A& a, T& v) {
  auto& [text, ucum, box] = v;
  a(text, ucum, box);
}
template <typename A, Either<ReferenceRange> T>
void Fields(A& a, T& v) {
  auto& [text, low, high, low_inclusive, high_inclusive, box] = v;
  a(text, low, high, low_inclusive, high_inclusive, box);
}
template <typename A, Either<Flag> T>
void Fields(A& a, T& v) {
  auto& [text, code, derived, box] = v;
  a(text, code, derived, box);
}
template <typename A, Either<Finding> T>
void Fields(A& a, T& v) {
  auto& [code, message, box] = v;
  a(code, message, box);
}
template <typename A, Either<Observation> T>
void Fields(A& a, T& v) {
  auto& [page, box, panel, specimen, name, value, unit, range, flag, rule, confidence, status, findings] = v;
  a(page, box, panel, specimen, name, value, unit, range, flag, rule, confidence, status, findings);
}
template <typename A, Either<ClassifiedLine> T>
void Fields(A& a, T& v) {
  auto& [page, box, line_class, text] = v;
  a(page, box, line_class, text);
}
template <typename A, Either<ReportHeader> T>
void Fields(A& a, T& v) {
  auto& [lab, name, id, sex, age, birth_date, accession, specimen, collected, received, reported] = v;
  a(lab, name, id, sex, age, birth_date, accession, specimen, collected, received, reported);
}
template <typename A, Either<Report> T>
void Fields(A& a, T& v) {
  auto& [number, first_page, last_page, header, observations, lines, findings, status] = v;
  a(number, first_page, last_page, header, observations, lines, findings, status);
}
template <typename A, Either<PageSummary> T>
void Fields(A& a, T& v) {
  auto& [number, width, height, kind] = v;
  a(number, width, height, kind);
}
template <typename A, Either<Document> T>
void Fields(A& a, T& v) {
  auto& [path, sha256, media_type, repaired, pages, reports] = v;
  a(path, sha256, media_type, repaired, pages, reports);
}
template <typename A, Either<Error> T>
void Fields(A& a, T& v) {
  auto& [code, message] = v;
  a(code, message);
}

}  // namespace

std::string EncodeResult(const Result<Document>& result) {
  std::string out;
  Writer writer(&out);
  writer(result.has_value());
  if (result) {
    writer(*result);
  } else {
    writer(result.error());
  }
  return out;
}

std::optional<Result<Document>> DecodeResult(std::string_view bytes) {
  Reader reader(bytes);
  bool has_document = false;
  reader(has_document);
  Document document;
  Error error;
  if (has_document) {
    reader(document);
  } else {
    reader(error);
  }
  if (!reader.AtEnd()) return std::nullopt;
  if (has_document) return Result<Document>(std::move(document));
  return Result<Document>(tl::unexpected<Error>(std::move(error)));
}

}  // namespace labintake::pipeline
