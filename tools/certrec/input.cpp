#include "input.hpp"

#include <algorithm>

#include "base/compose.hpp"

namespace certrec::cli {

ByteSource open_input(Context& context, const std::string& path) {
    if (path != "-") return open_file(path);
    if (context.input_is_terminal) {
        throw UsageError(compose("no input file, and standard input is a terminal",
                                 "未指定输入文件，且标准输入是终端"),
                         compose("name a file, or pipe one in", "请指定文件，或由管道输入"));
    }
    return context.input;
}

void refuse_double_standard_input(std::span<const std::string> paths) {
    if (std::count(paths.begin(), paths.end(), "-") < 2) return;
    throw UsageError(compose("standard input is asked for twice", "标准输入被指定了两次"),
                     compose("name a file for one of them", "请为其中之一指定文件"));
}

}  // namespace certrec::cli
