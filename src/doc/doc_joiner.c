/* Whether a joiner is kept depends on both its sides, which may come in pieces: it is
 * remembered with its place until the next character comes, and forgotten when that
 * comes at another place.
 */
#include "config.h"

#include "doc/doc_priv.h"
#include "moot/text/utf8.h"

void joiner_feed(struct builder *b, uint32_t joiner)
{
	b->joiner = b->leaf_open && !b->space_pending ? joiner : 0;
	b->joiner_at = (uint32_t)b->doc->text.len;
}

void joiner_settle(struct builder *b, struct span text)
{
	struct span before = span_sub(buf_span(&b->doc->text), b->line_start, b->doc->text.len);
	uint32_t joiner = b->joiner, after;

	if (!joiner || !text.len || b->joiner_at != b->doc->text.len)
		return;
	b->joiner = 0;
	utf8_next(text.p, text.len, &after);
	if (safe_joins(utf8_last(before), joiner, after))
		text_mark(b,
		    joiner == ZERO_WIDTH_JOINER ? DOC_MARK_JOINER : DOC_MARK_NON_JOINER, 0);
}
