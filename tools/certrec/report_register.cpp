#include <CLI/CLI.hpp>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/census.hpp"
#include "certrec/report/group.hpp"
#include "certrec/standards/catalogue.hpp"
#include "certrec/standards/period.hpp"
#include "cli.hpp"
#include "register_options.hpp"
#include "report_options.hpp"
#include "reports.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string folder;
    std::string on;
    std::string expiring;
    ReportOptions report;
};

/// In the order of the columns; before its day of issue there is no certificate.
constexpr std::array kStates = {CertificateState::in_force, CertificateState::suspended,
                                CertificateState::expired, CertificateState::replaced,
                                CertificateState::revoked};

std::string column_of(CertificateState state) {
    return state == CertificateState::in_force ? "in_force"
                                               : std::string(format_certificate_state(state));
}

void merge(CensusCounts& into, const CensusCounts& from) {
    for (std::size_t i = 0; i < kCertificateStates; ++i) into.states[i] += from.states[i];
    into.expiring += from.expiring;
}

/// One of the tables: what a row is named by, and the counts.
class CensusTable {
  public:
    CensusTable(const Census& census, Bilingual title, std::string id,
                std::vector<TableColumn> names)
        : has_expiring_(census.expiring_by.has_value()) {
        section_.title = std::move(title);
        section_.table.id = std::move(id);
        for (const TableColumn& name : names) labels_.push_back(name.id);
        section_.table.columns = std::move(names);
        add_column("certificates", compose("certificates", "证书数"));
        for (const CertificateState state : kStates) {
            add_column(column_of(state), describe_certificate_state(state));
        }
        if (has_expiring_) add_column("expiring", compose("expiring", "将到期"));
    }

    void add(std::vector<Cell> names, const CensusCounts& counts) {
        const std::size_t name_count = names.size();
        append(names, counts);
        section_.table.rows.push_back(std::move(names));
        merge(all_, counts);
        total_names_ = name_count;
    }

    [[nodiscard]] Section take(Bilingual chart_title) {
        if (section_.table.rows.size() > 1) {
            section_.table.total.assign(total_names_, Cell(""));
            append(section_.table.total, all_);
        }
        Chart chart;
        chart.kind = ChartKind::stacked_bars;
        chart.title = std::move(chart_title);
        chart.labels = labels_;
        for (const CertificateState state : kStates) chart.values.push_back(column_of(state));
        section_.charts.push_back(std::move(chart));
        return std::move(section_);
    }

  private:
    void add_column(std::string id, Bilingual title) {
        section_.table.columns.push_back(number_column(std::move(id), std::move(title)));
    }

    void append(std::vector<Cell>& row, const CensusCounts& counts) const {
        row.emplace_back(counts.issued());
        for (const CertificateState state : kStates) row.emplace_back(counts.in(state));
        if (has_expiring_) row.emplace_back(counts.expiring);
    }

    bool has_expiring_;
    Section section_;
    std::vector<std::string> labels_;
    CensusCounts all_;
    std::size_t total_names_ = 0;
};

Section by_year(const Census& census) {
    CensusTable table(census, compose("By year of issue", "按发证年份"), "year",
                      {group_column("year")});
    std::map<int, CensusCounts> years;
    for (const auto& [group, counts] : census.groups) merge(years[group.year], counts);
    for (const auto& [year, counts] : years) table.add({Cell(std::to_string(year))}, counts);
    return table.take(compose("Certificates by year of issue", "各年所发证书的状态"));
}

/// The standards that the register's entries name, as far as they are built in.
class BuiltinStandards {
  public:
    /// nullptr if it is not built in.
    [[nodiscard]] const Standard* find(const std::string& id) {
        const auto loaded = standards_.find(id);
        if (loaded != standards_.end()) return &loaded->second;
        for (const BuiltinStandard& builtin : builtin_standards()) {
            if (builtin.id != id) continue;
            return &standards_.emplace(id, load_builtin_standard(id)).first->second;
        }
        return nullptr;
    }

  private:
    std::map<std::string, Standard> standards_;
};

Section by_level(const Census& census, Language language) {
    CensusTable table(
        census, compose("By standard and level", "按标准和等级"), "level",
        {text_column("standard", compose("standard", "标准")), group_column("level")});
    BuiltinStandards standards;
    std::map<std::pair<std::string, GroupValue>, CensusCounts> levels;
    for (const auto& [group, counts] : census.groups) {
        const Standard* const standard = standards.find(group.standard);
        merge(levels[{group.standard, group_value(standard, "level", group.level, language)}],
              counts);
    }
    for (const auto& [level, counts] : levels) {
        table.add({Cell(level.first), Cell(level.second.text)}, counts);
    }
    return table.take(compose("Certificates by standard and level", "各标准、等级证书的状态"));
}

void append_facts(const Census& census, Report& report) {
    report.facts.push_back(compose("On {}. Each certificate counts once, in its state on that day.",
                                   "截至 {}。每份证书按其当日状态计一次。",
                                   format_date(census.day)));
    if (census.last_entry && census.day != *census.last_entry) {
        report.facts.push_back(compose("The register's last entry is of {}.",
                                       "名册最后条目的日期为 {}。",
                                       format_date(*census.last_entry)));
    }
    if (census.expiring_by) {
        report.facts.push_back(compose("Expiring: in force, and valid until {} at the latest.",
                                       "将到期：有效，且有效期至 {} 为止或更早。",
                                       format_date(*census.expiring_by)));
    }
}

std::optional<Period> parse_period_option(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto period = parse_period(text);
    if (period) return period;
    throw UsageError(
        compose("--expiring: '{}' is not a period", "--expiring：“{}”不是期限", shown(text)),
        compose("write such as \"12 months\", \"1 year\" or \"90 days\"",
                "请写如 \"12 months\"、\"1 year\" 或 \"90 days\""));
}

ExitStatus run_register(Context& context, const Options& options) {
    const auto day = parse_date_option("--on", options.on);
    const auto expiring = parse_period_option(options.expiring);
    Output output(context, options.report.output, std::array{options.folder});
    const RegisterSnapshot snapshot = read_register(options.folder);
    const RegisterConfig config = require_config(context, snapshot);
    const Census census = take_census(snapshot, day, expiring);
    Report report;
    report.title = compose("Certificates in the register", "证书名册统计");
    report.facts.push_back(compose("{0}, register {2}.", "{1}，名册 {2}。", config.issuer.en,
                                   config.issuer.zh, config.origin));
    append_facts(census, report);
    report.sections.push_back(by_year(census));
    report.sections.push_back(by_level(census, report_language(context, options.report)));
    write_answer(context, options.report, output, std::move(report));
    return ExitStatus::done;
}

}  // namespace

void add_report_register(CLI::App& report, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = report.add_subcommand(
        "register", say.with_examples(
                        "Certificates in force, revoked, suspended, replaced and expired on a day",
                        "某日有效、暂停使用、已过有效期、已被替换和已撤销的证书",
                        "  certrec report register --register register\n"
                        "  certrec report register --register register --on 2027-03-01"));
    command->add_option("--register", options->folder, say("Folder of the register", "名册文件夹"))
        ->required()
        ->type_name("DIR");
    command
        ->add_option("--on", options->on,
                     say("The day (default: that of the register's last entry)",
                         "日期（默认：名册最后条目的日期）"))
        ->type_name("DATE");
    command
        ->add_option("--expiring", options->expiring,
                     say("Count also those that expire within this period, such as \"12 months\"",
                         "另计在此期限内到期的证书，如 \"12 months\""))
        ->type_name("PERIOD");
    add_report_options(*command, options->report, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_register(context, *options); };
    });
}

}  // namespace certrec::cli
