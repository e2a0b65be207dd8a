/* The word that was meant by one that was mistyped. */
#ifndef APP_NEAREST_H
#define APP_NEAREST_H

#include <stdbool.h>

/* How many letters were put in, left out, changed or swapped with their neighbour; more
 * than `most` is told as most + 1.  Words longer than 31 bytes are near to none. */
int word_distance(const char *a, const char *b, int most);
/* May the word have been meant: is one letter in three wrong, or fewer? */
bool word_is_near(const char *typed, const char *word);

#endif
