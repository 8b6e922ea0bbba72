// OpenMP for one thread, in the place of its run-time library (GCC's libgomp).
//
// Tesseract opens a parallel region for each step of a line. With one thread the library still sets up a team for it
// and wakes those who wait, which is a system call: 5 % of a page's time. The linker looks for these names in the
// module first, so that Tesseract calls these here. What of libgomp is not here works as it does outside of any region.
// The interface is that of GCC's generated code (libgomp's manual, "The libgomp ABI"), unchanged since version 4.9.
//
// Thread-safe.

namespace {

// Of the region that runs on this thread: how many sections there are, and how many were given out.
thread_local unsigned sections = 0, given = 0;

}  // namespace

extern "C" {

__attribute__((visibility("default"))) void GOMP_parallel(void (*region)(void*), void* data, unsigned /*threads*/,
                                                          unsigned /*flags*/) {
  region(data);
}

__attribute__((visibility("default"))) void GOMP_parallel_sections(void (*region)(void*), void* data,
                                                                   unsigned /*threads*/, unsigned count,
                                                                   unsigned /*flags*/) {
  const unsigned outer_sections = sections, outer_given = given;
  sections = count, given = 0;
  region(data);
  sections = outer_sections, given = outer_given;
}

// The next section from 1 on; 0 when there is none left.
__attribute__((visibility("default"))) unsigned GOMP_sections_next() { return given < sections ? ++given : 0; }

__attribute__((visibility("default"))) void GOMP_sections_end_nowait() {}

}  // extern "C"
