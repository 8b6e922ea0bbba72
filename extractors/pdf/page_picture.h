// The picture that a scanned page is.
//
// Internal to extractors/pdf; see PdfDocument::PagePicture for what is given.
#pragma once

#include <poppler/PDFDoc.h>

#include "extractors/pdf/pdf_document.h"

namespace labintake::pdf {

// `page` is the whole page in points as displayed.
Result<PlacedPicture> TakePagePicture(PDFDoc& document, int number, const Box& page, const PictureLimits& limits);

}  // namespace labintake::pdf
