#include "tests/pipeline/service/crash_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <tuple>
#include <utility>

#include "pipeline/cli.h"
#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFiles = 200;
// Of a file that comes piece by piece.
constexpr std::size_t kPiece = 600;
constexpr std::chrono::milliseconds kBetweenPieces{40};

class Maker {
 public:
  explicit Maker(std::mt19937& random) : random_(random) {}

  void Add(const std::string& kind, std::string bytes, int rows, bool drips = false) {
    static constexpr const char* kClients[] = {"", "C1", "C2", "C3"};
    const std::string client = kClients[Number(std::size(kClients))];
    files_.push_back({Named(client, kind), client, std::move(bytes), rows, drips});
  }

  void AddCopy() {
    GivenFile copy = files_[Number(different_ == 0 ? different_ = files_.size() : different_)];
    copy.name = Named(copy.client, "copy");
    copy.drips = false;
    files_.push_back(std::move(copy));
  }

  std::vector<GivenFile> Shuffled() {
    std::shuffle(files_.begin(), files_.end(), random_);
    return std::move(files_);
  }

  std::size_t size() const { return files_.size(); }

 private:
  std::string Named(const std::string& client, const std::string& kind) {
    return fmt::format("{}{}{}-{}.pdf", Number(10) == 0 ? "urgent/" : "", client.empty() ? "" : client + "/", kind,
                       files_.size());
  }

  std::size_t Number(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_); }

  std::mt19937& random_;
  std::vector<GivenFile> files_;
  std::size_t different_ = 0;  // files that are no copies
};

std::string Report(int i) {
  std::vector<PdfText> page = {{72, 60, "Example Laboratory"}, {72, 80, fmt::format("Accession: A{}", i)}};
  const std::string number = std::to_string(60 + i);
  double y = 140;
  for (const auto& [name, value, unit, range] :
       {std::tuple{"Test", std::string("Result"), "Unit", "Reference"},
        std::tuple{"Ferritin", number, "ng/mL", "30-300"}, std::tuple{"Iron", number, "ug/dL", "50-170"}}) {
    page.insert(page.end(), {{72, y, name}, {200, y, value}, {260, y, unit}, {330, y, range}});
    y += 20;
  }
  return MakePdf({page});
}

std::string Encrypted(int i) {
  TemporaryFolder folder;
  WriteFile(folder / "open.pdf", MakePdf({{{72, 72, fmt::format("locked {}", i)}}}));
  const std::string command =
      fmt::format("qpdf --encrypt user owner 256 -- '{}' '{}'", folder / "open.pdf", folder / "locked.pdf");
  EXPECT_EQ(std::system(command.c_str()), 0) << "qpdf is needed";
  return ReadFile(folder / "locked.pdf");
}

}  // namespace

std::vector<GivenFile> CrashFiles(std::mt19937& random) {
  Maker files(random);
  for (int i = 0; i < 88; ++i) files.Add("good", fmt::format("%ROWS {} good {}", 1 + i % 5, i), 1 + i % 5);
  for (int i = 0; i < 20; ++i) files.Add("real", Report(i), 2);
  for (int i = 0; i < 20; ++i) files.Add("slow", fmt::format("%SLOW {} 2 slow {}", 50 + 10 * i, i), 2);
  for (int i = 0; i < 8; ++i) files.Add("scan", fmt::format("%PAGES 3 {} scan {}", 20 + 10 * i, i), 3);
  for (int i = 0; i < 4; ++i) files.Add("large", fmt::format("%ROWS 1 large {}", i) + std::string(3 << 20, ' '), 1);
  for (int i = 0; i < 8; ++i) {
    files.Add("changing", fmt::format("%ROWS 3 changing {}", i) + std::string(3000, '.'), 3, true);
  }
  for (int i = 0; i < 10; ++i) files.Add("damaged", fmt::format("%PDF-1.7 damaged {}", i), -1);
  for (int i = 0; i < 4; ++i) files.Add("foreign", fmt::format("a letter {}", i), -1);
  for (int i = 0; i < 4; ++i) {
    files.Add("huge", fmt::format("%PDF-1.7 huge {}", i) + std::string((kCrashFilesMaxMib + 1) << 20, ' '), -1);
  }
  for (int i = 0; i < 2; ++i) files.Add("locked", Encrypted(i), -1);
  for (int i = 0; i < 2; ++i) files.Add("hanging", fmt::format("%HANG {}", i), -1);
  // Sanitizers need more address space than any limit would leave.
  for (int i = 0; i < 2 && !SanitizersCompiledIn(); ++i) files.Add("hungry", fmt::format("%HOG {}", i), -1);
  for (int i = 0; i < 4; ++i) files.Add("crashing", fmt::format("%CRASH {}", i), -1);
  while (files.size() < kFiles) files.AddCopy();
  return files.Shuffled();
}

Delivery::Delivery(const std::string& inbox, std::vector<GivenFile> files) : files_(std::move(files)) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  pid_ = fork();
  if (pid_ == 0) Live(inbox, ends[0]);
  close(ends[0]);
  allow_ = ends[1];
}

Delivery::~Delivery() {
  close(allow_);
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Delivery::Live(const std::string& inbox, int allowed) const {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  char byte = 0;
  for (const GivenFile& file : files_) {
    if (read(allowed, &byte, 1) != 1) _exit(1);
    const fs::path path = fs::path(inbox) / file.name;
    fs::create_directories(path.parent_path());
    const fs::path first = file.drips ? path : fs::path(inbox + ".being-written");
    std::ofstream out(first, std::ios::binary);
    for (std::size_t at = 0; at < file.bytes.size(); at += kPiece) {
      if (!file.drips) {
        out << file.bytes;
        break;
      }
      out << file.bytes.substr(at, kPiece) << std::flush;
      std::this_thread::sleep_for(kBetweenPieces);
    }
    out.close();
    if (!out) _exit(1);
    if (!file.drips) fs::rename(first, path);
  }
  _exit(0);
}

void Delivery::Allow(std::size_t count) {
  count = std::min(count, files_.size() - allowed_);
  const std::string bytes(count, 'x');
  EXPECT_EQ(write(allow_, bytes.data(), count), static_cast<ssize_t>(count));
  allowed_ += count;
}

bool Delivery::Finish() {
  Allow(files_.size());
  int status = 0;
  const bool ended = waitpid(std::exchange(pid_, 0), &status, 0) > 0;
  return ended && status == 0;
}

}  // namespace labintake::pipeline
