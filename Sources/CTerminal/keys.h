#ifndef KEYS_H
#define KEYS_H

// Keys and the mouse, as curses decodes them.

/// Begins to read from the terminal that curses has.
void keys_open(void);
void keys_close(void);

#endif
