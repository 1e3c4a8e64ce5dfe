#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "guard.h"
#include "keys.h"
#include "output.h"
#include "restore.h"

static FILE *tty;
static FILE *drawing;
static SCREEN *screen;
static attr_t style_attributes;
static int style_pair;

static int check_type(void) {
    const char *type = getenv("TERM");
    if (!type || !*type) return CT_NO_TYPE;
    int error = 0;
    if (setupterm(NULL, fileno(tty), &error) == ERR) return error == 0 ? CT_UNKNOWN_TYPE : CT_FAILED;
    int result = restore_has("cup") ? CT_READY : CT_TOO_SIMPLE;
    del_curterm(cur_term);
    return result;
}

// Shows the normal screen, or a fresh line below the picture, in the modes that the shell had.
static void leave(void) {
    output_finish();
    endwin();
    const char *rest = restore_rest();
    if (write(fileno(tty), rest, strlen(rest)) < 0) { /* the terminal is gone */
    }
}

static void let_go(void) {
    if (screen) {
        output_finish();
        mousemask(0, NULL);
        leave();
        guard_remove();
        keys_close();
        delscreen(screen);
    }
    output_close();
    if (drawing) fclose(drawing);
    if (tty) fclose(tty);
    screen = NULL;
    drawing = tty = NULL;
}

static int take(void) {
    tty = fopen("/dev/tty", "r+e");
    if (!tty) return CT_NO_TTY;
    // Only characters follow the user's locale: numbers are written the same everywhere.
    setlocale(LC_CTYPE, "");
    int reason = check_type();
    if (reason != CT_READY) return reason;
    struct termios modes;
    if (tcgetattr(fileno(tty), &modes) < 0) return CT_FAILED;
    drawing = fdopen(fcntl(fileno(tty), F_DUPFD_CLOEXEC, 3), "w");
    if (!drawing || !output_open(fileno(drawing), fileno(tty))) return CT_FAILED;
    guard_remember();
    if (!getenv("ESCDELAY")) set_escdelay(25);
    // The size is the terminal's, whatever these say of another one, or of none.
    unsetenv("LINES");
    unsetenv("COLUMNS");
    screen = newterm(NULL, drawing, tty);
    if (!screen) return CT_FAILED;
    restore_prepare();
    if (!guard_install(fileno(tty), &modes)) return CT_FAILED;
    cbreak();
    noecho();
    nonl();
    curs_set(0);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    keys_open();
    return CT_READY;
}

int ct_open(void) {
    if (screen) return CT_FAILED;
    guard_hold();
    int reason = take();
    if (reason != CT_READY) let_go();
    guard_let_go();
    return reason;
}

void ct_close(void) {
    if (!screen) return;
    guard_hold();
    let_go();
    guard_let_go();
}

int ct_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }
int ct_colors(void) { return has_colors() ? COLORS : 0; }
int ct_columns(void) { return getmaxx(stdscr); }
int ct_rows(void) { return getmaxy(stdscr); }
int ct_key_fd(void) { return fileno(tty); }
int ct_output_fd(void) { return output_fd(); }
int ct_signal_fd(void) { return guard_fd(); }

void ct_style(int foreground, int background, int attributes) {
    static const attr_t bits[] = {A_BOLD, A_DIM, A_UNDERLINE, A_REVERSE};
    style_attributes = 0;
    for (int i = 0; i < 4; i++) {
        if (attributes & 1 << i) style_attributes |= bits[i];
    }
    style_pair = foreground < 0 && background < 0 ? 0 : alloc_pair(foreground, background);
    if (style_pair < 0) style_pair = 0;
}

void ct_put(int x, int y, int width, const uint32_t *scalars, int count) {
    wchar_t text[CCHARW_MAX + 1] = {L'?'};
    // Where the C library thinks otherwise of a width, curses would shift the rest of the line.
    if (wcwidth((wchar_t)scalars[0]) == width) {
        for (int i = 0; i < count && i < CCHARW_MAX; i++) text[i] = (wchar_t)scalars[i];
        width = 1;
    }
    cchar_t cell;
    if (setcchar(&cell, text, style_attributes, 0, &style_pair) == ERR) return;
    for (int i = 0; i < width; i++) mvadd_wch(y, x + i, &cell);
}

void ct_erase(void) { erase(); }

int ct_show(int asks) {
    output_catch();
    refresh();
    int count = output_let_through();
    if (count > 0 && asks) output_add("\033[5n");
    output_send();
    return count;
}

int ct_send(void) { return output_send(); }
int ct_line_speed(void) { return baudrate() / 10; }
int ct_takes_requests(void) { return strncmp(tigetstr("cup"), "\033[", 2) == 0; }
void ct_forget_input(void) { tcflush(fileno(tty), TCIFLUSH); }

void ct_set_mouse(int on) {
    output_catch();
    mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
    // Nothing else is sent until something has changed on the screen.
    refresh();
    output_let_through();
    output_send();
}

void ct_suspend(void) {
    guard_hold();
    leave();
    guard_own(0);
    guard_let_go();
    guard_stop();
    ct_resume();
}

void ct_resume(void) {
    guard_hold();
    // Whoever had the terminal may have left the alternate screen: refreshing after endwin enters it again.
    // Leaving it twice would move the cursor of the normal screen.
    output_finish();
    if (!isendwin()) endwin();
    guard_own(1);
    clearok(curscr, TRUE);
    refresh();
    guard_let_go();
}
