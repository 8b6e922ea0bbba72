// What kind of picture some bytes are, by their first bytes. Needs no library; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace labintake::image {

// So many bytes are enough to tell.
inline constexpr std::size_t kPictureTypeBytes = 256;

// "image/png", "image/jpeg", "image/tiff", "image/webp", "image/heic"; "" when the bytes begin none of them. AVIF is
// none of them, though it is packed like HEIC.
std::string_view PictureType(std::string_view bytes);

}  // namespace labintake::image
