// Makes applications and their evidence of any number for the benchmark: the same bytes for the
// same options.
//
//     generate_applications ROWS sorted|shuffled FOLDER [SEED]
//
// FOLDER/applications.csv has ROWS rows, FOLDER/evidence/ five times as many in employment.csv,
// certificate.csv, education.csv and apprenticeship.csv, all for levels 5, 4 and 3 of
// nos-4-04-05-03 on one day. About half of the candidates are eligible. Jobs overlap, touch, leave
// gaps and run on; occupations, certificates and studies are this occupation's, related or
// neither; certificates expire and are revoked. `sorted`: every file by candidate_id, bytewise;
// `shuffled`: the same rows, every file in an order of its own.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): the same sequence on every machine.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// From 0 to bound - 1.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

    /// From `least` to `most`.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least +
               static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
    }

    bool percent(std::uint64_t chance) { return below(100) < chance; }

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
        return z ^ z >> 31U;
    }

  private:
    std::uint64_t state_;
};

/// A file that is being made: its rows in the order in which they came.
struct Table {
    std::string_view name;
    std::string_view header;
    std::string rows{};
    std::vector<std::size_t> begins{};
};

struct Tables {
    Table applications{"applications.csv",
                       "candidate_id,name,id_type,id_number,level,applied_on\n"};
    Table employment{"evidence/employment.csv", "candidate_id,occupation,from,to\n"};
    Table certificate{
        "evidence/certificate.csv",
        "candidate_id,standard,level,issued_on,valid_until,number,kind,occupation,revoked_on\n"};
    Table education{"evidence/education.csv",
                    "candidate_id,attainment,status,graduated_on,field,programme\n"};
    Table apprenticeship{"evidence/apprenticeship.csv", "candidate_id,occupation,completed_on\n"};
};

using Day = std::int64_t;  // days since 1970-01-01

constexpr Day kAppliedOn = 20'697;  // 2026-09-01
constexpr std::int64_t kEvidenceOfEach = 5;

struct Candidate {
    std::string id;
    int level = 5;
    Day career_begin = 0;
    std::int64_t career_days = 0;
};

constexpr std::array<std::string_view, 32> kSurnames = {
    "王", "李", "张", "刘", "陈", "杨",   "赵",   "黄", "周", "吴", "徐",
    "孙", "胡", "朱", "高", "林", "何",   "郭",   "马", "罗", "梁", "宋",
    "郑", "谢", "韩", "唐", "冯", "欧阳", "司马", "于", "董", "萧"};
constexpr std::array<std::string_view, 32> kGivenNames = {
    "伟",   "芳",   "娜",   "敏",   "静",   "丽",   "强", "磊",   "军", "洋",   "勇",
    "艳",   "杰",   "娟",   "涛",   "明",   "超",   "霞", "平",   "刚", "秀英", "桂英",
    "梓涵", "子轩", "雨桐", "浩然", "建国", "志强", "晓", "婷婷", "文", "佳怡"};

struct Occupation {
    std::string_view word;
    std::string_view standard;
};

constexpr std::string_view kStandard = "nos-4-04-05-03";
constexpr Occupation kOwnCode = {"4-04-05-03", kStandard};
constexpr Occupation kOwnName = {"呼叫中心服务员", kStandard};
constexpr std::array<Occupation, 4> kRelated = {{{"电子商务师", "nos-4-01-02-02"},
                                                 {"营销员", "nos-4-01-02-01"},
                                                 {"商品营业员", "nos-4-01-02-03"},
                                                 {"人工智能训练师", "nos-4-04-05-05"}}};
constexpr std::array<Occupation, 5> kOthers = {{{"保安员", "nos-4-07-05-01"},
                                                {"快递员", "nos-4-02-07-08"},
                                                {"餐厅服务员", "nos-4-03-02-05"},
                                                {"保育员", "nos-4-10-01-03"},
                                                {"仓储管理员", "nos-4-02-06-01"}}};

template <typename Words>
auto pick(Random& random, const Words& words) {
    return words[random.below(words.size())];
}

void append_number(std::uint64_t number, std::size_t width, std::string& text) {
    const std::string digits = std::to_string(number);
    text.append(digits.size() < width ? width - digits.size() : 0, '0');
    text += digits;
}

void append_date(Day day, std::string_view separator, std::string& text) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    append_number(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4, text);
    text += separator;
    append_number(static_cast<unsigned>(date.month()), 2, text);
    text += separator;
    append_number(static_cast<unsigned>(date.day()), 2, text);
}

std::string format_day(Day day) {
    std::string text;
    append_date(day, "-", text);
    return text;
}

void append_row(Table& table, std::string_view candidate_id,
                std::initializer_list<std::string_view> cells) {
    table.begins.push_back(table.rows.size());
    table.rows += candidate_id;
    for (const std::string_view cell : cells) {
        table.rows += ',';
        table.rows += cell;
    }
    table.rows += '\n';
}

/// GB 11643-1999: area, birth date, sequence, check digit. Another number for every row; none ends
/// in three zeros, as numbers that a spreadsheet has cut do.
std::string resident_number(std::uint64_t row, Day born_on) {
    constexpr std::array<unsigned, 17> kWeights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                   3, 7, 9,  10, 5, 8, 4, 2};
    const std::uint64_t area = row / 990 * 2741 % 6500;  // 2741 and 6500 have no common factor
    std::string number;
    append_number(11 + area / 1300, 2, number);
    append_number(1 + area / 65 % 20, 2, number);
    append_number(1 + area % 65, 2, number);
    append_date(born_on, "", number);
    append_number(row / 99 % 10 * 100 + 1 + row % 99, 3, number);
    unsigned sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i)
        sum += kWeights[i] * static_cast<unsigned>(number[i] - '0');
    number += "10X98765432"[sum % 11];
    return number;
}

void append_application(Random& random, std::uint64_t row, const Candidate& candidate,
                        Table& table) {
    std::string name(pick(random, kSurnames));
    name += pick(random, kGivenNames);
    const Day born_on = candidate.career_begin - random.between(18 * 366, 30 * 366);
    append_row(table, candidate.id,
               {name, "resident-id", resident_number(row, born_on), std::to_string(candidate.level),
                format_day(kAppliedOn)});
}

/// Of this occupation or related, `chance` times out of a hundred.
Occupation pick_occupation(Random& random, std::uint64_t chance) {
    if (!random.percent(chance)) return pick(random, kOthers);
    if (!random.percent(70)) return pick(random, kRelated);
    return random.percent(90) ? kOwnCode : kOwnName;
}

Day pick_day(Random& random, const Candidate& candidate) {
    return random.between(candidate.career_begin, kAppliedOn);
}

/// The jobs of one career: one after the other, and beside them once they reach the present.
void append_jobs(Random& random, const Candidate& candidate, std::int64_t jobs, Table& table) {
    Day from = candidate.career_begin;
    for (std::int64_t job = 0; job < jobs; ++job) {
        if (from > kAppliedOn) from = pick_day(random, candidate);
        const std::int64_t days = random.between(30, 60 + 2 * candidate.career_days / jobs);
        const Day to = from + days - 1;
        const bool runs_on = to >= kAppliedOn && random.percent(80);
        append_row(table, candidate.id,
                   {pick_occupation(random, 75).word, format_day(from),
                    runs_on ? std::string() : format_day(std::min(to, kAppliedOn))});
        const std::uint64_t next = random.below(10);
        if (next < 4) {
            from = to + 1;
        } else if (next < 7) {
            from = to + random.between(2, 300);
        } else {
            from = to - random.between(0, days - 1);
        }
    }
}

/// Valid for ever, for some years, or expired; never two of one number. That of this standard need
/// not name the occupation.
void append_certificate(Random& random, const Candidate& candidate, int level, Day issued_on,
                        Table& table) {
    const Occupation occupation = pick_occupation(random, 88);
    const std::string issued = format_day(issued_on);
    const std::string valid_until =
        random.percent(30) ? format_day(issued_on + random.between(3 * 366, 15 * 366)) : "";
    const std::string revoked_on =
        random.percent(2) ? format_day(random.between(issued_on, kAppliedOn)) : "";
    const std::uint64_t serial = table.begins.size();
    std::string number = "Y000144";
    append_number(1 + serial / 1'000'000, 6, number);
    number += issued.substr(2, 2);
    number += std::to_string(level);
    append_number(serial % 1'000'000, 6, number);
    append_row(table, candidate.id,
               {occupation.standard, std::to_string(level), issued, valid_until, number,
                random.percent(85) ? "skill-level" : "vocational-qualification",
                occupation.standard == kStandard ? "" : occupation.word, revoked_on});
}

/// Those of the levels below the one applied for.
std::int64_t append_certificates(Random& random, const Candidate& candidate, Table& table) {
    const std::size_t before = table.begins.size();
    if (candidate.level == 5) return 0;
    const Day first = candidate.career_begin + random.between(0, candidate.career_days / 2);
    if (random.percent(candidate.level == 4 ? 70 : 40))
        append_certificate(random, candidate, 5, first, table);
    if (candidate.level == 4) {
        if (random.percent(8)) {
            append_certificate(random, candidate, 5, pick_day(random, candidate), table);
        }
    } else if (random.percent(85)) {
        const Day second = first + random.between(365, candidate.career_days / 2);
        append_certificate(random, candidate, 4, second, table);
    }
    return static_cast<std::int64_t>(table.begins.size() - before);
}

void append_study(Random& random, const Candidate& candidate, Table& table) {
    constexpr std::array<std::string_view, 4> kLow = {"lower-secondary", "upper-secondary",
                                                      "upper-secondary", "secondary-vocational"};
    constexpr std::array<std::string_view, 6> kMiddle = {
        "upper-secondary",   "secondary-vocational", "secondary-vocational",
        "technician-school", "higher-vocational",    "junior-college"};
    constexpr std::array<std::string_view, 7> kHigh = {"upper-secondary",
                                                       "secondary-vocational",
                                                       "senior-technician-school",
                                                       "technician-college",
                                                       "higher-vocational",
                                                       "junior-college",
                                                       "bachelor"};
    constexpr std::array<std::string_view, 4> kFields = {"this", "related", "other", "other"};
    const std::string_view attainment = candidate.level == 5   ? pick(random, kLow)
                                        : candidate.level == 4 ? pick(random, kMiddle)
                                                               : pick(random, kHigh);
    const bool vocational =
        attainment == "secondary-vocational" || attainment == "higher-vocational";
    const std::string_view programme = !vocational || random.percent(60) ? "none"
                                       : attainment == "higher-vocational" && candidate.level == 3
                                           ? "senior-skills"
                                           : "intermediate-skills";
    const std::uint64_t status = random.below(20);
    if (status == 0) {
        append_row(table, candidate.id,
                   {attainment, "final-year", format_day(kAppliedOn + random.between(100, 330)),
                    pick(random, kFields), programme});
    } else if (status == 1) {
        append_row(table, candidate.id,
                   {attainment, "enrolled", "", pick(random, kFields), programme});
    } else {
        append_row(table, candidate.id,
                   {attainment, status == 2 ? "incomplete" : "graduated",
                    format_day(candidate.career_begin - random.between(0, 1000)),
                    pick(random, kFields), programme});
    }
}

std::int64_t append_education(Random& random, const Candidate& candidate, Table& table) {
    const std::uint64_t kind = random.below(20);
    const std::int64_t studies = kind < 10 ? 0 : kind < 19 ? 1 : 2;
    for (std::int64_t study = 0; study < studies; ++study) append_study(random, candidate, table);
    return studies;
}

std::int64_t append_apprenticeship(Random& random, const Candidate& candidate, Table& table) {
    if (!random.percent(candidate.level == 5 ? 20 : 5)) return 0;
    append_row(table, candidate.id,
               {pick_occupation(random, 80).word, format_day(pick_day(random, candidate))});
    return 1;
}

Candidate make_candidate(Random& random, std::uint64_t row) {
    Candidate candidate;
    candidate.id = "C";
    append_number(row, 7, candidate.id);
    const std::uint64_t level = random.below(20);
    candidate.level = level < 8 ? 5 : level < 15 ? 4 : 3;
    candidate.career_days = candidate.level == 5   ? random.between(60, 1000)
                            : candidate.level == 4 ? random.between(1000, 5500)
                                                   : random.between(3000, 8000);
    candidate.career_begin = kAppliedOn - candidate.career_days;
    return candidate;
}

Tables make_tables(std::uint64_t rows, std::uint64_t seed) {
    Tables tables;
    std::int64_t due = 0;  // rows of evidence that earlier candidates did without
    for (std::uint64_t row = 1; row <= rows; ++row) {
        Random random(seed << 32U ^ row);
        const Candidate candidate = make_candidate(random, row);
        append_application(random, row, candidate, tables.applications);
        due += kEvidenceOfEach;
        due -= append_certificates(random, candidate, tables.certificate);
        due -= append_education(random, candidate, tables.education);
        due -= append_apprenticeship(random, candidate, tables.apprenticeship);
        const std::int64_t left = row == rows ? 0 : std::min(due, random.between(0, 4));
        append_jobs(random, candidate, due - left, tables.employment);
        due = left;
    }
    return tables;
}

/// Fisher and Yates, not std::shuffle: the same order with every library.
void shuffle(Random random, std::vector<std::pair<std::size_t, std::size_t>>& rows) {
    for (std::size_t last = rows.size(); last > 1; --last)
        std::swap(rows[last - 1], rows[random.below(last)]);
}

bool write_table(const std::filesystem::path& folder, const Table& table, bool shuffled,
                 Random random) {
    std::vector<std::pair<std::size_t, std::size_t>> rows;
    rows.reserve(table.begins.size());
    for (std::size_t row = 0; row < table.begins.size(); ++row) {
        const bool is_last = row + 1 == table.begins.size();
        rows.emplace_back(table.begins[row], is_last ? table.rows.size() : table.begins[row + 1]);
    }
    if (shuffled) shuffle(random, rows);
    std::FILE* const file = std::fopen((folder / table.name).c_str(), "wb");
    if (file == nullptr) return false;
    const auto write = [file](std::string_view text) {
        return std::fwrite(text.data(), 1, text.size(), file) == text.size();
    };
    bool good = write(table.header);
    for (const auto& [begin, end] : rows)
        good = good && write(std::string_view(table.rows).substr(begin, end - begin));
    return std::fclose(file) == 0 && good;
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t rows = 0;
    std::uint64_t seed = 1;
    const auto read = [](std::string_view text, std::uint64_t& value) {
        const char* const end = text.data() + text.size();
        return std::from_chars(text.data(), end, value) == std::from_chars_result{end, std::errc()};
    };
    const std::string_view mode = argc > 2 ? argv[2] : "";
    if (argc < 4 || argc > 5 || !read(argv[1], rows) || rows > 6'000'000 ||
        (mode != "sorted" && mode != "shuffled") || (argc > 4 && !read(argv[4], seed))) {
        (void)std::fputs("usage: generate_applications ROWS sorted|shuffled FOLDER [SEED]\n",
                         stderr);
        return 2;
    }
    const std::filesystem::path folder = argv[3];
    std::error_code error;
    std::filesystem::create_directories(folder / "evidence", error);
    const Tables tables = make_tables(rows, seed);
    std::uint64_t order = 0;
    for (const Table* const table : {&tables.applications, &tables.employment, &tables.certificate,
                                     &tables.education, &tables.apprenticeship}) {
        ++order;
        if (!write_table(folder, *table, mode == "shuffled", Random(~seed - order))) {
            std::perror((folder / table->name).c_str());
            return 4;
        }
    }
    return 0;
}
