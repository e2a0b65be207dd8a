/* Distance by dynamic programming over the prefixes of both words, two rows kept besides
 * the one that is filled: for a swap of neighbours looks two rows back (optimal string
 * alignment).
 */
#include "config.h"

#include "app/nearest.h"

#include <string.h>

enum { WORD_MAX_BYTES = 31 };

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

int word_distance(const char *a, const char *b, int most)
{
	size_t a_len = strlen(a), b_len = strlen(b);
	int rows[3][WORD_MAX_BYTES + 1];
	int *before = rows[0], *last = rows[1], *now = rows[2];

	if (a_len > WORD_MAX_BYTES || b_len > WORD_MAX_BYTES)
		return most + 1;
	for (size_t k = 0; k <= b_len; k++)
		last[k] = before[k] = (int)k;
	for (size_t i = 1; i <= a_len; i++) {
		int *oldest = before;

		now[0] = (int)i;
		for (size_t k = 1; k <= b_len; k++) {
			now[k] = least(last[k] + 1, now[k - 1] + 1,
			    last[k - 1] + (a[i - 1] != b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
			    before[k - 2] + 1 < now[k])
				now[k] = before[k - 2] + 1;
		}
		before = last;
		last = now;
		now = oldest;
	}
	return last[b_len] > most ? most + 1 : last[b_len];
}

bool word_is_near(const char *typed, const char *word)
{
	int most = (int)(strlen(word) / 3);

	if (most < 1)
		most = 1;
	return word_distance(typed, word, most) <= most;
}
