#include "cli.hpp"

int main(int argc, char** argv) { return certrec::cli::run_program(argc, argv); }
