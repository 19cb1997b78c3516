#include <CLI/CLI.hpp>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/compose.hpp"
#include "base/make_in_chunks.hpp"
#include "certificate_folder.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/register/certificate.hpp"
#include "certrec/register/issuing.hpp"
#include "certrec/register/store.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "page_layout.hpp"
#include "register_options.hpp"
#include "result_rows.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<std::string_view, 2> kAdded = {"issuance", "certificate_no"};

struct Options {
    std::string results = "-";
    RegisterOptions into;
    std::string standard;
    std::string certificates;
    std::string pages;
    std::string layout;
    std::string on;
    InputOptions input;
    OutputOptions output;
};

class Stage {
  public:
    Stage(Context& context, const Options& options) : context_(context), options_(options) {}

    ExitStatus run() {
        const SigningKey key = load_signing_key(context_, options_.into.signer);
        use_columns_file(context_, options_.input.columns_file);
        const std::optional<Standard> standard = load_named_standard(context_, options_.standard);
        CsvBlocks csv(
            open_table(context_, options_.results, columns_of_results(standard), &options_.input));
        refuse_columns(csv.header(), kAdded, "issue");
        refuse_columns_for(options_.output, csv.header());
        file_ = csv.file();
        const ResultRows rows(context_, csv, standard ? &*standard : nullptr,
                              parse_date_option("--on", options_.on));
        any_invalid_ = rows.any_invalid();

        // Whatever can be refused is refused before anything is committed.
        std::vector<std::string> inputs = files_of(options_.into);
        inputs.insert(inputs.end(), {options_.results, options_.standard, options_.layout,
                                     options_.input.columns_file});
        Output output(context_, options_.output, inputs);
        if (!options_.pages.empty()) layout_ = load_layout(context_, options_.layout);
        make_folders();
        RegisterStore store = open_register(context_, options_.into, key);
        const Awards awards = rows.awards();
        const IssuePlan plan = plan_issue(store, awards, context_.salts);
        enter_batch(store, options_.into, entries_of(plan, awards));
        if (!options_.into.dry_run) write_certificates(store, rows, plan);
        write_rows(csv.header(), rows, plan, output);
        return any_invalid_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    /// A certificate that is to be there.
    struct Wanted {
        std::uint64_t line = 0;  ///< of its row
        std::size_t award = 0;
    };

    /// What comes of the page of a certificate.
    enum class Page { none, there, made, impossible };

    /// The bytes of its file, none if there are to be no files; or why the award does not print it.
    struct Made {
        Wanted wanted;
        std::variant<std::string, Bilingual> bytes;
        Page state = Page::none;
        std::string page;  ///< if it is `made`
    };

    void make_folders() {
        if (options_.into.dry_run) return;
        if (!options_.certificates.empty()) folder_.emplace(options_.certificates).make();
        if (!options_.pages.empty()) pages_.emplace(options_.pages).make();
    }

    [[nodiscard]] bool writes_files() const { return folder_ || pages_; }

    /// Also of what was issued before, so that a result which has changed since is noticed, and a
    /// certificate that is missing or torn after a crash is completed.
    void write_certificates(const RegisterStore& store, const ResultRows& rows,
                            const IssuePlan& plan) {
        // Another run may have removed them, empty, before this one had the lock.
        if (folder_) folder_->make();
        if (pages_) pages_->make();
        const std::vector<Wanted> wanted = find_wanted(rows, plan);
        make_in_chunks<Made>(
            wanted.size(),
            [&](std::size_t i, Made& made) {
                const std::size_t award = wanted[i].award;
                made.wanted = wanted[i];
                made.bytes = make(store, rows.award(award), plan.issuances[award]);
                make_page(made);
            },
            [&](std::span<const Made> all) {
                for (const Made& made : all) take(made, plan.issuances[made.wanted.award].number);
            });
        if (folder_) folder_->sync();
        if (pages_) pages_->sync();
        // Removed, if empty, while the lock keeps out who would write into them.
        folder_.reset();
        pages_.reset();
    }

    [[nodiscard]] std::vector<Wanted> find_wanted(const ResultRows& rows,
                                                  const IssuePlan& plan) const {
        std::vector<Wanted> wanted;
        rows.for_each([&](const ResultRows::Row& row) {
            if (!row.award) return;
            const IssuanceStatus status = plan.issuances[*row.award].status;
            const bool is_new = status == IssuanceStatus::issued;
            if ((is_new && writes_files()) || status == IssuanceStatus::already_issued) {
                wanted.push_back({row.line, *row.award});
            }
        });
        return wanted;
    }

    [[nodiscard]] std::variant<std::string, Bilingual> make(const RegisterStore& store,
                                                            const Award& award,
                                                            const Issuance& issuance) const {
        if (writes_files()) return make_certificate(store, award, issuance);
        auto difference = find_difference(store, award, issuance);
        if (difference) return *std::move(difference);
        return std::string();
    }

    /// From what the certificate's file says. Drawing a code takes longer than all else, so a page
    /// that is there is not made.
    void make_page(Made& made) const {
        made.state = Page::none;
        const auto* const bytes = std::get_if<std::string>(&made.bytes);
        if (!pages_ || bytes == nullptr) return;
        const auto certificate = parse_certificate(*bytes, "", context_.sink()).value();
        if (pages_->has_page(certificate)) {
            made.state = Page::there;
        } else if (auto page = layout_->print(certificate)) {
            made.state = Page::made;
            made.page = *page;
        } else {
            made.state = Page::impossible;
        }
    }

    void take(const Made& made, const std::string& number) {
        const auto* const bytes = std::get_if<std::string>(&made.bytes);
        if (bytes == nullptr) {
            report_difference(made.wanted.line, number, std::get<Bilingual>(made.bytes));
            return;
        }
        if (folder_ && !folder_->complete(number, *bytes)) {
            report_invalid(
                not_this_certificate(location_of(made.wanted.line), folder_->file_of(number)));
        }
        if (made.state == Page::impossible) {
            report_invalid(no_page(location_of(made.wanted.line), number));
        }
        if (made.state == Page::made && !pages_->complete(number, made.page)) {
            report_invalid(
                not_this_certificate(location_of(made.wanted.line), pages_->file_of(number)));
        }
    }

    void report_invalid(const Diagnostic& diagnostic) {
        any_invalid_ = true;
        context_.report(diagnostic);
    }

    void report_difference(std::uint64_t line, const std::string& number, const Bilingual& reason) {
        const bool is_lacking =
            (folder_ && folder_->lacks(number)) || (pages_ && !pages_->has(number));
        any_invalid_ |= is_lacking;
        report(is_lacking ? Severity::error : Severity::warning, line, reason);
    }

    void write_rows(const CsvHeader& header, const ResultRows& rows, const IssuePlan& plan,
                    Output& output) {
        CsvWriter writer(output.rows());
        writer.raw(header.bytes());
        for (const std::string_view name : kAdded) writer.field(name);
        writer.end_row();
        rows.for_each([&](const ResultRows::Row& row) {
            writer.raw(row.bytes);
            if (row.award) {
                write_issuance(row.line, plan.issuances[*row.award], writer);
            } else {
                writer.field(row.is_invalid ? "invalid" : "not-passed");
                writer.field("");
            }
            writer.end_row();
        });
        writer.finish();
        output.commit();
    }

    void write_issuance(std::uint64_t line, const Issuance& issuance, CsvWriter& writer) {
        switch (issuance.status) {
            case IssuanceStatus::issued: writer.field("issued"); break;
            case IssuanceStatus::already_issued:
                if (issuance.reason != nullptr) {
                    report(Severity::warning, line, *issuance.reason);
                }
                writer.field("already-issued");
                break;
            case IssuanceStatus::refused:
                any_invalid_ = true;
                report(Severity::error, line, *issuance.reason,
                       compose("a second one can follow only when that is revoked, or expired, or "
                               "the standard lets it be renewed",
                               "须待该证书被撤销、过期或按标准可换证时，方可再次签发"));
                writer.field("refused");
                break;
            case IssuanceStatus::invalid:
                any_invalid_ = true;
                report(Severity::error, line, *issuance.reason);
                writer.field("invalid");
                break;
        }
        writer.field(issuance.number);
    }

    [[nodiscard]] Location location_of(std::uint64_t line) const { return {file_, line, 0}; }

    void report(Severity severity, std::uint64_t line, Bilingual message,
                Bilingual hint = {}) const {
        context_.report({severity, location_of(line), std::move(message), std::move(hint)});
    }

    Context& context_;
    const Options& options_;
    std::string file_;  // of the results
    std::optional<CertificateFolder> folder_;
    std::optional<PageFolder> pages_;
    std::optional<CertificateLayout> layout_;
    bool any_invalid_ = false;
};

}  // namespace

void add_issue(CLI::App& app, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "issue",
        say.with_examples(
            "Enter passed results in the register and write their certificates",
            "将合格的评定结果登入证书名册，并写出证书",
            "  certrec issue --register register --key issuer.pem --on 2026-11-20 results.csv\n"
            "  certrec issue --register register --key issuer.pem --on 2026-11-20 \\\n"
            "      --certificates certificates results.csv > issued.csv"));
    command
        ->add_option(
            "RESULTS", options->results,
            say("What grade wrote, or - (the default)", "grade 的输出，或 -（默认，标准输入）"))
        ->type_name("");
    add_register_options(*command, options->into, say);
    command
        ->add_option(
            "--standard", options->standard,
            say("The standard of the results, in place of the column", "评定结果的标准，代替该列"))
        ->type_name("S");
    command
        ->add_option(
            "--certificates", options->certificates,
            say("Write each certificate as DIR/NUMBER.toml", "把每份证书写为 DIR/编号.toml"))
        ->type_name("DIR");
    CLI::Option* const pages =
        command
            ->add_option("--print", options->pages,
                         say("Write a page to print of each certificate as DIR/NUMBER.html",
                             "把供打印的证书页面写为 DIR/编号.html"))
            ->type_name("DIR");
    add_template_option(*command, options->layout, say)->needs(pages);
    command
        ->add_option("--on", options->on,
                     say("Day of award, where the rows have no awarded_on",
                         "发证日期，用于没有 awarded_on 的行"))
        ->type_name("DATE");
    add_input_options(*command, options->input, say);
    add_row_format_option(*command, options->output, say);
    add_row_options(*command, options->output, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return Stage(context, *options).run(); };
    });
}

}  // namespace certrec::cli
