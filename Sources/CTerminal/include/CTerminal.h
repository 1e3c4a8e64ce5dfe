#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdint.h>

// The terminal on plain integers: curses.h and its macros stay inside CTerminal.c.
// Only one terminal can be open, and only the main thread may call these functions,
// but for ct_cover_thread and ct_die.

/// Why a terminal cannot be opened.
enum {
    CT_READY,
    CT_NO_TTY,        // there is no controlling terminal; errno says why
    CT_NO_TYPE,       // TERM is not set
    CT_UNKNOWN_TYPE,  // TERM has no entry in the terminfo database
    CT_TOO_SIMPLE,    // the cursor cannot be moved
    CT_FAILED,        // curses or the system refuses
};

/// Takes over the terminal, with handlers for signals that restore it whatever happens.
int ct_open(void);
/// Gives the terminal back as it was; does nothing when it is not open.
void ct_close(void);

int ct_is_utf8(void);
int ct_colors(void);
int ct_columns(void);
int ct_rows(void);

/// The style of the cells put next: colours by index or -1, and bits bold 1, dim 2, underline 4, reverse 8.
void ct_style(int foreground, int background, int attributes);
/// Puts one glyph that takes one or two columns: a base scalar and the marks combined with it.
void ct_put(int x, int y, int width, const uint32_t *scalars, int count);
/// Blanks what is to be drawn.
void ct_erase(void);
/// Sends what has changed, and with it, if anything has, a request that the terminal answers when it has come to it.
/// Does not wait for the terminal. Returns how many bytes the change takes.
int ct_show(int asks);
/// Sends more of what the terminal did not take at once; returns how many bytes still wait.
int ct_send(void);
/// How many bytes a second the terminal takes, by its settings.
int ct_line_speed(void);
/// Whether the terminal has such sequences that it can be asked in them.
int ct_takes_requests(void);

/// What ct_read found; a character is CT_CHARACTER with its scalar as the value.
enum {
    CT_NOTHING,
    CT_CHARACTER,
    CT_UP,
    CT_DOWN,
    CT_LEFT,
    CT_RIGHT,
    CT_PAGE_UP,
    CT_PAGE_DOWN,
    CT_HOME,
    CT_END,
    CT_BACK_TAB,
    CT_BACKSPACE,
    CT_ENTER,
    CT_FUNCTION,    // the value is its number
    CT_PRESS,       // mouse; the value is column << 16 | row
    CT_WHEEL_UP,
    CT_WHEEL_DOWN,
    CT_RESIZE,
    CT_OTHER,
};

/// Reads a key without waiting for one.
int ct_read(uint32_t *value);
/// Lets the terminal report the mouse, or not.
void ct_set_mouse(int on);

/// Forgets what was typed or answered and not read.
void ct_forget_input(void);

/// What to poll for keys, for room when bytes wait, and for signals.
int ct_key_fd(void);
int ct_output_fd(void);
int ct_signal_fd(void);
/// The next signal that came in, or 0.
int ct_next_signal(void);

/// Stops the process as Ctrl-Z does, with the terminal given back meanwhile.
void ct_suspend(void);
/// Takes the terminal again after a stop, and paints all of it.
void ct_resume(void);

/// Lets the calling thread overflow its stack and still restore the terminal.
void ct_cover_thread(void);
/// Ends the process by the default action of a signal.
_Noreturn void ct_die(int signal);

#endif
