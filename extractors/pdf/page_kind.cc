#include "extractors/pdf/page_kind.h"

namespace labintake::pdf {
namespace {

// A page with fewer visible characters than this under a picture is a scan with a stamp or a page number.
constexpr int kFewChars = 40;
// Shares of characters or of the page.
constexpr double kMostlyUnmapped = 0.2;
constexpr double kPictureIsPage = 0.5;
constexpr double kPictureIsLarge = 0.3;
// Room for a few rows; charts and seals among text take less.
constexpr double kPictureHoldsRows = 0.1;
// A page of results has a few hundred characters; with less, a large picture may hold them.
constexpr int kTextOfAReport = 250;

}  // namespace

PageKind Classify(const ReadPageResult& read) {
  const TextLayerStats& s = read.stats;
  const int visible = s.chars - s.invisible - s.duplicates - s.tilted;
  // The page lies on its side or its head. Its text layer has words upright only; recognition turns the page.
  if (s.turned >= kFewChars && s.turned > visible) return PageKind::kGarbled;
  if (visible > 0 && s.unmapped > kMostlyUnmapped * visible && s.unmapped > 20) return PageKind::kGarbled;
  if (s.image_cover >= kPictureIsPage) {
    // Invisible text over a picture is somebody's OCR; it is not what the page shows.
    if (visible < kFewChars || s.invisible > 2 * visible) return PageKind::kScan;
    if (visible < kTextOfAReport) return PageKind::kMixed;
  }
  if (visible == 0) return s.image_cover > 0.05 ? PageKind::kScan : PageKind::kBlank;
  if (s.bare_cover >= kPictureHoldsRows) return PageKind::kMixed;
  if (s.image_cover >= kPictureIsLarge && visible < kTextOfAReport) return PageKind::kMixed;
  return PageKind::kText;
}

}  // namespace labintake::pdf
