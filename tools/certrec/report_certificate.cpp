#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/certificate.hpp"
#include "page_layout.hpp"
#include "reports.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string certificate = "-";
    std::string layout;
    bool show_template = false;
    OutputOptions output;
};

/// Without a key nothing is known of the signature, but whoever prints a certificate that says
/// otherwise than its own entry would print a forgery.
bool agrees_with_itself(const Context& context, const std::string& bytes, const std::string& file) {
    bool agrees = true;
    for (const Check& check : audit_certificate(bytes, file, {}, nullptr)) {
        if (check.name == "signature" || check.status != CheckStatus::failed) continue;
        agrees = false;
        context.report(
            {Severity::error,
             {check.subject, 0, 0},
             compose("{0}: {1}", "{0}：{2}", check.name, check.detail.en, check.detail.zh),
             {}});
    }
    return agrees;
}

std::string print_page(Context& context, const Options& options) {
    const CertificateLayout layout = load_layout(context, options.layout);
    ByteSource source = open_input(context, options.certificate);
    const std::string bytes = read_all(source, kMaxCertificateBytes);
    if (!agrees_with_itself(context, bytes, source.name)) {
        throw Refusal(
            {Severity::error,
             {source.name, 0, 0},
             compose("not printed: not a certificate as it was issued", "未印制：不是签发时的证书"),
             {}});
    }
    const auto certificate = parse_certificate(bytes, source.name, context.sink());
    auto page = layout.print(certificate.value());
    if (!page) throw Refusal(no_page({source.name, 0, 0}, certificate->printed.number));
    return *std::move(page);
}

ExitStatus run_certificate(Context& context, const Options& options) {
    const std::string page = options.show_template ? std::string(builtin_certificate_template())
                                                   : print_page(context, options);
    const std::vector<std::string> inputs{options.certificate, options.layout};
    Output output(context, options.output, inputs);
    output.sink()(page);
    output.commit();
    return ExitStatus::done;
}

}  // namespace

void add_report_certificate(CLI::App& report, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = report.add_subcommand(
        "certificate",
        say.with_examples(
            "A certificate as a page to print, with a QR code that verifies offline",
            "把证书制成供打印的页面，附可离线核验的二维码",
            "  certrec report certificate certificates/EX012026100001.toml -o certificate.html\n"
            "  certrec report certificate --show-template > own.html"));
    CLI::Option* const certificate =
        command
            ->add_option("CERTIFICATE", options->certificate,
                         say("What issue wrote, or - (the default)",
                             "issue 写出的证书，或 -（默认，标准输入）"))
            ->type_name("");
    CLI::Option* const layout = add_template_option(*command, options->layout, say);
    command
        ->add_flag("--show-template", options->show_template,
                   say("Print the built-in template, to make an own one from it",
                       "输出内置模板，以便据此自制"))
        ->excludes(certificate)
        ->excludes(layout);
    add_output_options(*command, options->output, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_certificate(context, *options); };
    });
}

}  // namespace certrec::cli
