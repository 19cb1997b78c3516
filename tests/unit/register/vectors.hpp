/// \file
/// Where are the test vectors, and what do they expect? See tests/vectors/make_vectors.py.
#pragma once

#include <string>
#include <vector>

#include "certrec/register/key.hpp"

namespace certrec::testing {

/// The bytes of a file below tests/vectors; empty if there is none.
[[nodiscard]] std::string read_vector(const std::string& name);

/// One line of a cases.txt.
struct VectorCase {
    std::string name;
    std::string expected;  // the rest of the line
};

/// All lines of tests/vectors/KIND/cases.txt; fails the test if there are none.
[[nodiscard]] std::vector<VectorCase> cases_of(const std::string& kind);

/// The keys that signed the vectors, and one that signed none of the right ones.
[[nodiscard]] SigningKey issuer_key();
[[nodiscard]] PublicKey issuer_public_key();
[[nodiscard]] SigningKey stranger_key();

}  // namespace certrec::testing
