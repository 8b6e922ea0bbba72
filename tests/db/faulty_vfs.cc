#include "tests/db/faulty_vfs.h"

#include <sqlite3.h>

#include <cstdlib>

namespace labintake::db::testing {

std::function<int(const char*)> FaultyVfs::hook = [](const char*) { return SQLITE_OK; };

namespace {

// SQLite allocates szOsFile bytes: this, and the real file behind it.
struct File {
  sqlite3_file base;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs faulty{};

sqlite3_file* Real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }
const sqlite3_io_methods* Methods(sqlite3_file* file) { return Real(file)->pMethods; }

int Close(sqlite3_file* f) { return Methods(f)->xClose(Real(f)); }
int Read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return Methods(f)->xRead(Real(f), to, n, at); }
int Write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  if (const int code = FaultyVfs::hook("write")) return code;
  return Methods(f)->xWrite(Real(f), from, n, at);
}
int Truncate(sqlite3_file* f, sqlite3_int64 size) {
  if (const int code = FaultyVfs::hook("truncate")) return code;
  return Methods(f)->xTruncate(Real(f), size);
}
int Sync(sqlite3_file* f, int flags) {
  if (const int code = FaultyVfs::hook("sync")) return code;
  return Methods(f)->xSync(Real(f), flags);
}
int FileSize(sqlite3_file* f, sqlite3_int64* size) { return Methods(f)->xFileSize(Real(f), size); }
int Lock(sqlite3_file* f, int level) { return Methods(f)->xLock(Real(f), level); }
int Unlock(sqlite3_file* f, int level) { return Methods(f)->xUnlock(Real(f), level); }
int CheckReservedLock(sqlite3_file* f, int* out) { return Methods(f)->xCheckReservedLock(Real(f), out); }
int FileControl(sqlite3_file* f, int op, void* arg) { return Methods(f)->xFileControl(Real(f), op, arg); }
int SectorSize(sqlite3_file* f) { return Methods(f)->xSectorSize(Real(f)); }
int DeviceCharacteristics(sqlite3_file* f) { return Methods(f)->xDeviceCharacteristics(Real(f)); }
int ShmMap(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return Methods(f)->xShmMap(Real(f), page, size, extend, out);
}
int ShmLock(sqlite3_file* f, int offset, int n, int flags) { return Methods(f)->xShmLock(Real(f), offset, n, flags); }
void ShmBarrier(sqlite3_file* f) { Methods(f)->xShmBarrier(Real(f)); }
int ShmUnmap(sqlite3_file* f, int remove) { return Methods(f)->xShmUnmap(Real(f), remove); }

const sqlite3_io_methods kMethods = {.iVersion = 2,
                                     .xClose = Close,
                                     .xRead = Read,
                                     .xWrite = Write,
                                     .xTruncate = Truncate,
                                     .xSync = Sync,
                                     .xFileSize = FileSize,
                                     .xLock = Lock,
                                     .xUnlock = Unlock,
                                     .xCheckReservedLock = CheckReservedLock,
                                     .xFileControl = FileControl,
                                     .xSectorSize = SectorSize,
                                     .xDeviceCharacteristics = DeviceCharacteristics,
                                     .xShmMap = ShmMap,
                                     .xShmLock = ShmLock,
                                     .xShmBarrier = ShmBarrier,
                                     .xShmUnmap = ShmUnmap,
                                     .xFetch = nullptr,
                                     .xUnfetch = nullptr};

int Open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out) {
  const int code = real_vfs->xOpen(real_vfs, name, Real(f), flags, out);
  // Without methods SQLite does not close the file.
  f->pMethods = code == SQLITE_OK ? &kMethods : nullptr;
  return code;
}

int Delete(sqlite3_vfs*, const char* name, int sync) {
  if (const int code = FaultyVfs::hook("delete")) return code;
  return real_vfs->xDelete(real_vfs, name, sync);
}

}  // namespace

FaultyVfs::FaultyVfs() {
  if (real_vfs != nullptr) abort();
  real_vfs = sqlite3_vfs_find(nullptr);
  faulty = *real_vfs;
  faulty.zName = "faulty";
  faulty.pNext = nullptr;
  faulty.szOsFile = static_cast<int>(sizeof(File)) + real_vfs->szOsFile;
  faulty.xOpen = Open;
  faulty.xDelete = Delete;
  sqlite3_vfs_register(&faulty, 1);
}

FaultyVfs::~FaultyVfs() {
  hook = [](const char*) { return SQLITE_OK; };
  sqlite3_vfs_unregister(&faulty);
  sqlite3_vfs_register(real_vfs, 1);
  real_vfs = nullptr;
}

}  // namespace labintake::db::testing
