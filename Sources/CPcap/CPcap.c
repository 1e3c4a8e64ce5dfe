#define _GNU_SOURCE
#include "CPcap.h"

FILE *cpcap_stream(
    void *context, ssize_t (*read)(void *, char *, size_t), int (*seek)(void *, int64_t *, int)) {
    cookie_io_functions_t functions = {.read = read, .seek = seek};
    FILE *stream = fopencookie(context, "rb", functions);
    // Without a buffer the library would ask for each byte by itself.
    if (stream) setvbuf(stream, NULL, _IOFBF, 1 << 16);
    return stream;
}
