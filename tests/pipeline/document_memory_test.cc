#include "pipeline/document_memory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "db/digest.h"
#include "pipeline/document_run.h"
#include "pipeline/document_stages.h"
#include "pipeline/task_wire.h"
#include "pipeline/wire.h"
#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

constexpr std::uint64_t kRoom = 64 << 20;

// Counts what workers are asked in spite of it.
class CountingMemory : public StepMemory {
 public:
  CountingMemory(db::StageCache cache, const ProcessOptions& options)
      : memory_(std::move(cache), options, HashOfBytes(options.max_bytes)) {}

  std::optional<std::string> Recall(std::string* message) override {
    std::optional<std::string> reply = memory_.Recall(message);
    if (!reply && PartOf(*message)) ++recognised;
    if (const std::optional<std::string> task = TaskOf(*message)) opened += PartsOf(*task).opened.empty() ? 1 : 0;
    return reply;
  }
  void Learn(const std::string& message, std::string* reply) override { memory_.Learn(message, reply); }

  int opened = 0, recognised = 0;

 private:
  DocumentMemory memory_;
};

class DocumentMemoryTest : public testing::Test {
 protected:
  void SetUp() override { options_.tell_text_layers = true; }

  db::StageCache Cache() const { return db::StageCache(folder_ / "stages", kRoom); }

  DocumentMemory Memory() const { return {Cache(), options_, HashOfBytes(options_.max_bytes)}; }

  struct Outcome {
    std::string document;  // as bytes, without its path
    int opened = 0, recognised = 0;
    bool operator==(const Outcome&) const = default;
  };
  Outcome Run(const std::string& path) {
    CountingMemory memory(Cache(), options_);
    WorkerPoolOptions pool;
    pool.memory = &memory;
    Outcome outcome;
    RunDocuments({path}, options_, pool, [&](std::size_t, Result<Document> document) {
      if (document) {
        EXPECT_EQ(document->path, path);
        document->path.clear();
      }
      outcome.document = EncodeResult(document);
      return true;
    });
    outcome.opened = memory.opened;
    outcome.recognised = memory.recognised;
    return outcome;
  }

  // Of all entries.
  void Damage(const std::string& bytes) const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "stages")) {
      if (entry.is_regular_file()) std::ofstream(entry.path(), std::ios::binary) << bytes;
    }
  }

  TemporaryFolder folder_;
  ProcessOptions options_;
};

TEST_F(DocumentMemoryTest, NoStageIsDoneTwice) {
  const std::string scan = folder_ / "scan.pdf", text = folder_ / "text.pdf", moved = folder_ / "moved.pdf";
  WriteFile(scan, MakeScanPdf({{}, {{72, 60, "Iron 90 ug/dL"}}, {}}));
  WriteFile(text, MadePdf());
  const Outcome first = Run(scan);
  EXPECT_EQ(first.opened, 1);
  EXPECT_EQ(first.recognised, 2);
  EXPECT_EQ(Run(scan), (Outcome{first.document, 0, 0}));
  std::filesystem::rename(scan, moved);
  EXPECT_EQ(Run(moved), (Outcome{first.document, 0, 0}));
  const Outcome digital = Run(text);
  EXPECT_EQ(digital.opened, 1);
  EXPECT_EQ(Run(text), (Outcome{digital.document, 0, 0}));
}

TEST_F(DocumentMemoryTest, OtherBytesUnderTheSameNameAreReadAnew) {
  const std::string path = folder_ / "report.pdf";
  WriteFile(path, MadePdf());
  const Outcome first = Run(path);
  WriteFile(path, MakePdf({{{72, 60, "Iron 90 ug/dL"}}}));
  const Outcome other = Run(path);
  EXPECT_EQ(other.opened, 1);
  EXPECT_NE(other.document, first.document);
}

TEST_F(DocumentMemoryTest, WhatIsDamagedIsMadeAnew) {
  const std::string scan = folder_ / "scan.pdf";
  WriteFile(scan, MakeScanPdf({{}}));
  const Outcome first = Run(scan);
  for (const char* bytes : {"", "LABSTAG1", "nonsense"}) {
    Damage(bytes);
    EXPECT_EQ(Run(scan), first) << bytes;
    EXPECT_EQ(Run(scan).recognised, 0) << bytes;
  }
}

// With a right checksum and a wrong content, as a bug or another version could leave it.
TEST_F(DocumentMemoryTest, WhatIsNoSuchAnswerIsMadeAnew) {
  const std::string scan = folder_ / "scan.pdf";
  WriteFile(scan, MakeScanPdf({{}}));
  const Outcome first = Run(scan);
  // The keys are not told; whatever is asked for, nonsense is there.
  class Nonsense : public StepMemory {
   public:
    explicit Nonsense(DocumentMemory memory) : memory_(std::move(memory)) {}
    std::optional<std::string> Recall(std::string* message) override {
      if (const std::optional<std::string> task = TaskOf(*message)) {
        *message = TaskMessage(DocumentTask(std::string(PartsOf(*task).path), "nonsense"));
      }
      return std::nullopt;
    }
    void Learn(const std::string& message, std::string* reply) override { memory_.Learn(message, reply); }

   private:
    DocumentMemory memory_;
  } memory(Memory());
  WorkerPoolOptions pool;
  pool.memory = &memory;
  RunDocuments({scan}, options_, pool, [&](std::size_t, Result<Document> document) {
    EXPECT_TRUE(document) << document.error().message;
    if (document) document->path.clear();
    EXPECT_EQ(EncodeResult(document), first.document);
    return true;
  });
}

TEST_F(DocumentMemoryTest, OptionsThatChangeWordsHaveTheirOwnPages) {
  const std::string scan = folder_ / "scan.pdf";
  WriteFile(scan, MakeScanPdf({{}}));
  EXPECT_EQ(Run(scan).recognised, 1);
  options_.scan.second_reading = false;
  EXPECT_EQ(Run(scan).recognised, 1);
  options_.scan.languages = "deu";
  EXPECT_EQ(Run(scan).recognised, 1);
  options_.scan.without = "ink";
  EXPECT_EQ(Run(scan).recognised, 1);
  options_.max_megapixels = 100;
  EXPECT_EQ(Run(scan).recognised, 1);
  options_ = ProcessOptions{};
  options_.tell_text_layers = true;
  EXPECT_EQ(Run(scan).recognised, 0);
  // Who wants to see the steps wants them done.
  options_.scan.save_steps = folder_.path();
  EXPECT_EQ(Run(scan).recognised, 1);
}

TEST_F(DocumentMemoryTest, LimitsHoldForWhatIsKeptToo) {
  const std::string text = folder_ / "text.pdf";
  WriteFile(text, MakePdf({{{72, 60, "Iron 90 ug/dL"}}, {{72, 60, "Zinc 80 ug/dL"}}}));
  Run(text);
  options_.max_pages = 1;
  const auto refused = DecodeResult(Run(text).document);
  ASSERT_TRUE(refused && !*refused);
  EXPECT_EQ(refused->error().code, ErrorCode::kTooLarge);
}

// Whoever has taken a worker over must not plant words for other documents.
TEST_F(DocumentMemoryTest, AWorkerSpeaksOfItsOwnDocumentOnly) {
  const std::string mine = folder_ / "mine.pdf";
  const std::string other_bytes = MakeScanPdf({{}}), other = db::Sha256Hex(other_bytes);
  WriteFile(mine, MadePdf());
  DocumentMemory memory = Memory();
  std::string message = TaskMessage(mine);
  EXPECT_EQ(memory.Recall(&message), std::nullopt);

  OpenedDocument opened;
  opened.unfinished.document.sha256 = other;
  TaskAnswer answer("done");
  answer.for_later = Encode(opened);
  std::string reply = WorkOn({[&](const std::string&) { return answer; }, {}, {}}, message);
  memory.Learn(message, &reply);
  EXPECT_EQ(DecodeTaskReply(reply)->bytes, "done");

  PictureTask picture;
  picture.path = mine;
  picture.sha256 = other;
  std::string page = Encode(Result<Page>(Page{}));
  memory.Learn(PartMessage(Encode(picture)), &page);
  // Nor is a file looked at because a worker names it.
  WriteFile(folder_ / "other.pdf", other_bytes);
  picture.path = folder_ / "other.pdf";
  memory.Learn(PartMessage(Encode(picture)), &page);
  EXPECT_TRUE(Cache().Documents(INT64_MAX).empty());
}

TEST_F(DocumentMemoryTest, LostAndFailedPagesAndSecretsAreNotKept) {
  const std::string scan = folder_ / "scan.pdf";
  WriteFile(scan, MakeScanPdf({{}}));
  PictureTask picture;
  picture.path = scan;
  picture.sha256 = db::Sha256Hex(ReadFile(scan));
  DocumentMemory memory = Memory();
  std::string task = TaskMessage(scan);
  EXPECT_EQ(memory.Recall(&task), std::nullopt);
  const std::string page = Encode(Result<Page>(Page{}));
  for (std::string reply :
       {Encode(Result<Page>(Fail(ErrorCode::kDamaged, "no"))), std::string("nonsense"), std::string()}) {
    memory.Learn(PartMessage(Encode(picture)), &reply);
  }
  picture.secret = true;
  std::string reply = page;
  memory.Learn(PartMessage(Encode(picture)), &reply);
  EXPECT_TRUE(Cache().Documents(INT64_MAX).empty());
  picture.secret = false;
  memory.Learn(PartMessage(Encode(picture)), &reply);
  EXPECT_EQ(Cache().Documents(INT64_MAX), std::vector{picture.sha256});
  std::string message = PartMessage(Encode(picture));
  EXPECT_EQ(memory.Recall(&message), page);
}

}  // namespace
}  // namespace labintake::pipeline
