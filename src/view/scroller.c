#include "config.h"

#include "moot/view/scroller.h"

static size_t last_top(const struct scroller *s)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 0;

	return s->count > rows ? s->count - rows : 0;
}

void scroller_clamp(struct scroller *s)
{
	if (s->top > last_top(s))
		s->top = last_top(s);
}

void scroller_to(struct scroller *s, size_t top)
{
	s->top = top;
	scroller_clamp(s);
}

bool scroller_move(struct scroller *s, long lines)
{
	size_t before = s->top, room = lines < 0 ? s->top : last_top(s) - s->top;
	size_t distance = lines < 0 ? (size_t)-lines : (size_t)lines;

	if (distance > room)
		distance = room;
	s->top = lines < 0 ? s->top - distance : s->top + distance;
	return s->top != before;
}

void scroller_reveal(struct scroller *s, size_t line, int margin)
{
	size_t rows = s->rows > 0 ? (size_t)s->rows : 1;
	size_t around = margin > 0 ? (size_t)margin : 0;

	if (around > (rows - 1) / 2)
		around = (rows - 1) / 2;
	if (line < s->top + around)
		s->top = line > around ? line - around : 0;
	else if (line + around >= s->top + rows)
		s->top = line + around + 1 - rows;
	scroller_clamp(s);
}

int scroller_percent(const struct scroller *s)
{
	size_t seen = s->top + (s->rows > 0 ? (size_t)s->rows : 0);

	return seen >= s->count ? 100 : (int)(seen * 100 / s->count);
}
