#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "extractors/formats/header_rules.h"
#include "extractors/formats/sketch.h"
#include "extractors/generic/header_items.h"

namespace labintake::formats {
namespace {

using terminology::HeaderLabel;

constexpr std::array<std::pair<HeaderLabel, std::string_view>, 13> kFields = {{
    {HeaderLabel::kPatientName, "patient_name"},
    {HeaderLabel::kPatientId, "patient_id"},
    {HeaderLabel::kSex, "sex"},
    {HeaderLabel::kAge, "age"},
    {HeaderLabel::kAgeSex, "sex"},
    {HeaderLabel::kAgeSex, "age"},
    {HeaderLabel::kBirthDate, "birth_date"},
    {HeaderLabel::kAccession, "accession"},
    {HeaderLabel::kSpecimen, "specimen"},
    {HeaderLabel::kCollected, "collected"},
    {HeaderLabel::kReceived, "received"},
    {HeaderLabel::kReported, "reported"},
    {HeaderLabel::kPrinted, "reported"},
}};

const std::string& FieldOf(const ReportHeader& header, std::string_view field) {
  if (field == "patient_name") return header.patient_name;
  if (field == "patient_id") return header.patient_id;
  if (field == "sex") return header.sex;
  if (field == "age") return header.age;
  if (field == "birth_date") return header.birth_date;
  if (field == "accession") return header.accession;
  if (field == "specimen") return header.specimen;
  if (field == "collected") return header.collected;
  if (field == "received") return header.received;
  return header.reported;
}

// Does a definition with this rule read what the general rules read?
bool Leads(const SketchField& field, const generic::PageInput& page, fields::DateOrder order,
           const ReportHeader& header) {
  Definition definition;
  definition.header.push_back({field.field, {field.label}, field.below, "", ""});
  ReportHeader read;
  HeaderRules(definition).Apply(page, order, &read);
  return FieldOf(read, field.field) == FieldOf(header, field.field);
}

}  // namespace

std::vector<SketchField> SketchHeader(const generic::PageInput& page, fields::DateOrder order,
                                      const ReportHeader& header) {
  std::vector<SketchField> out;
  for (const layout::Line& line : page.lines) {
    for (const generic::HeaderItem& item : generic::ItemsOf(line)) {
      if (!item.label) continue;
      for (const auto& [label, field] : kFields) {
        if (label != *item.label || FieldOf(header, field).empty()) continue;
        const auto known = [&, name = field](const SketchField& f) { return f.field == name; };
        if (std::any_of(out.begin(), out.end(), known)) continue;
        for (const bool below : {false, true}) {
          const SketchField proposed{std::string(field), item.label_text, below};
          if (!Leads(proposed, page, order, header)) continue;
          out.push_back(proposed);
          break;
        }
      }
    }
  }
  return out;
}

}  // namespace labintake::formats
