#ifndef CUNPACK_H
#define CUNPACK_H
#include <sys/types.h>

/// Starts `program -dc`, found as a shell finds it, in a process group of its own.
///
/// It has `input`, a new pipe and a new file as its streams, and nothing else that is open here.
///
/// @param input Where it reads, from where that is.
/// @param child Its number.
/// @param output The reading end of what it writes.
/// @param complaints A file in memory with what it says on standard error.
/// @return 0, or the number of the system's error; nothing is left open then.
int cunpack_start(const char *program, int input, pid_t *child, int *output, int *complaints);

/// Copies the first bytes that a pipe or socket has, which stay in it.
///
/// @return How many there were, 0 at the end; -1 on a fault, which is EAGAIN where nothing has come, and any other
/// where one cannot look ahead.
ssize_t cunpack_peek(int descriptor, void *bytes, size_t count);
#endif
