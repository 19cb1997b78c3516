#include "rosters.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/result.hpp"
#include "certrec/register/entry_log.hpp"
#include "certrec/report/roster.hpp"
#include "certrec/standards/catalogue.hpp"
#include "group_columns.hpp"
#include "register_options.hpp"

namespace certrec::cli {

namespace {

/// The standards that rows name.
class StandardsOfRows {
  public:
    explicit StandardsOfRows(const std::optional<Standard>& given) : given_(given) {}

    /// The standard that the cell names. Throws Refusal if it is neither given nor built in.
    [[nodiscard]] const Standard& of(const CsvRow& row, std::size_t column) {
        const std::string id(row.field(column));
        if (given_ && given_->is_called(id)) return *given_;
        const auto known = builtin_.find(id);
        if (known != builtin_.end()) return known->second;
        return builtin_.emplace(id, load_standard_of(row, column)).first->second;
    }

  private:
    const std::optional<Standard>& given_;
    std::map<std::string, Standard> builtin_;
};

/// What stands of a person in every list, and the columns that --with adds.
class PersonColumns {
  public:
    explicit PersonColumns(const RosterInput& input)
        : language_(input.language),
          candidate_id_(input.reader.header().find("candidate_id")),
          identity_(input.reader.header()) {
        mask_ = parse_mask(input.options.mask).value();
        if (input.options.with.empty()) return;
        for (const std::string& name : split_names(input.options.with)) {
            refuse_birth_date(name);
            with_.push_back({name, input.reader.header().require(name)});
        }
    }

    void append_columns(std::vector<TableColumn>& columns) const {
        columns.push_back(text_column("name", compose("name", "姓名")));
        columns.push_back(text_column("id_type", compose("document", "证件类型")));
        columns.push_back(text_column("id_number", compose("number of document", "证件号码")));
    }

    /// Throws UsageError if one of them stands there already.
    void append_more_columns(std::vector<TableColumn>& columns) const {
        for (const auto& [name, column] : with_) {
            refuse_listed(columns, name);
            columns.push_back(text_column(name, same_in_both(name)));
        }
    }

    /// What is wrong with the person of the row, who would get no certificate so.
    [[nodiscard]] std::optional<CellFault> check(const CsvRow& row) const {
        if (auto fault = check_passed_on_ids(row, candidate_id_, std::nullopt)) return fault;
        auto identity = read_identity(row, identity_);
        auto* const fault = std::get_if<CellFault>(&identity);
        return fault == nullptr ? std::nullopt : std::optional(std::move(*fault));
    }

    void append(std::vector<Cell>& cells, const CsvRow& row) const {
        cells.emplace_back(row.field(identity_.name));
        const std::string_view type = id_type_word(row.field(identity_.id_type));
        cells.emplace_back(language_ == Language::zh ? describe_id_type(type).zh
                                                     : std::string(type));
        cells.emplace_back(
            masked(clean_document_number(row.field(identity_.id_number), type), mask_));
    }

    void append_more(std::vector<Cell>& cells, const CsvRow& row) const {
        for (const auto& [name, column] : with_) cells.emplace_back(row.field(column));
    }

  private:
    struct More {
        std::string name;
        std::size_t column = 0;
    };

    static void refuse_listed(const std::vector<TableColumn>& columns, const std::string& name) {
        const bool is_listed = std::any_of(columns.begin(), columns.end(),
                                           [&name](const auto& each) { return each.id == name; });
        if (!is_listed) return;
        throw UsageError(compose("--with: the column '{}' is in the list already",
                                 "--with：名单中已有列“{}”", shown(name)),
                         compose("name only columns that it lacks", "只写名单中没有的列"));
    }

    /// Beside a birth date the digits that this mask hides could be counted out.
    void refuse_birth_date(const std::string& name) const {
        const bool is_birth_date = name.find("birth") != std::string::npos ||
                                   name.find("出生") != std::string::npos ||
                                   name.find("生日") != std::string::npos;
        if (mask_ != Mask::first6_last4 || !is_birth_date) return;
        throw UsageError(
            compose("--mask first6-last4 beside the column '{}' would show nearly all of a number",
                    "--mask first6-last4 与列“{}”同列，号码几乎全部可知", shown(name)),
            compose("use --mask last4, or leave that column out",
                    "请改用 --mask last4，或不列该列"));
    }

    Language language_;
    std::optional<std::size_t> candidate_id_;
    IdentityColumns identity_;
    Mask mask_ = Mask::last4;
    std::vector<More> with_;
};

/// What lines are sorted by: levels by rank, everything else by its bytes.
class Order {
  public:
    Order(const std::string& option, std::string_view by_default, const CsvHeader& header)
        : header_(header) {
        for (const std::string& name :
             split_names(option.empty() ? std::string(by_default) : option)) {
            columns_.push_back({header.require(name), names_level(name)});
        }
    }

    [[nodiscard]] std::vector<GroupValue> of(const CsvRow& row, const Level* level) const {
        std::vector<GroupValue> order;
        for (const auto& [column, is_level] : columns_) {
            if (is_level && level != nullptr) {
                order.push_back({level->rank, {}});
            } else {
                order.push_back({0, std::string(row.field(column))});
            }
        }
        return order;
    }

  private:
    struct Column {
        std::size_t column = 0;
        bool is_level = false;
    };
    const CsvHeader& header_;
    std::vector<Column> columns_;
};

/// The level that the result awards. Throws Refusal if it is none of the standard.
const Level& awarded_level(const Standard& standard, const CsvRow& row, std::size_t column) {
    const Level* const level = standard.find_level(row.field(column));
    if (level != nullptr) return *level;
    const CellFault fault = unknown_level(standard, row.field(column), column);
    throw Refusal({Severity::error, row.location(column), fault.message, fault.hint});
}

/// The certificates of the rows, whose days the register tells.
class IssuedList {
  public:
    explicit IssuedList(const RosterInput& input)
        : input_(input),
          person_(input),
          order_(input.options.sort, "certificate_no", input.reader.header()),
          issuance_(input.reader.header().require("issuance")),
          number_(input.reader.header().require("certificate_no")),
          awarded_(input.reader.header().require("awarded")),
          standard_(input.reader.header().require("standard")),
          direction_(input.reader.header().find("direction")),
          standards_(input.standard),
          snapshot_(read_register(input.options.register_folder)),
          agency_(require_config(input.context, snapshot_).issuer.in(input.language)) {}

    [[nodiscard]] Roster make() {
        while (const CsvRow* const row = input_.reader.next()) {
            const std::string_view word = row->field(issuance_);
            if (word != "issued" && word != "already-issued") continue;
            const auto fault = person_.check(*row);
            if (fault) report_fault(input_.context, *row, *fault);
            any_damaged_ |= fault.has_value();
            if (!fault) add(*row);
        }
        for_each_entry(snapshot_, [this](const Entry& entry) {
            if (makes_certificate(entry.event)) add_days(entry);
        });
        Roster roster;
        roster.any_unreadable = any_damaged_ || !waiting_.empty();
        report_missing();
        roster.section.title = compose("Certificates", "证书");
        roster.section.table = make_roster("issued", columns(), std::move(lines_));
        return roster;
    }

  private:
    /// A line that waits for its days.
    struct Waiting {
        Location location;
        std::size_t line = 0;
    };

    [[nodiscard]] std::vector<TableColumn> columns() const {
        std::vector<TableColumn> columns;
        person_.append_columns(columns);
        columns.push_back(text_column("occupation", compose("occupation", "职业名称")));
        columns.push_back(text_column("direction", compose("direction", "工种/职业方向")));
        columns.push_back(text_column("level", compose("level", "职业技能等级")));
        columns.push_back(text_column("certificate_no", compose("certificate", "证书编号")));
        columns.push_back(text_column("issued_on", compose("issued on", "发证日期")));
        columns.push_back(text_column("valid_until", compose("valid until", "有效期至")));
        columns.push_back(text_column("agency", compose("agency", "评价机构")));
        person_.append_more_columns(columns);
        return columns;
    }

    void add(const CsvRow& row) {
        const Waiting waiting{row.location(number_), lines_.size()};
        if (!waiting_.emplace(row.field(number_), waiting).second) return;
        const Standard& standard = standards_.of(row, standard_);
        const Level& level = awarded_level(standard, row, awarded_);
        RosterLine line{order_.of(row, &level), {}};
        person_.append(line.cells, row);
        line.cells.emplace_back(standard.occupation.name.in(input_.language));
        // Certificates print it, and never leave it empty.
        const bool has_direction = direction_ && !row.field(*direction_).empty();
        line.cells.emplace_back(has_direction ? row.field(*direction_) : "--");
        line.cells.emplace_back(level_name(level, input_.language));
        line.cells.emplace_back(row.field(number_));
        first_day_ = line.cells.size();
        line.cells.resize(first_day_ + 2, Cell(""));
        line.cells.emplace_back(agency_);
        person_.append_more(line.cells, row);
        lines_.push_back(std::move(line));
    }

    void add_days(const Entry& entry) {
        const auto found = waiting_.find(entry.number);
        if (found == waiting_.end()) return;
        std::vector<Cell>& cells = lines_[found->second.line].cells;
        cells[first_day_] = format_date(entry.on);
        if (entry.valid_until) cells[first_day_ + 1] = format_date(*entry.valid_until);
        waiting_.erase(found);
    }

    void report_missing() const {
        std::vector<Location> missing;
        for (const auto& [number, waiting] : waiting_) missing.push_back(waiting.location);
        std::sort(missing.begin(), missing.end(),
                  [](const Location& a, const Location& b) { return a.line < b.line; });
        for (const Location& location : missing) {
            input_.context.report(
                {Severity::error,
                 location,
                 compose("the register has no such certificate", "名册中没有此证书"),
                 {}});
        }
    }

    const RosterInput& input_;
    PersonColumns person_;
    Order order_;
    std::size_t issuance_;
    std::size_t number_;
    std::size_t awarded_;
    std::size_t standard_;
    std::optional<std::size_t> direction_;
    StandardsOfRows standards_;
    RegisterSnapshot snapshot_;
    std::string agency_;
    std::vector<RosterLine> lines_;
    std::unordered_map<std::string, Waiting> waiting_;  // by number
    std::size_t first_day_ = 0;                         // of the cells: issued_on, valid_until
    bool any_damaged_ = false;
};

}  // namespace

Roster make_notice(const RosterInput& input) {
    const CsvHeader& header = input.reader.header();
    const PersonColumns person(input);
    const Order order(input.options.sort, "standard,level,candidate_id", header);
    const std::size_t candidate = header.require("candidate_id");
    const std::size_t outcome = header.require("outcome");
    const std::size_t awarded = header.require("awarded");
    const std::size_t standard_column = header.require("standard");
    std::vector<TableColumn> columns;
    person.append_columns(columns);
    columns.push_back(text_column("occupation", compose("occupation", "职业")));
    columns.push_back(text_column("level", compose("level", "等级")));
    person.append_more_columns(columns);

    StandardsOfRows standards(input.standard);
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    std::vector<RosterLine> lines;
    Roster roster;
    while (const CsvRow* const row = input.reader.next()) {
        if (parse_outcome(row->field(outcome)) != Outcome::pass) continue;
        if (const auto fault = person.check(*row)) {
            report_fault(input.context, *row, *fault);
            roster.any_unreadable = true;
            continue;
        }
        const Standard& standard = standards.of(*row, standard_column);
        const Level& level = awarded_level(standard, *row, awarded);
        // Whoever came several times has a row for each time, and one result.
        if (!seen.emplace(standard.id, level.id, row->field(candidate)).second) continue;
        RosterLine line{order.of(*row, &level), {}};
        person.append(line.cells, *row);
        line.cells.emplace_back(standard.occupation.name.in(input.language));
        line.cells.emplace_back(level_name(level, input.language));
        person.append_more(line.cells, *row);
        lines.push_back(std::move(line));
    }
    roster.section.title = compose("Candidates to be certified", "拟发证人员名单");
    roster.section.table = make_roster("notice", std::move(columns), std::move(lines));
    return roster;
}

Roster make_issued_list(const RosterInput& input) {
    if (input.options.register_folder.empty()) {
        throw UsageError(
            compose("the list of certificates needs the register", "发证名册需要证书名册"),
            compose("give --register DIR: it holds the days of issue",
                    "请用 --register 指定文件夹：发证日期在其中"));
    }
    return IssuedList(input).make();
}

Roster make_corrections(const RosterInput& input) {
    const CsvHeader& header = input.reader.header();
    struct Verdict {
        std::string_view word;
        std::string_view zh;
    };
    struct Stage {
        std::string_view column;
        Verdict bad;       // cannot be judged
        Verdict unproved;  // lacks something
    };
    constexpr Verdict kInvalid = {"invalid", "无效"};
    constexpr std::array kStages = {Stage{"eligibility", kInvalid, {"undetermined", "无法确定"}},
                                    Stage{"outcome", kInvalid, {}},
                                    Stage{"issuance", kInvalid, {"refused", "不予发证"}}};
    std::vector<std::pair<std::size_t, Stage>> stages;
    for (const Stage& stage : kStages) {
        if (const auto column = header.find(stage.column)) stages.emplace_back(*column, stage);
    }
    if (stages.empty()) {
        throw Refusal({Severity::error,
                       {input.reader.file(), 1, 0},
                       compose("no column of verdicts", "没有结论列"),
                       compose("check-eligibility writes eligibility, grade writes outcome, issue "
                               "writes issuance",
                               "check-eligibility 写出 eligibility，grade 写出 outcome，issue 写出 "
                               "issuance")});
    }
    const std::size_t candidate = header.require("candidate_id");
    const auto id_number = header.find("id_number");
    const auto name = header.find("name");
    const auto level = header.find("level");
    const auto reasons = header.find("reasons");
    Roster roster;
    roster.section.title = compose("Rows of the file", "文件中的行");
    Table& table = roster.section.table;
    table.id = "correction";
    table.columns = {number_column("line", compose("line", "行")),
                     text_column("candidate_id", compose("candidate", "考生编号")),
                     text_column("name", compose("name", "姓名")),
                     text_column("level", compose("level", "等级")),
                     text_column("verdict", compose("verdict", "结论")),
                     text_column("reasons", compose("reasons", "原因"))};
    const auto cell = [](const CsvRow& row, const std::optional<std::size_t>& column) {
        // An identity number may stand anywhere in a row that is wrong.
        return column ? shown_cell(row.field(*column), row.field(*column).size()) : std::string();
    };
    const auto verdict_of = [&stages](const CsvRow& row) -> std::optional<Verdict> {
        for (const auto& [column, stage] : stages) {
            for (const Verdict& verdict : {stage.bad, stage.unproved}) {
                if (!verdict.word.empty() && row.field(column) == verdict.word) return verdict;
            }
        }
        return std::nullopt;
    };
    while (const CsvRow* const row = input.reader.next()) {
        const auto verdict = verdict_of(*row);
        // A row that is found to be sound may have been damaged since.
        const auto fault = verdict ? std::nullopt : check_passed_on_ids(*row, candidate, id_number);
        if (fault) report_fault(input.context, *row, *fault);
        roster.any_unreadable |= fault.has_value();
        if (!verdict) continue;
        table.rows.push_back({Cell(row->line()), cell(*row, candidate), cell(*row, name),
                              cell(*row, level),
                              Cell(input.language == Language::zh ? verdict->zh : verdict->word),
                              cell(*row, reasons)});
    }
    return roster;
}

}  // namespace certrec::cli
