// Parts of pages that have to be recognised: which pages, their picture, and the words that come of it.
#pragma once

#include "extractors/pdf/pdf_document.h"
#include "model/error.h"
#include "model/geometry.h"
#include "model/page.h"
#include "pipeline/document_file.h"

namespace labintake::pipeline {

// Scan, garbled, mixed. Pure; thread-safe.
bool NeedsRecognition(PageKind kind);

// The picture under `area` of a page (Box{}: all of it). Of a picture file `area` must be Box{}: its pages have no size
// before they are read. Errors: kTooLarge, kDamaged. REQUIRES: the file has the page.
Result<pdf::PlacedPicture> PictureOf(DocumentFile& file, int number, const Box& area, double max_stored_megapixels);

// Adds the words of `picture`, which was recognised in a part of the page, to the page, at their places as displayed.
// Pure; thread-safe.
void AddWords(const Page& picture, Page* page);

}  // namespace labintake::pipeline
