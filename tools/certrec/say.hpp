/// \file
/// In which language is a command declared? Private to the tool.
#pragma once

#include <string>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec::cli {

/// Picks the description of a command or option, both languages of which stand where it is
/// declared.
class Say {
  public:
    explicit Say(Language language) : language_(language) {}

    [[nodiscard]] std::string operator()(std::string_view en, std::string_view zh) const {
        return std::string(language_ == Language::zh ? zh : en);
    }

    /// The description of a command, with command lines that show it at work.
    [[nodiscard]] std::string with_examples(std::string_view en, std::string_view zh,
                                            std::string_view examples) const {
        return (*this)(en, zh) + "\n\n" + (*this)("Examples:", "示例：") + "\n" +
               std::string(examples);
    }

    [[nodiscard]] Language language() const { return language_; }

  private:
    Language language_;
};

}  // namespace certrec::cli
