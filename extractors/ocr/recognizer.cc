#include "extractors/ocr/recognizer.h"
