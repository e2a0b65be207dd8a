#include "config.h"

#include "ingest/json_priv.h"

#include <jansson.h>

#include "moot/base/dso.h"
#include "moot/text/safe.h"

#define FUNCTIONS(F) \
	F(json_array) F(json_array_append_new) F(json_array_get) F(json_array_size) \
	F(json_delete) F(json_integer_value) F(json_loadb) F(json_number_value) F(json_object_get) \
	F(json_object_iter) F(json_object_iter_key) F(json_object_iter_next) \
	F(json_object_iter_value) F(json_real_value) F(json_string_length) F(json_string_value)

static struct { FUNCTIONS(DSO_POINTER) } jansson;
static struct dso jansson_dso = DSO(JANSSON_SONAME, jansson, FUNCTIONS);

/* ---- a document ---- */

static void say_broken(const struct ingest_target *target, const json_error_t *error)
{
	struct buf what = BUF_INIT;

	safe_add(&what, span_str(error->text), false);
	diag_add(target->diags, DIAG_CODE_UNREADABLE, target->source,
	    error->line > 0 ? (size_t)error->line : 0, "it is no JSON (%s)", buf_str(&what));
	buf_release(&what);
}

static void say_repaired(const struct ingest_target *target, int line, bool cut, bool deep)
{
	size_t at = line > 0 ? (size_t)line : 0;

	if (deep)
		diag_add(target->diags, DIAG_CODE_TOO_LARGE, target->source, 0,
		    "values nested deeper than %d are left out", JSON_MAX_DEPTH);
	if (cut)
		diag_add(target->diags, DIAG_CODE_TRUNCATED, target->source, at,
		    "the JSON ends in the middle; what there is is kept");
	if (!deep && !cut)
		diag_add(target->diags, DIAG_CODE_JSON_REPAIRED, target->source, at,
		    "the JSON is not well-formed from here on; it was repaired");
}

static json_t *load(struct span text, json_error_t *error)
{
	return jansson.json_loadb(text.p, text.len, 0, error);
}

/* One value after the other, as one in a line: a list of them.  NULL when there is but
 * one, or anything else. */
static json_t *load_several(struct span text)
{
	json_error_t error;
	json_t *list = jansson.json_array(), *value;

	text = span_trim(text);
	while (text.len &&
	    (value = jansson.json_loadb(text.p, text.len, JSON_DISABLE_EOF_CHECK, &error))) {
		jansson.json_array_append_new(list, value);
		text = span_trim(span_sub(text, (size_t)error.position, text.len));
	}
	if (!text.len && jansson.json_array_size(list) > 1)
		return list;
	jansson.json_delete(list);
	return NULL;
}

static json_t *load_repaired(struct span text, const struct ingest_target *target, int line)
{
	struct buf repaired = BUF_INIT;
	json_error_t error;
	bool cut = false, deep = false;
	json_t *root;

	json_repair(&repaired, text, &cut, &deep);
	root = load(buf_span(&repaired), &error);
	if (root)
		say_repaired(target, line, cut, deep);
	else
		say_broken(target, &error);
	buf_release(&repaired);
	return root;
}

static bool load_jansson(const struct ingest_target *target)
{
	const char *why;
	bool loaded = dso_load(&jansson_dso, &why);

	if (!loaded)
		diag_add(target->diags, DIAG_CODE_NOT_BUILT, target->source, 0,
		    "it is JSON, and %s: it is not read", why);
	return loaded;
}

struct jval jdoc_read(struct jdoc *d, const struct ingest_target *target)
{
	struct span text = json_without_call(buf_span(&d->text));
	json_error_t error;

	if (!load_jansson(target)) {
		buf_release(&d->text);
		return JVAL_NONE;
	}
	if (d->too_large)
		diag_add(target->diags, DIAG_CODE_TOO_LARGE, target->source, 0,
		    "JSON is read up to %d MB; the rest is left out", JSON_MAX_BYTES >> 20);
	d->root = load(text, &error);
	if (!d->root)
		d->root = load_several(text);
	if (!d->root)
		d->root = load_repaired(text, target, error.line);
	buf_release(&d->text);
	return (struct jval){ d->root };
}

void jdoc_release(struct jdoc *d)
{
	if (d->root)
		jansson.json_delete(d->root);
	buf_release(&d->text);
}

/* ---- values: of none nothing is asked, jansson may not be there ---- */

static const json_t *node(struct jval v)
{
	return v.node;
}

bool jval_is_none(struct jval v)
{
	return !v.node || json_is_null(node(v));
}

bool jval_is_list(struct jval v)
{
	return json_is_array(node(v));
}

bool jval_is_map(struct jval v)
{
	return json_is_object(node(v));
}

bool jval_truth(struct jval v)
{
	return json_is_true(node(v)) ||
	    (json_is_number(node(v)) && jansson.json_number_value(node(v)) != 0);
}

struct jval jval_get(struct jval map, const char *name)
{
	return jval_is_map(map) ? (struct jval){ jansson.json_object_get(node(map), name) } :
	    JVAL_NONE;
}

size_t jval_len(struct jval list)
{
	return jval_is_list(list) ? jansson.json_array_size(node(list)) : 0;
}

struct jval jval_at(struct jval list, size_t i)
{
	return jval_is_list(list) ? (struct jval){ jansson.json_array_get(node(list), i) } :
	    JVAL_NONE;
}

struct span jval_text(struct jval v)
{
	return json_is_string(node(v))
	    ? span_of(jansson.json_string_value(node(v)), jansson.json_string_length(node(v)))
	    : SPAN_NONE;
}

struct span jval_key(struct jval v, struct buf *room)
{
	if (!json_is_integer(node(v)))
		return span_trim(jval_text(v));
	buf_clear(room);
	buf_addf(room, "%" JSON_INTEGER_FORMAT, jansson.json_integer_value(node(v)));
	return buf_span(room);
}

bool jval_int(struct jval v, int64_t *value)
{
	double real = json_is_real(node(v)) ? jansson.json_real_value(node(v)) : 0;

	if (!json_is_number(node(v)) || real < -9e18 || real > 9e18)
		return false;
	*value =
	    json_is_real(node(v)) ? (int64_t)real : (int64_t)jansson.json_integer_value(node(v));
	return true;
}

/* jansson's iterators take a json_t that may be changed, and change nothing. */
static json_t *unlocked(struct jval v)
{
	union {
		const void *from;
		void *to;
	} pointer = { v.node };

	return pointer.to;
}

bool jval_next(struct jval map, struct jval_member *m)
{
	json_t *object = unlocked(map);

	if (!jval_is_map(map))
		return false;
	m->at =
	    m->at ? jansson.json_object_iter_next(object, m->at) : jansson.json_object_iter(object);
	if (!m->at)
		return false;
	m->name = span_str(jansson.json_object_iter_key(m->at));
	m->value = (struct jval){ jansson.json_object_iter_value(m->at) };
	return true;
}
