#include "config.h"

#include "term/pairs_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"

enum { COLORS_EACH = 1 + 256 }; /* the terminal's own, and all others */

int pairs_get(struct pairs *p, int fg, int bg, bool *is_new)
{
	int16_t *number;

	if (!p->numbers)
		p->numbers = xcalloc((size_t)COLORS_EACH * COLORS_EACH, sizeof *p->numbers);
	number = &p->numbers[(fg + 1) * COLORS_EACH + bg + 1];
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
