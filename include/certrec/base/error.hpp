/// \file
/// Why could the work not be done? The three kinds of exception that certrec throws.
#pragma once

#include <exception>
#include <string>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/language.hpp"

namespace certrec {

/// Base of all of them; `what()` is the English text.
class Error : public std::exception {
  public:
    explicit Error(Diagnostic diagnostic);
    [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
    [[nodiscard]] const Diagnostic& diagnostic() const { return diagnostic_; }

  private:
    Diagnostic diagnostic_;
    std::string text_;
};

/// An input cannot be judged as it is: a broken file, a missing one, a key that is none, a register
/// that is damaged. Nothing is written. The program ends with status 3.
class Refusal : public Error {
  public:
    using Error::Error;
    explicit Refusal(Bilingual message, Bilingual hint = {});
};

/// The system failed: disk full, permission denied, output closed. The program ends with status 4.
class SystemFailure : public Error {
  public:
    /// `message` says what could not be done to what; the description of `error_number` (an errno
    /// value) is appended.
    SystemFailure(Bilingual message, int error_number, Bilingual hint = {});
    [[nodiscard]] int error_number() const { return error_number_; }

  private:
    int error_number_;
};

}  // namespace certrec
