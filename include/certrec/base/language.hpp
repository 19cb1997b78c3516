/// \file
/// Which language does a person read? Every text certrec says exists in both.
#pragma once

#include <string>
#include <string_view>

namespace certrec {

enum class Language { en, zh };

/// One text in both languages. A text that needs no translation stands in both members.
struct Bilingual {
    std::string en;
    std::string zh;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::zh ? zh : en;
    }
    [[nodiscard]] bool empty() const { return en.empty() && zh.empty(); }

    friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

}  // namespace certrec
