#define NCURSES_WIDECHAR 1
#include "keys.h"

#include <curses.h>

#include "CTerminal.h"
#include "restore.h"

static WINDOW *keys;

void keys_open(void) {
    // Reading through a window would draw it; a pad is never drawn.
    keys = newpad(1, 1);
    keypad(keys, TRUE);
    nodelay(keys, TRUE);
    mouseinterval(0);
}

void keys_close(void) {
    if (keys) delwin(keys);
    keys = NULL;
}

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
    case KEY_RESIZE: restore_prepare(); return CT_RESIZE;
    default: return CT_OTHER;
    }
}
