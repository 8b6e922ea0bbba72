#include "pipeline/routing/policy_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/yaml_reader.h"

namespace labintake::pipeline {
namespace {

using yaml::ReadList;
using yaml::ReadMap;
using yaml::ReadText;
using yaml::Refuse;

constexpr int kMostRows = 1'000'000;

double ReadShare(const YAML::Node& node, const std::string& key) { return yaml::ReadNumber(node, key, 0, 1); }

UnknownAnalyte ReadAction(const YAML::Node& node, const std::string& key) {
  if (node.IsScalar() && node.Scalar() == "accept") return UnknownAnalyte::kAccept;
  if (node.IsScalar() && node.Scalar() == "review") return UnknownAnalyte::kReview;
  Refuse(node, key, "accept or review");
}

template <typename T, typename Read>
void ReadBoth(const YAML::Node& node, const std::string& path, const Read& read, PerOrigin<T>* value) {
  if (node.IsScalar()) {
    value->text_layer = value->recognised = read(node, path);
    return;
  }
  ReadMap(node, path, "text_layer and recognised",
          [&](const std::string& key, const std::string& full, const YAML::Node& entry) {
            if (key != "text_layer" && key != "recognised") return false;
            (*value)[key == "recognised" ? Origin::kOcr : Origin::kTextLayer] = read(entry, full);
            return true;
          });
}

FindingCode ReadFinding(const YAML::Node& node, const std::string& key) {
  std::string all;
  for (int i = 0; *ToString(static_cast<FindingCode>(i)) != '\0'; ++i) {
    const auto code = static_cast<FindingCode>(i);
    if (node.IsScalar() && node.Scalar() == ToString(code)) return code;
    all += (all.empty() ? "" : ", ") + std::string(ToString(code));
  }
  Refuse(node, key, "one of " + all);
}

class PolicyReader {
 public:
  explicit PolicyReader(const PolicySource& source) : source_(source) {}

  RoutingPolicy Read(const YAML::Node& root) {
    if (root.IsNull()) return policy_;
    ReadMap(root, "",
            "accept_threshold, unknown_analyte, always_review, probation, audit_sample, calibration and second_key",
            [this](const std::string& key, const std::string& full, const YAML::Node& value) {
              return ReadKey(key, full, value);
            });
    return policy_;
  }

 private:
  bool ReadKey(const std::string& key, const std::string& full, const YAML::Node& value) {
    if (key == "accept_threshold") {
      ReadBoth(value, full, ReadShare, &policy_.accept_threshold);
    } else if (key == "unknown_analyte") {
      ReadBoth(value, full, ReadAction, &policy_.unknown_analyte);
    } else if (key == "always_review") {
      ReadAlways(value, full);
    } else if (key == "probation") {
      ReadList(value, full, "entries with lab and until_reviewed",
               [&](const YAML::Node& entry) { ReadProbation(entry, full); });
    } else if (key == "audit_sample") {
      ReadBoth(value, full, ReadShare, &policy_.audit_sample);
    } else if (key == "calibration") {
      ReadCalibration(value, full);
    } else if (key == "second_key") {
      ReadSecondKey(value, full);
    } else {
      return false;
    }
    return true;
  }

  void ReadAlways(const YAML::Node& map, const std::string& path) {
    ReadMap(map, path, "analytes, panels and findings",
            [this](const std::string& key, const std::string& full, const YAML::Node& list) {
              if (key == "analytes") {
                ReadList(list, full, "ids of analytes",
                         [&](const YAML::Node& id) { policy_.review_analytes.push_back(ReadAnalyte(id, full)); });
              } else if (key == "panels") {
                ReadList(list, full, "names", [&](const YAML::Node& name) {
                  policy_.review_panels.emplace_back(ReadText(name, full, "the name of a panel, with * for any text"));
                });
              } else if (key == "findings") {
                ReadList(list, full, "codes of findings",
                         [&](const YAML::Node& code) { policy_.review_findings.push_back(ReadFinding(code, full)); });
              } else {
                return false;
              }
              return true;
            });
  }

  std::string ReadAnalyte(const YAML::Node& node, const std::string& key) const {
    const std::string allowed = "the id of an analyte of the catalogue, as in creatinine-serum";
    std::string id = ReadText(node, key, allowed);
    if (source_.is_analyte && !source_.is_analyte(id)) Refuse(node, key, allowed);
    return id;
  }

  void ReadProbation(const YAML::Node& map, const std::string& path) {
    std::string lab;
    int until = 0;
    ReadMap(map, path, "lab and until_reviewed",
            [&](const std::string& key, const std::string& full, const YAML::Node& value) {
              if (key == "lab") {
                lab = ReadText(value, full, "the name of a laboratory, with * for any text");
              } else if (key == "until_reviewed") {
                if (!value.IsScalar() || !YAML::convert<int>::decode(value, until) || until < 0 || until > kMostRows) {
                  Refuse(value, full, fmt::format("a number of rows from 0 (for ever) to {}", kMostRows));
                }
              } else {
                return false;
              }
              return true;
            });
    if (lab.empty()) Refuse(map, path + ": an entry has no lab; name the laboratory, with * for any text");
    policy_.probation.push_back({TextPattern(lab), until});
  }

  void ReadCalibration(const YAML::Node& node, const std::string& key) {
    if (node.IsNull()) return;
    if (!node.IsScalar()) Refuse(node, key, "the name of a file that labintake calibrate wrote");
    policy_.calibration = node.Scalar();
    const bool relative = !policy_.calibration.empty() && policy_.calibration.front() != '/';
    if (relative && !source_.folder.empty()) policy_.calibration = source_.folder + "/" + policy_.calibration;
  }

  void ReadSecondKey(const YAML::Node& map, const std::string& path) {
    db::SecondKeyPolicy& p = policy_.second_key;
    ReadMap(map, path, "analytes, critical_flags, critical, confidence_below, sample and fields",
            [&](const std::string& key, const std::string& full, const YAML::Node& value) {
              if (key == "analytes") {
                ReadList(value, full, "ids of analytes",
                         [&](const YAML::Node& id) { p.analytes.push_back(ReadAnalyte(id, full)); });
              } else if (key == "critical_flags") {
                if (!value.IsScalar() || !YAML::convert<bool>::decode(value, p.critical_flags)) {
                  Refuse(value, full, "true or false");
                }
              } else if (key == "critical") {
                ReadList(value, full, "entries with analyte, below and above",
                         [&](const YAML::Node& entry) { p.critical.push_back(ReadCritical(entry, full)); });
              } else if (key == "confidence_below") {
                p.confidence_below = ReadShare(value, full);
              } else if (key == "sample") {
                p.sample = ReadShare(value, full);
              } else if (key == "fields") {
                ReadKeyFields(value, full);
              } else {
                return false;
              }
              return true;
            });
  }

  db::CriticalLimits ReadCritical(const YAML::Node& map, const std::string& path) const {
    db::CriticalLimits limits;
    ReadMap(map, path, "analyte, below and above",
            [&](const std::string& key, const std::string& full, const YAML::Node& value) {
              if (key == "analyte") {
                limits.analyte = ReadAnalyte(value, full);
                return true;
              }
              if (key != "below" && key != "above") return false;
              const std::optional<Decimal> number = Decimal::Parse(value.IsScalar() ? value.Scalar() : "");
              if (!number) Refuse(value, full, "a number, in the analyte's canonical unit");
              (key == "below" ? limits.below : limits.above) = number;
              return true;
            });
    if (limits.analyte.empty() || (!limits.below && !limits.above)) {
      Refuse(map, path + ": an entry needs an analyte, and below or above or both");
    }
    return limits;
  }

  void ReadKeyFields(const YAML::Node& list, const std::string& path) {
    std::vector<std::string>& fields = policy_.second_key.fields;
    fields.clear();
    ReadList(list, path, "names of fields", [&](const YAML::Node& node) {
      const std::string name = node.IsScalar() ? node.Scalar() : "";
      const auto known = {"name", "value", "unit", "range", "flag"};
      if (std::find(known.begin(), known.end(), name) == known.end()) {
        Refuse(node, path, "name, value, unit, range or flag");
      }
      fields.push_back(name);
    });
    if (std::find(fields.begin(), fields.end(), "value") == fields.end()) {
      Refuse(list, path + ": value has to be among them; it is what the second person keys");
    }
  }

  const PolicySource& source_;
  RoutingPolicy policy_;
};

}  // namespace

Result<RoutingPolicy> ParsePolicy(std::string_view text, const PolicySource& source) {
  RoutingPolicy policy;
  Result<void> read =
      yaml::ReadFile(text, source.name, [&](const YAML::Node& root) { policy = PolicyReader(source).Read(root); });
  if (!read) return tl::unexpected<Error>(std::move(read.error()));
  return policy;
}

}  // namespace labintake::pipeline
