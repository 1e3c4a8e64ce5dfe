#ifndef GUARD_H
#define GUARD_H

#include <termios.h>

// Signals, and the terminal restored whatever ends the process.

/// Remembers the handlers that are set now.
void guard_remember(void);
/// Sets ours for a terminal whose modes were `saved`.
int guard_install(int tty, const struct termios *saved);
/// What to write to the terminal when the process dies; it must stay as it is.
void guard_restore_with(const char *text);
/// Sets the remembered handlers again.
void guard_remove(void);
/// Stops the process until it is continued.
void guard_stop(void);
/// Puts signals off while the terminal is taken or given back, and lets them come again.
void guard_hold(void);
void guard_let_go(void);
/// Whether the terminal is ours, so that a dying process has to restore it.
void guard_own(int is_ours);
/// Where signals can be read as bytes.
int guard_fd(void);

#endif
