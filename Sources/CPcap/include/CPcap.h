#ifndef CPCAP_H
#define CPCAP_H
#include <pcap/pcap.h>
#include <stdio.h>
#include <sys/types.h>

/// A stream whose bytes `read` hands out; it is given `context` and asked for no more than is wanted just then.
FILE *cpcap_stream(void *context, ssize_t (*read)(void *, char *, size_t));
#endif
