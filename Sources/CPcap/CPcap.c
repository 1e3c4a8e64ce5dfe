#define _GNU_SOURCE
#include "CPcap.h"

FILE *cpcap_stream(void *context, ssize_t (*read)(void *, char *, size_t)) {
    cookie_io_functions_t functions = {.read = read};
    FILE *stream = fopencookie(context, "rb", functions);
    // Without a buffer no byte is taken before libpcap wants it.
    if (stream) setvbuf(stream, NULL, _IONBF, 0);
    return stream;
}
