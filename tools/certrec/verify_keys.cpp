#include "verify_keys.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/date.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/note.hpp"
#include "certrec/register/register_config.hpp"

namespace certrec::cli {

namespace {

/// No file of a key is larger.
constexpr std::size_t kMaxKeyBytes = 65536;

Refusal refuse(const std::string& file, Bilingual message, Bilingual hint = {}) {
    return Refusal({Severity::error, {file, 0, 0}, std::move(message), std::move(hint)});
}

bool is_key_list(std::string_view bytes) {
    return bytes.find("[[key]]") != std::string_view::npos || bytes.starts_with('[');
}

VerifierKey parse_verifier_file(std::string_view bytes, const std::string& file) {
    std::string_view line = bytes;
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (const auto key = parse_verifier_key(line)) return *key;
    if (line.find('+') != std::string_view::npos) {
        throw refuse(file, compose("not a verifier key: name+id+base64, the id being its own",
                                   "不是验证密钥：应为 名称+编号+base64，且编号相符"));
    }
    throw refuse(file,
                 compose("neither a key in PEM, nor a verifier key, nor a key list",
                         "既不是 PEM 格式的密钥，也不是验证密钥或密钥列表"),
                 compose("a key in PEM begins with a line such as -----BEGIN PUBLIC KEY-----",
                         "PEM 格式密钥的首行应如 -----BEGIN PUBLIC KEY-----"));
}

VerifierKey read_witness(const std::string& file) {
    const std::string bytes = read_file(file, kMaxKeyBytes);
    VerifierKey key = parse_verifier_file(bytes, file);
    if (key.type == SignatureType::cosignature_v1) return key;
    throw refuse(
        file,
        compose("the verifier key of a register, where a witness's is wanted",
                "这是名册的验证密钥，此处应为见证者的验证密钥"),
        compose("certrec verify --show-key --witness-name NAME prints that of a witness",
                "可由 certrec verify --show-key --witness-name 名称 输出见证者的验证密钥"));
}

/// What one file of --public-key holds; a PEM key has no name.
struct KeyFile {
    std::vector<ListedKey> listed;
    std::optional<VerifierKey> named;
    std::optional<PublicKey> bare;
};

KeyFile read_key_file(const Context& context, const std::string& file) {
    const std::string bytes = read_file(file, kMaxKeyBytes);
    KeyFile keys;
    if (bytes.find("-----BEGIN") != std::string::npos) {
        keys.bare = parse_public_key(bytes, file);
    } else if (is_key_list(bytes)) {
        keys.listed = parse_key_list(bytes, file, context.sink());
        if (keys.listed.empty()) {
            throw refuse(file, compose("the key list is wrong", "密钥列表有误"));
        }
    } else {
        keys.named = parse_verifier_file(bytes, file);
    }
    return keys;
}

/// The name of keys that have none of their own.
std::string name_of_keys(const Context& context, const VerifyKeyOptions& options,
                         const std::string& register_folder) {
    if (!options.witness_name.empty()) return options.witness_name;
    if (!options.origin.empty()) return options.origin;
    if (register_folder.empty()) return {};
    const std::string file = (std::filesystem::path(register_folder) / "register.toml").string();
    const auto config = parse_register_config(read_file(file, kMaxKeyBytes), file, context.sink());
    if (config) return config->origin;
    throw refuse(file, compose("the register's configuration is wrong", "名册的配置有误"));
}

void require_name(std::string_view option, const std::string& name) {
    if (name.empty() || is_key_name(name)) return;
    throw UsageError(
        compose("{0}: '{1}' holds a space, a plus or a control character",
                "{0}：“{1}”含空格、加号或控制字符", option, shown(name)),
        compose("write it like an address without https://", "请写成不带 https:// 的地址"));
}

std::vector<VerifierKey> keys_to_show(const Context& context, const VerifyKeyOptions& options,
                                      const std::string& register_folder) {
    const std::string name = name_of_keys(context, options, register_folder);
    const SignatureType type =
        options.witness_name.empty() ? SignatureType::ed25519 : SignatureType::cosignature_v1;
    std::vector<VerifierKey> keys;
    for (const std::string& file : options.public_keys) {
        const KeyFile read = read_key_file(context, file);
        for (const ListedKey& listed : read.listed) keys.push_back(listed.key);
        if (read.named) keys.push_back(*read.named);
        if (!read.bare) continue;
        if (name.empty()) {
            throw UsageError(
                compose("a key in PEM has no name, and its ID depends on it",
                        "PEM 格式的密钥没有名称，而编号取决于名称"),
                compose("give --origin NAME, --register DIR, or for a witness --witness-name NAME",
                        "请指定 --origin 名称、--register 文件夹，见证者则用 --witness-name 名称"));
        }
        keys.push_back(make_verifier_key(name, *read.bare, type));
    }
    return keys;
}

Table table_of(const std::vector<VerifierKey>& keys) {
    Table table;
    table.id = "key";
    table.columns = {{"name", compose("name", "名称")},
                     {"key_id", compose("key ID", "编号")},
                     {"verifier", compose("verifier key", "验证密钥")}};
    for (const VerifierKey& key : keys) {
        table.rows.push_back({key.name, format_key_id(key.id), format_verifier_key(key)});
    }
    return table;
}

/// Midnight UTC. No clock is read: a witness states the day.
std::uint64_t seconds_of_option(const std::string& on) {
    const int days = Date(1970, 1, 1).days_until(*parse_date_option("--on", on));
    if (days >= 0) return static_cast<std::uint64_t>(days) * 86400;
    throw UsageError(compose("--on: a cosignature cannot lie before 1970-01-01",
                             "--on：联署日期不能早于 1970-01-01"));
}

}  // namespace

void add_verify_key_options(CLI::App& command, VerifyKeyOptions& options, const Say& say) {
    command
        .add_option("--public-key", options.public_keys,
                    say("The issuer's public key, verifier key or key list; repeatable",
                        "发证机构的公钥、验证密钥或密钥列表；可重复"))
        ->required()
        ->allow_extra_args(false)
        ->type_name("ISSUER.pub.pem");
    CLI::Option* const witness =
        command
            .add_option("--witness", options.witnesses,
                        say("Demand the cosignature of this verifier key; repeatable",
                            "要求有此验证密钥的联署；可重复"))
            ->allow_extra_args(false)
            ->type_name("FILE");
    CLI::Option* const show =
        command.add_flag("--show-key", options.show_key,
                         say("Print the verifier key of each public key, check nothing",
                             "输出各公钥的验证密钥，不做检查"));
    CLI::Option* const origin = command
                                    .add_option("--origin", options.origin,
                                                say("With --show-key: the name of the register",
                                                    "与 --show-key 同用：名册的名称"))
                                    ->type_name("NAME");
    CLI::Option* const cosign =
        add_signing_key_options(command, options.cosigner, "--cosign",
                                say("If all is right, write the checkpoint cosigned with this key",
                                    "全部正确时，写出用此密钥联署的检查点"),
                                say)
            ->type_name("WITNESS.pem");
    CLI::Option* const name =
        command
            .add_option("--witness-name", options.witness_name,
                        say("The name of the witness, for --cosign or --show-key",
                            "见证者的名称，用于 --cosign 或 --show-key"))
            ->type_name("NAME");
    CLI::Option* const on =
        command
            .add_option("--on", options.on,
                        say("Day of the cosignature, for --cosign", "联署日期，用于 --cosign"))
            ->type_name("DATE");
    CLI::Option* const folder = command.get_option("--register");
    origin->needs(show)->excludes(folder)->excludes(name);
    show->excludes(cosign)->excludes(witness);
    cosign->needs(folder)->needs(name)->needs(on);
    on->needs(cosign);
}

std::vector<std::string> files_of(const VerifyKeyOptions& options) {
    std::vector<std::string> files = options.public_keys;
    files.insert(files.end(), options.witnesses.begin(), options.witnesses.end());
    files.push_back(options.cosigner.key);
    files.push_back(options.cosigner.passphrase_file);
    return files;
}

KeyRing load_key_ring(Context& context, const VerifyKeyOptions& options) {
    KeyRing ring;
    for (const std::string& file : options.public_keys) {
        const KeyFile read = read_key_file(context, file);
        for (const auto& [key, range] : read.listed) ring.add({key.public_key, key.name, range});
        if (read.named && read.named->type != SignatureType::ed25519) {
            throw refuse(file,
                         compose("the verifier key of a witness, where a register's is wanted",
                                 "这是见证者的验证密钥，此处应为名册的验证密钥"),
                         compose("give it to --witness", "请用 --witness 指定"));
        }
        if (read.named) ring.add({read.named->public_key, read.named->name, std::nullopt});
        if (read.bare) ring.add({*read.bare, std::nullopt, std::nullopt});
    }
    for (const std::string& file : options.witnesses) ring.demand(read_witness(file));
    return ring;
}

ExitStatus show_keys(Context& context, const VerifyKeyOptions& options,
                     const std::string& register_folder, const OutputOptions& output_options) {
    require_name("--origin", options.origin);
    require_name("--witness-name", options.witness_name);
    const std::vector<VerifierKey> keys = keys_to_show(context, options, register_folder);
    std::vector<std::string> inputs = files_of(options);
    inputs.push_back(register_folder);
    Output output(context, output_options, inputs);
    if (const auto chosen = asked_format(output_options)) {
        write_table(output.table(*chosen), table_of(keys), *chosen,
                    answer_language(context, *chosen));
    } else {
        for (const VerifierKey& key : keys) output.sink()(format_verifier_key(key) + '\n');
    }
    output.commit();
    for (const VerifierKey& key : keys) {
        context.report({Severity::note,
                        {},
                        compose("the key ID of {0} is {1}", "{0} 的密钥编号为 {1}", shown(key.name),
                                format_key_id(key.id)),
                        {}});
    }
    return ExitStatus::done;
}

Cosigner::Cosigner(Context& context, const VerifyKeyOptions& options, const KeyRing& ring)
    : key_((require_name("--witness-name", options.witness_name),
            load_signing_key(context, options.cosigner))),
      name_(options.witness_name),
      seconds_(seconds_of_option(options.on)) {
    const auto& keys = ring.keys();
    const bool is_own = std::any_of(keys.begin(), keys.end(), [this](const TrustedKey& trusted) {
        return trusted.public_key == key_.public_key();
    });
    if (!is_own) return;
    throw refuse(options.cosigner.key,
                 compose("the register's own key, where that of a witness is wanted",
                         "这是名册自身的密钥，此处应为见证者的密钥"),
                 compose("a second signature by the same hand proves nothing",
                         "同一持有人的第二个签名证明不了什么"));
}

std::string Cosigner::cosign(const RegisterSnapshot& snapshot) const {
    return cosign_note(*snapshot.checkpoint, name_, key_, seconds_);
}

void report_checks(Context& context, const std::vector<Check>& checks) {
    for (const Check& check : checks) {
        context.report(
            {Severity::error,
             {check.subject, 0, 0},
             compose("{0}: {1}", "{0}：{2}", check.name, check.detail.en, check.detail.zh),
             {}});
    }
    context.report({Severity::error, {}, compose("nothing was cosigned", "未作联署"), {}});
}

}  // namespace certrec::cli
