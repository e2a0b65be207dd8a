/* A long text is on the screen as soon as its start has been read.  The rest is read while
 * nothing else is to be done: then it is known how much of it has been seen. */
#include "config.h"

#include "app/session.h"

bool long_texts_step(struct session *s, size_t bytes, bool *changed)
{
	bool finished = false, worked = bodies_read_on(s->bodies, bytes, &finished);

	if (finished) {
		post_body_return(&s->body, s->body.place);
		thread_keep_place(&s->thread);
		references_text_read(s);
		*changed = true;
	}
	return worked;
}
