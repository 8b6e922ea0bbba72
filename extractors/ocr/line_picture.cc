// How Tesseract keeps the picture of a line, in the place of Leptonica's function of that name.
//
// Tesseract packs each line as PNG and unpacks it at once, which takes 4 % of a page's time. The linker looks for the
// name in the module first, so that Tesseract calls this here: the pixels as they are, in Leptonica's own form, which
// pixReadMem() knows as well. Nothing else in the module writes pictures to memory.
//
// Thread-safe.
#include <leptonica/allheaders.h>

extern "C" __attribute__((visibility("default"))) l_ok pixWriteMem(l_uint8** data, size_t* size, PIX* pix,
                                                                   l_int32 /*format*/) {
  return pixWriteMemSpix(data, size, pix);
}
