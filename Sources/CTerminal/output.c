#define _GNU_SOURCE
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "thrift.h"

// How long a terminal may take nothing at all before the rest is given up, in milliseconds.
enum { PATIENCE = 1000 };

static int curses_fd = -1;
static int terminal_fd = -1;
static int net = -1;
// The terminal once more: not to wait is a property of an open file, and others share the one that was there.
static int line = -1;

static char *waiting;
static size_t used;
static size_t capacity;

int output_open(int curses, int terminal) {
    curses_fd = curses;
    terminal_fd = terminal;
    net = memfd_create("frame", MFD_CLOEXEC);
    line = open("/dev/tty", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    return net >= 0 && line >= 0;
}

void output_close(void) {
    if (net >= 0) close(net);
    if (line >= 0) close(line);
    net = line = -1;
    used = 0;
}

void output_catch(void) { dup3(net, curses_fd, O_CLOEXEC); }

int output_let_through(void) {
    dup3(terminal_fd, curses_fd, O_CLOEXEC);
    off_t length = lseek(net, 0, SEEK_CUR);
    if (length <= 0) return 0;
    size_t wanted = used + (size_t)length;
    if (wanted > capacity) {
        char *larger = realloc(waiting, 2 * wanted);
        if (larger) {
            waiting = larger;
            capacity = 2 * wanted;
        }
    }
    ssize_t got = wanted <= capacity ? pread(net, waiting + used, (size_t)length, 0) : -1;
    lseek(net, 0, SEEK_SET);
    if (got <= 0) return 0;
    size_t kept = thrift(waiting + used, (size_t)got);
    used += kept;
    return (int)kept;
}

void output_add(const char *text) {
    size_t length = strlen(text);
    if (used + length > capacity) return;
    memcpy(waiting + used, text, length);
    used += length;
}

int output_send(void) {
    size_t sent = 0;
    while (sent < used) {
        ssize_t count = write(line, waiting + sent, used - sent);
        if (count > 0) sent += (size_t)count;
        else if (count == 0 || errno == EAGAIN) break;
        // A terminal that is gone takes nothing any more; whoever waits for keys hears of it.
        else if (errno != EINTR) sent = used;
    }
    used -= sent;
    memmove(waiting, waiting + sent, used);
    return (int)used;
}

void output_finish(void) {
    while (output_send() > 0) {
        struct pollfd target = {.fd = line, .events = POLLOUT};
        int ready = poll(&target, 1, PATIENCE);
        if (ready == 0 || (ready < 0 && errno != EINTR)) break;
    }
    used = 0;
}

int output_fd(void) { return line; }
