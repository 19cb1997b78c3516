#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "certificate_files.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/snapshot.hpp"
#include "check_report.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "verify_awards.hpp"
#include "verify_keys.hpp"
#include "verify_since.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::vector<std::string> certificates;
    std::string code;
    std::string register_folder;
    VerifyKeyOptions keys;
    SinceOptions since;
    AwardsOptions awards;
    bool public_only = false;
    std::string day;
    OutputOptions output;
};

bool is_folder(const std::string& path) {
    std::error_code ignored;
    return path != "-" && std::filesystem::is_directory(path, ignored);
}

bool asks_for_certificates(const Options& options) {
    return !options.certificates.empty() || !options.code.empty();
}

/// `language` is that of what rows say.
void check_all(Context& context, const Options& options, const KeyRing& keys,
               const std::optional<RegisterSnapshot>& snapshot, Language language,
               CheckReport& report) {
    const std::optional<Date> day = parse_date_option("--at", options.day);
    std::optional<RegisterAudit> audit;
    if (snapshot) {
        audit = audit_register(*snapshot, keys,
                               options.public_only ? HolderScope::left_out : HolderScope::included,
                               asks_for_certificates(options) || compares_history(options.since)
                                   ? TreeScope::whole
                                   : TreeScope::root_only);
        report.add(audit->checks);
        report.add(check_since(options.since, *audit));
        if (asks_for_awards(options.awards)) {
            report.add(check_awards(context, options.awards, *snapshot, language));
        }
    }
    const CertificateChecks with{keys, audit ? &*audit : nullptr, day};
    for (const std::string& path : options.certificates) {
        is_folder(path) ? check_certificate_folder(context, with, path, report)
                        : check_certificate_file(context, with, path, report);
    }
    if (!options.code.empty()) {
        check_certificate_code(with, read_certificate_code(context, options.code), report);
    }
}

std::vector<std::string> inputs_of(const Options& options) {
    std::vector<std::string> inputs = options.certificates;
    inputs.push_back(options.register_folder);
    for (std::string& file : files_of(options.keys)) inputs.push_back(std::move(file));
    for (std::string& file : files_of(options.since)) inputs.push_back(std::move(file));
    for (std::string& file : files_of(options.awards)) inputs.push_back(std::move(file));
    return inputs;
}

ExitStatus show_keys(Context& context, const Options& options) {
    if (asks_for_certificates(options)) {
        throw UsageError(compose("--show-key checks no certificates", "--show-key 不检查证书"));
    }
    return show_keys(context, options.keys, options.register_folder, options.output);
}

/// What a witness cosigns is what was checked: the snapshot is held from the one to the other.
ExitStatus run_cosign(Context& context, const Options& options) {
    const KeyRing keys = load_key_ring(context, options.keys);
    const Cosigner cosigner(context, options.keys, keys);
    const std::optional<RegisterSnapshot> snapshot = read_register(options.register_folder);
    std::vector<Check> not_ok;
    CheckReport report(CheckReport::Folders::in_full, [&not_ok](const Check& check) {
        if (check.status != CheckStatus::ok) not_ok.push_back(check);
    });
    check_all(context, options, keys, snapshot, context.message_language, report);
    if (!report.all_ok()) {
        report_checks(context, not_ok);
        return report.tell_counts(context);
    }
    Output output(context, options.output, inputs_of(options));
    output.sink()(cosigner.cosign(*snapshot));
    output.commit();
    keep_state(context, options.since, *snapshot);
    return report.tell_counts(context);
}

ExitStatus run_verify(Context& context, const Options& options) {
    if (options.keys.show_key) return show_keys(context, options);
    if (options.register_folder.empty() && !asks_for_certificates(options)) {
        throw UsageError(compose("nothing to verify", "没有要验证的对象"),
                         compose("give --register DIR, or certificates, or both",
                                 "请指定 --register 文件夹、证书文件，或两者"));
    }
    if (!options.day.empty() &&
        (options.register_folder.empty() || !asks_for_certificates(options))) {
        throw UsageError(
            compose("--at asks for the state of certificates by a register",
                    "--at 用于按名册判断证书在某日的状态"),
            compose("give --register DIR and certificates", "请指定 --register 文件夹和证书文件"));
    }
    std::vector<std::string> read_once = options.certificates;
    read_once.push_back(options.code);
    refuse_double_standard_input(read_once);
    require_whole_chain(options.awards);
    require_state_apart(options.since, options.register_folder, options.output.path);
    if (!options.keys.cosigner.key.empty()) return run_cosign(context, options);
    const KeyRing keys = load_key_ring(context, options.keys);
    std::optional<RegisterSnapshot> snapshot;
    if (!options.register_folder.empty()) snapshot = read_register(options.register_folder);
    const TableFormat format = choose_format(context, options.output);
    const Language language = answer_language(context, format);
    Output output(context, options.output, inputs_of(options));
    CheckTable table(output.table(format), format, language);
    CheckReport report(format == TableFormat::table ? CheckReport::Folders::summed_up
                                                    : CheckReport::Folders::in_full,
                       [&table](const Check& check) { table.add(check); });
    check_all(context, options, keys, snapshot, language, report);
    table.finish();
    output.commit();
    if (snapshot && report.all_ok()) keep_state(context, options.since, *snapshot);
    return report.tell_counts(context);
}

}  // namespace

void add_verify(CLI::App& app, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "verify",
        say.with_examples(
            "Check a register and certificates, with the issuer's public key and no network",
            "用发证机构的公钥离线核验证书名册和证书",
            "  certrec verify --public-key issuer.pub.pem certificate.toml\n"
            "  certrec verify --public-key issuer.pub.pem --register register "
            "certificates/*.toml"));
    command
        ->add_option(
            "CERTIFICATE", options->certificates,
            say("Certificates, folders of them, or - for one", "证书、证书文件夹，或 -（一份）"))
        ->type_name("");
    command
        ->add_option("--qr", options->code,
                     say("What a printed certificate's QR code says, or - for a scanner's line",
                         "印出的证书上二维码的内容，或 -（扫码枪的一行）"))
        ->type_name("TEXT");
    command
        ->add_option("--register", options->register_folder,
                     say("Folder of the register", "名册文件夹"))
        ->type_name("DIR");
    add_verify_key_options(*command, options->keys, say);
    add_since_options(*command, options->since, say);
    command->add_flag("--public", options->public_only,
                      say("Check only the public files of the register", "只检查名册的公开文件"));
    command
        ->add_option(
            "--at", options->day,
            say("The day on which certificates shall be in force; else the register's last",
                "证书应在哪一天有效；默认为名册的最后日期"))
        ->type_name("DATE");
    add_awards_options(*command, options->awards, say);
    add_format_option(*command, options->output, say);
    add_row_options(*command, options->output, say);
    for (const char* const of_rows :
         {"--format", "--excel", "--no-headers", "--output-delimiter"}) {
        command->get_option("--cosign")->excludes(command->get_option(of_rows));
    }
    command->callback([options, &action] {
        action = [options](Context& context) { return run_verify(context, *options); };
    });
}

}  // namespace certrec::cli
