// Swift has no instruction that asks for a cache line in time; all of it is in the header.
#include "CPrefetch.h"
