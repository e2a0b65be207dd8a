/* Terms are parted by blanks before a "~", "!" or "|": blanks within words part nothing,
 * and the signs within words mean nothing.
 */
#include "config.h"

#include "moot/view/limit.h"

static const struct {
	char letter;
	enum limit_kind kind;
} letters[] = {
	{ 'f', LIMIT_AUTHOR }, { 'b', LIMIT_BODY }, { 's', LIMIT_SUBJECT }, { 'd', LIMIT_DATE },
	{ 'N', LIMIT_NEW },
};

static bool find_kind(char letter, enum limit_kind *kind)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].letter == letter) {
			*kind = letters[i].kind;
			return true;
		}
	return false;
}

static bool starts_term(char c)
{
	return c == '~' || c == '!' || c == '|';
}

/* Where the blank before the next term is. */
static size_t term_end(struct span text)
{
	for (size_t i = 0; i + 1 < text.len; i++)
		if (text.p[i] == ' ' && starts_term(text.p[i + 1]))
			return i;
	return text.len;
}

/* One end of a range may be left out. */
static bool parse_range(struct limit_term *term, struct span text)
{
	size_t dots = span_find(text, SPAN_LIT(".."));
	struct span from = span_trim(span_sub(text, 0, dots));
	struct span to = span_trim(span_sub(text, dots + 2, text.len));

	if (dots == text.len)
		to = from;
	term->from = date_parse(from);
	term->to = date_parse(to);
	return (from.len || to.len) && (from.len == 0 || date_known(term->from)) &&
	    (to.len == 0 || date_known(term->to));
}

static const char *parse_date(struct limit_term *term, struct span text)
{
	struct date date;

	term->from = term->to = DATE_INIT;
	if (text.len && (*text.p == '<' || *text.p == '>')) {
		date = date_parse(span_trim(span_sub(text, 1, text.len)));
		term->to_is_before = *text.p == '<';
		*(term->to_is_before ? &term->to : &term->from) = date;
		if (date_known(date))
			return NULL;
	} else if (parse_range(term, text)) {
		return NULL;
	}
	return "~d wants a date: 2014-06-19, >2014-06-19, 2014-06-01..2014-06-30";
}

static const char *parse_argument(struct limit_term *term, struct span text,
    struct pattern_fault *fault)
{
	if (term->kind == LIMIT_DATE)
		return parse_date(term, text);
	if (term->kind == LIMIT_NEW)
		return text.len ? "~N takes no words" : NULL;
	term->pattern = pattern_new(text, fault);
	if (term->pattern)
		return NULL;
	return *fault->words ? fault->words : "~f, ~b, ~s and ! want words to look for";
}

static const char *parse_term(struct limit_term *term, struct span text,
    struct pattern_fault *fault)
{
	while (text.len && *text.p == '!') {
		term->negated = !term->negated;
		text = span_trim(span_sub(text, 1, text.len));
	}
	if (text.len > 1 && *text.p == '~') {
		if (!find_kind(text.p[1], &term->kind))
			return "there are ~f AUTHOR, ~b BODY, ~s SUBJECT, ~d DATE and ~N";
		text = span_trim(span_sub(text, 2, text.len));
	}
	return parse_argument(term, text, fault);
}

/* The "|" before a term. */
static bool take_or(struct span *text)
{
	bool taken = text->len && *text->p == '|';

	if (taken)
		*text = span_trim(span_sub(*text, 1, text->len));
	return taken;
}

static const char *parse_terms(struct limit *l, struct span text, struct pattern_fault *fault)
{
	const char *wrong = NULL;
	int first = 0;

	for (text = span_trim(text); text.len && !wrong; text = span_trim(text)) {
		bool is_or = take_or(&text);
		size_t end = term_end(text);

		if (is_or && (l->term_count == 0 || text.len == 0 || *text.p == '|'))
			return "| stands between two things that are wanted";
		if (l->term_count == LIMIT_MAX_TERMS)
			return "these are too many terms";
		if (is_or)
			first = l->term_count;
		if (*text.p == '!' && span_trim(span_sub(text, 1, end)).len == 0)
			end += 1 + term_end(span_sub(text, end + 1, text.len));
		l->terms[l->term_count].first = first;
		wrong = parse_term(&l->terms[l->term_count++], span_sub(text, 0, end), fault);
		text = span_sub(text, end, text.len);
	}
	return wrong;
}

const char *limit_parse(struct limit *l, struct span text, struct pattern_fault *fault)
{
	const char *wrong;

	limit_release(l);
	safe_add(&l->text, text, 0);
	wrong = parse_terms(l, text, fault);
	if (wrong)
		limit_release(l);
	return wrong;
}
