#ifndef THRIFT_H
#define THRIFT_H

#include <stddef.h>

/// Takes out of what curses writes what makes no difference on any screen; returns the length of the rest.
size_t thrift(char *text, size_t length);

#endif
