#include "config.h"

#include "term/pairs_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

enum { COLORS_OF_BYTE = 256 };

int pairs_get(struct pairs *p, uint8_t fg, uint8_t bg, bool *is_new)
{
	int16_t *number;

	if (!p->numbers)
		p->numbers = xcalloc((size_t)COLORS_OF_BYTE * COLORS_OF_BYTE, sizeof *p->numbers);
	number = &p->numbers[fg << 8 | bg];
	*is_new = !*number && p->next < p->end;
	if (*is_new)
		*number = (int16_t)p->next++;
	return *number;
}

bool pairs_are_full(const struct pairs *p)
{
	return p->next > p->first && p->next >= p->end;
}

void pairs_reset(struct pairs *p)
{
	free(p->numbers);
	p->numbers = NULL;
	p->next = p->first;
}
