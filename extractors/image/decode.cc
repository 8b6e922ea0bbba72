#include "extractors/image/decode.h"

namespace labintake::image {

Result<std::unique_ptr<scan::ImageFile>> OpenImageFile(std::string, const scan::DecodeLimits&) {
  return Fail(ErrorCode::kUnsupported, "pictures cannot be read yet");
}

}  // namespace labintake::image
