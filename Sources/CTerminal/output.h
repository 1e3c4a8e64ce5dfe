#ifndef OUTPUT_H
#define OUTPUT_H

// Frames on their way to the terminal. Curses would wait for a slow line, and tells nobody how much it writes; so what
// it writes is caught, and sent as far as the terminal takes it at once.

/// Begins to send to the terminal what is caught from `curses`, a descriptor of the same terminal.
int output_open(int curses, int terminal);
/// Forgets what was not sent.
void output_close(void);
/// Catches what curses writes, until it is let through again; returns how many bytes were caught.
void output_catch(void);
int output_let_through(void);
/// Adds text to what was caught.
void output_add(const char *text);
/// Sends what the terminal takes now; returns how many bytes wait.
int output_send(void);
/// Sends all of it, as long as the terminal takes any.
void output_finish(void);
/// What to poll until the terminal takes more.
int output_fd(void);

#endif
