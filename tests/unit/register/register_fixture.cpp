#include "register_fixture.hpp"

#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "vectors.hpp"

namespace certrec::testing {

namespace fs = std::filesystem;

namespace {

Level example_level(std::string id, unsigned rank, std::string code, Bilingual name) {
    Level level;
    level.id = std::move(id);
    level.rank = rank;
    level.code = std::move(code);
    level.name = std::move(name);
    return level;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "certrec-register-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::read(const std::string& name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void TemporaryFolder::write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
}

bool TemporaryFolder::has(const std::string& name) const { return fs::exists(path_ / name); }

std::vector<std::string> TemporaryFolder::names() const {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(path_)) names.push_back(file.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

const Standard& example_standard() {
    static const Standard standard = [] {
        Standard example;
        example.id = "pts-example";
        example.title = {"Example \"standard\"", "示例标准"};
        example.levels = {example_level("junior", 1, "1", {"Junior", "初级"}),
                          example_level("senior", 2, "3", {"Senior", "高级"})};
        example.edition = Edition(sha256("the file of the standard"));
        return example;
    }();
    return standard;
}

std::vector<Award> example_awards() {
    const Standard* const standard = &example_standard();
    const Level* const junior = &standard->levels[0];
    const Level* const senior = &standard->levels[1];
    const auto scores = [](std::string theory, std::string practical) {
        return std::vector<PrintedScore>{{"theory", std::move(theory)},
                                         {"practical", std::move(practical)}};
    };
    return {
        {"c1", "张三", "resident-id", "11010519491231002X", standard, junior, Date(2024, 6, 1),
         scores("85", "60.5")},
        {"c2", "O\"Neill, Ann", "passport", "E12345678", standard, junior, Date(2024, 6, 1),
         scores("60", "100")},
        {"c1", "张三", "resident-id", "11010519491231002X", standard, senior, Date(2024, 6, 1),
         scores("70", "70")},
        {"c3", "𠮷田", "other", "A\\1", standard, junior, Date(2024, 12, 31), scores("99", "61")},
        {"c4", "李四", "resident-id", "440308199901010012", standard, junior, Date(2025, 1, 1),
         scores("88.25", "77")},
    };
}

SaltSource counting_salts() {
    return [next = std::uint8_t{0}]() mutable {
        Salt salt{};
        salt.fill(++next);
        return salt;
    };
}

void ignore(const Diagnostic&) {}

void write_config(const TemporaryFolder& folder) {
    folder.write("register.toml", read_vector("register/register.toml"));
}

IssuePlan issue(RegisterStore& store, const std::vector<Award>& awards, const SaltSource& salts) {
    IssuePlan plan = plan_issue(store, awards, salts);
    const Awards all{awards.size(), [&awards](std::size_t i) { return awards[i]; }};
    store.append(entries_of(plan, all));
    return plan;
}

IssuePlan issue_in(const TemporaryFolder& folder, const std::vector<Award>& awards,
                   const SaltSource& salts) {
    const SigningKey key = issuer_key();
    RegisterStore store(folder.path(), key, OpenMode::write, ignore);
    return issue(store, awards, salts);
}

}  // namespace certrec::testing
