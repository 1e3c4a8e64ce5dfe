#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CTerminal.h"

// What ends the process at once, and what the program hears of first.
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT, SIGSYS};
static const int polite[] = {SIGTERM, SIGINT, SIGHUP};
static const int job[] = {SIGTSTP, SIGCONT, SIGWINCH};

#define COUNT(list) ((int)(sizeof(list) / sizeof(list)[0]))

enum { ALTERNATE_STACK = 64 * 1024 };

static struct sigaction remembered[NSIG];
static void (*resized)(int);
static int pipe_ends[2] = {-1, -1};

// Set before `active`, so that a handler that sees it set may read all of them.
static int tty_fd = -1;
static struct termios tty_modes;
static const char *restore_text;
static size_t restore_length;
static volatile sig_atomic_t active;

// Standard error is held back while the screen is up, or messages would be drawn over and lost.
static int held_errors = -1;
static int real_errors = -1;

static void hold_errors(void) {
    if (!isatty(STDERR_FILENO)) return;
    held_errors = memfd_create("stderr", MFD_CLOEXEC);
    if (held_errors < 0) return;
    real_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (real_errors >= 0) dup2(held_errors, STDERR_FILENO);
}

// Async-signal-safe, as all that `crash` calls.
static void release_errors(void) {
    if (real_errors < 0) return;
    dup2(real_errors, STDERR_FILENO);
    char buffer[1024];
    off_t offset = 0;
    for (ssize_t got; (got = pread(held_errors, buffer, sizeof buffer, offset)) > 0; offset += got) {
        if (write(real_errors, buffer, (size_t)got) < 0) break;
    }
    close(real_errors);
    close(held_errors);
    real_errors = held_errors = -1;
}

static void crash(int signal_number) {
    if (active) {
        active = 0;
        if (write(tty_fd, restore_text, restore_length) < 0) { /* the terminal is gone */
        }
        tcsetattr(tty_fd, TCSANOW, &tty_modes);
    }
    release_errors();
    // The default action and no other handler: Swift's own would ask questions on the terminal.
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void handle(int signal_number, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

static void tell(int signal_number) {
    int error = errno;
    unsigned char byte = (unsigned char)signal_number;
    if (write(pipe_ends[1], &byte, 1) < 0) { /* the pipe is full: the program has enough to hear of */
    }
    errno = error;
}

static void tell_then_crash(int signal_number) {
    // A program that does not listen gets no second chance.
    for (int i = 0; i < COUNT(polite); i++) {
        if (remembered[polite[i]].sa_handler != SIG_IGN) handle(polite[i], crash);
    }
    tell(signal_number);
}

static void tell_and_pass_on(int signal_number) {
    if (resized) resized(signal_number);
    tell(signal_number);
}

static void remember(const int *signals, int count) {
    for (int i = 0; i < count; i++) sigaction(signals[i], NULL, &remembered[signals[i]]);
}

static void forget(const int *signals, int count) {
    for (int i = 0; i < count; i++) sigaction(signals[i], &remembered[signals[i]], NULL);
}

void guard_remember(void) {
    remember(fatal, COUNT(fatal));
    remember(polite, COUNT(polite));
    remember(job, COUNT(job));
}

int guard_install(int tty, const struct termios *saved, const char *restore) {
    if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_NONBLOCK | O_CLOEXEC) < 0) return 0;
    tty_fd = tty;
    tty_modes = *saved;
    restore_text = restore;
    restore_length = strlen(restore);
    hold_errors();
    ct_cover_thread();
    struct sigaction action;
    sigaction(SIGWINCH, NULL, &action);
    resized = action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN ? NULL : action.sa_handler;
    active = 1;
    for (int i = 0; i < COUNT(fatal); i++) handle(fatal[i], crash);
    for (int i = 0; i < COUNT(polite); i++) {
        // What was ignored stays so: nohup, and shells without job control, count on it.
        if (remembered[polite[i]].sa_handler == SIG_IGN) signal(polite[i], SIG_IGN);
        else handle(polite[i], tell_then_crash);
    }
    handle(SIGTSTP, remembered[SIGTSTP].sa_handler == SIG_IGN ? SIG_IGN : tell);
    handle(SIGCONT, tell);
    handle(SIGWINCH, tell_and_pass_on);
    return 1;
}

void guard_remove(void) {
    active = 0;
    forget(fatal, COUNT(fatal));
    forget(polite, COUNT(polite));
    forget(job, COUNT(job));
    release_errors();
}

void guard_stop(void) {
    active = 0;
    signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    handle(SIGTSTP, tell);
    active = 1;
}

int guard_fd(void) { return pipe_ends[0]; }

int ct_next_signal(void) {
    unsigned char byte;
    return read(pipe_ends[0], &byte, 1) == 1 ? byte : 0;
}

void ct_cover_thread(void) {
    stack_t stack;
    if (sigaltstack(NULL, &stack) < 0 || !(stack.ss_flags & SS_DISABLE)) return;
    void *memory = mmap(NULL, ALTERNATE_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return;
    stack = (stack_t){.ss_sp = memory, .ss_size = ALTERNATE_STACK};
    sigaltstack(&stack, NULL);
}

_Noreturn void ct_die(int signal_number) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    _exit(128 + signal_number);
}
