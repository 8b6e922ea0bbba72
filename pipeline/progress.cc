#include "pipeline/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "pipeline/cli.h"

namespace labintake::pipeline {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kQuietTime{1};
constexpr std::chrono::milliseconds kRedraw{200};

std::string Left(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{}:{:02} min", whole / 60, whole % 60);
}

// Of the terminal that stderr is; 0 where it does not say.
std::size_t Columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

std::string ProgressBar(std::size_t done, std::size_t total, std::size_t room) {
  constexpr std::size_t kNarrowest = 8, kWidest = 24, kAround = 3;  // brackets and space
  if (total == 0 || room < kNarrowest + kAround) return "";
  const std::size_t width = std::min(room - kAround, kWidest);
  const std::size_t full = std::min(done, total) * width / total;
  return "[" + std::string(full, '=') + std::string(width - full, ' ') + "] ";
}

Progress::Progress(std::size_t total, bool wanted)
    : total_(total), enabled_(wanted && isatty(STDERR_FILENO) == 1), start_(Clock::now()), last_(start_) {}

bool Progress::IsDue() const {
  const auto now = Clock::now();
  return enabled_ && now - start_ >= kQuietTime && !(drawn_ && now - last_ < kRedraw);
}

void Progress::Show(std::size_t done, std::size_t rows, std::size_t pages) {
  if (!IsDue()) return;
  std::string found = ", " + Count(rows, "row", "rows");
  if (pages > 0) found += ", " + Count(pages, "scanned page", "scanned pages");
  Draw(done, found);
}

void Progress::Show(std::size_t done) {
  if (IsDue()) Draw(done, "");
}

void Progress::Draw(std::size_t done, const std::string& found) {
  const auto now = Clock::now();
  std::string line = fmt::format("{} of {}{}", done, Count(total_, "file", "files"), found);
  if (done > 0 && done < total_) {
    const double spent = std::chrono::duration<double>(now - start_).count();
    const double left = spent / static_cast<double>(done) * static_cast<double>(total_ - done);
    line += ", about " + Left(left) + " left";
  }
  // The line must not wrap: it could not be erased.
  const std::size_t columns = Columns();
  const std::size_t room = columns > line.size() ? columns - line.size() - 1 : 0;
  line = "\r\x1b[K" + ProgressBar(done, total_, room) + line;
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
  drawn_ = true;
  last_ = now;
}

void Progress::Erase() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace labintake::pipeline
