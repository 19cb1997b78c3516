// Makes a scores.csv of any size for the benchmark: the same bytes for the same seed and number.
//
//     generate ROWS [SEED] > scores.csv
//
// Columns candidate_id,name,site,level,theory,practical; Chinese names; scores bell-shaped around
// 72 with whole numbers, one and two decimals, a few words and empty cells, as real files have
// them.
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

/// SplitMix64 (Steele, Lea, Flood 2014): the same sequence on every machine.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// From 0 to bound - 1.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

  private:
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
        return z ^ z >> 31U;
    }

    std::uint64_t state_;
};

constexpr std::array<std::string_view, 24> kSurnames = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐",   "孙",
    "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "欧阳", "司马"};
constexpr std::array<std::string_view, 24> kGivenNames = {
    "伟", "芳", "娜", "敏", "静", "丽",   "强", "磊", "军", "洋",   "勇",   "艳",
    "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚", "桂英", "梓涵", "子轩"};
constexpr std::array<std::string_view, 6> kSites = {"南京", "合肥", "成都", "贵阳", "武汉", "西安"};
constexpr std::array<std::string_view, 3> kLevels = {"junior", "intermediate", "senior"};

template <typename Words>
std::string_view pick(Random& random, const Words& words) {
    return words[random.below(words.size())];
}

void append_score(Random& random, std::string& row) {
    const std::uint64_t kind = random.below(200);
    if (kind == 0) {
        row += "absent";
    } else if (kind == 1) {
        row += "缺考";
    } else if (kind == 2) {
        row += "disqualified";
    } else if (kind != 3) {
        // The sum of four dice is near enough to a bell.
        std::uint64_t hundredths = 4400;
        for (int die = 0; die < 4; ++die)
            hundredths += random.below(1401);
        row += std::to_string(hundredths / 100);
        if (kind >= 150) {
            row += '.';
            row += static_cast<char>('0' + hundredths / 10 % 10);
        }
        if (kind >= 190) row += static_cast<char>('0' + hundredths % 10);
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t rows = 0;
    std::uint64_t seed = 1;
    const auto read = [](std::string_view text, std::uint64_t& value) {
        return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
    };
    if (argc < 2 || !read(argv[1], rows) || (argc > 2 && !read(argv[2], seed))) {
        std::fputs("usage: generate ROWS [SEED]\n", stderr);
        return 2;
    }
    Random random(seed);
    std::string block = "candidate_id,name,site,level,theory,practical\n";
    for (std::uint64_t row = 1; row <= rows; ++row) {
        const std::string number = std::to_string(row);
        block += 'C';
        block.append(number.size() < 8 ? 8 - number.size() : 0, '0');
        block += number;
        block += ',';
        block += pick(random, kSurnames);
        block += pick(random, kGivenNames);
        block += ',';
        block += pick(random, kSites);
        block += ',';
        block += pick(random, kLevels);
        block += ',';
        append_score(random, block);
        block += ',';
        append_score(random, block);
        block += '\n';
        if (block.size() > 1U << 20U || row == rows) {
            if (std::fwrite(block.data(), 1, block.size(), stdout) != block.size()) return 4;
            block.clear();
        }
    }
    return std::fflush(stdout) == 0 ? 0 : 4;
}
