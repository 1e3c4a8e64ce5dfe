#define _GNU_SOURCE
#include "errors.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static int held = -1;
static int real = -1;

void errors_hold(void) {
    if (!isatty(STDERR_FILENO)) return;
    held = memfd_create("stderr", MFD_CLOEXEC);
    if (held < 0) return;
    real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (real >= 0) dup2(held, STDERR_FILENO);
}

void errors_release(void) {
    if (real < 0) return;
    dup2(real, STDERR_FILENO);
    char buffer[1024];
    off_t offset = 0;
    for (ssize_t got; (got = pread(held, buffer, sizeof buffer, offset)) > 0; offset += got) {
        if (write(real, buffer, (size_t)got) < 0) break;
    }
    close(real);
    close(held);
    real = held = -1;
}
