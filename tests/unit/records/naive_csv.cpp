#include "naive_csv.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include "../base/diagnostics.hpp"

namespace certrec::testing {

namespace {

struct Refused {
    std::string place;
    std::string reason;
};

class NaiveParser {
  public:
    explicit NaiveParser(std::string_view bytes) : bytes_(bytes) {
        if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }

    NaiveCsv parse() {
        NaiveCsv csv;
        try {
            if (at_end()) throw Refused{"0:0", "empty"};
            while (!at_end()) {
                NaiveRow row = parse_row();
                if (csv.rows.empty()) {
                    csv.rows.push_back(std::move(row));
                    continue;
                }
                const std::size_t width = csv.rows.front().fields.size();
                if (row.bytes.empty() && width > 1) continue;
                const std::size_t count = row.fields.size();
                if (count > width) throw Refused{row.fields[width].place, "the row has"};
                if (count < width) throw Refused{std::to_string(row.line) + ":0", "the row has"};
                csv.rows.push_back(std::move(row));
            }
        } catch (const Refused& refused) {
            csv.refused_at = refused.place;
            csv.reason = refused.reason;
        }
        return csv;
    }

  private:
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
    [[nodiscard]] std::string here() const {
        return std::to_string(line_) + ":" + std::to_string(column_);
    }

    /// The character that comes next; empty at the end.
    [[nodiscard]] std::string_view next() const {
        if (at_end()) return {};
        const auto byte = [this](std::size_t i) -> unsigned {
            return at_ + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at_ + i]) : 0;
        };
        const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
        const unsigned lead = byte(0);
        if (lead == 0) throw Refused{here(), "NUL"};
        if (lead < 0x80) return bytes_.substr(at_, 1);
        std::size_t size = 0;
        unsigned long code = 0;
        unsigned long least = 0;
        if (lead >= 0xC0 && lead < 0xE0) {
            size = 2, code = lead & 0x1FU, least = 0x80;
        } else if (lead >= 0xE0 && lead < 0xF0) {
            size = 3, code = lead & 0x0FU, least = 0x800;
        } else if (lead >= 0xF0 && lead < 0xF8) {
            size = 4, code = lead & 0x07U, least = 0x10000;
        } else {
            throw Refused{here(), "not UTF-8"};
        }
        for (std::size_t i = 1; i < size; ++i) {
            if (at_ + i == bytes_.size()) throw cut_off(code, size - i, least);
            if (!tail(i)) throw Refused{here(), "not UTF-8"};
            code = code << 6U | (byte(i) & 0x3FU);
        }
        if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
            throw Refused{here(), "not UTF-8"};
        }
        return bytes_.substr(at_, size);
    }

    /// What ends where so many more bytes would follow: the beginning of a character, if those
    /// bytes could still make one of it.
    [[nodiscard]] Refused cut_off(unsigned long code, std::size_t more, unsigned long least) const {
        const unsigned long lowest = code << 6U * more;
        const unsigned long highest = lowest | ((1UL << 6U * more) - 1);
        const bool is_surrogate = lowest >= 0xD800 && highest <= 0xDFFF;
        const bool could_be = highest >= least && lowest <= 0x10FFFF && !is_surrogate;
        return {here(), could_be ? "in the middle of a character" : "not UTF-8"};
    }

    void pass(std::string_view character) {
        at_ += character.size();
        ++column_;
        if (character == "\n") {
            ++line_;
            column_ = 1;
        }
    }

    NaiveRow parse_row() {
        NaiveRow row;
        row.line = line_;
        const std::size_t begin = at_;
        while (true) {
            row.fields.push_back(parse_field());
            if (next() != ",") break;
            pass(",");
        }
        row.bytes = bytes_.substr(begin, at_ - begin);
        if (next() == "\r") {
            const std::string place = here();
            pass("\r");
            if (next() != "\n") throw Refused{place, "carriage return"};
        }
        if (!at_end()) pass("\n");
        return row;
    }

    /// Stops before the comma, line ending or end.
    NaiveField parse_field() {
        NaiveField field;
        field.place = here();
        const std::size_t begin = at_;
        if (next() == "\"") {
            parse_quoted(field);
        } else {
            while (!ends_field(next())) {
                if (next() == "\"") throw Refused{here(), "a quote inside"};
                field.value += next();
                pass(next());
            }
        }
        field.raw = bytes_.substr(begin, at_ - begin);
        return field;
    }

    void parse_quoted(NaiveField& field) {
        pass("\"");
        while (true) {
            const std::string_view character = next();
            if (character.empty()) throw Refused{field.place, "never closed"};
            pass(character);
            if (character == "\"") {
                if (next() != "\"") break;
                pass("\"");
            }
            field.value += character;
        }
        if (!ends_field(next())) throw Refused{here(), "after the closing quote"};
    }

    static bool ends_field(std::string_view character) {
        return character.empty() || character == "," || character == "\n" || character == "\r";
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::uint64_t column_ = 1;
};

std::string describe(const NaiveRow& row) {
    std::string text = std::to_string(row.line) + ": " + row.bytes;
    for (const NaiveField& field : row.fields) {
        text += "\n  " + field.place + " [" + field.raw + "] [" + field.value + "]";
    }
    return text;
}

NaiveRow row_of(const CsvRow& row) {
    NaiveRow read{std::string(row.bytes()), row.line(), {}};
    // All views are taken before any is looked at: none may spoil another.
    std::vector<std::string_view> values;
    for (std::size_t i = 0; i < row.size(); ++i) values.push_back(row.field(i));
    for (std::size_t i = 0; i < row.size(); ++i) {
        read.fields.push_back(
            {std::string(values[i]), std::string(row.raw_field(i)), place_of(row.location(i))});
    }
    return read;
}

}  // namespace

NaiveCsv parse_naively(std::string_view bytes) { return NaiveParser(bytes).parse(); }

NaiveCsv read_with_reader(ByteSource source) {
    NaiveCsv csv;
    try {
        CsvReader reader(std::move(source));
        const CsvHeader& header = reader.header();
        NaiveRow names{std::string(header.bytes()), header.location(0).line, {}};
        for (std::size_t i = 0; i < header.names().size(); ++i) {
            names.fields.push_back({header.names()[i], "", place_of(header.location(i))});
        }
        csv.rows.push_back(std::move(names));
        add_rows(reader, csv);
    } catch (const Refusal& refusal) {
        csv.refused_at = place_of(refusal.diagnostic().location);
        csv.reason = refusal.diagnostic().message.en;
    }
    return csv;
}

void add_rows(CsvReader& reader, NaiveCsv& csv) {
    while (const CsvRow* const row = reader.next()) csv.rows.push_back(row_of(*row));
}

void add_rows(RowScanner& scanner, NaiveCsv& csv) {
    while (const CsvRow* const row = scanner.next()) csv.rows.push_back(row_of(*row));
}

ByteSource read_in_pieces(std::string bytes, std::size_t most, std::uint64_t seed) {
    struct State {
        std::string bytes;
        std::size_t at;
        Dice dice;
    };
    const auto state = std::make_shared<State>(State{std::move(bytes), 0, Dice(seed)});
    return {
        "test.csv", [state, most](std::span<char> into) {
            const std::size_t left = state->bytes.size() - state->at;
            const std::size_t count = std::min({into.size(), left, state->dice.between(1, most)});
            std::memcpy(into.data(), state->bytes.data() + state->at, count);
            state->at += count;
            return count;
        }};
}

std::string difference(const NaiveCsv& expected, const NaiveCsv& found) {
    for (std::size_t i = 0; i < std::min(expected.rows.size(), found.rows.size()); ++i) {
        NaiveRow wanted = expected.rows[i];
        if (i == 0) {
            for (NaiveField& name : wanted.fields) name.raw.clear();  // a header keeps no raw names
        }
        const std::string a = describe(wanted);
        const std::string b = describe(found.rows[i]);
        if (a != b) return "expected row " + a + "\nfound row " + b;
    }
    if (expected.refused_at != found.refused_at || !contains(found.reason, expected.reason)) {
        return "expected refusal " + expected.refused_at + " " + expected.reason +
               "\nfound refusal " + found.refused_at + " " + found.reason;
    }
    if (expected.rows.size() != found.rows.size()) {
        return "expected " + std::to_string(expected.rows.size()) + " rows, found " +
               std::to_string(found.rows.size());
    }
    return {};
}

const std::vector<std::string>& csv_poison() {
    static const std::vector<std::string> poison = {
        "\r",           "\"",           "x\"",          std::string(1, '\0'),
        "\xFF",         "\x80",         "\xE4\xB8",     "\xC0\x80",
        "\xF0\x9F\x98", "\xED\xA0\x80", "\xEF\xBB\xBF", "\xE0\x80",
        "\xED\xA0",     "\xF5",         "\xF4\x90",     "\xC3"};
    return poison;
}

std::string random_csv_field(Dice& dice) {
    const bool quoted = dice.chance(2);
    std::string field = quoted ? "\"" : "";
    const std::vector<std::string> plain = {"", "a", "姓名", "𠮷", "é", " ", "12.5", "plain text"};
    const std::vector<std::string> inside = {"", ",", "\n", "\r\n", "\"\"", "中", "\r", "x", "😀"};
    for (std::size_t n = dice.below(6); n > 0; --n) {
        field += quoted && dice.chance(2) ? dice.pick(inside) : dice.pick(plain);
    }
    if (dice.chance(40)) field.append(dice.below(200), 'z');
    return quoted ? field + "\"" : field;
}

std::string random_csv(Dice& dice, std::size_t max_rows) {
    std::string bytes = dice.chance(4) ? "\xEF\xBB\xBF" : "";
    const std::size_t width = dice.between(1, 5);
    const std::size_t rows = dice.between(1, max_rows);
    for (std::size_t r = 0; r < rows; ++r) {
        if (r > 0 && dice.chance(12)) bytes += dice.chance(2) ? "\n" : "\r\n";
        const std::size_t count = dice.chance(60) ? dice.between(1, 6) : width;
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) bytes += ',';
            bytes += random_csv_field(dice);
            if (dice.chance(400)) bytes += dice.pick(csv_poison());
        }
        if (r + 1 < rows || dice.chance(2)) bytes += dice.chance(3) ? "\r\n" : "\n";
    }
    return bytes;
}

}  // namespace certrec::testing
