// What a report says around its rows: of their panels and specimens.
//
// Pure functions; thread-safe. Views last as long as the program.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/report.h"

namespace labintake::terminology {

// What the panel of a row and the headings above it tell.
struct Section {
  std::string_view specimen;             // "" unknown
  std::vector<std::string_view> panels;  // tags
};

// The sections of the rows, one each, by their panels and the headings right above those: "Pleural fluid", then
// "Cytology".
std::vector<Section> SectionsOf(const Report& report);

// The panels that the title of the report names: "IgG Food Antibodies", "GI-MAP".
std::vector<std::string_view> PanelsOfTitle(const Report& report);

// The specimen that the title names, if it is one of those that are reported alone: "Hair Elements". A report that
// begins with urine may go on with blood.
std::string_view SpecimenOfTitle(const Report& report);

// The specimen that the nearest rows of the same panel on both sides of row `at` agree on; "" where they do not.
// `specimens` are those of the rows, "" where none is known.
std::string_view SpecimenAround(const std::vector<Observation>& rows, const std::vector<std::string_view>& specimens,
                                size_t at);

// The specimen of a report in which most rows have one and the same and no row another: "stool". "" where that cannot
// be said, and of blood, which reports name for many things. `specimens` as above.
std::string_view SpecimenOfRows(const std::vector<std::string_view>& specimens);

}  // namespace labintake::terminology
