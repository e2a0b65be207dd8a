/* The lines above the panes. */
#include "config.h"

#include <stdarg.h>

#include "app/screen_priv.h"
#include "moot/view/names.h"

void part_add(struct parts *p, struct safe part)
{
	if (part.len == 0)
		return;
	if (p->text.len)
		buf_add_str(&p->text, p->separator);
	buf_add_span(&p->text, safe_span(part));
}

void part_addf(struct parts *p, const char *format, ...)
{
	struct buf part = BUF_INIT;
	va_list args;

	va_start(args, format);
	buf_vaddf(&part, format, args);
	va_end(args);
	part_add(p, own_words(&part));
	buf_release(&part);
}

static void list_title(struct session *s, struct parts *p, struct arena *scratch)
{
	size_t count = s->list.scroller.count;

	part_addf(p, "1 %s", s->wish.focus == PANE_LIST ? "POSTS" : "Posts");
	part_addf(p, "%zu/%zu", count ? s->list.cursor + 1 : 0, count);
	if (s->list.order != ORDER_SOURCE)
		part_addf(p, "by %s", post_order_name(s->list.order));
	if (s->list.left_out)
		part_addf(p, "last %d day%s", s->list.recent_days,
		    s->list.recent_days == 1 ? "" : "s");
	if (s->limited.matches) {
		size_t posts = limit_list_count(s);

		part_addf(p, "%zu%s match%s", posts,
		    limit_posts_done(&s->limited, s->lib) ? "" : "+", posts == 1 ? "es" : "");
	}
	if (library_source_count(s->lib) > 1)
		part_addf(p, "%u sources", library_source_count(s->lib));
	else if (library_source_count(s->lib) == 1)
		part_add(p, name_field(scratch, s->lib, library_source(s->lib, 1)->title));
}

static void body_title(struct session *s, struct parts *p, struct arena *scratch)
{
	int percent;

	part_addf(p, "2 %s", s->wish.focus == PANE_BODY ? "BODY" : "Body");
	if (!s->body.post)
		return;
	if (!post_body_at_start(&s->body))
		part_add(p, name_of_post(scratch, s->lib, s->body.post));
	percent = post_body_percent(&s->body);
	if (percent >= 0 && !(percent == 100 && post_body_at_start(&s->body)))
		part_addf(p, "%d%%", percent);
}

/* What is asked of the thread: where it begins, its order, and its limit. */
static void add_shape(const struct session *s, struct parts *p)
{
	const struct outline *o = &s->thread.outline;
	uint32_t above = o->root ? o->items[o->root_item].depth - 1 : 0;

	if (above)
		part_addf(p, "%u level%s above", above, above == 1 ? "" : "s");
	else if (o->root)
		part_addf(p, "this thread only");
	if (o->time_order)
		part_addf(p, "by time");
	if (o->limit)
		part_addf(p, "limit: %s, %u of %u", buf_str(&s->limit.text), o->match_count,
		    outline_comments(o));
	else if (s->limit.done && s->limit.text.len)
		part_addf(p, "limit: %s, none here", buf_str(&s->limit.text));
	else if (s->limit.text.len)
		part_addf(p, "looking for %s", buf_str(&s->limit.text));
}

/* Only where nothing else gives way to it. */
static void add_activity(struct session *s, struct parts *p)
{
	enum { KEPT = sizeof s->activities / sizeof *s->activities };
	struct activity *activity = &s->activities[s->thread.post % KEPT];
	enum { AROUND_COLS = 3 }; /* of each part, in the rule */
	struct buf words = BUF_INIT;
	struct span rest = buf_span(&p->text), part;
	int cols = AROUND_COLS;

	activity_count(activity, s->lib, &s->thread.outline);
	activity_add(activity, &s->looks, &words);
	while (span_line(&rest, &part))
		cols += text_cols(part, &s->looks.width) + AROUND_COLS;
	if (cols + safe_cols(own_words(&words), &s->looks) < s->frame.pane[PANE_THREAD].cols)
		part_add(p, own_words(&words));
	buf_release(&words);
}

static void thread_title(struct session *s, struct parts *p, struct arena *scratch)
{
	uint32_t count = outline_comments(&s->thread.outline);
	uint32_t folded, fresh, minutes;
	const struct post_row *post;

	(void)scratch;
	part_addf(p, "3 %s", s->wish.focus == PANE_THREAD ? "THREAD" : "Thread");
	if (!s->thread.post)
		return;
	post = library_post(s->lib, s->thread.post);
	part_addf(p, "%u comment%s", count, count == 1 ? "" : "s");
	if (post->comments_total != COMMENTS_TOTAL_UNKNOWN &&
	    post->comments_total > post->thread_len)
		part_addf(p, "the source says %u", post->comments_total);
	fresh = thread_new_among(&s->thread, 0, s->thread.outline.count);
	if (fresh)
		part_addf(p, "%u new", fresh);
	minutes = minutes_left(s);
	if (minutes > 1)
		part_addf(p, "%u min left", minutes);
	folded = outline_folded_count(&s->thread.outline);
	if (folded)
		part_addf(p, "%u folded", folded);
	add_shape(s, p);
	add_activity(s, p);
}

static void (*const titles[PANES])(struct session *s, struct parts *p,
    struct arena *scratch) = {
	[PANE_LIST] = list_title,
	[PANE_BODY] = body_title,
	[PANE_THREAD] = thread_title,
};

void screen_draw_titles(struct session *s, const struct canvas *screen)
{
	for (enum pane p = 0; p < PANES; p++) {
		struct parts parts = { BUF_INIT, "\n" };
		struct arena scratch = { 0 };

		if (!s->frame.shown[p])
			continue;
		if (s->config->settings.titles)
			titles[p](s, &parts, &scratch);
		frame_draw_title(screen, s->frame.pane[p], p == s->wish.focus,
		    own_words(&parts.text));
		buf_release(&parts.text);
		arena_release(&scratch);
	}
}
