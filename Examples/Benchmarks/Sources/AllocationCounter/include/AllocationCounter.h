#pragma once
#include <stdbool.h>

/// How often this thread has asked for memory since it began; 0 where ``desk_counts_allocations`` says that nobody counts.
unsigned long desk_allocations(void);

/// Whether allocations are counted: only with glibc, which has other names for its own functions.
bool desk_counts_allocations(void);
