/* A pattern is compiled by PCRE2, and to machine code where PCRE2 can.
 *
 * An expression with repetitions may try the same text again and again.  PCRE2 limits
 * what is done from one start, not from all of them, so such an expression is compiled
 * with callouts: each counts the step and the distance from the last one, and the
 * search ends when the text has had its share of steps.  That is slow, and needless where
 * nothing is tried again but the letters of a word ("[a-z]+ing") and the words are short.
 */
#include "config.h"

#include "moot/search/search.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>

#include "moot/base/dso.h"
#include "moot/base/scan.h"
#include "moot/base/xalloc.h"
#include "moot/text/plain.h"
#include "moot/text/utf8.h"
#include "search/pattern_priv.h"

#define FUNCTIONS(F) \
	F(pcre2_code_free) F(pcre2_compile) F(pcre2_compile_context_create) \
	F(pcre2_compile_context_free) F(pcre2_get_error_message) F(pcre2_get_ovector_pointer) \
	F(pcre2_jit_compile) F(pcre2_jit_match) F(pcre2_jit_stack_assign) \
	F(pcre2_jit_stack_create) F(pcre2_jit_stack_free) F(pcre2_match) \
	F(pcre2_match_context_create) F(pcre2_match_context_free) F(pcre2_match_data_create) \
	F(pcre2_match_data_free) F(pcre2_set_callout) F(pcre2_set_heap_limit) \
	F(pcre2_set_match_limit) F(pcre2_set_max_pattern_length) F(pcre2_set_newline)

static struct { FUNCTIONS(DSO_POINTER) } libpcre;
static struct dso libpcre_dso = DSO(PCRE2_SONAME, libpcre, FUNCTIONS);

enum {
	PATTERN_MAX_BYTES = 4096,
	MATCH_LIMIT = 1000000,
	HEAP_LIMIT_KB = 20000,
	JIT_STACK_BYTES = 32 << 10,
	JIT_STACK_MAX_BYTES = 512 << 10,
	STEPS_AT_LEAST = 10000,
	STEPS_A_BYTE = 64,
	STEPS_AT_MOST = 4000000,
	STEP_BYTES = 16, /* as long a way is a step */
	WORD_BYTES = 4 * SCAN_BYTES, /* half of the longest word that is short */
};

struct pattern {
	pcre2_code *code;
	pcre2_code *anchored; /* the same, tried at one place; where starts are known */
	pcre2_code *guarded;  /* the same, with callouts, for texts of long words; or NULL */
	struct starts starts;
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	bool plain, joins, counts_steps, has_jit;
	size_t given_up;
	/* Of the search at hand. */
	bool guards;
	size_t steps_left, last;
};

static int count_step(pcre2_callout_block *at, void *data)
{
	struct pattern *p = data;
	size_t way = at->current_position > p->last ? at->current_position - p->last :
	    p->last - at->current_position;
	size_t steps = 1 + way / STEP_BYTES;

	p->last = at->current_position;
	if (steps > p->steps_left)
		return PCRE2_ERROR_MATCHLIMIT;
	p->steps_left -= steps;
	return 0;
}

static void set_fault(struct pattern_fault *fault, int error, size_t offset)
{
	char words[120];

	libpcre.pcre2_get_error_message(error, (PCRE2_UCHAR *)words, sizeof words);
	snprintf(fault->words, sizeof fault->words, "%s (at %zu)", words, offset);
}

static pcre2_code *compile(const struct expression *e, uint32_t options,
    struct pattern_fault *fault)
{
	pcre2_compile_context *context = libpcre.pcre2_compile_context_create(NULL);
	size_t offset = 0;
	pcre2_code *code;
	int error;

	if (!context)
		bug("no memory for a pattern");
	options |= PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
	if (!e->has_upper)
		options |= PCRE2_CASELESS;
	libpcre.pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	libpcre.pcre2_set_max_pattern_length(context, PATTERN_MAX_BYTES);
	code = libpcre.pcre2_compile(
	    (PCRE2_SPTR)buf_str(&e->text), e->text.len, options, &error, &offset, context);
	if (!code)
		set_fault(fault, error, offset < e->text.len ? e->origin[offset] :
		    e->text.len ? e->origin[e->text.len - 1] + 1 : 0);
	libpcre.pcre2_compile_context_free(context);
	return code;
}

static void prepare(struct pattern *p)
{
	p->has_jit = libpcre.pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0;
	if (p->anchored)
		p->has_jit &= libpcre.pcre2_jit_compile(p->anchored, PCRE2_JIT_COMPLETE) == 0;
	if (p->guarded)
		p->has_jit &= libpcre.pcre2_jit_compile(p->guarded, PCRE2_JIT_COMPLETE) == 0;
	p->context = libpcre.pcre2_match_context_create(NULL);
	p->data = libpcre.pcre2_match_data_create(1, NULL);
	if (!p->context || !p->data)
		bug("no memory for a pattern");
	libpcre.pcre2_set_match_limit(p->context, MATCH_LIMIT);
	libpcre.pcre2_set_heap_limit(p->context, HEAP_LIMIT_KB);
	if (p->has_jit) {
		p->stack =
		    libpcre.pcre2_jit_stack_create(JIT_STACK_BYTES, JIT_STACK_MAX_BYTES, NULL);
		libpcre.pcre2_jit_stack_assign(p->context, NULL, p->stack);
	}
	if (p->counts_steps)
		libpcre.pcre2_set_callout(p->context, count_step, p);
}

struct pattern *pattern_new(struct span text, struct pattern_fault *fault)
{
	struct expression e = { 0 };
	struct pattern *p = NULL;
	uint32_t counted;
	pcre2_code *code;
	const char *why;

	fault->words[0] = '\0';
	if (text.len == 0)
		return NULL;
	if (!dso_load(&libpcre_dso, &why)) {
		snprintf(fault->words, sizeof fault->words, "%s", why);
		return NULL;
	}
	expression_read(&e, text);
	counted = e.repeats && !e.one_run ? PCRE2_AUTO_CALLOUT : 0;
	code = compile(&e, counted, fault);
	if (code) {
		p = xcalloc(1, sizeof *p);
		p->code = code;
		p->plain = !e.has_accent;
		p->counts_steps = e.repeats;
		p->joins = !e.repeats && !e.looks_around;
		if (p->plain && e.starts.count)
			p->anchored = compile(&e, counted | PCRE2_ANCHORED, fault);
		if (e.one_run)
			p->guarded = compile(&e, PCRE2_AUTO_CALLOUT, fault);
		p->starts = e.starts;
		prepare(p);
	}
	expression_release(&e);
	return p;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	libpcre.pcre2_jit_stack_free(p->stack);
	libpcre.pcre2_match_data_free(p->data);
	libpcre.pcre2_match_context_free(p->context);
	libpcre.pcre2_code_free(p->guarded);
	libpcre.pcre2_code_free(p->anchored);
	libpcre.pcre2_code_free(p->code);
	free(p);
}

size_t pattern_given_up(const struct pattern *p)
{
	return p->given_up;
}

bool pattern_is_plain(const struct pattern *p)
{
	return p->plain;
}

bool pattern_joins(const struct pattern *p)
{
	return p->joins;
}

static int match(struct pattern *p, const pcre2_code *code, struct span text, size_t from)
{
	const uint32_t options = PCRE2_NOTEMPTY;

	if (p->has_jit)
		return libpcre.pcre2_jit_match(code, (PCRE2_SPTR)text.p, text.len, from, options,
		    p->data, p->context);
	return libpcre.pcre2_match(code, (PCRE2_SPTR)text.p, text.len, from,
	    options | PCRE2_NO_UTF_CHECK, p->data, p->context);
}

static int match_from(struct pattern *p, struct span text, size_t from)
{
	if (p->guards)
		return match(p, p->guarded, text, from);
	if (!p->anchored)
		return match(p, p->code, text, from);
	for (; (from = starts_next(&p->starts, text, from)) < text.len; from++) {
		int result = match(p, p->anchored, text, from);

		if (result != PCRE2_ERROR_NOMATCH)
			return result;
	}
	return PCRE2_ERROR_NOMATCH;
}

static scan_row is_blank(const char *p)
{
	scan_row row = scan_load(p);

	return (row == ' ') | (row == '\n');
}

/* A stretch without a blank; the end of the text is short enough. */
static bool has_long_word(struct span text)
{
	for (size_t i = 0; text.len - i >= WORD_BYTES; i += WORD_BYTES) {
		const char *p = text.p + i;

		if (scan_first(is_blank(p) | is_blank(p + SCAN_BYTES) |
			is_blank(p + 2 * SCAN_BYTES) | is_blank(p + 3 * SCAN_BYTES)) ==
		    SCAN_BYTES)
			return true;
	}
	return false;
}

static void begin_text(struct pattern *p, struct span text)
{
	p->guards = p->guarded && has_long_word(text);
	p->last = 0;
	p->steps_left = text.len < STEPS_AT_MOST / STEPS_A_BYTE ?
	    STEPS_AT_LEAST + text.len * STEPS_A_BYTE : STEPS_AT_MOST;
}

enum pattern_result pattern_find(struct pattern *p, struct span text, size_t from, size_t *start,
    size_t *end)
{
	const size_t *found;
	int result;

	if (from >= text.len)
		return PATTERN_NONE;
	if (from == 0)
		begin_text(p, text);
	result = match_from(p, text, from);
	if (result == PCRE2_ERROR_NOMATCH)
		return PATTERN_NONE;
	found = libpcre.pcre2_get_ovector_pointer(p->data);
	if (result < 0 || found[0] < from || found[1] <= found[0]) { /* \K may do that */
		p->given_up++;
		return PATTERN_GAVE_UP;
	}
	*start = found[0];
	*end = found[1];
	return PATTERN_FOUND;
}

/* ---- all matches ---- */

void pattern_walk_begin(struct pattern_walk *w, struct pattern *p, struct span text)
{
	bool cut;

	text.len = utf8_valid_prefix(text.p, text.len, &cut);
	*w = (struct pattern_walk){ .pattern = p, .text = text };
	if (!p->plain || text.len >= UINT32_MAX || !plain_differs(text))
		return;
	plain_add(&w->plain, text, &w->origin, &w->origin_cap);
	w->text = buf_span(&w->plain);
}

/* A match of the plain text is one of whole characters of the text. */
static void to_origin(struct pattern_walk *w, size_t *start, size_t *end)
{
	while (w->at < w->text.len && w->origin[w->at] == w->origin[*end - 1])
		w->at++;
	*start = w->origin[*start];
	*end = w->origin[w->at];
}

bool pattern_walk_next(struct pattern_walk *w, size_t *start, size_t *end)
{
	if (pattern_find(w->pattern, w->text, w->at, start, end) != PATTERN_FOUND)
		return false;
	w->at = *end;
	if (w->origin)
		to_origin(w, start, end);
	return true;
}

void pattern_walk_end(struct pattern_walk *w)
{
	buf_release(&w->plain);
	free(w->origin);
}

bool pattern_matches(struct pattern *p, struct span text)
{
	struct pattern_walk w;
	size_t start, end;
	bool found;

	pattern_walk_begin(&w, p, text);
	found = pattern_walk_next(&w, &start, &end);
	pattern_walk_end(&w);
	return found;
}
