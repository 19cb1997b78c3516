#include "editions.hpp"

#include <algorithm>
#include <utility>

#include "certrec/standards/catalogue.hpp"
#include "toml_files.hpp"

namespace certrec::cli {

Editions::Editions(const std::string& name, const std::string& folder, const DiagnosticSink& sink) {
    if (!name.empty()) {
        Standard standard = load_standard(name, sink);
        named_ = standard.id;
        add(std::move(standard));
    }
    if (folder.empty()) return;
    for (const std::string& file : toml_files_in(folder)) add(load_standard(file, sink));
}

const Standard* Editions::find(const std::string& id, const Sha256& edition) {
    const auto find_read = [&]() -> const Standard* {
        const auto found = by_edition_.find(edition);
        return found != by_edition_.end() && found->second.id == id ? &found->second : nullptr;
    };
    if (const Standard* const read = find_read()) return read;
    const auto builtin = builtin_standards();
    if (std::any_of(builtin.begin(), builtin.end(),
                    [&id](const BuiltinStandard& standard) { return standard.id == id; })) {
        add(load_builtin_standard(id));
    }
    return find_read();
}

void Editions::add(Standard standard) {
    const Sha256 edition = standard.edition.digest();
    by_edition_.emplace(edition, std::move(standard));
}

}  // namespace certrec::cli
