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
#include "errors.h"

enum { ALTERNATE_STACK = 64 * 1024 };

// What a signal is to the program.
enum kind {
    LEFT_ALONE,  // it cannot be handled, or does nothing to the terminal
    FAULT,       // of the program itself: it ends the process even where it is ignored
    ENDING,      // it ends the process
    POLITE,      // it asks the program to end
    JOB,         // the shell's, and the window's
};

// All that is not named ends a process by default, the real-time signals too.
static enum kind kind(int signal_number) {
    switch (signal_number) {
    case SIGKILL: case SIGSTOP: case SIGTTIN: case SIGTTOU: case SIGCHLD: case SIGURG: return LEFT_ALONE;
    case SIGSEGV: case SIGBUS: case SIGILL: case SIGTRAP: case SIGABRT: case SIGFPE: case SIGSYS: return FAULT;
    case SIGTERM: case SIGINT: case SIGHUP: return POLITE;
    case SIGTSTP: case SIGCONT: case SIGWINCH: return JOB;
    default: return ENDING;
    }
}

static struct sigaction remembered[NSIG];
static void (*resized)(int);
static int pipe_ends[2] = {-1, -1};
static sigset_t held;

// Set before `active`, so that a handler that sees it set may read all of them.
static int tty_fd = -1;
static struct termios tty_modes;
static const char *volatile restore_text;
static volatile sig_atomic_t active;

static void crash(int signal_number) {
    if (active) {
        active = 0;
        if (write(tty_fd, restore_text, strlen(restore_text)) < 0) { /* the terminal is gone */
        }
        tcsetattr(tty_fd, TCSANOW, &tty_modes);
        // What was typed or answered was meant for this program, and not for the shell.
        tcflush(tty_fd, TCIFLUSH);
    }
    errors_release();
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
    for (int n = 1; n < NSIG; n++) {
        if (kind(n) == POLITE && remembered[n].sa_handler != SIG_IGN) handle(n, crash);
    }
    tell(signal_number);
}

static void tell_and_pass_on(int signal_number) {
    if (resized) resized(signal_number);
    tell(signal_number);
}

static void take(int n) {
    void (*before)(int) = remembered[n].sa_handler;
    switch (kind(n)) {
    case LEFT_ALONE: break;
    case FAULT: handle(n, crash); break;
    // What was ignored stays so: nohup, and shells without job control, count on it.
    case ENDING: if (before != SIG_IGN) handle(n, crash); break;
    case POLITE: if (before != SIG_IGN) handle(n, tell_then_crash); break;
    case JOB:
        if (n == SIGTSTP) handle(n, before == SIG_IGN ? SIG_IGN : tell);
        else handle(n, n == SIGCONT ? tell : tell_and_pass_on);
    }
}

void guard_remember(void) {
    // The C library keeps a few for itself; they stay as they are, zero and so the default, and are not taken.
    for (int n = 1; n < NSIG; n++) sigaction(n, NULL, &remembered[n]);
}

int guard_install(int tty, const struct termios *saved) {
    if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_NONBLOCK | O_CLOEXEC) < 0) return 0;
    tty_fd = tty;
    tty_modes = *saved;
    errors_hold();
    ct_cover_thread();
    struct sigaction action;
    sigaction(SIGWINCH, NULL, &action);
    resized = action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN ? NULL : action.sa_handler;
    active = 1;
    for (int n = 1; n < NSIG; n++) take(n);
    return 1;
}

void guard_remove(void) {
    active = 0;
    for (int n = 1; n < NSIG; n++) {
        if (kind(n) != LEFT_ALONE) sigaction(n, &remembered[n], NULL);
    }
    errors_release();
}

void guard_restore_with(const char *text) { restore_text = text; }
void guard_own(int is_ours) { active = is_ours; }

void guard_hold(void) {
    sigset_t set;
    sigfillset(&set);
    // A fault that is put off ends the process at once.
    for (int n = 1; n < NSIG; n++) {
        if (kind(n) == FAULT) sigdelset(&set, n);
    }
    pthread_sigmask(SIG_BLOCK, &set, &held);
}

void guard_let_go(void) { pthread_sigmask(SIG_SETMASK, &held, NULL); }

void guard_stop(void) {
    signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    handle(SIGTSTP, tell);
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
