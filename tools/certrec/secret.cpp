#include "secret.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <strings.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <optional>
#include <span>
#include <utility>

#include "base/compose.hpp"
#include "base/file_failures.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec::cli {

namespace {

constexpr unsigned kOthersMode = S_IRWXG | S_IRWXO;

Refusal refuse(const std::string& name, Bilingual message, Bilingual hint = {}) {
    return Refusal({Severity::error, {name, 0, 0}, std::move(message), std::move(hint)});
}

class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int value() const { return value_; }

  private:
    int value_;
};

int open_secret(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor >= 0) return descriptor;
    if (errno == ENOENT || errno == ENOTDIR) {
        throw refuse(path, compose("there is no such file", "文件不存在"));
    }
    throw SystemFailure(compose("cannot open {}", "无法打开 {}", shown(path, 400)), errno);
}

/// Of what was opened, so that nobody can exchange it between the look and the reading.
mode_t mode_of(int descriptor, const std::string& name) {
    struct stat status {};
    if (::fstat(descriptor, &status) == 0) return status.st_mode;
    throw cannot_read(name, errno);
}

void require_file(int descriptor, const std::string& name) {
    if (!S_ISDIR(mode_of(descriptor, name))) return;
    throw refuse(name, compose("is a folder, not a file", "是文件夹，不是文件"));
}

/// Pipes and the like have no permissions that say anything.
void require_private(int descriptor, const std::string& name) {
    const mode_t mode = mode_of(descriptor, name);
    if (!S_ISREG(mode) || (mode & kOthersMode) == 0) return;
    throw refuse(name,
                 compose("others than its owner may use this file (mode {:04o})",
                         "此文件除所有者外他人也可使用（权限 {:04o}）",
                         static_cast<unsigned>(mode & 07777U)),
                 same_in_both("chmod 600 " + shown(name, 400)));
}

void require_no_terminal(int descriptor, const std::string& name) {
    if (::isatty(descriptor) != 1) return;
    throw refuse(name,
                 compose("is a terminal, which would show the passphrase", "是终端，会显示口令"),
                 compose("--ask-passphrase asks there without showing it",
                         "--ask-passphrase 可在终端询问而不显示"));
}

Refusal refuse_length(const std::string& name) {
    return refuse(name, compose("is larger than {} bytes", "超过 {} 字节", Secret::kMaxBytes));
}

/// The terminal without echo, as long as this lives.
class SilentTerminal {
  public:
    explicit SilentTerminal(int descriptor) : descriptor_(descriptor) {
        if (::tcgetattr(descriptor_, &before_) != 0) throw failure();
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ICANON | ISIG | ECHONL;
        if (::tcsetattr(descriptor_, TCSAFLUSH, &silent) != 0) throw failure();
    }
    ~SilentTerminal() { (void)::tcsetattr(descriptor_, TCSAFLUSH, &before_); }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

  private:
    static SystemFailure failure() {
        return SystemFailure(compose("cannot switch off the terminal's echo", "无法关闭终端回显"),
                             errno);
    }

    int descriptor_;
    termios before_{};
};

/// Holds back the signals that would end or stop the process while the terminal is silent.
class HeldSignals {
  public:
    HeldSignals() {
        sigset_t held;
        sigemptyset(&held);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}) {
            sigaddset(&held, signal);
        }
        pthread_sigmask(SIG_BLOCK, &held, &before_);
        descriptor_ = ::signalfd(-1, &held, SFD_CLOEXEC);
        if (descriptor_ < 0) {
            const int error = errno;
            pthread_sigmask(SIG_SETMASK, &before_, nullptr);
            throw SystemFailure(compose("cannot wait for signals", "无法等待信号"), error);
        }
    }
    ~HeldSignals() {
        ::close(descriptor_);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// The number of the signal that came.
    [[nodiscard]] int take() const {
        signalfd_siginfo info{};
        return ::read(descriptor_, &info, sizeof info) == sizeof info
                   ? static_cast<int>(info.ssi_signo)
                   : SIGTERM;
    }

  private:
    sigset_t before_{};
    int descriptor_ = -1;
};

/// Waits for a line; returns the signal that came instead, if one did.
std::optional<int> wait_for_line(int terminal, const HeldSignals& signals) {
    std::array<pollfd, 2> awaited{pollfd{signals.descriptor(), POLLIN, 0},
                                  pollfd{terminal, POLLIN, 0}};
    while (::poll(awaited.data(), awaited.size(), -1) < 0) {
        if (errno != EINTR) {
            throw SystemFailure(compose("cannot wait for the terminal", "无法等待终端输入"), errno);
        }
    }
    if ((awaited[0].revents & POLLIN) != 0) return signals.take();
    return std::nullopt;
}

void write_prompt(int terminal, std::string_view prompt) {
    while (!prompt.empty()) {
        const ssize_t count = ::write(terminal, prompt.data(), prompt.size());
        if (count < 0 && errno != EINTR) {
            throw SystemFailure(compose("cannot write to the terminal", "无法写入终端"), errno);
        }
        if (count > 0) prompt.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace

Secret::~Secret() { ::explicit_bzero(bytes_.data(), bytes_.size()); }

/// The only one that writes into a Secret.
class SecretReader {
  public:
    SecretReader(Secret& secret, int descriptor, std::string name)
        : secret_(secret), descriptor_(descriptor), name_(std::move(name)) {}

    void read_all() {
        while (read_some(secret_.bytes_.size() - secret_.size_) > 0) {
        }
        // A file that just fits cannot be told from one that goes on.
        if (secret_.size_ == secret_.bytes_.size()) throw refuse_length(name_);
    }

    /// Byte by byte, since what follows the line may be for somebody else.
    void read_line() {
        while (read_some(1) > 0 && secret_.bytes_[secret_.size_ - 1] != '\n') {
            if (secret_.size_ == secret_.bytes_.size()) throw refuse_length(name_);
        }
        if (secret_.size_ > 0 && secret_.bytes_[secret_.size_ - 1] == '\n') --secret_.size_;
    }

    void require_passphrase() const {
        if (secret_.size_ == 0) {
            throw refuse(name_, compose("the passphrase is empty", "口令为空"),
                         compose("it is the first line", "口令应为首行"));
        }
        if (secret_.bytes_[secret_.size_ - 1] == '\r') {
            throw refuse(name_,
                         compose("the passphrase ends in a carriage return, as lines written on "
                                 "Windows do",
                                 "口令以回车符结尾（Windows 换行）"),
                         compose("write the file with plain line feeds", "请改用 LF 换行"));
        }
    }

  private:
    std::size_t read_some(std::size_t most) {
        const std::span<char> into = std::span(secret_.bytes_).subspan(secret_.size_, most);
        while (true) {
            const ssize_t count = ::read(descriptor_, into.data(), into.size());
            if (count >= 0) {
                secret_.size_ += static_cast<std::size_t>(count);
                return static_cast<std::size_t>(count);
            }
            if (errno == EBADF) {
                throw refuse(name_, compose("there is no such open descriptor to read from",
                                            "此文件描述符未打开或不可读"));
            }
            if (errno != EINTR) {
                throw cannot_read(name_, errno);
            }
        }
    }

    Secret& secret_;
    int descriptor_;
    std::string name_;
};

void read_key_file(Secret& secret, const std::string& path) {
    const Descriptor file(open_secret(path));
    require_file(file.value(), path);
    SecretReader(secret, file.value(), path).read_all();
    // Whoever names the public key by mistake should hear of that, not of its permissions.
    if (secret.text().find("-----BEGIN PUBLIC KEY-----") != std::string_view::npos) return;
    require_private(file.value(), path);
}

void read_passphrase_file(Secret& secret, const std::string& path) {
    const Descriptor file(open_secret(path));
    require_file(file.value(), path);
    require_private(file.value(), path);
    require_no_terminal(file.value(), path);
    SecretReader reader(secret, file.value(), path);
    reader.read_line();
    reader.require_passphrase();
}

void read_passphrase_descriptor(Secret& secret, int descriptor) {
    const std::string name = fmt::format("--passphrase-fd {}", descriptor);
    if (::fcntl(descriptor, F_GETFD) < 0) {
        throw refuse(name, compose("there is no such open descriptor to read from",
                                   "此文件描述符未打开或不可读"));
    }
    require_file(descriptor, name);
    require_private(descriptor, name);
    require_no_terminal(descriptor, name);
    SecretReader reader(secret, descriptor, name);
    reader.read_line();
    reader.require_passphrase();
}

void ask_passphrase(Secret& secret, std::string_view prompt) {
    const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (terminal.value() < 0) {
        throw refuse("--ask-passphrase",
                     compose("there is no terminal to ask at", "没有可供询问的终端"),
                     compose("--passphrase-file FILE and --passphrase-fd N need none",
                             "--passphrase-file 文件 与 --passphrase-fd 编号 无需终端"));
    }
    SecretReader reader(secret, terminal.value(), "--ask-passphrase");
    while (true) {
        std::optional<int> signal;
        {
            const HeldSignals signals;
            const SilentTerminal silent(terminal.value());
            write_prompt(terminal.value(), prompt);
            signal = wait_for_line(terminal.value(), signals);
            if (!signal) reader.read_line();
        }
        if (!signal) return reader.require_passphrase();
        // Ends the process, or stops it; whoever goes on afterwards is asked again.
        (void)write_prompt(terminal.value(), "\n");
        (void)::raise(*signal);
    }
}

}  // namespace certrec::cli
