#include "config.h"

#include "moot/view/names.h"

#include "moot/base/buf.h"

struct safe name_field(struct arena *a, const struct library *lib, text_ref ref)
{
	return ref ? safe_field(a, library_text(lib, ref)) : SAFE_NONE;
}

struct safe name_of_post(struct arena *a, const struct library *lib, post_id id)
{
	const struct post_row *p = library_post(lib, id);
	const text_ref tried[] = { p->title, p->url, p->id };

	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		struct safe name = name_field(a, lib, tried[i]);

		if (name.len)
			return name;
	}
	return SAFE_LIT("(untitled)");
}

struct safe name_of_author(struct arena *a, const struct library *lib, comment_id id)
{
	struct safe name = name_field(a, lib, library_comment(lib, id)->author);

	return name.len ? name : SAFE_NONE;
}

/* "2.1.1.1.1.3" to "2…1.3": which thread, and where in it; no ordinal is cut. */
static void shorten_number(struct buf *number, size_t max_cols, const struct looks *looks)
{
	struct buf text = BUF_INIT;
	struct span whole = buf_span(number);
	size_t first = span_find_byte(whole, '.');
	size_t from = first + 1 < max_cols ? whole.len - (max_cols - first - 1) : whole.len;

	while (from < whole.len && whole.p[from - 1] != '.')
		from++;
	if (from >= whole.len) /* an ordinal of many digits */
		from = whole.len - max_cols + 1;
	else
		buf_add_span(&text, span_sub(whole, 0, first));
	buf_add_span(&text, safe_span(glyph(looks, GLYPH_MORE)));
	buf_add_span(&text, span_sub(whole, from, whole.len));
	buf_release(number);
	*number = text;
}

struct safe name_of_number(struct arena *a, const struct library *lib, comment_id id,
    size_t max_cols, const struct looks *looks)
{
	struct buf number = BUF_INIT;
	struct safe name;

	library_add_number(lib, id, &number);
	if (number.len > max_cols)
		shorten_number(&number, max_cols, looks);
	name = safe_field(a, buf_span(&number));
	buf_release(&number);
	return name;
}

struct safe name_of_state(const struct library *lib, comment_id id)
{
	switch ((enum comment_state)library_comment(lib, id)->state) {
	case COMMENT_SHOWN:
		return SAFE_NONE;
	case COMMENT_HELD:
		return SAFE_LIT("(held for moderation)");
	case COMMENT_SPAM:
		return SAFE_LIT("(marked as spam)");
	case COMMENT_DELETED:
		return SAFE_LIT("(deleted)");
	case COMMENT_MISSING:
		return SAFE_LIT("(not in the source)");
	}
	return SAFE_NONE;
}

/* The brief form ends with the time of the day, where that is known. */
void name_add_time(struct buf *out, struct date d, const struct looks *looks)
{
	struct buf brief = BUF_INIT;
	const char *blank;

	date_add_brief(&brief, d);
	blank = strrchr(buf_str(&brief), ' ');
	if (looks->iso_dates) {
		date_add_short(out, d);
		if (blank && strchr(blank, ':'))
			buf_add_str(out, blank);
	} else {
		buf_add_span(out, buf_span(&brief));
	}
	buf_release(&brief);
}

struct safe name_of_time(struct arena *a, struct date d, const struct looks *looks)
{
	struct buf text = BUF_INIT;
	struct safe time;

	if (!date_known(d))
		return SAFE_NONE;
	name_add_time(&text, d, looks);
	time = safe_field(a, buf_span(&text));
	buf_release(&text);
	return time;
}

int name_add_cut(struct buf *out, struct safe text, int max_cols, const struct looks *looks)
{
	struct safe more = glyph(looks, GLYPH_MORE);
	int used, more_cols = safe_cols(more, looks);
	struct span fits = text_fit(safe_span(text), max_cols, &used, &looks->width);

	if (fits.len == text.len || max_cols < more_cols) {
		buf_add_span(out, fits);
		return used;
	}
	fits = text_fit(safe_span(text), max_cols - more_cols, NULL, &looks->width);
	while (fits.len && fits.p[fits.len - 1] == ' ')
		fits.len--;
	buf_add_span(out, fits);
	buf_add_span(out, safe_span(more));
	return safe_cols(safe_sub(text, 0, fits.len), looks) + more_cols;
}
