#include "terminology/catalog/name_key.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "data/name_words_tsv.h"
#include "model/ascii.h"
#include "terminology/fold.h"
#include "terminology/tsv.h"

namespace labintake::terminology {
namespace {

constexpr size_t kShortWord = 3;       // letters: "CA 125", "IL 6", "5 OH" are one word, "factor 8" is two
constexpr size_t kShortestPlural = 5;  // letters: "basos", but not "eos", "pus"

using Roles = std::unordered_map<std::string, NameWord>;

const Roles& Words() {
  static const Roles roles = [] {
    Roles made;
    ForEachRow(data::name_words_tsv, [&](const std::array<std::string_view, 3>& cells) {
      const auto& [word, language, role] = cells;
      made.emplace(KeyOrText(word), role == "noise"      ? NameWord::kNoise
                                    : role == "percent"  ? NameWord::kPercent
                                    : role == "absolute" ? NameWord::kAbsolute
                                                         : NameWord::kSoft);
    });
    return made;
  }();
  return roles;
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool AllDigits(std::string_view w) { return !w.empty() && std::all_of(w.begin(), w.end(), IsDigit); }
bool AllLetters(std::string_view w) { return !w.empty() && std::all_of(w.begin(), w.end(), IsLetter); }

// The code point at `at` of UTF-8 `text` as Fold leaves it, and its length.
char32_t CodeAt(std::string_view text, size_t at, size_t* length) {
  const auto byte = [&](size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  const unsigned first = byte(0);
  if (first < 0x80) return *length = 1, first;
  if (first < 0xE0) return *length = 2, ((first & 0x1F) << 6) | (byte(1) & 0x3F);
  if (first < 0xF0) return *length = 3, ((first & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F);
  return *length = 4, ((first & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) | (byte(3) & 0x3F);
}

bool IsOtherScript(char32_t c) { return c >= 0x400 && !(c >= 0x1E00 && c <= 0x20FF); }

// A word and what stood before it.
struct Piece {
  std::string text;
  char before = ' ';  // ' ' or '-'
};

std::vector<Piece> Pieces(std::string_view folded, bool keep_other_scripts) {
  std::vector<Piece> pieces;
  Piece piece;
  const auto end_piece = [&](char next) {
    if (!piece.text.empty()) {
      pieces.push_back(piece);
      piece = {{}, next};
    } else if (next == ' ') {
      piece.before = ' ';
    }
  };
  for (size_t at = 0; at < folded.size();) {
    size_t length = 1;
    const char32_t code = CodeAt(folded, at, &length);
    const char c = folded[at];
    if (length > 1) {
      if (IsOtherScript(code) && !keep_other_scripts)
        end_piece(' ');
      else
        piece.text.append(folded.substr(at, length));
    } else if (c == '%' || c == '#') {
      end_piece(' ');
      pieces.push_back({std::string(1, c), ' '});
    } else if (IsWordByte(c)) {
      piece.text += c;
    } else if ((c == '/' || c == ':') && !piece.text.empty() && at + 1 < folded.size() && c == '/') {
      piece.text += '/';
      while (at + 1 < folded.size() && folded[at + 1] == ' ') ++at;
    } else if (c == ':' && !piece.text.empty() && at + 1 < folded.size() && folded[at + 1] != ' ') {
      piece.text += '/';
    } else if (c == ' ' && at + 1 < folded.size() && folded[at + 1] == '/' && !piece.text.empty()) {
      // "albumin / globulin": the sign takes the space.
    } else if (c == '+' && !piece.text.empty() && (at + 1 == folded.size() || !IsWordByte(folded[at + 1]))) {
      // "CD4+" is CD4.
    } else if (c == '\'' && !piece.text.empty()) {
      // "patient's", "5'nucleotidase" stay one word.
    } else {
      end_piece(c == '-' ? '-' : ' ');
    }
    at += length;
  }
  end_piece(' ');
  for (Piece& p : pieces)
    while (p.text.size() > 1 && p.text.back() == '/') p.text.pop_back();
  return pieces;
}

// "ca" "125" -> "ca125"; "25" "oh" -> "25oh".
std::vector<std::string> Joined(const std::vector<Piece>& pieces) {
  std::vector<std::string> words;
  bool open = false;  // the last word is digits, or may take digits
  for (size_t i = 0; i < pieces.size(); ++i) {
    const std::string& text = pieces[i].text;
    if (open && !words.empty()) {
      std::string& last = words.back();
      const bool takes_digits = AllLetters(last) && last.size() <= kShortWord && AllDigits(text);
      // Digits belong to what follows them: "D 25-OH" is no "D25".
      const bool digits_go_on = i + 1 < pieces.size() && AllLetters(pieces[i + 1].text) &&
                                pieces[i + 1].text.size() <= (pieces[i + 1].before == '-' ? kShortWord : 2);
      const bool takes_letters = AllDigits(last) && AllLetters(text) && text.size() <= kShortWord;
      if ((takes_digits && !digits_go_on) || takes_letters) {
        last += text;
        open = false;
        continue;
      }
    }
    words.push_back(text);
    open = text != "%" && text != "#";
  }
  return words;
}

// "m.c.h. concentration" -> "mch concentration".
std::string WithoutDotsOfInitials(std::string_view folded) {
  std::string out;
  size_t initials = 0;  // how many letters with dots stand at the end of `out`
  for (size_t i = 0; i < folded.size(); ++i) {
    const bool alone =
        IsLetter(folded[i]) && (i == 0 || !IsWordByte(folded[i - 1])) && i + 1 < folded.size() && folded[i + 1] == '.';
    if (!alone) {
      initials = IsLetter(folded[i]) ? 0 : initials;
      out += folded[i];
      continue;
    }
    // A single initial keeps its dot: "e. coli".
    const bool goes_on = i + 3 < folded.size() + 1 && i + 2 < folded.size() && IsLetter(folded[i + 2]) &&
                         (i + 3 >= folded.size() || !IsLetter(folded[i + 3]));
    out += folded[i];
    if (goes_on || initials > 0) {
      ++i;
      ++initials;
      if (!goes_on) {
        if (i + 1 < folded.size() && IsWordByte(folded[i + 1])) out += ' ';
        initials = 0;
      }
    }
  }
  return out;
}

void TakeOffPlural(std::string& word) {
  if (word.size() < kShortestPlural || word.back() != 's' || word == "dheas") return;  // DHEA-S is no DHEA
  const char before = word[word.size() - 2];
  if (before != 's' && before != 'u' && before != 'i' && IsLetter(before)) word.pop_back();
}

}  // namespace

NameWord RoleOf(std::string_view token) {
  const auto it = Words().find(std::string(token));
  return it == Words().end() ? NameWord::kContent : it->second;
}

std::vector<std::string> NameTokens(std::string_view text) {
  const std::string folded = WithoutDotsOfInitials(Fold(text));
  std::vector<Piece> pieces = Pieces(folded, false);
  if (pieces.empty()) pieces = Pieces(folded, true);
  std::vector<std::string> words = Joined(pieces);
  const bool ratio =
      std::any_of(words.begin(), words.end(), [](const std::string& w) { return w.find('/') != w.npos; });
  std::vector<std::string> kept;
  for (std::string& word : words) {
    if (RoleOf(word) == NameWord::kNoise || (ratio && word == "ratio")) continue;
    TakeOffPlural(word);
    kept.push_back(std::move(word));
  }
  return kept.empty() ? words : kept;
}

std::string NameKey(std::vector<std::string> tokens) {
  std::sort(tokens.begin(), tokens.end());
  std::string key;
  for (const std::string& token : tokens) {
    if (!key.empty()) key += ' ';
    key += token;
  }
  return key;
}

std::string Skeleton(std::string_view token) {
  std::string out;
  for (size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    const char next = i + 1 < token.size() ? token[i + 1] : '\0';
    if ((c == 'r' && next == 'n') || (c == 'n' && next == 'n')) {
      out += 'm';
      ++i;
    } else if (c == 'c' && next == 'l') {
      out += 'd';
      ++i;
    } else if (c == 'v' && next == 'v') {
      out += 'w';
      ++i;
    } else {
      switch (c) {
        case 'l':
        case 'i':
        case 'j':
        case '|':
        case '!': out += '1'; break;
        case 'o':
        case 'q': out += '0'; break;
        case 's': out += '5'; break;
        case 'b': out += '8'; break;
        case 'g': out += '9'; break;
        case 'z': out += '2'; break;
        case 'e': out += 'c'; break;
        case 'u': out += 'n'; break;
        default: out += c;
      }
    }
  }
  return out;
}

std::string SkeletonKey(const std::vector<std::string>& tokens) {
  std::vector<std::string> skeletons;
  skeletons.reserve(tokens.size());
  for (const std::string& token : tokens) skeletons.push_back(Skeleton(token));
  return NameKey(std::move(skeletons));
}

}  // namespace labintake::terminology
