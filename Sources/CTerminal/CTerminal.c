#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <wchar.h>

#include "guard.h"

static FILE *tty;
static SCREEN *screen;
static WINDOW *keys;
static attr_t style_attributes;
static int style_pair;
static char restore[512];

// Appends a capability of the terminal without its padding marks, `$<5>`, which only tputs understands.
static void append(const char *text) {
    if (!text || text == (const char *)-1) return;
    size_t length = strlen(restore);
    while (*text && length + 1 < sizeof restore) {
        if (text[0] == '$' && text[1] == '<') {
            const char *end = strchr(text, '>');
            if (end) {
                text = end + 1;
                continue;
            }
        }
        restore[length++] = *text++;
    }
    restore[length] = 0;
}

// What a dying process writes: the terminal's own strings, as far as it has them.
static void prepare_restore(void) {
    restore[0] = 0;
    if (tigetstr("kmous")) append("\033[?1006l\033[?1003l\033[?1002l\033[?1000l");
    append(tigetstr("rmacs"));
    append(tigetstr("sgr0"));
    append(tigetstr("op"));
    append(tigetstr("rmkx"));
    append(tigetstr("cnorm"));
    const char *leave = tigetstr("rmcup");
    append(leave ? leave : "\r\n");
}

static int check_type(void) {
    const char *type = getenv("TERM");
    if (!type || !*type) return CT_NO_TYPE;
    int error = 0;
    if (setupterm(NULL, fileno(tty), &error) == ERR) return error == 0 ? CT_UNKNOWN_TYPE : CT_FAILED;
    int result = tigetstr("cup") ? CT_READY : CT_TOO_SIMPLE;
    del_curterm(cur_term);
    return result;
}

static int give_up(int reason) {
    fclose(tty);
    tty = NULL;
    return reason;
}

int ct_open(void) {
    if (screen) return CT_FAILED;
    tty = fopen("/dev/tty", "r+e");
    if (!tty) return CT_NO_TTY;
    // Only characters follow the user's locale: numbers are written the same everywhere.
    setlocale(LC_CTYPE, "");
    int reason = check_type();
    if (reason != CT_READY) return give_up(reason);
    struct termios modes;
    if (tcgetattr(fileno(tty), &modes) < 0) return give_up(CT_FAILED);
    guard_remember();
    if (!getenv("ESCDELAY")) set_escdelay(25);
    screen = newterm(NULL, tty, tty);
    if (!screen) return give_up(CT_FAILED);
    prepare_restore();
    if (!guard_install(fileno(tty), &modes, restore)) {
        ct_close();
        return CT_FAILED;
    }
    cbreak();
    noecho();
    nonl();
    curs_set(0);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    // Reading through a window would draw it; a pad is never drawn.
    keys = newpad(1, 1);
    keypad(keys, TRUE);
    nodelay(keys, TRUE);
    mouseinterval(0);
    return CT_READY;
}

void ct_close(void) {
    if (!screen) return;
    mousemask(0, NULL);
    endwin();
    guard_remove();
    if (keys) delwin(keys);
    delscreen(screen);
    fclose(tty);
    keys = NULL;
    screen = NULL;
    tty = NULL;
}

int ct_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }
int ct_colors(void) { return has_colors() ? COLORS : 0; }
int ct_columns(void) { return getmaxx(stdscr); }
int ct_rows(void) { return getmaxy(stdscr); }
int ct_key_fd(void) { return fileno(tty); }
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
void ct_refresh(void) { refresh(); }

static int mouse(uint32_t *value) {
    MEVENT event;
    if (getmouse(&event) == ERR) return CT_OTHER;
    *value = (uint32_t)(event.x & 0xFFFF) << 16 | (uint32_t)(event.y & 0xFFFF);
    if (event.bstate & BUTTON4_PRESSED) return CT_WHEEL_UP;
    if (event.bstate & BUTTON5_PRESSED) return CT_WHEEL_DOWN;
    return event.bstate & BUTTON1_PRESSED ? CT_PRESS : CT_OTHER;
}

int ct_read(uint32_t *value) {
    wint_t code;
    int result = wget_wch(keys, &code);
    if (result == ERR) return CT_NOTHING;
    *value = code;
    if (result != KEY_CODE_YES) return CT_CHARACTER;
    if (code >= (wint_t)KEY_F(1) && code <= (wint_t)KEY_F(63)) {
        *value = code - (wint_t)KEY_F0;
        return CT_FUNCTION;
    }
    switch (code) {
    case KEY_UP: return CT_UP;
    case KEY_DOWN: return CT_DOWN;
    case KEY_LEFT: return CT_LEFT;
    case KEY_RIGHT: return CT_RIGHT;
    case KEY_PPAGE: case KEY_A3: return CT_PAGE_UP;
    case KEY_NPAGE: case KEY_C3: return CT_PAGE_DOWN;
    case KEY_HOME: case KEY_A1: return CT_HOME;
    case KEY_END: case KEY_C1: return CT_END;
    case KEY_BTAB: return CT_BACK_TAB;
    case KEY_BACKSPACE: return CT_BACKSPACE;
    case KEY_ENTER: return CT_ENTER;
    case KEY_MOUSE: return mouse(value);
    case KEY_RESIZE: return CT_RESIZE;
    default: return CT_OTHER;
    }
}

void ct_set_mouse(int on) {
    mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
    // Nothing else is sent until something has changed on the screen.
    refresh();
}

void ct_suspend(void) {
    endwin();
    guard_stop();
    ct_resume();
}

void ct_resume(void) {
    // Whoever had the terminal may have left the alternate screen: refreshing after endwin enters it again.
    // Leaving it twice would move the cursor of the normal screen.
    if (!isendwin()) endwin();
    clearok(curscr, TRUE);
    refresh();
}
