/// \file
/// Which hidden files, and which folders, has this process not finished? For a handler of signals,
/// which can ask nothing else. Private.
#pragma once

#include <string>

namespace certrec {

/// From now on a signal that ends the process removes that file, or that folder if it is empty,
/// whether it exists already or not. There is room for 32 names of at most 4095 bytes; more are
/// left behind by a signal, as all are by a kill.
void remember_temporary(const std::string& name);

void forget_temporary(const std::string& name);

}  // namespace certrec
