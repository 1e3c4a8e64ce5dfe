#pragma once

/// Asks for the cache line at `address`, which will be written; never faults, whatever the address is.
static inline void prefetchForWriting(const void *address) { __builtin_prefetch(address, 1); }

/// Asks for the cache line at `address`, which will be read; never faults, whatever the address is.
static inline void prefetchForReading(const void *address) { __builtin_prefetch(address, 0); }

/// How many cores this program may run on, which `taskset` and containers set; 0 where the system does not say.
int usableCores(void);
