#define _GNU_SOURCE
#include "CProcessor.h"

#include <sched.h>

int usableCores(void) {
    cpu_set_t cores;
    // It fails where the machine has more than the set has room for.
    return sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 0;
}
