/// \file
/// What does a standard say that lays itself over another? Private; certrec-standard(5), OVERLAYS.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "certrec/standards/catalogue.hpp"
#include "certrec/standards/edition.hpp"
#include "records/toml.hpp"

namespace certrec {

/// A standard's document with everything below it merged in. Every node knows the file it is from.
struct LayeredDocument {
    toml::table table;
    Edition edition;
    /// The id, aliases and `accepts` of every standard below.
    std::vector<std::string> below;
    /// The names of their sources.
    std::vector<std::string> files;
};

/// Parses `bytes` and whatever they extend. nullopt after a report to `sink`: broken TOML, an
/// unknown or circular `extends`, an overlay without an id of its own, something to remove that is
/// not there.
[[nodiscard]] std::optional<LayeredDocument> read_layers(std::string_view bytes,
                                                         const std::string& file,
                                                         const FindStandard& find,
                                                         const DiagnosticSink& sink);

}  // namespace certrec
