/* moot search: every post and comment whose text matches, with its address and what
 * stands around the first match. */
#include "config.h"

#include <string.h>

#include "app/cli_priv.h"
#include "moot/doc/doc.h"
#include "moot/export/json.h"
#include "moot/search/search.h"
#include "moot/text/utf8.h"

enum { SNIPPET_BEFORE_BYTES = 30, SNIPPET_BYTES = 100 };

enum hit_format { HIT_TEXT, HIT_TSV, HIT_JSON };

struct searcher {
	const struct library *lib;
	struct pattern *pattern;
	enum hit_format format;
	struct json json;
	FILE *out;
	size_t hits;
};

static size_t char_start(struct span text, size_t at)
{
	while (at > 0 && at < text.len && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The words around the match, on one line. */
static void add_snippet(struct buf *out, struct span text, size_t start)
{
	size_t from =
	    char_start(text, start > SNIPPET_BEFORE_BYTES ? start - SNIPPET_BEFORE_BYTES : 0);
	size_t to =
	    from + SNIPPET_BYTES < text.len ? char_start(text, from + SNIPPET_BYTES) : text.len;

	if (from)
		buf_add_str(out, "...");
	safe_add(out, span_sub(text, from, to), 0);
	if (to < text.len)
		buf_add_str(out, "...");
}

static void report(struct searcher *s, struct span address, struct span author, struct span text,
    size_t start)
{
	struct buf snippet = BUF_INIT, name = BUF_INIT;

	add_snippet(&snippet, text, start);
	safe_add(&name, author, 0);
	s->hits++;
	if (s->format == HIT_JSON) {
		json_newline(&s->json);
		json_open(&s->json, '{');
		json_key(&s->json, "address");
		json_field(&s->json, address);
		json_authors(&s->json, author);
		json_key(&s->json, "snippet");
		json_clean(&s->json, buf_span(&snippet));
		json_close(&s->json, '}');
	} else if (s->format == HIT_TSV) {
		fprintf(s->out, "%.*s\t%s\t%s\n", (int)address.len, address.p, buf_str(&name),
		    buf_str(&snippet));
	} else {
		fprintf(s->out, "%.*s: %s%s%s\n", (int)address.len, address.p, buf_str(&name),
		    name.len ? ": " : "", buf_str(&snippet));
	}
	buf_release(&snippet);
	buf_release(&name);
}

/* The start of the first match. */
static bool find(struct pattern *p, struct span text, size_t *start)
{
	struct pattern_walk w;
	size_t end;
	bool found;

	pattern_walk_begin(&w, p, text);
	found = pattern_walk_next(&w, start, &end);
	pattern_walk_end(&w);
	return found;
}

static void search_body(struct searcher *s, struct span address, text_ref author, text_ref body,
    enum body_type type)
{
	struct doc *doc = doc_parse(library_text(s->lib, body), type, SPAN_NONE);
	struct span text = safe_span(doc_text(doc));
	size_t start;

	if (find(s->pattern, text, &start))
		report(s, address, library_text(s->lib, author), text, start);
	doc_free(doc);
}

static void search_post(struct searcher *s, post_id post, uint32_t number)
{
	const struct post_row *row = library_post(s->lib, post);
	struct span title = library_text(s->lib, row->title);
	struct buf address = BUF_INIT;
	size_t start;

	buf_addf(&address, "%u", number);
	if (title.len && find(s->pattern, title, &start))
		report(s, buf_span(&address), library_text(s->lib, row->author), title, start);
	else
		search_body(s, buf_span(&address), row->author, row->body, row->body_type);
	buf_release(&address);
}

static void search_thread(struct searcher *s, post_id post, uint32_t number, bool all)
{
	uint32_t count;
	const struct thread_item *items = library_thread(s->lib, post, &count);
	struct buf address = BUF_INIT;

	for (uint32_t i = 0; i < count; i++) {
		const struct comment_row *row = library_comment(s->lib, items[i].comment);

		if (row->state != COMMENT_SHOWN && !all)
			continue;
		buf_clear(&address);
		buf_addf(&address, "%u#", number);
		library_add_number(s->lib, items[i].comment, &address);
		search_body(s, buf_span(&address), row->author, row->body, row->body_type);
	}
	buf_release(&address);
}

static enum hit_format hit_format(const char *name)
{
	if (!name || strcmp(name, "text") == 0)
		return HIT_TEXT;
	return strcmp(name, "tsv") == 0 ? HIT_TSV : HIT_JSON;
}

static void search_all(struct searcher *s, const struct chosen *chosen, bool all)
{
	if (s->format == HIT_JSON)
		json_open(&s->json, '[');
	for (size_t i = 0; i < chosen->count; i++) {
		search_post(s, chosen->posts[i], chosen->numbers[i]);
		search_thread(s, chosen->posts[i], chosen->numbers[i], all);
	}
	if (s->format == HIT_JSON) {
		json_close(&s->json, ']');
		buf_add_char(&s->json.pending, '\n');
		json_finish(&s->json);
	}
}

int mode_search(const struct cli *cli)
{
	struct pattern_fault fault;
	struct searcher s = {
		.pattern = pattern_new(span_str(cli->operands.items[0]), &fault),
	};
	struct session_data data;
	struct chosen chosen;
	struct output output;
	int status;

	if (!s.pattern)
		return usage_error("%s", *fault.words ? fault.words :
		    "an empty pattern matches nothing");
	data_open(&data, cli);
	data_read(&data, cli);
	status = data_report(&data);
	if (status != EXIT_UNREADABLE && chosen_make(&chosen, data.lib, cli, false)) {
		if (output_open(&output, cli)) {
			s.lib = data.lib;
			s.format = hit_format(cli->format);
			s.out = s.json.out = output.out;
			search_all(&s, &chosen, cli->all);
			if (!output_close(&output))
				status = EXIT_LOSS;
			else if (!s.hits && status == EXIT_FINE)
				status = EXIT_NOTHING;
		} else {
			status = EXIT_USAGE;
		}
		chosen_release(&chosen);
	} else if (status != EXIT_UNREADABLE) {
		status = EXIT_NOTHING;
	}
	if (pattern_given_up(s.pattern)) {
		fprintf(stderr, "moot: the pattern takes too long: %zu text%s left out\n",
		    pattern_given_up(s.pattern), pattern_given_up(s.pattern) == 1 ? "" : "s");
		status = EXIT_LOSS;
	}
	pattern_free(s.pattern);
	data_keep(&data);
	data_release(&data);
	return status;
}
