#include "page_layout.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec::cli {

CLI::Option* add_template_option(CLI::App& command, std::string& file, const Say& say) {
    return command
        .add_option("--template", file,
                    say("An own HTML template of the page, in place of the built-in",
                        "自备的 HTML 页面模板，代替内置模板"))
        ->type_name("FILE");
}

CertificateLayout load_layout(const Context& context, const std::string& file) {
    if (file.empty()) return {};
    const auto layout =
        CertificateLayout::parse(read_file(file, kMaxTemplateBytes), file, context.sink());
    if (layout) return *layout;
    throw Refusal({Severity::error,
                   {file, 0, 0},
                   compose("the template is wrong", "模板有误"),
                   compose("certrec report certificate --show-template prints one that is right",
                           "certrec report certificate --show-template 可输出内置模板")});
}

Diagnostic no_page(Location location, const std::string& number) {
    return {Severity::error,
            std::move(location),
            compose("certificate {} cannot be printed: it does not fit into a QR code, or the page "
                    "would be larger than {} MiB",
                    "无法印制证书 {}：内容超出二维码容量，或页面超过 {} MiB", shown(number),
                    kMaxPageBytes >> 20U),
            {}};
}

}  // namespace certrec::cli
