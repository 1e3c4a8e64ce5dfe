#include "restore.h"

#include <curses.h>
#include <string.h>
#include <term.h>

#include "guard.h"

// One of them is in force while the other is written.
static char restores[2][512];
static char *restore = restores[0];

static int is_there(const char *text) { return text && text != (const char *)-1; }

int restore_has(const char *capability) { return is_there(tigetstr(capability)); }

// Appends a capability of the terminal without its padding marks, `$<5>`, which only tputs understands.
static void append(const char *text) {
    if (!is_there(text)) return;
    size_t length = strlen(restore);
    while (*text && length + 1 < sizeof restores[0]) {
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

const char *restore_rest(void) { return restore_has("rmcup") ? "" : "\r\n"; }

void restore_prepare(void) {
    restore = restores[restore == restores[0]];
    restore[0] = 0;
    if (restore_has("kmous")) append("\033[?1006l\033[?1003l\033[?1002l\033[?1000l");
    append(tigetstr("rmacs"));
    append(tigetstr("sgr0"));
    append(tigetstr("op"));
    append(tigetstr("rmkx"));
    append(tigetstr("cnorm"));
    append(tparm(tigetstr("cup"), getmaxy(stdscr) - 1, 0));
    append(tigetstr("rmcup"));
    append(restore_rest());
    guard_restore_with(restore);
}
