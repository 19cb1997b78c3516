// Decimals, dates and text: no bytes break them, and what is read is written back as it was.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "certrec/base/date.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

void check_decimal(std::string_view text) {
    const auto value = certrec::parse_decimal(text);
    if (!value) {
        check(!certrec::describe_decimal_fault(text).empty());
        return;
    }
    const std::string shortest = format_decimal(*value);
    check(certrec::parse_decimal(shortest) == value);
    check(shortest.size() <= text.size());
    for (const unsigned places : {0U, 1U, 2U, 18U}) {
        const std::string rounded = format_decimal(*value, places);
        check(places < value->scale() || certrec::parse_decimal(rounded) == value);
    }
    certrec::DecimalSum sum;
    sum.add(*value, 3);
    check(sum.divided_by(3, value->scale()) == *value);
    check((*value <=> certrec::Decimal()) == (value->units() <=> 0));
}

void check_text(std::string_view text) {
    const std::string shown = certrec::shown(text);
    check(certrec::check_utf8(shown).valid == shown.size());
    if (certrec::check_utf8(text).valid != text.size()) return;
    check(certrec::count_characters(text) <= text.size());
    check(certrec::display_width(text) <= 2 * certrec::count_characters(text));
    check(!certrec::has_unseen_characters(shown));
    check(certrec::count_characters(certrec::masked(text)) >= certrec::count_characters(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        check_decimal(text);
    } catch (const certrec::Refusal&) {
        std::abort();  // three times 18 digits is never too much
    }
    if (const auto date = certrec::parse_date(text)) {
        check(format_date(*date) == text);
        check(date->plus_days(1).plus_days(-1) == *date);
    } else {
        check(!certrec::describe_date_fault(text).empty());
    }
    check_text(text);
    if (const auto bytes = certrec::parse_base64(text))
        check(certrec::format_base64(*bytes) == text);
    if (const auto bytes = certrec::parse_base45(text))
        check(certrec::format_base45(*bytes) == text);
    if (const auto bytes = certrec::parse_hex(text)) check(certrec::format_hex(*bytes) == text);
    return 0;
}
