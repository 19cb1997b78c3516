#include <algorithm>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/certificate.hpp"
#include "certrec/register/snapshot.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "verify_awards.hpp"
#include "verify_keys.hpp"
#include "verify_since.hpp"

namespace certrec::cli {

namespace {

/// More than a certificate may have, so that the check itself says that one is too long.
constexpr std::size_t kMaxInputBytes = 16 * kMaxCertificateBytes;

struct Options {
    std::vector<std::string> certificates;
    std::string register_folder;
    VerifyKeyOptions keys;
    SinceOptions since;
    AwardsOptions awards;
    bool public_only = false;
    std::string day;
    std::string format;
    OutputOptions output;
};

/// A certificate that cannot be read is one more answer: it hides none of the others.
std::vector<Check> check_certificate(Context& context, const std::string& path, const KeyRing& keys,
                                     const RegisterAudit* against, std::optional<Date> day) {
    try {
        ByteSource source = open_input(context, path);
        return audit_certificate(read_all(source, kMaxInputBytes), path, keys, against, day);
    } catch (const Refusal& refusal) {
        return {{"form", path, CheckStatus::unchecked, refusal.diagnostic().message}};
    }
}

std::vector<Check> check_all(Context& context, const Options& options, const KeyRing& keys,
                             const std::optional<RegisterSnapshot>& snapshot, Language language) {
    const std::optional<Date> day = parse_date_option("--at", options.day);
    std::vector<Check> checks;
    std::optional<RegisterAudit> audit;
    if (snapshot) {
        audit = audit_register(
            *snapshot, keys, options.public_only ? HolderScope::left_out : HolderScope::included,
            options.certificates.empty() && !compares_history(options.since) ? TreeScope::root_only
                                                                             : TreeScope::whole);
        checks = audit->checks;
        const auto growth = check_since(options.since, *audit);
        checks.insert(checks.end(), growth.begin(), growth.end());
        if (asks_for_awards(options.awards)) {
            const auto awards = check_awards(context, options.awards, *snapshot, language);
            checks.insert(checks.end(), awards.begin(), awards.end());
        }
    }
    for (const std::string& path : options.certificates) {
        const auto of_one = check_certificate(context, path, keys, audit ? &*audit : nullptr, day);
        checks.insert(checks.end(), of_one.begin(), of_one.end());
    }
    return checks;
}

Bilingual status_word(CheckStatus status) {
    switch (status) {
        case CheckStatus::ok: return compose("ok", "通过");
        case CheckStatus::failed: return compose("FAILED", "不通过");
        case CheckStatus::unchecked: break;
    }
    return compose("unchecked", "未能检查");
}

std::uint64_t count(const std::vector<Check>& checks, CheckStatus status) {
    return static_cast<std::uint64_t>(
        std::count_if(checks.begin(), checks.end(),
                      [status](const Check& check) { return check.status == status; }));
}

Table table_of(const std::vector<Check>& checks, TableFormat format, Language language) {
    Table table;
    table.id = "check";
    table.columns = {{"check", compose("check", "检查项")},
                     {"subject", compose("subject", "对象")},
                     {"status", compose("status", "结论")},
                     {"detail", compose("detail", "说明")}};
    for (const Check& check : checks) {
        const std::string status = format == TableFormat::table
                                       ? status_word(check.status).in(language)
                                       : std::string(format_check_status(check.status));
        table.rows.push_back({check.name, check.subject, status, check.detail.in(language)});
    }
    return table;
}

std::vector<std::string> inputs_of(const Options& options) {
    std::vector<std::string> inputs = options.certificates;
    inputs.push_back(options.register_folder);
    for (std::string& file : files_of(options.keys)) inputs.push_back(std::move(file));
    for (std::string& file : files_of(options.since)) inputs.push_back(std::move(file));
    for (std::string& file : files_of(options.awards)) inputs.push_back(std::move(file));
    return inputs;
}

ExitStatus report_counts(const Context& context, const std::vector<Check>& checks) {
    const std::uint64_t ok = count(checks, CheckStatus::ok);
    const std::uint64_t failed = count(checks, CheckStatus::failed);
    const std::uint64_t unchecked = count(checks, CheckStatus::unchecked);
    context.report(
        {failed + unchecked > 0 ? Severity::error : Severity::note,
         {},
         compose("checks: {0} ok, {1} failed, {2} unchecked",
                 "检查结果：{0} 项通过，{1} 项不通过，{2} 项未能检查", ok, failed, unchecked),
         {}});
    if (failed > 0) return ExitStatus::negative;
    return unchecked > 0 ? ExitStatus::not_judged : ExitStatus::done;
}

ExitStatus show_keys(Context& context, const Options& options) {
    if (!options.certificates.empty()) {
        throw UsageError(compose("--show-key checks no certificates", "--show-key 不检查证书"));
    }
    return show_keys(context, options.keys, options.register_folder, options.format,
                     options.output);
}

/// What a witness cosigns is what was checked: the snapshot is held from the one to the other.
ExitStatus run_cosign(Context& context, const Options& options) {
    const KeyRing keys = load_key_ring(context, options.keys);
    const Cosigner cosigner(context, options.keys, keys);
    const std::optional<RegisterSnapshot> snapshot = read_register(options.register_folder);
    const std::vector<Check> checks =
        check_all(context, options, keys, snapshot, context.message_language);
    if (count(checks, CheckStatus::ok) < checks.size()) {
        report_checks(context, checks);
        return report_counts(context, checks);
    }
    Output output(context, options.output, inputs_of(options));
    output.sink()(cosigner.cosign(*snapshot));
    output.commit();
    keep_state(context, options.since, *snapshot);
    return report_counts(context, checks);
}

ExitStatus run_verify(Context& context, const Options& options) {
    if (options.keys.show_key) return show_keys(context, options);
    if (options.register_folder.empty() && options.certificates.empty()) {
        throw UsageError(compose("nothing to verify", "没有要验证的对象"),
                         compose("give --register DIR, or certificates, or both",
                                 "请指定 --register 文件夹、证书文件，或两者"));
    }
    if (!options.day.empty() && (options.register_folder.empty() || options.certificates.empty())) {
        throw UsageError(
            compose("--at asks for the state of certificates by a register",
                    "--at 用于按名册判断证书在某日的状态"),
            compose("give --register DIR and certificates", "请指定 --register 文件夹和证书文件"));
    }
    refuse_double_standard_input(options.certificates);
    require_whole_chain(options.awards);
    require_state_apart(options.since, options.register_folder, options.output.path);
    if (!options.keys.cosigner.key.empty()) return run_cosign(context, options);
    const KeyRing keys = load_key_ring(context, options.keys);
    std::optional<RegisterSnapshot> snapshot;
    if (!options.register_folder.empty()) snapshot = read_register(options.register_folder);
    const TableFormat format = choose_format(context, options.format, options.output);
    const Language language = answer_language(context, format);
    const std::vector<Check> checks = check_all(context, options, keys, snapshot, language);

    Output output(context, options.output, inputs_of(options));
    write_table(output.sink(), table_of(checks, format, language), format, language);
    output.commit();
    if (snapshot && count(checks, CheckStatus::ok) == checks.size()) {
        keep_state(context, options.since, *snapshot);
    }
    return report_counts(context, checks);
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "verify",
        "Check a register and certificates, with the issuer's public key and no network\n\n"
        "Examples:\n"
        "  certrec verify --public-key issuer.pub.pem certificate.toml\n"
        "  certrec verify --public-key issuer.pub.pem --register register certificates/*.toml");
    command->add_option("CERTIFICATE", options->certificates, "Certificates, or - for one")
        ->type_name("");
    command->add_option("--register", options->register_folder, "Folder of the register")
        ->type_name("DIR");
    add_verify_key_options(*command, options->keys);
    add_since_options(*command, options->since);
    command->add_flag("--public", options->public_only,
                      "Check only the public files of the register");
    command
        ->add_option("--at", options->day,
                     "The day on which certificates shall be in force; else the register's last")
        ->type_name("DATE");
    add_awards_options(*command, options->awards);
    add_format_option(*command, options->format);
    command->get_option("--cosign")->excludes(command->get_option("--format"));
    add_output_options(*command, options->output);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_verify(context, *options); };
    });
}

}  // namespace certrec::cli
