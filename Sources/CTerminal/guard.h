#ifndef GUARD_H
#define GUARD_H

#include <termios.h>

// Signals, and the terminal restored whatever ends the process.

/// Remembers the handlers that are set now.
void guard_remember(void);
/// Sets ours. `restore` is what to write to `tty` when the process dies; both must stay.
int guard_install(int tty, const struct termios *saved, const char *restore);
/// Sets the remembered handlers again.
void guard_remove(void);
/// Stops the process until it is continued.
void guard_stop(void);
/// Where signals can be read as bytes.
int guard_fd(void);

#endif
