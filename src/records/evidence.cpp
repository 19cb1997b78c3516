#include "certrec/records/evidence.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec {

namespace {

namespace fs = std::filesystem;

template <typename Value>
struct Word {
    std::string_view text;
    Value value;
};
template <typename Value>
Word(std::string_view, Value) -> Word<Value>;

constexpr std::array kAttainments = {
    Word{"lower-secondary", Attainment::lower_secondary},
    Word{"upper-secondary", Attainment::upper_secondary},
    Word{"secondary-vocational", Attainment::secondary_vocational},
    Word{"technician-school", Attainment::technician_school},
    Word{"senior-technician-school", Attainment::senior_technician_school},
    Word{"technician-college", Attainment::technician_college},
    Word{"higher-vocational", Attainment::higher_vocational},
    Word{"junior-college", Attainment::junior_college},
    Word{"bachelor", Attainment::bachelor},
    Word{"master", Attainment::master},
    Word{"doctor", Attainment::doctor},
};

constexpr std::array kStatuses = {
    Word{"graduated", EducationStatus::graduated},
    Word{"enrolled", EducationStatus::enrolled},
    Word{"final-year", EducationStatus::final_year},
    Word{"incomplete", EducationStatus::incomplete},
};

constexpr std::array kModes = {
    Word{"online", TrainingMode::online},
    Word{"offline", TrainingMode::offline},
};

/// Every kind of evidence that the formats know; those that no rule reads yet have no value.
constexpr std::array kKinds = {
    Word{"certificate", std::optional(EvidenceKind::certificate)},
    Word{"declaration", std::optional(EvidenceKind::declaration)},
    Word{"education", std::optional(EvidenceKind::education)},
    Word{"recommendation", std::optional(EvidenceKind::recommendation)},
    Word{"training", std::optional(EvidenceKind::training)},
    Word{"employment", std::optional<EvidenceKind>()},
    Word{"apprenticeship", std::optional<EvidenceKind>()},
    Word{"publication", std::optional<EvidenceKind>()},
    Word{"teaching", std::optional<EvidenceKind>()},
};

template <typename Words>
auto find_word(const Words& words, std::string_view text) {
    using Value = decltype(words.front().value);
    const auto word =
        std::find_if(words.begin(), words.end(), [text](const auto& w) { return w.text == text; });
    return word == words.end() ? std::nullopt : std::optional<Value>(word->value);
}

template <typename Words, typename Value>
std::string_view text_of(const Words& words, Value value) {
    return std::find_if(words.begin(), words.end(),
                        [value](const auto& w) { return w.value == value; })
        ->text;
}

template <typename Words>
std::string list_words(const Words& words) {
    std::vector<std::string> texts;
    for (const auto& word : words) texts.emplace_back(word.text);
    return joined(texts);
}

/// The cells of one row: an empty one is an unknown value; a wrong one is reported and makes the
/// row unreadable.
class EvidenceRow {
  public:
    EvidenceRow(const CsvRow& row, const DiagnosticSink& sink) : row_(row), sink_(sink) {}

    [[nodiscard]] bool readable() const { return readable_; }

    void require(std::size_t column) {
        if (row_.field(column).empty()) {
            report(column, compose("no candidate_id", "缺少考生编号"), {});
        }
    }

    [[nodiscard]] std::optional<std::string> text(std::size_t column) const {
        const std::string_view cell = row_.field(column);
        return cell.empty() ? std::nullopt : std::optional(std::string(cell));
    }

    [[nodiscard]] std::optional<Date> date(std::size_t column) {
        const std::string_view cell = row_.field(column);
        if (cell.empty()) return std::nullopt;
        const auto value = parse_date(cell);
        if (!value) report(column, describe_date_fault(cell), {});
        return value;
    }

    [[nodiscard]] std::optional<Decimal> hours(std::size_t column) {
        const std::string_view cell = row_.field(column);
        if (cell.empty()) return std::nullopt;
        const auto value = parse_decimal(cell);
        if (!value) {
            report(column, describe_decimal_fault(cell), {});
        } else if (*value < Decimal(0, 0) || *value > Decimal(100'000, 0)) {
            report(column,
                   compose("{} hours of training; from 0 to 100000 are possible",
                           "培训 {} 学时；应在 0 到 100000 之间", shown_cell(cell)),
                   {});
        }
        return value;
    }

    template <typename Words>
    [[nodiscard]] auto word(std::size_t column, const Words& words) {
        const std::string_view cell = row_.field(column);
        const auto value = find_word(words, cell);
        if (!value && !cell.empty()) {
            report(column, compose("unknown word '{}'", "未知的词“{}”", shown_cell(cell)),
                   compose("the words are: {}", "可用的词：{}", list_words(words)));
        }
        return value;
    }

  private:
    void report(std::size_t column, Bilingual message, Bilingual hint) {
        readable_ = false;
        sink_({Severity::error, row_.location(column), std::move(message), std::move(hint)});
    }

    const CsvRow& row_;
    const DiagnosticSink& sink_;
    bool readable_ = true;
};

/// Reads rows of one kind. The columns are looked up in the order in which `columns` names them.
template <std::size_t N, typename Add>
void read_kind(CsvReader& reader, const std::array<std::string_view, N>& columns,
               const DiagnosticSink& sink, Dossiers& dossiers, const Add& add) {
    const std::size_t id = reader.header().require("candidate_id");
    std::array<std::size_t, N> at{};
    for (std::size_t i = 0; i < N; ++i) at[i] = reader.header().require(columns[i]);
    while (const CsvRow* const row = reader.next()) {
        Dossier& dossier = dossiers[std::string(row->field(id))];
        ++dossier.rows;
        EvidenceRow cells(*row, sink);
        cells.require(id);
        add(dossier, cells, at);
        if (!cells.readable()) dossier.unreadable.push_back(row->location());
    }
}

void read_certificates(CsvReader& reader, const DiagnosticSink& sink, Dossiers& dossiers) {
    constexpr std::array<std::string_view, 4> kColumns = {"standard", "level", "issued_on",
                                                          "valid_until"};
    read_kind(reader, kColumns, sink, dossiers, [](Dossier& dossier, EvidenceRow& row, auto& at) {
        dossier.certificates.push_back(
            {row.text(at[0]), row.text(at[1]), row.date(at[2]), row.date(at[3])});
    });
}

void read_declarations(CsvReader& reader, const DiagnosticSink& sink, Dossiers& dossiers) {
    constexpr std::array<std::string_view, 2> kColumns = {"kind", "signed_on"};
    read_kind(reader, kColumns, sink, dossiers, [](Dossier& dossier, EvidenceRow& row, auto& at) {
        dossier.declarations.push_back({row.text(at[0]), row.date(at[1])});
    });
}

void read_educations(CsvReader& reader, const DiagnosticSink& sink, Dossiers& dossiers) {
    constexpr std::array<std::string_view, 3> kColumns = {"attainment", "status", "graduated_on"};
    read_kind(reader, kColumns, sink, dossiers, [](Dossier& dossier, EvidenceRow& row, auto& at) {
        dossier.educations.push_back(
            {row.word(at[0], kAttainments), row.word(at[1], kStatuses), row.date(at[2])});
    });
}

void read_recommendations(CsvReader& reader, const DiagnosticSink& sink, Dossiers& dossiers) {
    constexpr std::array<std::string_view, 3> kColumns = {"employer", "level", "signed_on"};
    read_kind(reader, kColumns, sink, dossiers, [](Dossier& dossier, EvidenceRow& row, auto& at) {
        dossier.recommendations.push_back({row.text(at[0]), row.text(at[1]), row.date(at[2])});
    });
}

void read_trainings(CsvReader& reader, const DiagnosticSink& sink, Dossiers& dossiers) {
    constexpr std::array<std::string_view, 5> kColumns = {"standard", "level", "mode", "hours",
                                                          "completed_on"};
    read_kind(reader, kColumns, sink, dossiers, [](Dossier& dossier, EvidenceRow& row, auto& at) {
        dossier.trainings.push_back({row.text(at[0]), row.text(at[1]), row.word(at[2], kModes),
                                     row.hours(at[3]), row.date(at[4])});
    });
}

void read_file_of(EvidenceKind kind, const fs::path& path, const DiagnosticSink& sink,
                  Dossiers& dossiers) {
    CsvReader reader(open_file(path));
    switch (kind) {
        case EvidenceKind::certificate: return read_certificates(reader, sink, dossiers);
        case EvidenceKind::declaration: return read_declarations(reader, sink, dossiers);
        case EvidenceKind::education: return read_educations(reader, sink, dossiers);
        case EvidenceKind::recommendation: return read_recommendations(reader, sink, dossiers);
        case EvidenceKind::training: return read_trainings(reader, sink, dossiers);
    }
}

/// The files of the folder by name, without hidden ones.
std::vector<fs::path> list_files(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    if (error == std::errc::no_such_file_or_directory) {
        throw Refusal({Severity::error,
                       {folder.string(), 0, 0},
                       compose("there is no such folder", "文件夹不存在"),
                       {}});
    }
    if (error == std::errc::not_a_directory) {
        throw Refusal({Severity::error,
                       {folder.string(), 0, 0},
                       compose("is not a folder", "不是文件夹"),
                       compose("evidence is a folder with one CSV file for each kind",
                               "证明材料为文件夹，每类一个 CSV 文件")});
    }
    if (error) {
        throw SystemFailure(compose("cannot read {}", "无法读取 {}", shown(folder.string(), 400)),
                            error.value());
    }
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : entries) {
        if (!entry.path().filename().string().starts_with('.')) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

int attainment_rank(Attainment attainment) {
    switch (attainment) {
        case Attainment::lower_secondary: return 1;
        case Attainment::upper_secondary:
        case Attainment::secondary_vocational:
        case Attainment::technician_school: return 2;
        case Attainment::senior_technician_school:
        case Attainment::technician_college:
        case Attainment::higher_vocational:
        case Attainment::junior_college: return 3;
        case Attainment::bachelor: return 4;
        case Attainment::master: return 5;
        case Attainment::doctor: break;
    }
    return 6;
}

std::optional<Attainment> parse_attainment(std::string_view word) {
    return find_word(kAttainments, word);
}
std::optional<EducationStatus> parse_education_status(std::string_view word) {
    return find_word(kStatuses, word);
}
std::optional<TrainingMode> parse_training_mode(std::string_view word) {
    return find_word(kModes, word);
}

std::string_view format_attainment(Attainment attainment) {
    return text_of(kAttainments, attainment);
}
std::string_view format_education_status(EducationStatus status) {
    return text_of(kStatuses, status);
}
std::string_view format_training_mode(TrainingMode mode) { return text_of(kModes, mode); }

Dossiers read_evidence(const fs::path& folder, const std::set<EvidenceKind>& wanted,
                       const DiagnosticSink& sink) {
    Dossiers dossiers;
    for (const fs::path& path : list_files(folder)) {
        const auto known =
            path.extension() == ".csv" ? find_word(kKinds, path.stem().string()) : std::nullopt;
        if (!known) {
            throw Refusal({Severity::error,
                           {path.string(), 0, 0},
                           compose("this is no kind of evidence", "不是证明材料的类别"),
                           compose("the folder holds CSV files named after their kind: {}",
                                   "文件夹中为以类别命名的 CSV 文件：{}", list_words(kKinds))});
        }
        const std::optional<EvidenceKind> kind = *known;
        if (kind && wanted.contains(*kind)) {
            read_file_of(*kind, path, sink, dossiers);
        } else {
            sink({Severity::note,
                  {path.string(), 0, 0},
                  compose("no condition of the standard looks at this kind of evidence",
                          "标准的申报条件不涉及此类证明材料"),
                  {}});
        }
    }
    return dossiers;
}

}  // namespace certrec
