#include "vectors.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include "catch.hpp"

namespace certrec::testing {

std::string read_vector(const std::string& name) {
    std::ifstream file(std::string(CERTREC_SOURCE_DIR) + "/tests/vectors/" + name,
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<VectorCase> cases_of(const std::string& kind) {
    std::istringstream lines(read_vector(kind + "/cases.txt"));
    std::vector<VectorCase> cases;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t space = line.find(' ');
        const bool has_rest = space != std::string::npos;
        cases.push_back({line.substr(0, space), has_rest ? line.substr(space + 1) : ""});
    }
    REQUIRE(!cases.empty());
    return cases;
}

SigningKey issuer_key() { return parse_signing_key(read_vector("keys/issuer.pem"), "issuer.pem"); }

PublicKey issuer_public_key() {
    return parse_public_key(read_vector("keys/issuer.pub.pem"), "issuer.pub.pem");
}

SigningKey stranger_key() {
    return parse_signing_key(read_vector("keys/stranger.pem"), "stranger.pem");
}

}  // namespace certrec::testing
