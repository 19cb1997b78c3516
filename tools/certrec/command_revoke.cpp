#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <utility>

#include "base/compose.hpp"
#include "certificate_folder.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/register/events.hpp"
#include "certrec/register/number_pattern.hpp"
#include "certrec/register/store.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "register_options.hpp"

namespace certrec::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kAdded = {"event", "recorded", "replacement"};

struct Options {
    std::vector<std::string> numbers;
    std::string list;
    RegisterOptions into;
    std::string event = "revoke";
    std::string reason;
    std::string certificates;
    std::string on;
    InputOptions input;
    OutputOptions output;
};

/// Where the columns of a list of certificates stand.
struct ListColumns {
    explicit ListColumns(const CsvHeader& header)
        : number(header.require("number")),
          reason(header.find("reason")),
          on(header.find("on")),
          name(header.find("name")),
          id_type(header.find("id_type")),
          id_number(header.find("id_number")) {}

    std::size_t number;
    std::optional<std::size_t> reason;
    std::optional<std::size_t> on;
    std::optional<std::size_t> name;
    std::optional<std::size_t> id_type;
    std::optional<std::size_t> id_number;
};

std::optional<std::string> cell_if_filled(const CsvRow& row, std::optional<std::size_t> column) {
    if (!column || row.field(*column).empty()) return std::nullopt;
    return std::string(row.field(*column));
}

/// Turns rows into what is asked of the register.
class RequestReader {
  public:
    /// What is undone in document numbers is entered in `undone`. All outlive this.
    RequestReader(const Options& options, Event event, const CsvHeader& header, UndoneCells& undone)
        : options_(options),
          event_(event),
          columns_(header),
          undone_(undone),
          on_(parse_date_option("--on", options.on)) {
        if (!on_ && !columns_.on) {
            throw UsageError(
                compose("there is no day of the event", "没有事件日期"),
                compose("give --on DATE, or a column 'on'", "请指定 --on 日期，或提供列“on”"));
        }
        if (options.reason.empty() && !columns_.reason) {
            throw UsageError(compose("there is no reason", "没有事由"),
                             compose("give --reason TEXT, or a column 'reason'",
                                     "请指定 --reason 事由，或提供列“reason”"));
        }
    }

    [[nodiscard]] std::variant<EventRequest, CellFault> read(const CsvRow& row) const {
        EventRequest request;
        request.event = event_;
        request.number = row.field(columns_.number);
        if (!is_certificate_number(request.number)) {
            if (auto fault = check_id(row, columns_.number, "certificate number", "证书编号")) {
                return *std::move(fault);
            }
            return CellFault{columns_.number,
                             compose("'{}' is no certificate number", "“{}”不是证书编号",
                                     shown_cell(row.field(columns_.number))),
                             {}};
        }
        request.reason = cell_if_filled(row, columns_.reason).value_or(options_.reason);
        const auto day = cell_if_filled(row, columns_.on);
        const auto on = day ? parse_date(*day) : on_;
        if (!on) {
            return CellFault{columns_.on.value_or(columns_.number),
                             describe_date_fault(day.value_or("")),
                             compose("--on gives the day for rows without one",
                                     "加 --on 可为没有日期的行指定日期")};
        }
        request.on = *on;
        if (event_ != Event::replace) return request;
        request.correction = {cell_if_filled(row, columns_.name),
                              cell_if_filled(row, columns_.id_type),
                              cell_if_filled(row, columns_.id_number)};
        request.document = read_document(request.number);
        if (request.document) {
            auto person = read_person(*request.document, request.correction);
            if (auto* const fault = std::get_if<CellFault>(&person)) return std::move(*fault);
            settle(row, std::get<Identity>(person), request.correction);
            return request;
        }
        return CellFault{columns_.number,
                         compose("{} cannot be read as a certificate", "无法读取证书文件 {}",
                                 shown(path_of(request.number).string(), 400)),
                         compose("certrec verify tells what is wrong with it",
                                 "可用 certrec verify 查看其问题")};
    }

    [[nodiscard]] fs::path path_of(const std::string& number) const {
        return fs::path(options_.certificates) / certificate_file_name(number);
    }

  private:
    [[nodiscard]] std::optional<Certificate> read_document(const std::string& number) const {
        const std::string path = path_of(number).string();
        std::error_code error;
        if (!fs::is_regular_file(path, error)) return std::nullopt;
        return parse_certificate(read_file(path, kMaxCertificateBytes), path,
                                 [](const Diagnostic&) {});
    }

    /// The person whom the new document would name, or what is wrong with it.
    [[nodiscard]] std::variant<Identity, CellFault> read_person(
        const Certificate& document, const Correction& correction) const {
        std::string person = "name,id_type,id_number\n";
        append_csv_field(person, correction.name.value_or(document.printed.name));
        person += ',';
        append_csv_field(person, correction.id_type.value_or(document.printed.id_type));
        person += ',';
        // What is printed was text before; that its last digits are not lost has been seen.
        append_csv_field(person, correction.id_number.value_or("'" + document.printed.id_number));
        person += '\n';
        CsvReader reader(read_memory("", std::move(person)));
        const IdentityColumns columns(reader.header());
        auto identity = read_identity(*reader.next(), columns);
        if (auto* const fault = std::get_if<CellFault>(&identity)) {
            const std::array corrected{columns_.name, columns_.id_type, columns_.id_number};
            fault->column = corrected.at(fault->column).value_or(columns_.number);
        }
        return identity;
    }

    /// What is corrected counts as it was read.
    void settle(const CsvRow& row, const Identity& person, Correction& correction) const {
        if (correction.id_type) correction.id_type = person.id_type;
        if (!correction.id_number || *correction.id_number == person.id_number) return;
        undone_.enter(row.location(*columns_.id_number));
        correction.id_number = person.id_number;
    }

    const Options& options_;
    Event event_;
    ListColumns columns_;
    UndoneCells& undone_;
    std::optional<Date> on_;
};

struct Row {
    std::string bytes;
    Location location;
    std::optional<std::size_t> request;  ///< place among the requests
};

class Stage {
  public:
    Stage(Context& context, const Options& options)
        : context_(context), options_(options), event_(parse_event(options.event).value()) {
        if (event_ == Event::replace && options.certificates.empty()) {
            throw UsageError(
                compose("a replacement needs the document that it replaces",
                        "替换证书须提供原证书文件"),
                compose("give --certificates DIR, where NUMBER.toml stands and the "
                        "new one goes",
                        "请指定 --certificates 文件夹：原证书文件所在、新证书写入之处"));
        }
        if (options.numbers.empty() == options.list.empty()) {
            throw UsageError(compose("give certificate numbers, or --list FILE",
                                     "请给出证书编号，或 --list 文件"));
        }
    }

    ExitStatus run() {
        const SigningKey key = load_signing_key(context_, options_.into.signer);
        use_columns_file(context_, options_.input.columns_file);
        CsvReader reader(open_list());
        refuse_columns(reader.header(), kAdded, "revoke");
        refuse_columns_for(options_.output, reader.header());
        UndoneCells undone;
        const RequestReader requests(options_, event_, reader.header(), undone);
        while (const CsvRow* const row = reader.next()) read_row(*row, requests);
        if (const auto note = undone.describe()) context_.report(*note);

        std::vector<std::string> inputs = files_of(options_.into);
        inputs.insert(inputs.end(),
                      {options_.list, options_.certificates, options_.input.columns_file});
        Output output(context_, options_.output, inputs);
        RegisterStore store = open_register(context_, options_.into, key);
        const EventPlan plan = plan_events(store, requests_, context_.salts);
        enter_batch(store, options_.into, entries_in(plan.entries));
        if (!options_.into.dry_run) write_replacements(store, plan);
        write_rows(reader.header(), plan, output);
        return any_invalid_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    /// Numbers of the command line are a list with one column.
    [[nodiscard]] ByteSource open_list() const {
        if (options_.numbers.empty()) {
            return open_table(context_, options_.list, {TableKind::certificates, {}},
                              &options_.input);
        }
        std::string list = "number\n";
        for (const std::string& number : options_.numbers) {
            append_csv_field(list, number);
            list += '\n';
        }
        return read_memory("NUMBER", std::move(list));
    }

    void read_row(const CsvRow& row, const RequestReader& reader) {
        const bool is_listed = options_.numbers.empty();
        Row kept{std::string(row.bytes()), is_listed ? row.location() : Location{}, std::nullopt};
        auto read = reader.read(row);
        if (auto* const request = std::get_if<EventRequest>(&read)) {
            kept.request = requests_.size();
            requests_.push_back(std::move(*request));
        } else {
            any_invalid_ = true;
            const auto& fault = std::get<CellFault>(read);
            if (is_listed) {
                report_fault(context_, row, fault);
            } else {
                context_.report({Severity::error, {}, fault.message, fault.hint});
            }
        }
        rows_.push_back(std::move(kept));
    }

    /// Also what was replaced before, so that a file that is missing or torn after a crash is
    /// completed.
    void write_replacements(const RegisterStore& store, const EventPlan& plan) {
        const CertificateFolder folder(options_.certificates);
        bool any_replaced = false;
        for (const Row& row : rows_) {
            if (!row.request) continue;
            const EventOutcome& outcome = plan.outcomes[*row.request];
            if (outcome.replacement.empty()) continue;
            any_replaced = true;
            if (auto fault = complete_replacement(store, folder, row, outcome)) {
                any_invalid_ = true;
                context_.report(*fault);
            }
        }
        if (any_replaced) folder.sync();
    }

    static std::optional<Diagnostic> complete_replacement(const RegisterStore& store,
                                                          const CertificateFolder& folder,
                                                          const Row& row,
                                                          const EventOutcome& outcome) {
        const std::string& number = outcome.replacement;
        if (outcome.printed.empty()) {
            if (!folder.lacks(number)) return std::nullopt;
            return Diagnostic{
                Severity::error,
                row.location,
                compose("certificate {} was made with another reason or other corrections",
                        "证书 {} 制作时的事由或更正内容不同", number),
                {}};
        }
        if (folder.complete(number, make_replacement(store, outcome))) return std::nullopt;
        return not_this_certificate(row.location, folder.file_of(number));
    }

    void write_rows(const CsvHeader& header, const EventPlan& plan, Output& output) {
        CsvWriter writer(output.rows());
        writer.raw(header.bytes());
        for (const std::string_view name : kAdded) writer.field(name);
        writer.end_row();
        for (const Row& row : rows_) {
            writer.raw(row.bytes);
            writer.field(format_event(event_));
            const EventOutcome* const outcome =
                row.request ? &plan.outcomes[*row.request] : nullptr;
            writer.field(outcome == nullptr ? "invalid" : word_of(row, *outcome));
            writer.field(outcome == nullptr ? "" : outcome->replacement);
            writer.end_row();
        }
        writer.finish();
        output.commit();
    }

    std::string_view word_of(const Row& row, const EventOutcome& outcome) {
        switch (outcome.status) {
            case EventStatus::entered: return "recorded";
            case EventStatus::already_entered: return "already-recorded";
            case EventStatus::invalid: break;
        }
        any_invalid_ = true;
        context_.report({Severity::error, row.location, outcome.reason, {}});
        return "invalid";
    }

    Context& context_;
    const Options& options_;
    Event event_;
    std::vector<Row> rows_;
    std::vector<EventRequest> requests_;
    bool any_invalid_ = false;
};

}  // namespace

void add_revoke(CLI::App& app, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "revoke", say.with_examples(
                      "Enter in the register what happens to certificates after their issue",
                      "在证书名册中登入证书签发之后发生的事件",
                      "  certrec revoke --register register --key issuer.pem --on 2027-03-01 \\\n"
                      "      --reason \"the scores were forged\" EX012026100001\n"
                      "  certrec revoke --register register --key issuer.pem --on 2027-03-01 \\\n"
                      "      --event suspend --list numbers.csv"));
    command->add_option("NUMBER", options->numbers, say("Numbers of certificates", "证书编号"))
        ->type_name("");
    command
        ->add_option("--list", options->list,
                     say("A CSV file of them with the columns number, reason and on, or -",
                         "列出证书的 CSV 文件，有 number、reason、on 各列；或 -"))
        ->type_name("FILE");
    add_register_options(*command, options->into, say);
    command
        ->add_option(
            "--event", options->event,
            say("What happens: revoke (the default), suspend, reinstate or replace",
                "事件：revoke 撤销（默认）、suspend 暂停使用、reinstate 恢复或 replace 替换"))
        ->option_text("revoke|suspend|reinstate|replace");
    command
        ->add_option("--reason", options->reason,
                     say("Why, where the rows have no reason", "事由，用于没有 reason 的行"))
        ->type_name("TEXT");
    command
        ->add_option(
            "--on", options->on,
            say("Day of the event, where the rows have none", "事件日期，用于没有日期的行"))
        ->type_name("DATE");
    command
        ->add_option("--certificates", options->certificates,
                     say("For replace: where the old documents stand and the new ones go",
                         "用于 replace：原证书所在、新证书写入的文件夹"))
        ->type_name("DIR");
    add_input_options(*command, options->input, say);
    add_row_format_option(*command, options->output, say);
    add_row_options(*command, options->output, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return Stage(context, *options).run(); };
    });
}

}  // namespace certrec::cli
