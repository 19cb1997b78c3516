/// \file
/// What is left when a signal ends the process?
#pragma once

namespace certrec {

/// Removes the files of this process that are hidden under a temporary name (io.hpp, OutputFile),
/// and the folders that it made and has put nothing into.
/// For a handler of a signal that is about to end the process (async-signal-safe).
void remove_temporary_files() noexcept;

}  // namespace certrec
