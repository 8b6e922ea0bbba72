// What kind of picture some bytes are, by their first bytes. Needs no library; any thread.
#pragma once

#include <string_view>

namespace labintake::image {

// "image/png", "image/jpeg", "image/tiff", "image/webp", "image/heic"; "" when the bytes begin none of them.
std::string_view PictureType(std::string_view bytes);

}  // namespace labintake::image
