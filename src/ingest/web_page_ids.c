/* The ids of comments in the ids of elements: what engines put before them. */
#include "config.h"

#include "ingest/web_page_priv.h"

/* What may stand before the id itself; after which of them it need not have a digit. */
static const struct {
	const char *text;
	enum { KEY_NUMBER, KEY_WITH_DIGIT, KEY_WORD, KEY_WITH_MARKS, KEY_AND_PARENT } want;
} id_prefixes[] = {
	{ "wpd-comm-", KEY_AND_PARENT }, /* wpDiscuz: wpd-comm-12_0, and before its version 7 */
	{ "wc-comm-", KEY_AND_PARENT },
	{ "li-comment-", KEY_WITH_DIGIT },
	{ "div-comment-", KEY_WITH_DIGIT },
	{ "dsq-comment-", KEY_WITH_DIGIT },
	{ "tr-comment-", KEY_WITH_DIGIT },
	{ "article-comment-", KEY_WITH_DIGIT },
	{ "comment-", KEY_WITH_DIGIT },
	{ "comment_", KEY_WITH_DIGIT },
	{ "comment", KEY_NUMBER },
	{ "serendipity_comment_", KEY_NUMBER },
	{ "commento-comment-card-", KEY_WORD },
	{ "remark42__comment-", KEY_WITH_MARKS },
	{ "isso-", KEY_NUMBER },
	{ "thing_t1_", KEY_WORD },
	{ "t1_", KEY_WORD },
	{ "tree_", KEY_NUMBER },
	{ "post_", KEY_NUMBER },
	{ "post-", KEY_NUMBER },
	{ "ljcmt", KEY_NUMBER },
	{ "cmt", KEY_NUMBER },
	{ "c_", KEY_WORD },
	{ "c", KEY_NUMBER },
	{ "t", KEY_NUMBER },
};

struct span web_id_key(struct span id)
{
	for (size_t i = 0; i < sizeof id_prefixes / sizeof *id_prefixes; i++) {
		size_t digits = 0, words = 0, prefix = strlen(id_prefixes[i].text);
		struct span key = span_sub(id, prefix, id.len);

		if (!span_starts_nocase(id, id_prefixes[i].text))
			continue;
		if (id_prefixes[i].want == KEY_AND_PARENT)
			key = span_sub(key, 0, span_find_byte(key, '_'));
		for (size_t at = 0; at < key.len; at++) {
			digits += ascii_is_digit(key.p[at]);
			words += ascii_is_alnum(key.p[at]) ||
			    (id_prefixes[i].want == KEY_WITH_MARKS && key.p[at] == '-');
		}
		if (key.len > 0 && words == key.len &&
		    (id_prefixes[i].want == KEY_WORD || id_prefixes[i].want == KEY_WITH_MARKS ||
		        digits == key.len ||
		        (id_prefixes[i].want == KEY_WITH_DIGIT && digits > 0)))
			return key;
	}
	return SPAN_NONE;
}

/* ^(li-|div-|dsq-)?comment[-_]?[0-9]+$ */
bool web_is_comment_id(struct span id)
{
	static const char *const prefixes[] = { "li-", "div-", "dsq-" };
	uint64_t number;

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (span_starts_nocase(id, prefixes[i])) {
			id = span_sub(id, strlen(prefixes[i]), id.len);
			break;
		}
	if (!span_starts_nocase(id, "comment"))
		return false;
	id = span_sub(id, strlen("comment"), id.len);
	if (id.len > 1 && (id.p[0] == '-' || id.p[0] == '_'))
		id = span_sub(id, 1, id.len);
	return span_to_uint(id, UINT64_MAX, &number);
}
