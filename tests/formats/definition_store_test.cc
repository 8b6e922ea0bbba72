#include "extractors/formats/definition_store.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>
#include <vector>

#include "extractors/formats/fingerprint.h"
#include "extractors/formats/format_reader.h"
#include "tests/formats/definitions.h"
#include "tests/generic/page_builder.h"

namespace labintake::formats {
namespace {

using labintake::test::PageOf;
using test::YamlOf;

CompiledVersion CompiledOf(const std::string& id, const std::string& phrase) {
  const std::string yaml = YamlOf(id, phrase);
  CompiledForm form;
  form.Add(id, yaml, CheckFile(yaml, id + ".yaml").value().versions);
  return form.Take(id).at(0);
}

TEST(DefinitionStore, DecodesWhatIsAskedFor) {
  DefinitionStore store;
  for (const char* id : {"a", "b", "c"}) store.Add(CompiledOf(id, std::string("Laboratory ") + id), "formats/x");
  ASSERT_EQ(store.size(), 3u);
  EXPECT_EQ(store.ProfileAt(1).id, "b");
  EXPECT_EQ(store.decoded(), 0u);
  ASSERT_NE(store.At(1), nullptr);
  EXPECT_EQ(store.At(1)->id, "b");
  EXPECT_EQ(store.At(1)->lab, "Lab of b");
  EXPECT_EQ(store.At(1)->file, "formats/x");
  EXPECT_EQ(store.At(1)->hash, store.ProfileAt(1).hash);
  EXPECT_EQ(store.decoded(), 1u);
}

TEST(DefinitionStore, IsSharedByThreads) {
  DefinitionStore store;
  store.Add(CompiledOf("a", "Northwind"), "a.yaml");
  std::array<const Definition*, 8> seen{};
  std::vector<std::thread> threads;
  for (const Definition*& one : seen) threads.emplace_back([&] { one = store.At(0); });
  for (std::thread& thread : threads) thread.join();
  for (const Definition* one : seen) EXPECT_EQ(one, store.At(0));
  EXPECT_EQ(store.decoded(), 1u);
}

// Its checksum keeps damage out, so that only a mistake of the program can come here.
TEST(DefinitionStore, BytesThatAreNoDefinitionAreNeverUsed) {
  for (const std::string& bytes : {std::string("nonsense"), std::string(), std::string("\xa0", 1)}) {
    DefinitionStore store;
    CompiledVersion broken = CompiledOf("a", "Northwind Labs");
    broken.definition = bytes;
    store.Add(std::move(broken), "a.yaml");
    store.Add(CompiledOf("b", "Southwind Labs"), "b.yaml");
    EXPECT_EQ(store.At(0), nullptr);
    const Page page = PageOf({"Northwind Labs"});
    const std::vector<layout::Line> lines = layout::BuildLines(page);
    const PageText text{page.height, page.width, lines};
    const std::vector<Candidate> found = Fingerprints(store).Candidates({&text, 1});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_FALSE(found[0].fits);
    EXPECT_EQ(found[0].reasons.back(), "cannot be decoded from the compiled form; remove that file");
    ASSERT_NE(store.At(1), nullptr);
  }
}

}  // namespace
}  // namespace labintake::formats
