/// \file
/// Was anything reported? Private.
#pragma once

#include "certrec/base/diagnostic.hpp"

namespace certrec {

/// Hands diagnostics on, and knows whether there were any.
class WatchedSink {
  public:
    /// `sink` must outlive this.
    explicit WatchedSink(const DiagnosticSink& sink)
        : sink_([this, &sink](const Diagnostic& diagnostic) {
              is_silent_ = false;
              sink(diagnostic);
          }) {}
    WatchedSink(const WatchedSink&) = delete;
    WatchedSink& operator=(const WatchedSink&) = delete;

    [[nodiscard]] const DiagnosticSink& sink() const { return sink_; }
    [[nodiscard]] bool is_silent() const { return is_silent_; }

  private:
    bool is_silent_ = true;
    DiagnosticSink sink_;
};

}  // namespace certrec
