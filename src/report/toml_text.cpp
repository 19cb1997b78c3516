#include "report/toml_text.hpp"

#include <algorithm>

namespace certrec {

std::string toml_string(std::string_view text) {
    std::string result = nlohmann::json(text).dump();
    // Only TOML forbids a plain DEL.
    for (std::size_t at = result.find('\x7F'); at != std::string::npos;
         at = result.find('\x7F', at)) {
        result.replace(at, 1, "\\u007f");
    }
    return result;
}

std::string toml_key(const std::string& name) {
    const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    return bare ? name : toml_string(name);
}

std::string toml_value(const nlohmann::ordered_json& value) {
    std::string text;
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) {
            if (member.is_null()) continue;
            text += (text.empty() ? "" : ", ") + toml_key(key) + " = " + toml_value(member);
        }
        return "{ " + text + " }";
    }
    if (value.is_array()) {
        for (const auto& element : value) text += (text.empty() ? "" : ", ") + toml_value(element);
        return "[" + text + "]";
    }
    return value.is_string() ? toml_string(value.get<std::string>()) : value.dump();
}

std::string indented_json(const nlohmann::ordered_json& value) {
    std::string text = "  " + value.dump(2);
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        text.insert(at + 1, "  ");
    }
    return text;
}

}  // namespace certrec
