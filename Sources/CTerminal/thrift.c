#include "thrift.h"

#include <string.h>

// The length of a sequence that picks the usual characters: curses leaves the line-drawing ones whenever a style ends,
// but they are never used.
static size_t character_set(const char *text, const char *end) {
    return end - text >= 3 && memcmp(text, "\033(B", 3) == 0 ? 3 : 0;
}

// The length of a sequence that changes the style.
static size_t style(const char *text, const char *end) {
    if (end - text < 3 || memcmp(text, "\033[", 2) != 0) return 0;
    const char *p = text + 2;
    while (p < end && ((*p >= '0' && *p <= '9') || *p == ';')) p++;
    return p < end && *p == 'm' ? (size_t)(p + 1 - text) : 0;
}

// Whether the style begins anew before anything is written in the one before.
static int is_reset(const char *text, const char *end) {
    text += character_set(text, end);
    return style(text, end) > 0 && (text[2] == 'm' || (text[2] == '0' && (text[3] == 'm' || text[3] == ';')));
}

size_t thrift(char *text, size_t length) {
    const char *end = text + length;
    char *kept = text;
    for (const char *p = text; p < end;) {
        size_t count = character_set(p, end);
        if (count == 0) {
            count = style(p, end);
            if (count == 0 || !is_reset(p + count, end)) {
                if (count == 0) count = 1;
                memmove(kept, p, count);
                kept += count;
            }
        }
        p += count;
    }
    return (size_t)(kept - text);
}
