#include "extractors/generic/report_header.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/generic/header_items.h"
#include "extractors/generic/lab_name.h"
#include "extractors/generic/patient.h"
#include "model/ascii.h"
#include "terminology/vocabulary.h"

namespace labintake::generic {
namespace {

using fields::DateOrder;
using layout::Line;
using terminology::HeaderLabel;

struct Row {
  const Line* line = nullptr;
  std::vector<HeaderItem> items;
};

size_t CountDigits(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), IsDigit));
}

bool HasLetter(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
    // Of other scripts; not the signs of U+0080..U+00BF and U+2000..U+2FFF nor the replacement character.
    if (c >= 0xC3 && c != 0xE2 && c != 0xEF) return true;
  }
  return false;
}

bool IsSentence(std::string_view text) {
  size_t function_words = 0;
  std::string word;
  for (char c : terminology::Fold(text) + " ") {
    if (c != ' ') {
      word += c;
      continue;
    }
    if (terminology::IsFunctionWord(word)) ++function_words;
    word.clear();
  }
  return function_words >= 2;
}

std::string Head(std::string_view text, size_t most) {
  // Never through the middle of a character.
  if (text.size() > most) {
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    text = text.substr(0, most);
  }
  return std::string(text);
}

bool IsDateLabel(HeaderLabel label) {
  return label == HeaderLabel::kCollected || label == HeaderLabel::kReceived || label == HeaderLabel::kReported ||
         label == HeaderLabel::kPrinted;
}

// Labels whose values can be told from anything else by their form.
bool IsTyped(HeaderLabel label) {
  return IsDateLabel(label) || label == HeaderLabel::kBirthDate || label == HeaderLabel::kSex ||
         label == HeaderLabel::kAge || label == HeaderLabel::kAgeSex;
}

// "12345 67-89" of "12345 67-89 (external)": the part of a value that is a number of an order or a patient.
std::string NumberValue(std::string_view value) {
  std::string text(value.substr(0, std::min(value.find_first_of("([|;"), value.find("\xC2\xB7"))));
  while (!text.empty() && text.back() == ' ') text.pop_back();
  constexpr size_t kLongest = 48;
  if (text.size() > kLongest) return {};
  return text;
}

class Reader {
 public:
  Reader(std::span<const Line> lines, DateOrder order) : lines_(lines), order_(order) {
    for (const Line& line : lines) rows_.push_back({&line, ItemsOf(line)});
    if (order_ == DateOrder::kUnknown) order_ = OrderOf(lines);
  }

  ReportHeader Read() {
    LearnColumns();
    for (size_t r = 0; r < rows_.size(); ++r) {
      for (size_t i = 0; i < rows_[r].items.size(); ++i) {
        if (rows_[r].items[i].label) ReadLabel(r, i);
      }
    }
    ReadUnlabelled();
    if (header_.reported.empty()) header_.reported = released_;
    if (header_.reported.empty()) header_.reported = printed_;
    if (header_.accession.empty()) header_.accession = weak_accession_;
    if (header_.patient_name.empty()) header_.patient_name = heading_name_;
    SettleBirthDate();
    return header_;
  }

 private:
  struct KnownValue {
    Box label, value;
  };

  DateOrder OrderOf(std::span<const Line> lines) const {
    std::vector<std::string> texts;
    for (const Line& line : lines) texts.push_back(line.Text());
    const DateOrder printed = fields::InferDateOrder(texts);
    return printed != DateOrder::kUnknown ? printed : OrderOfPlace(texts);
  }

  static bool Near(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance; }

  static double Gap(const Box& label, const Box& value) { return value.x0 - label.x1; }

  // Remembers where the values of each label stand that surely has one, in its cell or close by.
  void LearnColumns() {
    constexpr size_t kProse = 60;
    for (const Row& row : rows_) {
      for (size_t i = 0; i < row.items.size(); ++i) {
        const HeaderItem& item = row.items[i];
        if (!item.label) continue;
        if (!item.value.empty()) {
          if (item.value.size() <= kProse) known_.push_back({item.label_box, item.value_box});
        } else if (i + 1 < row.items.size() && !row.items[i + 1].label &&
                   Gap(item.label_box, row.items[i + 1].value_box) < 4 * row.line->font_size) {
          known_.push_back({item.label_box, row.items[i + 1].value_box});
        }
      }
    }
  }

  // True when a text to the right of an empty label can be its value and does not belong to the next block: its place
  // is that of other values of the same column of labels.
  bool Belongs(const HeaderItem& label, const HeaderItem& value, double font_size) const {
    const double gap = Gap(label.label_box, value.value_box);
    constexpr double kFar = 260, kFarUntyped = 150, kBlockHeight = 130;
    if (gap < -2 || gap > kFar) return false;
    if (gap < 3 * font_size) return true;
    bool any = false;
    for (const KnownValue& known : known_) {
      if (!Near(known.label.x0, label.label_box.x0, 4) || !Near(known.label.y0, label.label_box.y0, kBlockHeight))
        continue;
      any = true;
      if (Near(known.value.x0, value.value_box.x0, 8) || Near(known.value.x1, value.value_box.x1, 8)) return true;
      // Ragged values: as far to the right as another one of the column at most.
      if (value.value_box.x0 <= known.value.x0) return true;
    }
    return !any && (IsTyped(*label.label) || gap < kFarUntyped);
  }

  void ReadLabel(size_t r, size_t i) {
    const HeaderItem& item = rows_[r].items[i];
    const std::vector<HeaderItem>& items = rows_[r].items;
    if (!item.value.empty()) {
      std::string value = item.value;
      // A time of day in a cell of its own.
      if (IsDateLabel(*item.label) && i + 1 < items.size() && !items[i + 1].label) value += " " + items[i + 1].value;
      Apply(item, value, r);
      return;
    }
    if (i + 1 < items.size()) {
      if (!items[i + 1].label && Belongs(item, items[i + 1], rows_[r].line->font_size)) {
        std::string value = items[i + 1].value;
        if (IsDateLabel(*item.label) && i + 2 < items.size() && !items[i + 2].label) value += " " + items[i + 2].value;
        used_.push_back(items[i + 1].value_box);
        if (Apply(item, value, r)) return;
        if (!IsTyped(*item.label)) return;
      }
    } else if (const HeaderItem* beside = Beside(item, r)) {
      used_.push_back(beside->value_box);
      Apply(item, beside->value, r);
      return;
    }
    ReadBelow(r, i);
  }

  // The text beside a label whose baseline differs a little, so that it came into the line before or after.
  const HeaderItem* Beside(const HeaderItem& label, size_t r) const {
    const HeaderItem* best = nullptr;
    const size_t first = r >= 2 ? r - 2 : 0, last = std::min(rows_.size(), r + 3);
    for (size_t other = first; other < last; ++other) {
      if (other == r) continue;
      for (const HeaderItem& item : rows_[other].items) {
        const Box& box = item.label ? item.label_box : item.value_box;
        if (box.x0 < label.label_box.x1 - 2 || box.OverlapY(label.label_box) < 0.5 * label.label_box.height()) continue;
        const Box& best_box = best == nullptr ? box : (best->label ? best->label_box : best->value_box);
        if (best == nullptr || box.x0 < best_box.x0) best = &item;
      }
    }
    if (best == nullptr || best->label || !Belongs(label, *best, rows_[r].line->font_size)) return nullptr;
    return best;
  }

  // A label above its value. A label with a colon looks there only for what its form tells apart.
  void ReadBelow(size_t r, size_t i) {
    const HeaderItem& item = rows_[r].items[i];
    if (item.colon && !IsTyped(*item.label) && *item.label != HeaderLabel::kPhysician) return;
    if (*item.label == HeaderLabel::kSpecimen) return;  // "SPECIMEN" is more often a heading than a label
    const Line& line = *rows_[r].line;
    const double reach = 2.2 * std::max(line.font_size, 8.0);
    double left = -1e9, right = 1e9;  // halfway to the neighbours of the row of labels
    for (size_t k = 0; k < rows_[r].items.size(); ++k) {
      const HeaderItem& other = rows_[r].items[k];
      const Box& box = other.label ? other.label_box : other.value_box;
      if (k < i) left = std::max(left, box.x1);
      if (k > i) right = std::min(right, box.x0);
    }
    const size_t end = std::min(rows_.size(), r + 4);
    for (size_t below = r + 1; below < end; ++below) {
      const Line& next = *rows_[below].line;
      if (next.box.y0 - item.label_box.y1 > reach) return;
      if (next.box.center_y() <= item.label_box.y1) continue;
      std::string value;
      Box place;
      bool label_below = false;
      for (const HeaderItem& candidate : rows_[below].items) {
        const Box& box = candidate.label ? candidate.label_box : candidate.value_box;
        const bool overlaps = box.OverlapX(item.label_box) > 0 || Near(box.x0, item.label_box.x0, 3);
        if (!overlaps) continue;
        if (candidate.label) label_below = true;
      }
      if (label_below) return;
      for (const layout::Cell& cell : next.cells) {
        if (cell.box.OverlapX(item.label_box) <= 0 && !Near(cell.box.x0, item.label_box.x0, 3)) continue;
        const bool wide = cell.box.x0 < left || cell.box.x1 > right;
        place = cell.box;
        if (!wide) {
          value = cell.text;
        } else {
          for (const Word& word : cell.words) {
            if (word.box.center_x() < left || word.box.center_x() > right) continue;
            if (!value.empty()) value += ' ';
            value += word.text;
          }
        }
        break;
      }
      if (value.empty()) continue;
      if (Apply(item, TrimValue(value), r) || *item.label == HeaderLabel::kPhysician) used_.push_back(place);
      return;
    }
  }

  // Puts the value where its label says. False when the value cannot be one of this label.
  bool Apply(const HeaderItem& item, const std::string& value, size_t r) {
    if (value.empty()) return false;
    switch (*item.label) {
      case HeaderLabel::kCollected: return SetDate(header_.collected, value);
      case HeaderLabel::kReceived: return SetDate(header_.received, value);
      case HeaderLabel::kReported: return SetDate(NamesAReport(item.label_text) ? header_.reported : released_, value);
      case HeaderLabel::kPrinted: return SetDate(printed_, value);
      case HeaderLabel::kBirthDate: return SetPerson(value, true, false);
      case HeaderLabel::kAge: return SetPerson(value, false, true);
      case HeaderLabel::kSex: return SetPerson(value, false, false);
      case HeaderLabel::kAgeSex: return SetPerson(value, true, true);
      case HeaderLabel::kPatientName: return SetName(item, value, r);
      case HeaderLabel::kPatientId: return SetNumber(header_.patient_id, value);
      case HeaderLabel::kAccession: return SetAccession(item, value, r);
      case HeaderLabel::kSpecimen: return SetSpecimen(value);
      case HeaderLabel::kLab: return SetLab(item, value);
      case HeaderLabel::kPhysician: return false;
      case HeaderLabel::kOther: return SetNameUnderHeading(item, value);
    }
    return false;
  }

  // A report's own date comes before dates on which results were verified, released or signed.
  static bool NamesAReport(std::string_view label) {
    const std::string folded = terminology::Fold(label);
    for (std::string_view word : {"report",  "rapport", "befund",    "bericht", "verslag",  "compte",  "informe",
                                  "referto", "laudo",   "relatorio", "wynik",   "sprawozd", "rapor",   "sonuc",
                                  "rpt",     "reporte", "emission",  "emision", "emissao",  "uitslag", "refertaz"}) {
      if (folded.find(word) != std::string::npos) return true;
    }
    return false;
  }

  // A laboratory's number of the order, rather than a reference of the sender or of a form.
  static bool NamesALabNumber(std::string_view label) {
    const std::string folded = terminology::Fold(label);
    for (std::string_view word :
         {"access",  "lab",          "specimen", "sample",  "accn",    "staal",   "monster",     "onze",
          "auftrag", "tages",        "probe",    "eingang", "dossier", "demande", "echantillon", "petici",
          "muestra", "accettazione", "campione", "pedido",  "amostra", "zlecen",  "probki",      "numune",
          "ornek",   "protokol",     "barkod",   "barcode", "acc"}) {
      if (folded.find(word) != std::string::npos) return true;
    }
    return false;
  }

  bool SetAccession(const HeaderItem& item, const std::string& value, size_t r) {
    if (NamesALabNumber(item.label_text)) return SetNumber(header_.accession, value);
    // Registration numbers of physicians and firms stand at the foot of pages.
    constexpr double kHeaderHeight = 320;  // points
    return rows_[r].line->box.y0 < kHeaderHeight && SetNumber(weak_accession_, value);
  }

  bool SetDate(std::string& field, const std::string& value) {
    const auto date = fields::FindDate(value, order_);
    if (!date) return false;
    if (field.empty() && !date->ambiguous) field = date->iso;
    return true;
  }

  // Nobody is born after the sample was taken: a year of two digits is of the century before, any other date is
  // misread.
  void SettleBirthDate() {
    if (header_.birth_date.empty()) return;
    const std::string latest =
        std::max({header_.collected.substr(0, 10), header_.received.substr(0, 10), header_.reported.substr(0, 10)});
    constexpr std::string_view kNoDatePrinted = "2030";
    if (header_.birth_date <= (latest.empty() ? std::string(kNoDatePrinted) : latest)) return;
    if (!short_birth_year_) {
      header_.birth_date.clear();
    } else {
      header_.birth_date.replace(0, 2, "19");
    }
  }

  bool SetPerson(const std::string& value, bool with_date, bool bare_age) {
    const Demographics d = ReadDemographics(value, order_, bare_age);
    if (with_date && header_.birth_date.empty() && !d.birth_date.empty()) {
      header_.birth_date = d.birth_date;
      short_birth_year_ = value.find(d.birth_date.substr(0, 4)) == std::string::npos;
    }
    if (header_.sex.empty()) header_.sex = d.sex;
    if (header_.age.empty()) header_.age = d.age;
    return !d.birth_date.empty() || !d.sex.empty() || !d.age.empty() || fields::FindDate(value, order_).has_value();
  }

  // True when the block of a label is that of a physician, a client or a laboratory: its heading stands above the
  // label.
  bool InOthersBlock(const HeaderItem& item, size_t r) const {
    constexpr size_t kHighestBlock = 10;
    for (size_t up = r; up-- > 0 && r - up <= kHighestBlock;) {
      for (const HeaderItem& other : rows_[up].items) {
        if (!other.label || other.colon || !other.value.empty()) continue;
        const Box& box = other.label_box;
        if (!Near(box.x0, item.label_box.x0, 16) && box.OverlapX(item.label_box) <= 0) continue;
        if (*other.label == HeaderLabel::kPhysician) return true;
        if (*other.label == HeaderLabel::kPatientName) return false;
        const std::string folded = terminology::Fold(other.label_text);
        if (NamesPatient(folded)) return false;
        for (std::string_view word :
             {"physician", "doctor", "provider", "client", "order", "arzt", "medecin", "medic", "lekarz", "doktor"}) {
          if (folded.find(word) != std::string::npos) return true;
        }
      }
    }
    return false;
  }

  bool SetName(const HeaderItem& item, const std::string& value, size_t r) {
    constexpr size_t kLongest = 80;
    if (value.size() < 2 || value.size() > kLongest || !HasLetter(value) || CountDigits(value) > 2) return false;
    if (fields::FindDate(value, order_) || terminology::LookUpHeaderLabel(value)) return false;
    const std::string folded = terminology::Fold(item.label_text);
    const bool says_patient = folded.size() > 5 && *item.label == HeaderLabel::kPatientName;
    if (!item.colon && !LooksLikePersonName(value)) return false;
    if (!says_patient && InOthersBlock(item, r)) return true;
    if (header_.patient_name.empty()) header_.patient_name = value;
    return true;
  }

  // "PATIENT INFORMATION" above a name.
  bool SetNameUnderHeading(const HeaderItem& item, const std::string& value) {
    if (item.colon || !NamesPatient(item.label_text) || !LooksLikePersonName(value)) return false;
    if (heading_name_.empty()) heading_name_ = value;
    return true;
  }

  static bool NamesPatient(std::string_view label) {
    const std::string folded = terminology::Fold(label);
    for (std::string_view word : {"patient", "paziente", "paciente", "pacjent", "hasta"}) {
      if (folded.find(word) != std::string::npos) return true;
    }
    return false;
  }

  bool SetNumber(std::string& field, const std::string& value) {
    const std::string number = NumberValue(value);
    const size_t digits = CountDigits(number);
    // Letters alone are an id only where they are one word ("DEMO_BARCODE").
    if (number.empty() || (digits == 0 && (number.find(' ') != std::string::npos || number.size() < 4))) return false;
    if (number.find_first_of("@?") != std::string::npos) return false;
    size_t spaces = static_cast<size_t>(std::count(number.begin(), number.end(), ' '));
    if (spaces > 4 || (spaces > 0 && digits < 3)) return false;
    if (const auto date = fields::FindDate(number, order_); date && date->length == number.size() && number.size() > 8)
      return false;
    if (field.empty()) field = number;
    return true;
  }

  bool SetSpecimen(const std::string& value) {
    const std::string text = Head(value.substr(0, value.find_first_of("|;")), 60);
    if (!HasLetter(text) || IsSentence(text)) return false;
    const size_t digits = CountDigits(text);
    // "SPECIMEN: SY00000001" is a number, "Serum (SST) 2 x 5 mL" is none.
    if (digits >= 4) return SetNumber(header_.accession, value);
    if (fields::FindDate(text, order_)) return false;
    if (header_.specimen.empty()) header_.specimen = text;
    return true;
  }

  bool SetLab(const HeaderItem& item, const std::string& value) {
    constexpr size_t kShortest = 4, kLongest = 90;
    const std::string name = LabNameOf(value);
    if (name.size() < kShortest || name.size() > kLongest || !HasLetter(name)) return false;
    if (fields::FindDate(name, order_)) return false;
    if (!NamesOrganisation(name)) {
      // "Lab: Acme" is believed, "Performing site: Main campus" is a place of the laboratory, not its name.
      const std::string folded = terminology::Fold(item.label_text);
      if (!item.colon || folded.find("lab") == std::string::npos) return false;
    }
    if (header_.lab.empty()) header_.lab = name;
    return true;
  }

  // What stands without a label: "°1/01/1940 Man 81 Jaar", "Mr. John Smith".
  void ReadUnlabelled() {
    const size_t top = std::min<size_t>(rows_.size(), 30);
    for (size_t r = 0; r < top; ++r) {
      for (const HeaderItem& item : rows_[r].items) {
        if (item.label || item.value.empty()) continue;
        std::string_view text = item.value;
        // The Belgian and the German sign for "born".
        bool born = false;
        for (std::string_view sign : {"\xC2\xB0", "\xC2\xBA", "*"}) {
          if (!text.starts_with(sign)) continue;
          const auto date = fields::FindDate(text.substr(sign.size()), order_);
          born = date && date->begin <= 1;
          if (born) text.remove_prefix(sign.size());
          break;
        }
        if (born) SetPerson(std::string(text), true, false);
        if (header_.patient_name.empty() && StartsWithPatientTitle(text) && LooksLikePersonName(text))
          header_.patient_name = text;
      }
    }
    if (header_.lab.empty()) header_.lab = LetterheadName(lines_, used_);
  }

  std::span<const Line> lines_;
  DateOrder order_;
  std::vector<Row> rows_;
  std::vector<KnownValue> known_;
  ReportHeader header_;
  std::vector<Box> used_;  // values of labels, which name no laboratory
  std::string released_, printed_, weak_accession_, heading_name_;
  bool short_birth_year_ = false;  // printed with two digits
};

// Letters and digits only, for comparing numbers of patients.
std::string Squeezed(std::string_view text) {
  std::string out = terminology::Fold(text);
  std::erase_if(
      out, [](char c) { return !(IsDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80); });
  return out;
}

// 2024-05-01 and 2024-01-05: one of them may be a misread order.
bool MayBeSwapped(std::string_view a, std::string_view b) {
  return a.size() == 10 && b.size() == 10 && a.substr(0, 4) == b.substr(0, 4) && a.substr(5, 2) == b.substr(8, 2) &&
         a.substr(8, 2) == b.substr(5, 2);
}

}  // namespace

namespace {

// The label at the end of `text`, of at most four words; nullopt where the last words are none.
std::optional<HeaderLabel> LabelAtEnd(std::string_view text) {
  constexpr int kMostWords = 4;
  while (!text.empty() && (text.back() == ' ' || text.back() == ':')) text.remove_suffix(1);
  std::optional<HeaderLabel> longest;
  size_t from = text.size();
  for (int words = 0; words < kMostWords && from > 0; ++words) {
    from = text.rfind(' ', from - 1);
    const size_t begin = from == std::string_view::npos ? 0 : from + 1;
    if (const auto label = terminology::LookUpHeaderLabel(text.substr(begin))) longest = label;
    if (from == std::string_view::npos) break;
  }
  return longest;
}

// Labels that run on in one text without colons: "Ordernr. W24.3170 Afname 12-11-2024 08:20 Uitslagdatum 13-11-2024".
void FillDatesInText(std::span<const Line> lines, DateOrder order, ReportHeader& header) {
  constexpr size_t kHeaderLines = 25;
  for (const Line& line : lines.first(std::min(lines.size(), kHeaderLines))) {
    for (const layout::Cell& cell : line.cells) {
      std::string_view rest = cell.text;
      while (const auto date = fields::FindDate(rest, order)) {
        const auto label = LabelAtEnd(rest.substr(0, date->begin));
        rest.remove_prefix(date->begin + date->length);
        if (!label || date->ambiguous) continue;
        std::string ReportHeader::*field = *label == HeaderLabel::kCollected  ? &ReportHeader::collected
                                           : *label == HeaderLabel::kReceived ? &ReportHeader::received
                                           : *label == HeaderLabel::kReported ? &ReportHeader::reported
                                                                              : nullptr;
        if (field != nullptr && (header.*field).empty()) header.*field = date->iso;
      }
    }
  }
}

}  // namespace

ReportHeader ReadHeader(std::span<const Line> lines, DateOrder order) {
  ReportHeader header = Reader(lines, order).Read();
  FillDatesInText(lines, order, header);
  return header;
}

void MergeHeader(ReportHeader& into, const ReportHeader& from) {
  constexpr std::array kFields = {&ReportHeader::lab,       &ReportHeader::patient_name, &ReportHeader::patient_id,
                                  &ReportHeader::sex,       &ReportHeader::age,          &ReportHeader::birth_date,
                                  &ReportHeader::accession, &ReportHeader::specimen,     &ReportHeader::collected,
                                  &ReportHeader::received,  &ReportHeader::reported};
  for (std::string ReportHeader::*field : kFields) {
    if ((into.*field).empty()) into.*field = from.*field;
  }
}

bool PatientsDiffer(const ReportHeader& a, const ReportHeader& b) {
  const auto both = [](const std::string& x, const std::string& y) { return !x.empty() && !y.empty(); };
  const bool ids = both(a.patient_id, b.patient_id);
  const bool same_id = ids && Squeezed(a.patient_id) == Squeezed(b.patient_id);
  const bool births = both(a.birth_date, b.birth_date);
  const bool same_birth = births && a.birth_date == b.birth_date;
  const bool other_birth = births && !same_birth && !MayBeSwapped(a.birth_date, b.birth_date);
  // An id that is the same outweighs all that may be misread or misspelt.
  if (same_id) return false;
  if (both(a.patient_name, b.patient_name)) {
    if (!NamesAgree(a.patient_name, b.patient_name)) return !same_birth;
    return other_birth;
  }
  if (other_birth) return true;
  // Two ids without names may be of two kinds (a hospital's and an insurer's).
  return false;
}

}  // namespace labintake::generic
