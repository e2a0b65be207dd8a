/* Tab in a prompt: the first one adds what all candidates have in common, and lists them
 * in the line above; the next ones put in one candidate after the other, like the
 * menu-complete of shells, and S-Tab the one before.
 */
#include "config.h"

#include "app/session.h"

void candidates_forget(struct candidates *c)
{
	buf_release(&c->lines);
	*c = (struct candidates){ 0 };
}

static struct span candidate(const struct candidates *c, size_t n)
{
	struct span rest = buf_span(&c->lines), line = SPAN_NONE;

	while (span_line(&rest, &line) && n > 0)
		n--;
	return line;
}

/* The part that differs: a word, or the last part of a path. */
static struct span last_part(struct span text)
{
	size_t end = text.len, start;

	while (end > 0 && (text.p[end - 1] == ' ' || text.p[end - 1] == '/'))
		end--;
	for (start = end; start > 0 && text.p[start - 1] != ' ' && text.p[start - 1] != '/';)
		start--;
	return span_sub(text, start, text.len);
}

/* From the one that is in the prompt on, so that it is always in sight. */
static void say(struct session *s)
{
	const struct candidates *c = &s->candidates;
	size_t first = c->chosen ? c->chosen - 1 : 0;
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < c->count; i++) {
		struct span name = last_part(candidate(c, (first + i) % c->count));

		buf_addf(&words, "%s%.*s", i ? "  " : "", (int)span_trim(name).len,
		    span_trim(name).p);
		if ((int)words.len > s->frame.cols * 4)
			break;
	}
	session_say(s, "%s", buf_str(&words));
	buf_release(&words);
}

static void put(struct session *s, struct span text)
{
	buf_clear(&s->prompt.text);
	s->prompt.cursor = 0;
	prompt_insert(&s->prompt, text);
}

static void gather(struct session *s)
{
	struct candidates *c = &s->candidates;
	struct span rest, line;

	s->prompting->complete(s, buf_span(&s->prompt.text), &c->lines);
	for (rest = buf_span(&c->lines); span_line(&rest, &line);)
		c->count++;
	if (c->count == 0)
		session_complain(s, "no match");
	else
		put(s, common_start(buf_span(&c->lines)));
	if (c->count > 1)
		say(s);
	else
		candidates_forget(c);
}

void candidates_step(struct session *s, bool forward)
{
	struct candidates *c = &s->candidates;

	if (!s->prompting->complete)
		return;
	if (c->count == 0) {
		gather(s);
		return;
	}
	if (forward)
		c->chosen = c->chosen % c->count + 1;
	else
		c->chosen = c->chosen > 1 ? c->chosen - 1 : c->count;
	put(s, candidate(c, c->chosen - 1));
	say(s);
}
