#include "certrec/register/key_ring.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "base/compose.hpp"
#include "base/watched_sink.hpp"
#include "certrec/base/text.hpp"
#include "register/key_tables.hpp"

namespace certrec {

namespace {

constexpr std::int64_t kLargestSize = std::numeric_limits<std::int64_t>::max();

VerifierKey read_verifier(TomlTable& table) {
    const std::string text = table.text("verifier");
    if (text.empty()) return {};
    const auto key = parse_verifier_key(text);
    if (!key) {
        table.report(
            table.location("verifier"),
            compose("'{}' is no verifier key: name+id+base64, the id being its own",
                    "“{}”不是验证密钥：应为 名称+编号+base64，且编号相符", shown(text)),
            compose("certrec verify --show-key prints it", "可由 certrec verify --show-key 输出"));
        return {};
    }
    if (key->type != SignatureType::ed25519) {
        table.report(table.location("verifier"),
                     compose("the verifier key of a witness, where a register's is wanted",
                             "这是见证者的验证密钥，此处应为名册的验证密钥"));
        return {};
    }
    return *key;
}

SizeRange read_range(TomlTable& table) {
    SizeRange range;
    range.first = static_cast<std::uint64_t>(table.integer("first", 0, kLargestSize));
    if (!table.has("last")) return range;
    range.last = static_cast<std::uint64_t>(table.integer("last", 0, kLargestSize));
    if (*range.last < range.first) {
        table.report(table.location("last"),
                     compose("'last' is {0}, before 'first', which is {1}",
                             "“last”为 {0}，小于“first”的 {1}", *range.last, range.first));
    }
    return range;
}

/// Whether the ranges of each origin follow on each other.
class RangeOrder {
  public:
    void check(const TomlTable& table, const ListedKey& listed) {
        if (std::find(seen_.begin(), seen_.end(), listed.key) != seen_.end()) {
            table.report(table.location("verifier"),
                         compose("the key {} is listed twice", "密钥 {} 重复列出",
                                 format_key_id(listed.key.id)));
        }
        seen_.push_back(listed.key);
        const auto [at, is_first] = next_.try_emplace(listed.key.name, 0);
        if (!at->second) {
            table.report(table.location(),
                         compose("the key before has no 'last', so none can follow",
                                 "前一密钥没有“last”，其后不能再有密钥"));
        } else if (listed.range.first != *at->second) {
            table.report(table.location("first"),
                         is_first ? compose("'first' is {}; the first key begins at 0",
                                            "“first”为 {}；首个密钥应从 0 开始", listed.range.first)
                                  : compose("'first' is {}, and must be {}: one more than the "
                                            "'last' before",
                                            "“first”为 {}，应为 {}，即前一“last”加一",
                                            listed.range.first, *at->second));
        }
        at->second = listed.range.last ? std::optional(*listed.range.last + 1) : std::nullopt;
    }

    void finish(const TomlTable& table) const {
        for (const auto& [origin, next] : next_) {
            if (!next) continue;
            table.report(
                table.location("key"),
                compose("the last key of {} must have no 'last'", "{} 的最后一个密钥不能有“last”",
                        shown(origin)),
                compose("add the key that signs from {} on", "请加上从 {} 起签名的密钥", *next));
        }
    }

  private:
    std::vector<VerifierKey> seen_;
    std::map<std::string, std::optional<std::uint64_t>> next_;  // by origin
};

bool is_same(const TrustedKey& trusted, const VerifierKey& key) {
    return trusted.public_key == key.public_key && (!trusted.origin || *trusted.origin == key.name);
}

bool contradicts(const SizeRange& one, const SizeRange& other) {
    return one.first != other.first || (one.last && other.last && *one.last != *other.last);
}

SizeRange common(const SizeRange& one, const SizeRange& other) {
    SizeRange range{std::max(one.first, other.first), one.last ? one.last : other.last};
    if (one.last && other.last) range.last = std::min(*one.last, *other.last);
    return range;
}

}  // namespace

Bilingual describe_size_range(const SizeRange& range) {
    if (range.last) return compose("{} to {}", "{} 至 {}", range.first, *range.last);
    return compose("{} and more", "{} 及以上", range.first);
}

std::vector<ListedKey> read_key_tables(TomlTable& table) {
    std::vector<ListedKey> keys;
    RangeOrder order;
    for (TomlTable& one : table.optional_tables("key")) {
        ListedKey listed{read_verifier(one), read_range(one)};
        one.finish();
        if (listed.key.name.empty()) continue;
        order.check(one, listed);
        keys.push_back(std::move(listed));
    }
    order.finish(table);
    return keys;
}

std::vector<ListedKey> parse_key_list(std::string_view bytes, const std::string& file,
                                      const DiagnosticSink& sink) {
    const WatchedSink watched(sink);
    const auto document = parse_toml(bytes, file, watched.sink());
    if (!document) return {};
    TomlTable table(*document, file, watched.sink());
    std::vector<ListedKey> keys = read_key_tables(table);
    table.finish();
    if (watched.is_silent() && keys.empty()) {
        table.report(table.location(), compose("there is no [[key]]", "没有 [[key]]"));
    }
    return watched.is_silent() ? keys : std::vector<ListedKey>();
}

const ListedKey* find_listed_key(const std::vector<ListedKey>& keys, std::uint64_t size) {
    const auto found = std::find_if(keys.begin(), keys.end(), [size](const ListedKey& listed) {
        return listed.range.holds(size);
    });
    return found == keys.end() ? nullptr : &*found;
}

std::variant<VerifierKey, NoteFault> find_signer(const SignedCheckpoint& signed_checkpoint,
                                                 const KeyRing& ring) {
    const Checkpoint& checkpoint = signed_checkpoint.checkpoint;
    // The specification allows any origin, but not any name of a key.
    if (!is_key_name(checkpoint.origin)) return NoteFault::unknown_signer;
    bool out_of_range = false;
    std::optional<VerifierKey> signer;
    for (const TrustedKey& trusted : ring.keys()) {
        if (trusted.origin && *trusted.origin != checkpoint.origin) continue;
        const VerifierKey key = make_verifier_key(checkpoint.origin, trusted.public_key);
        const auto fault = verify_note(signed_checkpoint.note, {&key, 1});
        if (fault == NoteFault::unknown_signer) continue;
        if (fault) return *fault;
        if (trusted.range && !trusted.range->holds(checkpoint.size)) {
            out_of_range = true;
        } else if (!signer) {
            signer = key;
        }
    }
    if (signer) return *std::move(signer);
    return out_of_range ? NoteFault::out_of_range : NoteFault::unknown_signer;
}

std::optional<NoteFault> verify_checkpoint(const SignedCheckpoint& signed_checkpoint,
                                           const KeyRing& ring) {
    const auto signer = find_signer(signed_checkpoint, ring);
    const auto* const fault = std::get_if<NoteFault>(&signer);
    return fault == nullptr ? std::nullopt : std::optional(*fault);
}

MatchedKeys match_keys(const KeyRing& trusted, const std::vector<ListedKey>& listed) {
    MatchedKeys matched;
    for (const ListedKey& one : listed) {
        bool is_trusted = false;
        SizeRange range = one.range;
        for (const TrustedKey& key : trusted.keys()) {
            if (!is_same(key, one.key)) continue;
            is_trusted = true;
            if (!key.range) continue;
            if (contradicts(one.range, *key.range)) {
                matched.contradictions.push_back({one.key, one.range, *key.range});
            }
            range = common(range, *key.range);
        }
        (is_trusted ? matched.ring : matched.untrusted)
            .add({one.key.public_key, one.key.name, range});
    }
    for (const VerifierKey& witness : trusted.witnesses()) matched.ring.demand(witness);
    return matched;
}

}  // namespace certrec
