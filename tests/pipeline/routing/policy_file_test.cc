#include "pipeline/routing/policy_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace labintake::pipeline {
namespace {

PolicySource Source() {
  return {"p.yaml", "etc", [](std::string_view id) { return id == "creatinine-serum" || id == "iron-serum"; }};
}

RoutingPolicy Good(const std::string& yaml) {
  Result<RoutingPolicy> policy = ParsePolicy(yaml, Source());
  EXPECT_TRUE(policy) << policy.error().message;
  return policy ? *policy : RoutingPolicy{};
}

std::string Complaint(const std::string& yaml) {
  const Result<RoutingPolicy> policy = ParsePolicy(yaml, Source());
  EXPECT_FALSE(policy) << yaml;
  if (policy) return "";
  EXPECT_EQ(policy.error().code, ErrorCode::kConfiguration);
  return policy.error().message;
}

TEST(PolicyFile, WhatIsLeftOutHasItsDefault) {
  for (const char* yaml : {"", "# nothing\n", "---\n", "always_review: {}\nprobation:\n"}) {
    EXPECT_EQ(ToYaml(Good(yaml)), ToYaml(RoutingPolicy{})) << yaml;
  }
}

// The policy that the program comes with says what the code takes for granted.
TEST(PolicyFile, TheShippedPolicyIsTheDefault) {
  std::ifstream file(LABINTAKE_SOURCE_DIR "/lab_formats/policy.yaml");
  const std::string yaml((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSERT_FALSE(yaml.empty());
  EXPECT_EQ(ToYaml(Good(yaml)), ToYaml(RoutingPolicy{}));
}

TEST(PolicyFile, EveryKey) {
  const RoutingPolicy policy = Good(R"(
accept_threshold: {text_layer: 0.95, recognised: 0.985}
unknown_analyte:
  text_layer: review
  recognised: accept
always_review:
  analytes: [creatinine-serum, iron-serum]
  panels: ["HIV*"]
  findings: [duplicate-differs]
probation:
  - lab: "O'Hara Labs*"
    until_reviewed: 200
  - lab: "*"
audit_sample: 0.02
calibration: fit.json
)");
  EXPECT_EQ(policy.accept_threshold, (PerOrigin<double>{0.95, 0.985}));
  EXPECT_EQ(policy.unknown_analyte, (PerOrigin<UnknownAnalyte>{UnknownAnalyte::kReview, UnknownAnalyte::kAccept}));
  EXPECT_EQ(policy.review_analytes, (std::vector<std::string>{"creatinine-serum", "iron-serum"}));
  ASSERT_EQ(policy.review_panels.size(), 1u);
  EXPECT_TRUE(policy.review_panels[0].Matches("HIV 1/2 antibody"));
  EXPECT_EQ(policy.review_findings, std::vector<FindingCode>{FindingCode::kDuplicateDiffers});
  ASSERT_EQ(policy.probation.size(), 2u);
  EXPECT_EQ(policy.probation[0].until_reviewed, 200);
  EXPECT_TRUE(policy.probation[0].lab.Matches("O'Hara Labs Ltd"));
  EXPECT_EQ(policy.probation[1].until_reviewed, 0);
  EXPECT_EQ(policy.audit_sample, (PerOrigin<double>{0.02, 0.02}));
  EXPECT_EQ(policy.calibration, "etc/fit.json");
  // What is printed reads back as the same.
  const Result<RoutingPolicy> again = ParsePolicy(ToYaml(policy), {"again", "", {}});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(ToYaml(*again), ToYaml(policy));
}

TEST(PolicyFile, SecondKeys) {
  const db::SecondKeyPolicy policy = Good(R"(
second_key:
  analytes: [iron-serum]
  critical_flags: true
  critical:
    - {analyte: creatinine-serum, above: 10.50}
    - {analyte: iron-serum, below: 1, above: 500}
  confidence_below: 0.5
  sample: 0.02
  fields: [value, unit, flag]
)")
                                         .second_key;
  EXPECT_EQ(policy.analytes, (std::vector<std::string>{"iron-serum"}));
  EXPECT_TRUE(policy.critical_flags);
  ASSERT_EQ(policy.critical.size(), 2u);
  EXPECT_EQ(policy.critical[0].above->ToString(), "10.50");
  EXPECT_FALSE(policy.critical[0].below);
  EXPECT_EQ(policy.critical[1].below->ToString(), "1");
  EXPECT_EQ(policy.confidence_below, 0.5);
  EXPECT_EQ(policy.sample, 0.02);
  EXPECT_EQ(policy.fields, (std::vector<std::string>{"value", "unit", "flag"}));
  EXPECT_EQ(Good(ToYaml(Good("second_key: {sample: 0.5, critical: [{analyte: iron-serum, below: 0.10}]}"))).second_key,
            Good("second_key: {sample: 0.5, critical: [{analyte: iron-serum, below: 0.10}]}").second_key);
}

TEST(PolicyFile, SecondKeysThatCannotBe) {
  for (const char* inside :
       {"analytes: [gold-serum]", "critical_flags: 7", "critical: [{analyte: iron-serum}]", "critical: [{above: 5}]",
        "critical: [{analyte: iron-serum, above: much}]", "critical: [{analyte: iron-serum, above: 5, over: 6}]",
        "confidence_below: 2", "sample: -1", "fields: [unit]", "fields: []", "fields: [value, colour]", "other: 1"}) {
    const std::string message = Complaint(std::string("second_key: {") + inside + "}");
    EXPECT_TRUE(message.starts_with("p.yaml:1: ")) << message;
    EXPECT_NE(message.find("second_key"), std::string::npos) << message;
  }
}

// What people are asked to key twice changes no row.
TEST(PolicyFile, SecondKeysAreNoPartOfTheConfiguration) {
  EXPECT_EQ(Configuration(Good("second_key: {sample: 1}")), Configuration(Good("")));
}

TEST(PolicyFile, OneOfTwoKeysLeavesTheOther) {
  EXPECT_EQ(Good("accept_threshold:\n  recognised: 0.97\n").accept_threshold, (PerOrigin<double>{0.90, 0.97}));
}

TEST(PolicyFile, ACalibrationElsewhereStaysThere) {
  EXPECT_EQ(Good("calibration: /srv/fit.json\n").calibration, "/srv/fit.json");
  EXPECT_EQ(Good("calibration:\n").calibration, "");
}

TEST(PolicyFile, ComplaintsNameFileLineKeyAndWhatIsAllowed) {
  EXPECT_EQ(Complaint("\naccept_threshold:\n  recognised: high\n"),
            "p.yaml:3: accept_threshold.recognised: 'high' is not allowed here; give a number from 0 to 1");
  EXPECT_EQ(Complaint("audit_sample: 2\n"),
            "p.yaml:1: audit_sample: '2' is not allowed here; give a number from 0 to 1");
  EXPECT_EQ(Complaint("audit_sample: .nan\n"),
            "p.yaml:1: audit_sample: '.nan' is not allowed here; give a number from 0 to 1");
  EXPECT_EQ(Complaint("unknown_analyte: {text_layer: maybe}\n"),
            "p.yaml:1: unknown_analyte.text_layer: 'maybe' is not allowed here; give accept or review");
  EXPECT_EQ(Complaint("audit: 0.1\n"),
            "p.yaml:1: there is no key 'audit' here; the keys are accept_threshold, unknown_analyte, always_review, "
            "probation, audit_sample, calibration and second_key");
  EXPECT_EQ(Complaint("accept_threshold:\n  scans: 0.9\n"),
            "p.yaml:2: there is no key 'scans' in accept_threshold; the keys are text_layer and recognised");
  EXPECT_EQ(Complaint("audit_sample: 0.1\naudit_sample: 0.2\n"),
            "p.yaml:2: audit_sample: this key stands here twice; leave one");
  EXPECT_EQ(Complaint("always_review:\n  analytes: [creatinine]\n"),
            "p.yaml:2: always_review.analytes: 'creatinine' is not allowed here; give the id of an analyte of the "
            "catalogue, as in creatinine-serum");
  EXPECT_EQ(Complaint("probation:\n  - until_reviewed: 3\n"),
            "p.yaml:2: probation: an entry has no lab; name the laboratory, with * for any text");
  EXPECT_EQ(Complaint("probation:\n  - lab: x\n    until_reviewed: -1\n"),
            "p.yaml:3: probation.until_reviewed: '-1' is not allowed here; give a number of rows from 0 (for ever) to "
            "1000000");
}

TEST(PolicyFile, OtherShapesAreRefused) {
  for (const char* yaml :
       {"- a\n", "text\n", "always_review: [creatinine-serum]\n", "always_review:\n  analytes: creatinine-serum\n",
        "always_review:\n  findings: [no-such]\n", "always_review:\n  panels: [['a']]\n", "probation: {lab: x}\n",
        "probation:\n  - x\n", "calibration: [a]\n", "accept_threshold: [0.9]\n", "accept_threshold:\n", "a: [\n",
        "\t- x", "? [a, b]\n: 1\n", "a: &x [*x]\n"}) {
    const std::string complaint = Complaint(yaml);
    EXPECT_TRUE(complaint.starts_with("p.yaml:")) << complaint;
  }
}

TEST(PolicyFile, TheConfigurationIsWhatCanChangeARow) {
  const auto configuration = [](const std::string& yaml) { return Configuration(Good(yaml)); };
  const std::string base = configuration("");
  EXPECT_NE(configuration("accept_threshold: 0.91\n"), base);
  EXPECT_NE(configuration("unknown_analyte: review\n"), base);
  EXPECT_NE(configuration("always_review: {panels: [a]}\n"), base);
  EXPECT_NE(configuration("audit_sample: 0.1\n"), base);
  EXPECT_NE(configuration("probation: [{lab: a}]\n"), base);
  EXPECT_EQ(configuration("calibration: x\n"), base);
  // A probation that is over is none.
  RoutingPolicy over = Good("probation: [{lab: a, until_reviewed: 10}]\n");
  EXPECT_NE(Configuration(over), base);
  over.probation[0].reviewed = 10;
  EXPECT_EQ(Configuration(over), base);
}

}  // namespace
}  // namespace labintake::pipeline
