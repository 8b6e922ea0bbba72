#include <gtest/gtest.h>

#include <vector>

// Declared by no header; the compiler knows them.
extern "C" {
void GOMP_parallel(void (*region)(void*), void* data, unsigned threads, unsigned flags);
void GOMP_parallel_sections(void (*region)(void*), void* data, unsigned threads, unsigned count, unsigned flags);
unsigned GOMP_sections_next();
void GOMP_sections_end_nowait();
}

namespace {

using Seen = std::vector<unsigned>;

void SeeSections(void* data) {
  for (unsigned section = GOMP_sections_next(); section != 0; section = GOMP_sections_next())
    static_cast<Seen*>(data)->push_back(section);
  GOMP_sections_end_nowait();
}

// In its second section a region of three more, from 11 on.
void SeeNestedSections(void* data) {
  auto* seen = static_cast<Seen*>(data);
  for (unsigned section = GOMP_sections_next(); section != 0; section = GOMP_sections_next()) {
    seen->push_back(section);
    if (section != 2) continue;
    Seen inner;
    GOMP_parallel_sections(SeeSections, &inner, 4, 3, 0);
    for (const unsigned of_inner : inner) seen->push_back(10 + of_inner);
  }
  GOMP_sections_end_nowait();
}

TEST(OneThreadTest, EachSectionIsGivenOutOnce) {
  Seen seen;
  GOMP_parallel_sections(SeeSections, &seen, 4, 5, 0);
  EXPECT_EQ(seen, (Seen{1, 2, 3, 4, 5}));
}

TEST(OneThreadTest, ARegionWithinASectionHasItsOwn) {
  Seen seen;
  GOMP_parallel_sections(SeeNestedSections, &seen, 4, 3, 0);
  EXPECT_EQ(seen, (Seen{1, 2, 11, 12, 13, 3}));
}

TEST(OneThreadTest, OutsideOfARegionThereIsNone) { EXPECT_EQ(GOMP_sections_next(), 0U); }

TEST(OneThreadTest, ARegionRunsOnce) {
  int runs = 0;
  GOMP_parallel([](void* data) { ++*static_cast<int*>(data); }, &runs, 4, 0);
  EXPECT_EQ(runs, 1);
}

}  // namespace
