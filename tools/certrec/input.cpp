#include "input.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/compose.hpp"
#include "base/likely_hint.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/catalogue.hpp"
#include "column_file.hpp"
#include "option_values.hpp"

namespace certrec::cli {

namespace {

/// The parts of a list with commas, some perhaps in quotes as in CSV.
std::vector<std::string> parts_of(const std::string& list) {
    try {
        return CsvReader(read_memory("--columns", list + "\n")).header().names();
    } catch (const Refusal& refusal) {
        throw UsageError(compose("--columns cannot be read: {0}", "无法读取 --columns：{1}",
                                 refusal.diagnostic().message.en, refusal.diagnostic().message.zh));
    }
}

std::vector<std::string> names_of(const TableColumns& columns) {
    std::vector<std::string> names;
    for (const ColumnName* const column : all_columns(columns)) names.push_back(column->name);
    return names;
}

bool is_among(const std::string& name, const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Bilingual hint_of_names(const std::string& name, const std::vector<std::string>& known) {
    return likely_hint(nearest(name, known),
                       compose("the columns are: {}", "各列为：{}", joined(known)));
}

/// Whether the name of a column that the standard does not have is likely misspelled: it is nearly
/// that of one which no other mapping is for.
bool is_doubtful(const ColumnMapping& mapping, const std::vector<std::string>& known,
                 const std::vector<ColumnMapping>& all) {
    const auto likely = nearest(mapping.name, known);
    return likely && std::none_of(all.begin(), all.end(), [&](const ColumnMapping& other) {
               return other.name == *likely;
           });
}

/// What certrec calls the column of that name, unless the table may have any columns.
std::string name_in(const ColumnFinder& finder, const TableColumns& columns,
                    const std::string& name) {
    const ColumnName* const known = columns.are_open ? nullptr : finder.find(name);
    return known == nullptr ? name : known->name;
}

/// Those of --columns-file for such a table. One file serves all standards: what is for columns of
/// another one is left aside.
std::vector<ColumnMapping> kept_mappings(const Context& context, const TableColumns& columns) {
    const auto kept = context.mappings.find(columns.kind);
    if (kept == context.mappings.end()) return {};
    if (columns.are_open) return kept->second;
    const std::vector<std::string> known = names_of(columns);
    std::vector<ColumnMapping> mappings;
    const ColumnFinder finder(columns);
    for (ColumnMapping mapping : kept->second) {
        mapping.name = name_in(finder, columns, mapping.name);
        if (is_among(mapping.name, known)) {
            mappings.push_back(mapping);
        } else if (is_doubtful(mapping, known, kept->second)) {
            context.report({Severity::note, mapping.at,
                            compose("under this standard the table {0} has no "
                                    "column '{1}', which is left aside",
                                    "按此标准 {0} 没有列“{1}”，已忽略",
                                    format_table_kind(columns.kind), shown(mapping.name)),
                            hint_of_names(mapping.name, known)});
        }
    }
    return mappings;
}

void add_columns(const std::string& list, const TableColumns& columns, TableForm& form) {
    const std::vector<std::string> known = names_of(columns);
    const ColumnFinder finder(columns);
    for (const std::string& part : parts_of(list)) {
        const std::size_t sign = part.find('=');
        if (!form.has_header && sign != std::string::npos) {
            throw UsageError(compose("--columns: '{}' maps a column of a header, and there is none",
                                     "--columns：没有列名行，不能用“{}”对应列名", shown(part)),
                             compose("write the columns in their order, such as candidate_id,level",
                                     "请按顺序写出各列，如 candidate_id,level"));
        } else if (!form.has_header) {
            const ColumnName* const column = finder.find(part);
            form.order.push_back(column == nullptr ? part : column->name);
        } else if (sign == std::string::npos || sign == 0 || sign + 1 == part.size()) {
            throw UsageError(compose("--columns: '{}' maps no column",
                                     "--columns：“{}”未指明列的对应关系", shown(part)),
                             compose("write name=found, such as theory=理论, with commas between",
                                     "请写作 列名=文件中的列名，如 theory=理论，以逗号分隔"));
        } else {
            const std::string name = name_in(finder, columns, part.substr(0, sign));
            if (!columns.are_open && !is_among(name, known)) {
                throw UsageError(compose("--columns: there is no column '{}' to map",
                                         "--columns：没有名为“{}”的列", shown(name)),
                                 hint_of_names(name, known));
            }
            form.mappings.push_back({name, part.substr(sign + 1), false});
        }
    }
}

TableForm form_of(const TableColumns& columns, const InputOptions& options) {
    TableForm form;
    form.encoding = parse_text_encoding(options.encoding);
    form.separator = parse_separator(options.delimiter);
    form.has_header = !options.no_headers;
    if (!options.columns.empty()) add_columns(options.columns, columns, form);
    return form;
}

/// What a standard calls a part of the scores, with the words that usually follow it.
std::vector<std::string> score_names(const Bilingual& name,
                                     const std::vector<std::string>& others) {
    constexpr std::array<std::string_view, 4> kEndings = {"考试", "考核", "成绩", "评分"};
    constexpr std::array<std::string_view, 6> kFollowing = {"成绩", "分数",     "得分",
                                                            "分",   "考试成绩", "考核成绩"};
    std::vector<std::string> stems;
    if (!name.zh.empty()) stems.push_back(name.zh);
    for (const std::string_view ending : kEndings) {
        if (name.zh.size() > ending.size() && name.zh.ends_with(ending)) {
            stems.push_back(name.zh.substr(0, name.zh.size() - ending.size()));
        }
    }
    stems.insert(stems.end(), others.begin(), others.end());
    std::vector<std::string> names;
    names.reserve(stems.size() * (1 + kFollowing.size()) + 3);
    names.insert(names.end(), stems.begin(), stems.end());
    for (const std::string& stem : stems) {
        for (const std::string_view following : kFollowing) {
            names.emplace_back(stem).append(following);
        }
    }
    if (!name.en.empty()) {
        names.insert(names.end(), {name.en, name.en + " score", name.en + " points"});
    }
    return names;
}

ColumnName session_column(const Component& component) {
    ColumnName column{component.id + "_session", {}};
    const auto names = score_names(component.name, component_aliases(component.id));
    column.aliases.reserve(3 * names.size());
    for (const std::string& name : names) {
        column.aliases.push_back(name + "场次");
        column.aliases.push_back(name + "场次编号");
        column.aliases.push_back(name + " session");
    }
    return column;
}

/// Another name that stands for two columns stands for neither.
void drop_doubtful(std::vector<ColumnName>& columns) {
    std::unordered_map<std::string_view, const ColumnName*> owners;
    std::unordered_set<std::string> doubtful;
    for (const ColumnName& column : columns) {
        for (const std::string& alias : column.aliases) {
            if (owners.emplace(alias, &column).first->second != &column) doubtful.insert(alias);
        }
    }
    if (doubtful.empty()) return;
    for (ColumnName& column : columns) {
        std::erase_if(column.aliases,
                      [&](const std::string& alias) { return doubtful.contains(alias); });
    }
}

}  // namespace

ByteSource open_input(Context& context, const std::string& path) {
    if (path != "-") return open_file(path);
    if (context.input_is_terminal) {
        throw UsageError(compose("no input file, and standard input is a terminal",
                                 "未指定输入文件，且标准输入是终端"),
                         compose("name a file, or pipe one in", "请指定文件，或由管道输入"));
    }
    return context.input;
}

void refuse_double_standard_input(std::span<const std::string> paths) {
    if (std::count(paths.begin(), paths.end(), "-") < 2) return;
    throw UsageError(compose("standard input is asked for twice", "标准输入被指定了两次"),
                     compose("name a file for one of them", "请为其中之一指定文件"));
}

void add_input_options(CLI::App& command, InputOptions& options, const Say& say) {
    command
        .add_option(
            "--encoding", options.encoding,
            say("Encoding of the input (default: found out)", "输入文件的编码（默认：自动识别）"))
        ->option_text(kEncodingWords);
    command
        .add_option("--delimiter", options.delimiter,
                    say("What separates fields; also , ; | themselves (default: found out)",
                        "字段的分隔符，也可直接写 , ; |（默认：自动识别）"))
        ->option_text(kSeparatorWords);
    command
        .add_option("--columns", options.columns,
                    say("What the input calls columns, such as theory=理论; with --no-headers, "
                        "which columns it has",
                        "输入文件中的列名，如 theory=理论；与 --no-headers 同用时为其各列"))
        ->type_name("LIST");
    command.add_flag("--no-headers", options.no_headers,
                     say("The input has no row of column names", "输入文件没有列名行"));
    add_columns_file_option(command, options.columns_file, say);
}

CLI::Option* add_columns_file_option(CLI::App& command, std::string& path, const Say& say) {
    return command
        .add_option("--columns-file", path,
                    say("A TOML file of what each kind of table calls its columns",
                        "写明各类表列名的 TOML 文件"))
        ->type_name("FILE");
}

void use_columns_file(Context& context, const std::string& path) {
    if (!path.empty()) context.mappings = read_column_file(path, context.sink());
}

ByteSource open_table(Context& context, const std::string& path, TableColumns columns,
                      const InputOptions* options) {
    TableForm form = options == nullptr ? TableForm{} : form_of(columns, *options);
    if (form.has_header && form.mappings.empty()) form.mappings = kept_mappings(context, columns);
    return certrec::open_table(open_input(context, path), std::move(columns), form, context.sink());
}

OpenEvidence open_evidence(Context& context) {
    return [&context](const std::filesystem::path& path, EvidenceKind kind) {
        const TableColumns columns{parse_table_kind(format_evidence_kind(kind)).value(), {}};
        return open_table(context, path.string(), columns);
    };
}

std::optional<Standard> load_named_standard(const Context& context, const std::string& option) {
    if (option.empty()) return std::nullopt;
    return load_standard(option, context.sink());
}

TableColumns columns_of_results(const std::optional<Standard>& standard) {
    if (standard) return columns_under(*standard, TableKind::results);
    TableColumns columns{TableKind::results, {}, true};
    for (const ColumnName& component : usual_components()) {
        columns.more.push_back({component.name, score_names({}, component.aliases)});
    }
    drop_doubtful(columns.more);
    return columns;
}

TableColumns columns_under(const Standard& standard, TableKind kind) {
    TableColumns columns{kind, {}};
    for (const ScoreColumn& column : score_columns(standard)) {
        const Component& component = standard.components[column.component];
        ColumnName& name = columns.more.emplace_back(ColumnName{column.name, {}});
        switch (column.part) {
            case ScoreColumn::Part::own:
                name.aliases = score_names(component.name, component_aliases(component.id));
                break;
            case ScoreColumn::Part::item:
                name.aliases = score_names(component.items[column.item].name, {});
                break;
            case ScoreColumn::Part::of:
            case ScoreColumn::Part::to: break;
        }
    }
    for (const Component& component : standard.components) {
        columns.more.push_back(session_column(component));
    }
    drop_doubtful(columns.more);
    return columns;
}

}  // namespace certrec::cli
