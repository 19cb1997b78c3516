#include <array>
#include <optional>
#include <utility>

#include "award_rows.hpp"
#include "base/compose.hpp"
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

/// The folder for the certificates, made at once so that a folder which cannot be is told before
/// anything is issued, and removed again if it stays empty.
class CertificateFolder {
  public:
    explicit CertificateFolder(fs::path path) : path_(std::move(path)) {
        std::error_code error;
        fs::create_directories(path_, error);
        if (!error && !fs::is_directory(path_)) {
            error = std::make_error_code(std::errc::not_a_directory);
        }
        if (error) {
            throw SystemFailure(compose("cannot write to the folder {}", "无法写入文件夹 {}",
                                        shown(path_.string(), 400)),
                                error.value());
        }
    }
    ~CertificateFolder() {
        std::error_code ignored;
        if (fs::is_empty(path_, ignored)) fs::remove(path_, ignored);
    }
    CertificateFolder(const CertificateFolder&) = delete;
    CertificateFolder& operator=(const CertificateFolder&) = delete;

    [[nodiscard]] fs::path file_of(const std::string& number) const {
        return path_ / (number + ".toml");
    }

  private:
    fs::path path_;
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
        }
        RegisterStore store = open_register(context_, options_.into, key);
        const IssuePlan plan = plan_issue(store, awards_, draw_salt);
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

    /// Also of what was issued before, so that a result which has changed since is noticed and a
    /// certificate that is missing after a crash is completed. A file that is there is left as it
    /// is.
    void write_certificates(const RegisterStore& store, const IssuePlan& plan) {
        for (const Row& row : rows_) {
            if (!row.award) continue;
            const Issuance& issuance = plan.issuances[*row.award];
            if (issuance.status == IssuanceStatus::invalid ||
                issuance.status == IssuanceStatus::refused) {
                continue;
            }
            const bool wanted =
                folder_ && !fs::exists(fs::symlink_status(folder_->file_of(issuance.number)));
            if (issuance.status == IssuanceStatus::issued && !wanted) continue;
            const auto made = make_certificate(store, awards_[*row.award], issuance);
            if (const auto* const reason = std::get_if<Bilingual>(&made)) {
                any_invalid_ |= wanted;
                context_.report(
                    {wanted ? Severity::error : Severity::warning, row.location, *reason, {}});
            } else if (wanted) {
                write_file(folder_->file_of(issuance.number), std::get<std::string>(made),
                           Replace::never);
            }
        }
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
