/* Places that were left by a jump: two stacks, as a browser has them. */
#include "config.h"

#include "app/session.h"

struct visit session_here(const struct session *s)
{
	return (struct visit){ s->body.post, s->wish.focus, s->body.place,
		s->thread.cursor_comment, s->thread.anchor };
}

bool session_return(struct session *s, const struct visit *v)
{
	size_t place;
	uint32_t item;

	if (!post_list_find(&s->list, v->post, &place))
		return false;
	post_list_go(&s->list, place);
	session_show_post(s);
	session_focus(s, v->focus);
	if (v->body.section != SECTION_HEAD || v->body.at || v->focus == PANE_BODY)
		post_body_return(&s->body, v->body);
	item = outline_find(&s->thread.outline, s->lib, v->comment);
	if (item != NO_ITEM) {
		outline_uncover(&s->thread.outline, item);
		thread_return(&s->thread, item, v->anchor);
	}
	return true;
}

/* The same post, pane and, in the thread, comment. */
static bool same_place(const struct visit *a, const struct visit *b)
{
	return a->post == b->post && a->focus == b->focus &&
	    (a->focus != PANE_THREAD || a->comment == b->comment);
}

/* A full stack loses its oldest. */
static void push(struct jump_stack *stack, const struct visit *v)
{
	if (stack->count && same_place(&stack->visits[stack->count - 1], v))
		stack->count--;
	if (stack->count == JUMPS_MAX)
		memmove(stack->visits, stack->visits + 1,
		    --stack->count * sizeof *stack->visits);
	stack->visits[stack->count++] = *v;
}

void jumps_note(struct session *s, const struct visit *from)
{
	struct visit here = session_here(s);

	if (from->post == 0 || same_place(from, &here))
		return;
	push(&s->back, from);
	s->forward.count = 0;
}

bool jumps_go(struct session *s, struct jump_stack *from, struct jump_stack *to)
{
	struct visit here = session_here(s);

	while (from->count) {
		struct visit v = from->visits[--from->count];

		if (same_place(&v, &here) || !session_return(s, &v))
			continue;
		push(to, &here);
		return true;
	}
	return false;
}
