#include "config.h"

#include "ingest/fields_priv.h"

#include <stdlib.h>

#include "moot/base/xalloc.h"
#include "moot/model/authors.h"
#include "moot/text/entity.h"

/* ---- records ---- */

void record_clear(struct record *r)
{
	for (uint64_t left = r->present; left; left &= left - 1)
		buf_clear(&r->field[__builtin_ctzll(left)]);
	r->present = 0;
	r->marked = 0;
}

void record_release(struct record *r)
{
	for (int i = 0; i < FIELD_MAX; i++)
		buf_release(&r->field[i]);
}

void record_set(struct record *r, int field, struct span value)
{
	buf_clear(&r->field[field]);
	buf_add_span(&r->field[field], value);
	r->present |= UINT64_C(1) << field;
}

void record_add_author(struct record *r, int field, struct span name)
{
	authors_add(&r->field[field], 0, name);
	r->present |= UINT64_C(1) << field;
}

struct span record_get(const struct record *r, int field)
{
	return r->present >> field & 1 ? span_trim(buf_span(&r->field[field])) : SPAN_NONE;
}

struct span record_filled(const struct record *r, int field)
{
	struct span value = record_get(r, field);

	return value.len ? value : SPAN_NONE;
}

bool record_marked(const struct record *r, int field)
{
	return r->marked >> field & 1;
}

/* ---- collecting ---- */

/* The rules of a place stand together. */
static const struct field_rule *rules_of(const struct fields *f, uint8_t place)
{
	const struct field_rule *r = f->rules;

	while (r->name && r->place != place)
		r++;
	return r;
}

static const struct field_rule *look_up(const struct fields *f, struct span ns, struct span name)
{
	struct vocab_name v = vocab_name(ns, name);
	const struct field_rule *r = f->here ? f->here : f->rules;
	const uint8_t place = r->place;
	enum vocab vocab = v.vocab == VOCAB_NONE ? f->none_is : v.vocab;
	char first = v.local.len ? ascii_lower(*v.local.p) : '\0';

	for (; r->name && r->place == place; r++)
		if (r->vocab == (uint8_t)vocab && ascii_lower(*r->name) == first &&
		    span_eq_nocase(v.local, r->name))
			return r;
	return NULL;
}

/* Names that come again come at the same address, and so do namespaces. */
static const struct field_rule *find_rule(struct fields *f, struct span ns, struct span name)
{
	size_t slot = ((uintptr_t)name.p >> 3) + ((uintptr_t)f->here >> 3);
	struct field_found *found = &f->found[slot % FIELD_FOUND];

	if (found->name != name.p || found->ns != ns.p || found->here != f->here)
		*found = (struct field_found){ f->here, look_up(f, ns, name), ns.p,
			span_find_byte(name, ':') == name.len ? name.p : NULL };
	return found->rule;
}

static void collect(struct fields *f, const struct field_rule *rule)
{
	struct buf *field = &f->record->field[rule->field];
	bool filled = record_filled(f->record, rule->field).len > 0;

	f->current = rule;
	f->inside = 0;
	f->escape = false;
	f->sink = filled && rule->how == FIELD_FIRST ? NULL : field;
	f->record->present |= UINT64_C(1) << rule->field;
	if (f->sink)
		buf_clear(field);
}

static void add_tag(struct fields *f, struct span name, const struct xml_attr *attrs, size_t count)
{
	buf_add_char(f->sink, '<');
	buf_add_span(f->sink, name);
	for (size_t i = 0; i < count; i++) {
		buf_add_char(f->sink, ' ');
		buf_add_span(f->sink, attrs[i].name);
		buf_add_str(f->sink, "=\"");
		entity_escape(f->sink, attrs[i].value);
		buf_add_char(f->sink, '"');
	}
	buf_add_char(f->sink, '>');
}

void fields_start(
    struct fields *f, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
{
	const struct field_rule *rule;

	if (f->skip) {
		f->skip++;
		return;
	}
	if (f->current) {
		f->inside++;
		f->record->marked |= UINT64_C(1) << f->current->field;
		if (f->sink)
			add_tag(f, name, attrs, count);
		return;
	}
	rule = find_rule(f, ns, name);
	if (!rule) {
		f->skip = 1;
		return;
	}
	if (rule->field) {
		collect(f, rule);
	} else if (rule->enters) {
		ARRAY_GROW(f->path, f->depth, f->path_cap);
		f->path[f->depth++] = rule;
		f->here = rules_of(f, rule->enters);
	} else {
		f->skip = 1;
	}
	if (rule->start)
		rule->start(f->user, attrs, count);
}

static bool is_void(struct span name)
{
	return span_eq_nocase(name, "br") || span_eq_nocase(name, "img") ||
	    span_eq_nocase(name, "hr");
}

void fields_end(struct fields *f, struct span ns, struct span name)
{
	const struct field_rule *rule = f->current;

	(void)ns;
	if (f->skip) {
		f->skip--;
		return;
	}
	if (rule && f->inside) {
		f->inside--;
		if (f->sink && !is_void(name)) {
			buf_add_str(f->sink, "</");
			buf_add_span(f->sink, name);
			buf_add_char(f->sink, '>');
		}
		return;
	}
	f->current = NULL;
	if (!rule && f->depth) {
		rule = f->path[--f->depth];
		f->here = rules_of(f, rule->place);
	}
	if (rule && rule->end)
		rule->end(f->user);
}

void fields_text(struct fields *f, struct span text)
{
	if (f->skip || !f->current || !f->sink)
		return;
	if (f->escape)
		entity_escape(f->sink, text);
	else
		buf_add_span(f->sink, text);
}

static void on_start(
    void *user, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
{
	fields_start(user, ns, name, attrs, count);
}

static void on_end(void *user, struct span ns, struct span name)
{
	fields_end(user, ns, name);
}

static void on_text(void *user, struct span text)
{
	fields_text(user, text);
}

const struct xml_handlers fields_handlers = { on_start, on_end, on_text };

void fields_release(struct fields *f)
{
	free(f->path);
}
