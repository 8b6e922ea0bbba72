#include "terminology/vocabulary.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <vector>

#include "data/column_heads_compiled.h"
#include "data/comment_starts_tsv.h"
#include "data/dimensionless_tsv.h"
#include "data/function_words_tsv.h"
#include "data/header_labels_compiled.h"
#include "data/header_stems_compiled.h"
#include "data/header_words_tsv.h"
#include "data/months_tsv.h"
#include "data/result_words_compiled.h"
#include "model/ascii.h"
#include "terminology/compiled_table.h"
#include "terminology/fold.h"
#include "terminology/tsv.h"
#include "terminology/units.h"

namespace labintake::terminology {
namespace {

// Longer texts are sentences or damaged input: no head, label or result word is that long.
constexpr size_t kLongestPhrase = 120;

struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T>
using Table = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

using Cells = std::array<std::string_view, 3>;

template <typename T, size_t kCount>
std::optional<T> ByName(const std::pair<std::string_view, T> (&names)[kCount], std::string_view name) {
  for (const auto& [n, value] : names) {
    if (n == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  size_t at = 0;
  while (at < text.size()) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

struct HeaderWords {
  Table<char> sexes;
  Table<std::string> age_units;
  Table<bool> organisations, titles, date_words;
  size_t longest_organisation = 1;  // in words
};

const HeaderWords& Header() {
  static const HeaderWords words = [] {
    HeaderWords w;
    ForEachRow(data::header_words_tsv, [&](const Cells& cells) {
      const std::string_view role = cells[2];
      std::string key = Key(cells[0]);
      if (role == "sex_female") {
        w.sexes.emplace(std::move(key), 'F');
      } else if (role == "sex_male") {
        w.sexes.emplace(std::move(key), 'M');
      } else if (role == "age_year") {
        w.age_units.emplace(std::move(key), "a");
      } else if (role == "age_month") {
        w.age_units.emplace(std::move(key), "mo");
      } else if (role == "age_week") {
        w.age_units.emplace(std::move(key), "wk");
      } else if (role == "age_day") {
        w.age_units.emplace(std::move(key), "d");
      } else if (role == "organisation") {
        w.longest_organisation = std::max(w.longest_organisation, Words(key).size());
        w.organisations.emplace(std::move(key), true);
      } else if (role == "title") {
        w.titles.emplace(std::move(key), true);
      } else if (role == "date_word") {
        w.date_words.emplace(std::move(key), true);
      }
    });
    return w;
  }();
  return words;
}

// ----------------------------------------------------------------------------------------------------------------
// heads

struct Roles {
  ColumnRole first;
  std::optional<ColumnRole> second;
};

constexpr std::pair<std::string_view, ColumnRole> kRoleNames[] = {
    {"name", ColumnRole::kName},
    {"result", ColumnRole::kResult},
    {"result_in", ColumnRole::kResultIn},
    {"result_out", ColumnRole::kResultOut},
    {"unit", ColumnRole::kUnit},
    {"range", ColumnRole::kRange},
    {"low", ColumnRole::kLow},
    {"high", ColumnRole::kHigh},
    {"flag", ColumnRole::kFlag},
    {"previous", ColumnRole::kPrevious},
    {"previous_date", ColumnRole::kPreviousDate},
    {"method", ColumnRole::kMethod},
    {"specimen", ColumnRole::kSpecimen},
    {"lab", ColumnRole::kLab},
    {"date", ColumnRole::kDate},
    {"note", ColumnRole::kNote},
    {"number", ColumnRole::kNumber},
    {"code", ColumnRole::kCode},
};

// The table's roles of a head: "result", "result+flag".
std::optional<Roles> RolesOf(std::string_view key) {
  const std::optional<std::string_view> role = CompiledTable(data::column_heads_compiled).Find(key);
  if (!role) return std::nullopt;
  const size_t plus = role->find('+');
  const auto first = ByName(kRoleNames, role->substr(0, plus));
  if (!first) return std::nullopt;
  Roles roles{*first, std::nullopt};
  if (plus != std::string_view::npos) roles.second = ByName(kRoleNames, role->substr(plus + 1));
  return roles;
}

std::string_view TrimMarks(std::string_view text, std::string_view marks) {
  while (!text.empty() && marks.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && marks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

bool AllDigits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit); }

// "07/28/18", "2024-05-01", "08:30": digits with two separators between them, or a time.
bool IsDateWord(std::string_view word) {
  word = TrimMarks(word, "(),|");
  size_t digits = 0, separators = 0, colons = 0;
  for (char c : word) {
    if (IsDigit(c)) {
      ++digits;
    } else if (c == '/' || c == '-' || c == '.') {
      ++separators;
    } else if (c == ':') {
      ++colons;
    } else {
      return false;
    }
  }
  return digits >= 3 && IsDigit(word.front()) && (separators == 2 || colons >= 1);
}

bool IsDayOrYear(std::string_view word) {
  word = TrimMarks(word, "(),.");
  return word.size() <= 4 && AllDigits(word);
}

// How many words at the end of `words` are a date or time (from == end: the front instead).
size_t DateWordsAt(const std::vector<std::string_view>& words, bool front) {
  const size_t n = words.size();
  const auto at = [&](size_t i) { return front ? words[i] : words[n - 1 - i]; };
  if (n >= 2 && IsDateWord(at(0))) return 1;
  if (n >= 3 && (at(0) == "am" || at(0) == "pm") && IsDateWord(at(1))) return 2;
  if (n >= 4) {
    int months = 0, numbers = 0;
    for (size_t i = 0; i < 3; ++i) {
      if (MonthNumber(TrimMarks(at(i), "(),.")) != 0) {
        ++months;
      } else if (IsDayOrYear(at(i))) {
        ++numbers;
      }
    }
    if (months == 1 && numbers == 2) return 3;
  }
  return 0;
}

std::string Join(const std::vector<std::string_view>& words, size_t begin, size_t end) {
  std::string out;
  for (size_t i = begin; i < end; ++i) {
    if (!out.empty()) out += ' ';
    out += words[i];
  }
  return out;
}

std::string WithoutDates(const std::string& folded) {
  std::string spaced;
  for (char c : folded) {
    if (c == '|') {
      spaced += " | ";
    } else {
      spaced += c;
    }
  }
  std::vector<std::string_view> words = Words(spaced);
  bool changed = false;
  const auto drop_bars = [&] {
    while (words.size() > 1 && (words.back() == "|" || words.back() == "/" || words.back() == "-")) words.pop_back();
    while (words.size() > 1 && (words.front() == "|" || words.front() == "/" || words.front() == "-"))
      words.erase(words.begin());
  };
  for (size_t n; (n = DateWordsAt(words, false)) != 0;) {
    words.resize(words.size() - n);
    drop_bars();
    // "Vorwert vom 01.02.2024", "Résultat du 01/02/2024".
    if (words.size() > 1 && Header().date_words.contains(words.back())) words.pop_back();
    changed = true;
  }
  for (size_t n; (n = DateWordsAt(words, true)) != 0;) {
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(n));
    drop_bars();
    changed = true;
  }
  return changed ? Join(words, 0, words.size()) : folded;
}

std::optional<Roles> Combine(const Roles& a, const Roles& b) {
  Roles both = a;
  if (!both.second && b.first != a.first) both.second = b.first;
  return both;
}

// Two heads printed in one cell without a sign between them ("RESULTS UNITS"). Only pairs that tables really have side
// by side, so that "Test Sample" and the like stay what they are.
bool MayStandSideBySide(ColumnRole a, ColumnRole b) {
  using enum ColumnRole;
  switch (a) {
    case kName: return b == kResult || b == kMethod;
    case kResult: return b == kUnit || b == kFlag || b == kRange || b == kPrevious;
    case kFlag: return b == kUnit || b == kRange;
    case kUnit: return b == kRange || b == kFlag;
    case kRange: return b == kUnit || b == kFlag || b == kLab;
    case kResultIn: return b == kResultOut;
    default: return false;
  }
}

std::optional<Roles> HeadOf(std::string_view key, int depth) {
  if (key.empty()) return std::nullopt;
  if (const auto roles = RolesOf(key)) return roles;
  if (depth >= 3) return std::nullopt;
  // A bracket at the end or at the start says more about the head, or is a second head.
  const size_t open = key.find('(');
  if (open != std::string_view::npos) {
    const size_t close = key.find(')', open);
    if (close != std::string_view::npos && (open == 0 || close + 1 == key.size())) {
      const std::string_view outer =
          open == 0 ? TrimMarks(key.substr(close + 1), " ") : TrimMarks(key.substr(0, open), " ");
      const std::string_view inner = key.substr(open + 1, close - open - 1);
      if (const auto roles = HeadOf(outer, depth + 1)) {
        const auto more = HeadOf(inner, depth + 1);
        return more ? Combine(*roles, *more) : roles;
      }
    } else if (close == std::string_view::npos && open > 0) {
      return HeadOf(TrimMarks(key.substr(0, open), " "), depth + 1);  // the bracket closes on the next line
    }
  }
  for (std::string_view sign :
       {"|", "/", "&", "+", " and ", " with ", " und ", " mit ", " et ", " en ", " y ", " e ", " i ", " ve "}) {
    for (size_t at = key.find(sign); at != std::string_view::npos; at = key.find(sign, at + 1)) {
      const std::string_view left = TrimMarks(key.substr(0, at), " ");
      const std::string_view right = TrimMarks(key.substr(at + sign.size()), " ");
      const auto a = HeadOf(left, depth + 1);
      if (!a) continue;
      if (const auto b = HeadOf(right, depth + 1)) return Combine(*a, *b);
    }
  }
  for (size_t at = key.find(' '); at != std::string_view::npos; at = key.find(' ', at + 1)) {
    const auto a = RolesOf(key.substr(0, at));
    if (!a) continue;
    const auto b = RolesOf(key.substr(at + 1));
    if (b && MayStandSideBySide(a->first, b->first)) return Combine(*a, *b);
  }
  return std::nullopt;
}

// "Result mg/L": a head with its unit behind it.
std::optional<Roles> HeadWithUnit(std::string_view text) {
  for (size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const std::string_view tail = TrimMarks(text.substr(at), " ,:");
    if (tail.empty()) break;
    if (LookUpUnit(tail).confidence != UnitConfidence::kKnown) continue;
    const auto roles = HeadOf(Key(text.substr(0, at)), 1);
    if (roles && (roles->first == ColumnRole::kResult || roles->first == ColumnRole::kRange)) return roles;
  }
  return std::nullopt;
}

// "Latest 1 Test Result" -> "latest test result"; numbers at the ends stay ("Result 2").
std::string WithoutCounts(std::string_view key) {
  std::vector<std::string_view> words = Words(key);
  for (size_t i = 1; i + 1 < words.size();) {
    if (words[i].size() == 1 && AllDigits(words[i])) {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  return Join(words, 0, words.size());
}

// "level.", the last word of a paragraph: heads begin with a capital or are abbreviations.
bool EndsASentence(std::string_view text, std::string_view folded) {
  constexpr size_t kLongestAbbreviation = 5;
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && folded.ends_with('.') &&
         folded.size() > kLongestAbbreviation;
}

// ---------------------------------------------------------------------------------------------------------------
// labels

constexpr std::pair<std::string_view, HeaderLabel> kLabelNames[] = {
    {"patient_name", HeaderLabel::kPatientName},
    {"patient_id", HeaderLabel::kPatientId},
    {"sex", HeaderLabel::kSex},
    {"age", HeaderLabel::kAge},
    {"age_sex", HeaderLabel::kAgeSex},
    {"birth_date", HeaderLabel::kBirthDate},
    {"accession", HeaderLabel::kAccession},
    {"specimen", HeaderLabel::kSpecimen},
    {"collected", HeaderLabel::kCollected},
    {"received", HeaderLabel::kReceived},
    {"reported", HeaderLabel::kReported},
    {"printed", HeaderLabel::kPrinted},
    {"lab", HeaderLabel::kLab},
    {"physician", HeaderLabel::kPhysician},
    {"other", HeaderLabel::kOther},
};

std::optional<HeaderLabel> LabelOf(const std::string& key) {
  if (key.empty()) return std::nullopt;
  if (const auto role = CompiledTable(data::header_labels_compiled).Find(key)) return ByName(kLabelNames, *role);
  const std::string stem = StemOfKey(key, [](std::string_view word) { return Header().date_words.contains(word); });
  if (stem.empty() || stem == key) return std::nullopt;
  if (const auto role = CompiledTable(data::header_stems_compiled).Find(stem)) return ByName(kLabelNames, *role);
  return std::nullopt;
}

// -------------------------------------------------------------------------------------------------------- other tables

ResultWord ResultWordOf(std::string_view key) {
  const auto role = CompiledTable(data::result_words_compiled).Find(key);
  if (!role) return ResultWord::kNone;
  return *role == "notdone" ? ResultWord::kNotDone : ResultWord::kOrdinal;
}

// Starts by their first word. A start's key ends in ':' when only a colon makes it one.
const Table<std::vector<std::string>>& CommentStarts() {
  static const Table<std::vector<std::string>> table = [] {
    Table<std::vector<std::string>> t;
    ForEachRow(data::comment_starts_tsv, [&](const Cells& cells) {
      const std::string_view start = cells[0];
      std::string key = Key(start);
      const std::string first = key.substr(0, key.find(' '));
      if (start.ends_with(':')) key += ':';
      t[first].push_back(std::move(key));
    });
    return t;
  }();
  return table;
}

// The first cells of a table, by the form that `form` gives them.
Table<bool> WordsOf(std::string_view tsv, std::string (*form)(std::string_view)) {
  Table<bool> words;
  ForEachRow(tsv, [&](const Cells& cells) { words.emplace(form(cells[0]), true); });
  return words;
}

const Table<bool>& FunctionWords() {
  static const Table<bool> table = WordsOf(data::function_words_tsv, Fold);
  return table;
}

const Table<bool>& DimensionlessWords() {
  static const Table<bool> table = WordsOf(data::dimensionless_tsv, Key);
  return table;
}

const Table<int>& Months() {
  static const Table<int> table = [] {
    Table<int> t;
    ForEachRow(data::months_tsv, [&](const Cells& cells) {
      const std::string_view number = cells[2];
      int value = 0;
      std::from_chars(number.data(), number.data() + number.size(), value);
      if (value >= 1 && value <= 12) t.emplace(Fold(cells[0]), value);
    });
    return t;
  }();
  return table;
}

// A cell of marks only: '+' and '-' are grades, rows of dashes, stars or dots stand for no result.
ResultWord MarksOnly(std::string_view folded) {
  size_t pluses = 0, minuses = 0, others = 0;
  for (char c : folded) {
    if (c == '+') {
      ++pluses;
    } else if (c == '-') {
      ++minuses;
    } else if (c == '*' || c == '.' || c == '_' || c == '#' || c == '?' || c == '=') {
      ++others;
    } else if (c != ' ') {
      return ResultWord::kNone;
    }
  }
  if (others == 0 && pluses > 0 && minuses == 0) return pluses <= 5 ? ResultWord::kOrdinal : ResultWord::kNone;
  if (others == 0 && pluses == 0 && minuses == 1) return ResultWord::kOrdinal;
  if (pluses > 0 || minuses + others == 0) return ResultWord::kNone;
  return folded == "." ? ResultWord::kNone : ResultWord::kNotDone;
}

}  // namespace

std::optional<ColumnRole> LookUpColumnHead(std::string_view text, std::optional<ColumnRole>* also) {
  if (also != nullptr) also->reset();
  if (text.size() > kLongestPhrase) return std::nullopt;
  const std::string folded = Fold(text);
  if (EndsASentence(text, folded)) return std::nullopt;
  std::optional<Roles> roles = HeadOf(KeyOrText(folded), 0);
  if (!roles) {
    const std::string undated = WithoutDates(folded);
    if (undated != folded) roles = HeadOf(KeyOfFolded(undated), 0);
    // "Date Collected: 01/21/2025" is a label with its value.
    if (roles && roles->first == ColumnRole::kDate) return std::nullopt;
  }
  if (!roles) roles = HeadOf(WithoutCounts(KeyOfFolded(folded)), 1);
  if (!roles) roles = HeadWithUnit(TrimMarks(text, " \t:"));
  if (!roles) return std::nullopt;
  if (also != nullptr) *also = roles->second;
  return roles->first;
}

std::optional<HeaderLabel> LookUpHeaderLabel(std::string_view text) {
  // "Ph" and "PH" are a telephone's, "pH" is a test.
  if (text.size() > kLongestPhrase || text == "pH") return std::nullopt;
  const std::string key = Key(text);
  if (const auto label = LabelOf(key)) return label;
  // "Date of Birth (DD/MM/YYYY)", "Collected (local time)".
  const size_t open = key.find('(');
  if (open != std::string::npos && open > 0 && key.back() == ')') return LabelOf(key.substr(0, open));
  return std::nullopt;
}

ResultWord LookUpResultWord(std::string_view text) {
  if (text.size() > kLongestPhrase) return ResultWord::kNone;
  std::string folded = Fold(text);
  if (folded.size() > 2 && folded.front() == '(' && folded.find(')') == folded.size() - 1)
    folded = folded.substr(1, folded.size() - 2);
  if (const ResultWord marks = MarksOnly(folded); marks != ResultWord::kNone) return marks;
  const std::string key = KeyOrText(folded);
  if (key.empty()) return ResultWord::kNone;
  if (const ResultWord word = ResultWordOf(key); word != ResultWord::kNone) return word;
  // A short bracket behind the word is a flag or a grade: "Detected (A)", "Positive (3+)".
  const size_t open = key.find('(');
  if (open != std::string::npos && open > 0 && key.back() == ')' && key.size() - open <= 14) {
    if (const ResultWord word = ResultWordOf(key.substr(0, open)); word != ResultWord::kNone) return word;
  }
  const std::vector<std::string_view> words = Words(key);
  if (words.size() >= 2 && words.size() <= 9 && words[0] == "no") {
    for (std::string_view last : {"seen", "detected", "isolated", "found", "observed", "identified", "present"}) {
      if (words.back() == last) return ResultWord::kOrdinal;
    }
    if (words[1] == "growth") return ResultWord::kOrdinal;
  }
  if (words.size() >= 2 && words.size() <= 5 && words[0] == "see" &&
      (words[1].starts_with("note") || words[1].starts_with("comment") || words[1] == "below" ||
       words[1] == "report")) {
    return ResultWord::kNotDone;
  }
  return ResultWord::kNone;
}

bool StartsComment(std::string_view text) {
  constexpr size_t kEnough = 200;
  const std::string folded = Fold(text.substr(0, kEnough));
  if (folded.empty()) return false;
  const size_t colon = folded.find(':');
  // Marks before the words ("* Note", "** Interpretation") change nothing.
  const std::string key = KeyOfFolded(std::string_view(folded).substr(0, colon));
  const std::string rest = colon == std::string::npos ? "" : KeyOfFolded(std::string_view(folded).substr(colon));
  const std::string first = key.substr(0, key.find_first_of(" ("));
  const auto it = CommentStarts().find(first);
  if (it == CommentStarts().end()) return false;
  const std::string with_colon = key + ':';
  for (const std::string& start : it->second) {
    if (start.back() == ':') {
      if (colon != std::string::npos && with_colon == start) return true;
    } else if (key.starts_with(start) && (key.size() == start.size() || !IsWordByte(key[start.size()]))) {
      return true;
    }
  }
  return false;
}

bool IsFunctionWord(std::string_view folded_word) { return FunctionWords().contains(folded_word); }

int MonthNumber(std::string_view folded_word) {
  const auto it = Months().find(folded_word);
  return it == Months().end() ? 0 : it->second;
}

char LookUpSex(std::string_view text) {
  if (text.size() > kLongestPhrase) return 0;
  const auto it = Header().sexes.find(Key(text));
  return it == Header().sexes.end() ? '\0' : it->second;
}

std::string_view LookUpAgeUnit(std::string_view text) {
  if (text.size() > kLongestPhrase) return {};
  const auto it = Header().age_units.find(Key(text));
  return it == Header().age_units.end() ? std::string_view() : std::string_view(it->second);
}

bool HasOrganisationWord(std::string_view text) {
  constexpr size_t kEnough = 300;
  std::string key = Key(text.substr(0, kEnough));
  std::replace_if(
      key.begin(), key.end(),
      [](char c) { return c == '/' || c == '&' || c == '(' || c == ')' || c == '|' || c == '+'; }, ' ');
  const std::vector<std::string_view> words = Words(key);
  for (size_t i = 0; i < words.size(); ++i) {
    for (size_t n = 1; n <= Header().longest_organisation && i + n <= words.size(); ++n) {
      if (Header().organisations.contains(Join(words, i, i + n))) return true;
    }
  }
  return false;
}

bool IsTitle(std::string_view word) { return word.size() <= kLongestPhrase && Header().titles.contains(Key(word)); }

bool IsDimensionless(std::string_view name) {
  if (name.size() > kLongestPhrase) return false;
  const std::string folded = Fold(name);
  for (size_t i = 1; i + 1 < folded.size(); ++i) {
    if ((folded[i] == '/' || folded[i] == ':') && IsWordByte(folded[i - 1]) && IsWordByte(folded[i + 1])) return true;
  }
  return HasDimensionlessWord(name);
}

bool HasDimensionlessWord(std::string_view name) {
  if (name.size() > kLongestPhrase) return false;
  std::string key = KeyOfFolded(Fold(name));
  std::replace_if(
      key.begin(), key.end(), [](char c) { return c == '/' || c == '(' || c == ')'; }, ' ');
  const std::vector<std::string_view> words = Words(key);
  for (size_t i = 0; i < words.size(); ++i) {
    if (DimensionlessWords().contains(words[i])) return true;
    if (i + 1 < words.size() && DimensionlessWords().contains(Join(words, i, i + 2))) return true;
  }
  return false;
}

}  // namespace labintake::terminology
