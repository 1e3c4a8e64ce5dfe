#define _GNU_SOURCE
#include "CUnpack.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STREAMS = 3 };

/// A copy of a descriptor that is none of the standard streams, which the child's are not to overwrite.
static int aside(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, STREAMS); }

static int spawn(const char *program, const int streams[STREAMS], pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int fault = posix_spawn_file_actions_init(&actions);
    if (fault) return fault;
    fault = posix_spawnattr_init(&attributes);
    if (fault) {
        posix_spawn_file_actions_destroy(&actions);
        return fault;
    }
    for (int i = 0; i < STREAMS && !fault; i++)
        fault = posix_spawn_file_actions_adddup2(&actions, streams[i], i);
    if (!fault) fault = posix_spawn_file_actions_addclosefrom_np(&actions, STREAMS);
    sigemptyset(&none);
    sigfillset(&all);
    // Ctrl-C is for this program, which then still takes what was unpacked; and a child whose reader is gone ends.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    char *arguments[] = {(char *)program, "-dc", NULL};
    if (!fault) fault = posix_spawnp(child, program, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return fault;
}

int cunpack_start(const char *program, int input, pid_t *child, int *output, int *complaints) {
    int ends[2] = {-1, -1}, streams[STREAMS] = {-1, -1, -1}, fault = 0;
    *complaints = memfd_create("complaints", MFD_CLOEXEC);
    if (*complaints < 0 || pipe2(ends, O_CLOEXEC)) fault = errno;
    const int origins[STREAMS] = {input, ends[1], *complaints};
    for (int i = 0; i < STREAMS && !fault; i++)
        if ((streams[i] = aside(origins[i])) < 0) fault = errno;
    if (!fault) fault = spawn(program, streams, child);
    for (int i = 0; i < STREAMS; i++)
        if (streams[i] >= 0) close(streams[i]);
    if (ends[1] >= 0) close(ends[1]);
    *output = ends[0];
    if (fault) {
        if (*output >= 0) close(*output);
        if (*complaints >= 0) close(*complaints);
    }
    return fault;
}

ssize_t cunpack_peek(int descriptor, void *bytes, size_t count) {
    ssize_t got = recv(descriptor, bytes, count, MSG_PEEK | MSG_DONTWAIT);
    if (got >= 0 || errno != ENOTSOCK) return got;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK)) return -1;
    got = tee(descriptor, ends[1], count, SPLICE_F_NONBLOCK);
    if (got > 0) got = read(ends[0], bytes, (size_t)got);
    int fault = errno;
    close(ends[0]);
    close(ends[1]);
    errno = fault;
    return got;
}
