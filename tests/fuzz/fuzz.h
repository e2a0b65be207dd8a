/* What every fuzz target has: the function that libFuzzer, or replay_main.c, calls
 * with one input after the other.  It must not crash, leak or keep anything.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
