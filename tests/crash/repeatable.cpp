/// \file
/// certrec with salts that repeat, so that two registers can be compared byte for byte. For the
/// crash tests only: whoever knows the salts can find the persons of a register.
///
/// The salts follow from the environment variable CERTREC_TEST_SALTS alone.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "certrec/base/sha256.hpp"
#include "cli.hpp"

int main(int argc, char** argv) {
    const char* const seed = std::getenv("CERTREC_TEST_SALTS");
    if (seed == nullptr) {
        std::cerr << "CERTREC_TEST_SALTS is not set\n";
        return 2;
    }
    const auto salts = [seed = std::string(seed), next = std::uint64_t{0}]() mutable {
        const certrec::Sha256 digest = certrec::sha256(seed + "/" + std::to_string(next++));
        return certrec::Salt(digest);
    };
    return certrec::cli::run_program(argc, argv, salts);
}
