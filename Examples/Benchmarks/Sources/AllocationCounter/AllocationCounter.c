#include "AllocationCounter.h"
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

// The functions of the allocator as this program's own, in front of those of glibc: a program's own come first for all
// libraries it loads, the Swift runtime among them.

#if defined(__GLIBC__)

static __thread unsigned long allocations = 0;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    allocations += 1;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations += 1;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    allocations += 1;
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocations += 1;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    allocations += 1;
    void *found = __libc_memalign(alignment, size);
    if (found == NULL) return ENOMEM;
    *memory = found;
    return 0;
}

unsigned long desk_allocations(void) { return allocations; }
bool desk_counts_allocations(void) { return true; }

#else

unsigned long desk_allocations(void) { return 0; }
bool desk_counts_allocations(void) { return false; }

#endif
