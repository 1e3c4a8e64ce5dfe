#ifndef RESTORE_H
#define RESTORE_H

// What gives the terminal back, in its own strings.

/// Whether the terminal has a capability that is a string.
int restore_has(const char *capability);
/// Tells the guard what a dying process writes on a screen of this size.
void restore_prepare(void);
/// What follows the strings of curses: a terminal without a second screen keeps the last picture, and the shell goes on
/// below it.
const char *restore_rest(void);

#endif
