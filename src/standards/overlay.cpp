#include "standards/overlay.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "base/watched_sink.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

/// Arrays whose tables are known by a key: an overlay speaks of one of them and leaves the others.
struct IdentityKey {
    std::string_view array;
    std::string_view key;
};
constexpr std::array kIdentityKeys = {
    IdentityKey{"band", "level"},    IdentityKey{"calendar", "month"},
    IdentityKey{"component", "id"},  IdentityKey{"equipment", "component"},
    IdentityKey{"item", "id"},       IdentityKey{"level", "id"},
    IdentityKey{"open", "id"},       IdentityKey{"route", "number"},
    IdentityKey{"staffing", "role"},
};

/// More layers than this are taken for a circle through links.
constexpr std::size_t kMaxLayers = 16;

/// Arrays to which an overlay adds; the key is for what it removes, all that have it.
constexpr std::array kAdded = {
    IdentityKey{"function", "number"},
    IdentityKey{"reading", "clause"},
};

/// What one standard says of itself, and nothing above it inherits.
constexpr std::array<std::string_view, 3> kOwn = {"aliases", "accepts", "extends"};

/// Not merged key by key: a condition is one thing.
constexpr std::string_view kWhole = "condition";

template <typename Words>
bool contains(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

template <typename Keys>
std::string_view key_of(const Keys& keys, std::string_view array) {
    const auto known = std::find_if(keys.begin(), keys.end(),
                                    [array](const IdentityKey& k) { return k.array == array; });
    return known == keys.end() ? std::string_view() : known->key;
}

bool same_identity(const toml::table& a, const toml::table& b, std::string_view key) {
    const toml::node* const left = a.get(key);
    const toml::node* const right = b.get(key);
    if (left == nullptr || right == nullptr) return false;
    if (left->is_string() && right->is_string()) {
        return left->as_string()->get() == right->as_string()->get();
    }
    return left->is_integer() && right->is_integer() &&
           left->as_integer()->get() == right->as_integer()->get();
}

std::vector<std::string> strings_in(const toml::table& table, std::string_view key) {
    std::vector<std::string> texts;
    const toml::node* const node = table.get(key);
    if (node == nullptr || !node->is_array()) return texts;
    for (const toml::node& element : *node->as_array()) {
        if (element.is_string()) texts.push_back(element.as_string()->get());
    }
    return texts;
}

/// Merges one document into another. toml++ forgets where a node stands when it is copied, so nodes
/// are moved.
class Merge {
  public:
    Merge(const std::string& file, const DiagnosticSink& sink) : file_(file), sink_(sink) {}

    void tables(toml::table& base, toml::table&& overlay) const {
        for (auto&& [key, node] : overlay) {
            toml::node* const below = base.get(key);
            if (below != nullptr && below->is_table() && node.is_table() && key.str() != kWhole) {
                tables(*below->as_table(), std::move(*node.as_table()));
            } else if (below != nullptr && below->is_array() && node.is_array() &&
                       merges(key.str())) {
                arrays(*below->as_array(), std::move(*node.as_array()), key.str());
            } else {
                std::move(node).visit([&base, name = key](auto&& value) {
                    base.insert_or_assign(name, std::forward<decltype(value)>(value));
                });
            }
        }
    }

  private:
    static bool merges(std::string_view array) {
        return !key_of(kIdentityKeys, array).empty() || !key_of(kAdded, array).empty();
    }

    void arrays(toml::array& base, toml::array&& overlay, std::string_view name) const {
        const std::string_view identity = key_of(kIdentityKeys, name);
        const std::string_view key = identity.empty() ? key_of(kAdded, name) : identity;
        if (!identity.empty()) report_doubled(overlay, key, name);
        for (toml::node& element : overlay) {
            toml::table* const above = element.as_table();
            const auto is_same = [&](const toml::node& node) {
                return above != nullptr && node.is_table() &&
                       same_identity(*node.as_table(), *above, key);
            };
            auto below = std::find_if(base.begin(), base.end(), is_same);
            if (above != nullptr && removes(*above)) {
                if (below == base.end()) {
                    report(*above,
                           compose("there is no such {} to remove", "没有可删除的 {}", name));
                }
                for (; below != base.end();
                     below = std::find_if(base.begin(), base.end(), is_same)) {
                    base.erase(below);
                }
            } else if (below != base.end() && !identity.empty()) {
                tables(*below->as_table(), std::move(*above));
            } else {
                append(base, std::move(element));
            }
        }
    }

    /// Two tables of one key would melt into one.
    void report_doubled(const toml::array& overlay, std::string_view key,
                        std::string_view name) const {
        for (auto one = overlay.begin(); one != overlay.end(); ++one) {
            const auto is_same = [&](const toml::node& other) {
                return adds(other) && same_identity(*other.as_table(), *one->as_table(), key);
            };
            if (adds(*one) && std::any_of(overlay.begin(), one, is_same)) {
                report(*one, compose("this {0} stands twice in the overlay, by its '{1}'",
                                     "叠加文件中此 {0} 按“{1}”出现两次", name, key));
            }
        }
    }

    void report(const toml::node& node, Bilingual message) const {
        const toml::source_position at = node.source().begin;
        sink_({Severity::error, {file_, at.line, at.column}, std::move(message), {}});
    }

    static bool adds(const toml::node& node) {
        return node.is_table() && !removes(*node.as_table());
    }

    static bool removes(const toml::table& table) {
        const toml::node* const node = table.get("remove");
        return node != nullptr && node->is_boolean() && node->as_boolean()->get();
    }

    static void append(toml::array& base, toml::node&& element) {
        std::move(element).visit(
            [&base](auto&& value) { base.push_back(std::forward<decltype(value)>(value)); });
    }

    const std::string& file_;
    const DiagnosticSink& sink_;
};

class LayerReader {
  public:
    LayerReader(const FindStandard& find, const DiagnosticSink& sink) : find_(find), sink_(sink) {}

    [[nodiscard]] std::optional<LayeredDocument> read(std::string_view bytes,
                                                      const std::string& file) {
        auto own = parse_toml(bytes, file, sink_);
        if (!own) return std::nullopt;
        if (!own->contains("extends")) {
            return LayeredDocument{std::move(*own), Edition(bytes), {}, {}};
        }
        auto below = read_below(*own, file);
        if (!below) return std::nullopt;
        for (const std::string_view key : kOwn) below->table.erase(key);
        const WatchedSink watched(sink_);
        Merge(file, watched.sink()).tables(below->table, std::move(*own));
        if (!watched.is_silent()) return std::nullopt;
        below->edition = Edition(bytes, below->edition);
        return below;
    }

  private:
    std::optional<LayeredDocument> read_below(const toml::table& own, const std::string& file) {
        const toml::node& extends = *own.get("extends");
        const auto refuse = [&](Bilingual message, Bilingual hint = {}) {
            const toml::source_position at = extends.source().begin;
            sink_(
                {Severity::error, {file, at.line, at.column}, std::move(message), std::move(hint)});
            return std::nullopt;
        };
        if (!extends.is_string()) {
            return refuse(compose("'extends' must be a string", "“extends”应为字符串"));
        }
        if (!own.contains("id")) {
            return refuse(compose("an overlay needs an id of its own", "叠加标准须有自己的 id"));
        }
        const std::string& name = extends.as_string()->get();
        const auto source = find_(name, file);
        if (!source) {
            return refuse(compose("there is no standard '{}'", "没有标准“{}”", shown(name)),
                          compose("give the id of a built-in standard, or the path of a TOML file "
                                  "from this one's folder",
                                  "请给出内置标准的标识，或相对本文件所在文件夹的 TOML 路径"));
        }
        if (contains(chain_, source->name) || source->name == file || chain_.size() == kMaxLayers) {
            return refuse(compose("'extends' goes round in a circle: {}", "“extends”循环引用：{}",
                                  shown(name)));
        }
        chain_.push_back(source->name);
        auto below = read(source->bytes, source->name);
        if (!below) return std::nullopt;
        if (same_identity(own, below->table, "id")) {
            return refuse(compose("an overlay needs an id of its own, not that of '{}'",
                                  "叠加标准须有自己的 id，不能与“{}”相同", shown(name)));
        }
        remember_names(*below);
        below->files.push_back(source->name);
        return below;
    }

    static void remember_names(LayeredDocument& below) {
        if (const toml::node* const id = below.table.get("id"); id != nullptr && id->is_string()) {
            below.below.push_back(id->as_string()->get());
        }
        for (const std::string_view key : {"aliases", "accepts"}) {
            for (std::string& name : strings_in(below.table, key)) {
                below.below.push_back(std::move(name));
            }
        }
    }

    const FindStandard& find_;
    const DiagnosticSink& sink_;
    std::vector<std::string> chain_;
};

}  // namespace

std::optional<LayeredDocument> read_layers(std::string_view bytes, const std::string& file,
                                           const FindStandard& find, const DiagnosticSink& sink) {
    return LayerReader(find, sink).read(bytes, file);
}

}  // namespace certrec
