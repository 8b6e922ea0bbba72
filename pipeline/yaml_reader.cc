#include "pipeline/yaml_reader.h"

namespace labintake::pipeline::yaml {
namespace {

// Thrown by Refuse(), caught by ReadFile().
struct Bad {
  int line;  // 1-based; 0 where there is none
  std::string message;
};

int LineOf(const YAML::Mark& mark) { return mark.is_null() ? 0 : mark.line + 1; }

}  // namespace

void Refuse(const YAML::Node& at, const std::string& message) { throw Bad{LineOf(at.Mark()), message}; }

void Refuse(const YAML::Node& at, const std::string& key, const std::string& allowed) {
  const std::string what =
      at.IsScalar() ? fmt::format("'{}' is not allowed here", at.Scalar()) : "this is not allowed here";
  Refuse(at, fmt::format("{}: {}; give {}", key, what, allowed));
}

std::string ReadText(const YAML::Node& node, const std::string& key, const std::string& allowed) {
  if (!node.IsScalar() || node.Scalar().empty()) Refuse(node, key, allowed);
  return node.Scalar();
}

std::string ReadTextOrNone(const YAML::Node& node, const std::string& key, const std::string& allowed) {
  if (node.IsNull()) return "";
  if (!node.IsScalar()) Refuse(node, key, allowed);
  return node.Scalar();
}

double ReadNumber(const YAML::Node& node, const std::string& key, double least, double most) {
  double value = 0;
  if (!node.IsScalar() || !YAML::convert<double>::decode(node, value) || !(value >= least && value <= most)) {
    Refuse(node, key, fmt::format("a number from {:g} to {:g}", least, most));
  }
  return value;
}

std::int64_t ReadInteger(const YAML::Node& node, const std::string& key, std::int64_t least, std::int64_t most) {
  std::int64_t value = 0;
  if (!node.IsScalar() || !YAML::convert<std::int64_t>::decode(node, value) || value < least || value > most) {
    Refuse(node, key, fmt::format("a whole number from {} to {}", least, most));
  }
  return value;
}

bool ReadFlag(const YAML::Node& node, const std::string& key) {
  bool value = false;
  if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value)) Refuse(node, key, "true or false");
  return value;
}

Result<void> ReadFile(std::string_view text, const std::string& name,
                      const std::function<void(const YAML::Node& root)>& read) {
  const auto fail = [&](int line, const std::string& message) {
    return Fail(ErrorCode::kConfiguration,
                line > 0 ? fmt::format("{}:{}: {}", name, line, message) : fmt::format("{}: {}", name, message));
  };
  try {
    read(YAML::Load(std::string(text)));
    return {};
  } catch (const Bad& bad) {
    return fail(bad.line, bad.message);
  } catch (const YAML::Exception& error) {
    return fail(LineOf(error.mark), "this is no YAML: " + error.msg);
  }
}

}  // namespace labintake::pipeline::yaml
