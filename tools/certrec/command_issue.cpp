#include <array>
#include <optional>
#include <utility>

#include "award_rows.hpp"
#include "base/compose.hpp"
#include "certificate_folder.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/register/issuing.hpp"
#include "certrec/register/store.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "register_options.hpp"

namespace certrec::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kAdded = {"issuance", "certificate_no"};

struct Options {
    std::string results = "-";
    RegisterOptions into;
    std::string standard;
    std::string certificates;
    std::string on;
    OutputOptions output;
};

/// A row as it came in, with what becomes of it.
struct Row {
    std::string bytes;
    Location location;
    std::optional<std::size_t> award;  ///< place among the awards
    bool invalid = false;
};

class Stage {
  public:
    Stage(Context& context, const Options& options) : context_(context), options_(options) {}

    ExitStatus run() {
        const SigningKey key = load_signing_key(context_, options_.into.signer);
        CsvReader reader(open_input(context_, options_.results));
        refuse_columns(reader.header(), kAdded, "issue");
        std::optional<Standard> standard;
        if (!options_.standard.empty()) {
            standard = load_standard(options_.standard, context_.sink());
        }
        AwardReader awards(reader.header(), standard ? &*standard : nullptr,
                           parse_date_option("--on", options_.on));
        while (const CsvRow* const row = reader.next()) read_row(*row, awards);

        // Whatever can be refused is refused before anything is committed.
        std::vector<std::string> inputs = files_of(options_.into);
        inputs.insert(inputs.end(), {options_.results, options_.standard});
        Output output(context_, options_.output, inputs);
        if (!options_.certificates.empty() && !options_.into.dry_run) {
            folder_.emplace(options_.certificates);
            folder_->make();
        }
        RegisterStore store = open_register(context_, options_.into, key);
        const IssuePlan plan = plan_issue(store, awards_, context_.salts);
        enter_batch(store, options_.into, plan.entries);
        if (!options_.into.dry_run) write_certificates(store, plan);
        write_rows(reader.header(), plan, output);
        return any_invalid_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    void read_row(const CsvRow& row, AwardReader& reader) {
        Row kept{std::string(row.bytes()), row.location(), std::nullopt, false};
        auto read = reader.read(row);
        if (auto* const award = std::get_if<Award>(&read)) {
            kept.award = awards_.size();
            awards_.push_back(std::move(*award));
        } else if (const auto* const fault = std::get_if<CellFault>(&read)) {
            kept.invalid = true;
            any_invalid_ = true;
            report_fault(context_, row, *fault);
        }
        rows_.push_back(std::move(kept));
    }

    /// Also of what was issued before, so that a result which has changed since is noticed, and a
    /// certificate that is missing or torn after a crash is completed.
    void write_certificates(const RegisterStore& store, const IssuePlan& plan) {
        // Another run may have removed it, empty, before this one had the lock.
        if (folder_) folder_->make();
        for (const Row& row : rows_) {
            if (!row.award) continue;
            const Issuance& issuance = plan.issuances[*row.award];
            if (issuance.status == IssuanceStatus::invalid ||
                issuance.status == IssuanceStatus::refused) {
                continue;
            }
            if (issuance.status == IssuanceStatus::issued && !folder_) continue;
            const auto made = make_certificate(store, awards_[*row.award], issuance);
            if (const auto* const bytes = std::get_if<std::string>(&made)) {
                if (folder_) complete_certificate(row, issuance.number, *bytes);
            } else {
                report_difference(row, issuance.number, std::get<Bilingual>(made));
            }
        }
        if (folder_) folder_->sync();
        // Removed, if empty, while the lock keeps out who would write into it.
        folder_.reset();
    }

    void complete_certificate(const Row& row, const std::string& number, std::string_view bytes) {
        if (folder_->complete(number, bytes)) return;
        any_invalid_ = true;
        context_.report(not_this_certificate(row.location, folder_->file_of(number)));
    }

    void report_difference(const Row& row, const std::string& number, const Bilingual& reason) {
        const bool is_lacking = folder_ && folder_->lacks(number);
        any_invalid_ |= is_lacking;
        context_.report(
            {is_lacking ? Severity::error : Severity::warning, row.location, reason, {}});
    }

    void write_rows(const CsvHeader& header, const IssuePlan& plan, Output& output) {
        CsvWriter writer(output.sink());
        writer.raw(header.bytes());
        for (const std::string_view name : kAdded) writer.field(name);
        writer.end_row();
        for (const Row& row : rows_) {
            writer.raw(row.bytes);
            if (row.award) {
                write_issuance(row, plan.issuances[*row.award], writer);
            } else {
                writer.field(row.invalid ? "invalid" : "not-passed");
                writer.field("");
            }
            writer.end_row();
        }
        writer.finish();
        output.commit();
    }

    void write_issuance(const Row& row, const Issuance& issuance, CsvWriter& writer) {
        switch (issuance.status) {
            case IssuanceStatus::issued: writer.field("issued"); break;
            case IssuanceStatus::already_issued:
                if (!issuance.reason.en.empty()) {
                    context_.report({Severity::warning, row.location, issuance.reason, {}});
                }
                writer.field("already-issued");
                break;
            case IssuanceStatus::refused:
                any_invalid_ = true;
                context_.report(
                    {Severity::error, row.location, issuance.reason,
                     compose("a second one can follow only when that is revoked, or expired, or "
                             "the standard lets it be renewed",
                             "须待该证书被撤销、过期或按标准可换证时，方可再次签发")});
                writer.field("refused");
                break;
            case IssuanceStatus::invalid:
                any_invalid_ = true;
                context_.report({Severity::error, row.location, issuance.reason, {}});
                writer.field("invalid");
                break;
        }
        writer.field(issuance.number);
    }

    Context& context_;
    const Options& options_;
    std::vector<Row> rows_;
    std::vector<Award> awards_;
    std::optional<CertificateFolder> folder_;
    bool any_invalid_ = false;
};

}  // namespace

void add_issue(CLI::App& app, Action& action) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "issue",
        "Enter passed results in the register and write their certificates\n\n"
        "Examples:\n"
        "  certrec issue --register register --key issuer.pem --on 2026-11-20 results.csv\n"
        "  certrec issue --register register --key issuer.pem --on 2026-11-20 \\\n"
        "      --certificates certificates results.csv > issued.csv");
    command->add_option("RESULTS", options->results, "What grade wrote, or - (the default)")
        ->type_name("");
    add_register_options(*command, options->into);
    command
        ->add_option("--standard", options->standard,
                     "The standard of the results, in place of the column")
        ->type_name("S");
    command
        ->add_option("--certificates", options->certificates,
                     "Write each certificate as DIR/NUMBER.toml")
        ->type_name("DIR");
    command->add_option("--on", options->on, "Day of award, where the rows have no awarded_on")
        ->type_name("DATE");
    add_output_options(*command, options->output);
    command->callback([options, &action] {
        action = [options](Context& context) { return Stage(context, *options).run(); };
    });
}

}  // namespace certrec::cli
