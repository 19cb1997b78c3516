#include "config_files.hpp"

namespace certrec::cli {

std::vector<ConfigPlace> config_places(const Variables& variables, std::string_view named,
                                       const std::string& system_file) {
    if (named.empty()) named = value_of(variables, kConfigVariable);
    if (named == "none") return {};
    if (!named.empty()) return {{std::string(named), true}};
    std::vector<ConfigPlace> places;
    // A path that is not absolute means nothing there, says the specification.
    std::string folder(value_of(variables, "XDG_CONFIG_HOME"));
    if (!folder.starts_with('/')) {
        const std::string home(value_of(variables, "HOME"));
        folder = home.starts_with('/') ? home + "/.config" : "";
    }
    if (!folder.empty()) places.push_back({folder + "/certrec/config.toml"});
    if (!system_file.empty()) places.push_back({system_file});
    return places;
}

}  // namespace certrec::cli
