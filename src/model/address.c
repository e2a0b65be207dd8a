#include "config.h"

#include "model/library_priv.h"
#include "moot/text/url.h"

void library_add_number(const struct library *lib, comment_id id, struct buf *out)
{
	uint32_t path[NUMBER_MAX_DEPTH];
	uint32_t depth = 0;

	for (comment_id c = id; c; c = lib->comments[c].parent) {
		if (depth == NUMBER_MAX_DEPTH) {
			buf_addf(out, "#%u", lib->comments[id].place + 1);
			return;
		}
		path[depth++] = lib->comments[c].ordinal;
	}
	while (depth--)
		buf_addf(out, depth ? "%u." : "%u", path[depth]);
}

uint32_t library_post_number(const struct library *lib, post_id id, bool all)
{
	if (all)
		return id;
	return id < lib->numbered ? lib->post_numbers[id] : 0; /* else not linked yet */
}

/* "tag:blog.example,1999:blog-7.post-5" is also called "5" or "post-5". */
static bool is_last_part(struct span id, struct span name)
{
	char before;

	if (name.len >= id.len || !name.len)
		return false;
	before = id.p[id.len - name.len - 1];
	return span_eq(span_sub(id, id.len - name.len, id.len), name)
	    && (before == '-' || before == '.' || before == '/' || before == ':' || before == '=');
}

static bool names_post(const struct library *lib, post_id id, struct span name)
{
	const struct post_row *row = library_post(lib, id);
	struct span url = pool_text(&lib->pool, row->url),
	            post_id_text = pool_text(&lib->pool, row->id);

	return span_eq(post_id_text, name) || is_last_part(post_id_text, name)
	    || (url.len && url_same_page(url, name));
}

static post_id find_post(const struct library *lib, struct span name, bool all)
{
	uint64_t number;
	bool is_number = span_to_uint(name, UINT32_MAX, &number);

	if (is_number)
		for (post_id p = 1; p < lib->post_len; p++)
			if (library_post_number(lib, p, all) == number)
				return p;
	for (post_id p = 1; p < lib->post_len && name.len; p++)
		if (library_post_visible(lib, p, all) && names_post(lib, p, name))
			return p;
	return 0;
}

static comment_id find_comment(const struct library *lib, post_id post, struct span name)
{
	uint32_t count;
	const struct thread_item *items = library_thread(lib, post, &count);
	struct buf number = BUF_INIT;
	comment_id found = 0;

	for (uint32_t i = 0; i < count && !found; i++) {
		comment_id c = items[i].comment;
		struct span id = pool_text(&lib->pool, lib->comments[c].id);

		buf_clear(&number);
		library_add_number(lib, c, &number);
		if (span_eq(buf_span(&number), name) ||
		    (id.len && (span_eq(id, name) || is_last_part(id, name))))
			found = c;
	}
	buf_release(&number);
	return found;
}

/* An id or URL may itself hold a '#': the whole is tried as a post first. */
bool library_resolve(const struct library *lib, struct span address, bool all, post_id *post,
    comment_id *comment)
{
	size_t hash = span_find_byte(address, '#');

	*comment = 0;
	*post = find_post(lib, address, all);
	if (*post && hash == address.len)
		return true;
	if (hash == address.len)
		return false;
	*post = find_post(lib, span_sub(address, 0, hash), all);
	if (!*post)
		return false;
	*comment = find_comment(lib, *post, span_sub(address, hash + 1, address.len));
	return *comment != 0;
}
