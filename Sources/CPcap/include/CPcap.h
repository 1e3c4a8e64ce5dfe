#ifndef CPCAP_H
#define CPCAP_H
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/// A stream whose bytes `read` hands out, to a buffer, which is empty before it is asked again.
///
/// Both functions are given `context`, and are as for fopencookie(3); `seek` may be null.
FILE *cpcap_stream(
    void *context, ssize_t (*read)(void *, char *, size_t), int (*seek)(void *, int64_t *, int));
#endif
