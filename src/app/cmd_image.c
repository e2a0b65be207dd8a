/* Images, shown as cells.  Only what is at hand: the bytes of a data: URI, or a file
 * that lies below the directory of its source.  Nothing is fetched. */
#include "config.h"

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/source/beside.h"
#include "moot/term/picture.h"
#include "moot/text/base64.h"
#include "moot/view/names.h"

/* Images looked at for the one to show: each costs a parse of the text. */
enum { TRIES_MAX = 16 };

void image_release(struct session *s)
{
	picture_free(s->image.picture);
	buf_release(&s->image.file);
	s->image = (struct image_view){ 0 };
}

static const struct doc *current_doc(const struct session *s)
{
	return bodies_doc(s->bodies, s->body.post, session_comment(s));
}

/* Adds the bytes of image i of the text; false when it is not at hand. */
static bool add_file(const struct session *s, size_t i, struct buf *out)
{
	comment_id comment = session_comment(s);
	source_id source = comment ? library_comment(s->lib, comment)->source :
				     library_post(s->lib, s->body.post)->source;
	struct buf address = BUF_INIT;
	struct arena scratch = { 0 };
	bool ok = false;

	if (body_image_address(s->lib, s->body.post, comment, i, &address)) {
		struct span ref = buf_span(&address);

		ok = data_uri_add(out, ref);
		if (!ok && source) {
			text_ref name = library_source(s->lib, source)->name;

			ok = beside_read(arena_strdup(&scratch, library_text(s->lib, name)), ref,
			    PICTURE_MAX_BYTES, out);
		}
	}
	buf_release(&address);
	arena_release(&scratch);
	return ok;
}

/* ---- the page ---- */

static void fill_image(struct session *s)
{
	const struct doc *d = current_doc(s);
	const struct doc_image *image = doc_image(d, s->image.image);
	struct buf line = BUF_INIT;

	buf_addf(&line, "[%zu/%zu] ", s->image.image + 1, doc_image_count(d));
	buf_add_span(&line, safe_span(image->alt.len ? image->alt : image->url));
	page_add(s, &line, FACE_DIM, 0);
	buf_release(&line);
}

/* Makes the picture for a room; false with *error. */
static bool make_picture(struct session *s, int cols, int rows, const char **error)
{
	struct image_view *v = &s->image;
	const struct picture_opts opts = {
		.cols = cols,
		.rows = rows,
		.ascii = s->looks.ascii,
		.colors = term_palette(s->term),
	};

	if (v->picture && v->cols == cols && v->rows == rows)
		return true;
	picture_free(v->picture);
	v->picture = picture_new(buf_span(&v->file), &opts, error);
	v->cols = cols;
	v->rows = rows;
	return v->picture != NULL;
}

/* In the middle of what the caption leaves. */
static void draw_image(struct session *s, const struct canvas *c)
{
	int caption = (int)s->sheet.sheet.count, rows = c->area.rows - caption;
	const char *error;

	if (rows < 1 || !make_picture(s, c->area.cols, rows, &error))
		return;
	picture_draw(s->image.picture, c->grid, c->area.row + caption,
	    c->area.col + (c->area.cols - s->image.picture->cols) / 2);
}

static const struct page image_page = { .title = "Image", .fill = fill_image, .in_pane = true,
	.draw = draw_image };

/* ---- which one ---- */

static void show_image(struct session *s, size_t i)
{
	const struct doc_image *image = doc_image(current_doc(s), i);
	struct rect room = s->frame.pane[s->wish.focus];
	struct image_view view = { .image = i };
	const char *error = NULL;

	if (!add_file(s, i, &view.file)) {
		buf_release(&view.file);
		session_complain(s, "image %zu is not at hand, and nothing is fetched%s%.*s", i + 1,
		    image->url.len ? ": " : "", (int)image->url.len, image->url.p);
		return;
	}
	image_release(s);
	s->image = view;
	if (!make_picture(s, room.cols, room.rows > 1 ? room.rows - 1 : 1, &error)) {
		image_release(s);
		session_complain(s, "image %zu: %s", i + 1, error);
		return;
	}
	page_open(s, &image_page);
}

static bool is_at_hand(const struct session *s, size_t i)
{
	struct buf file = BUF_INIT;
	bool ok = add_file(s, i, &file);

	buf_release(&file);
	return ok;
}

/* The first image at hand whose place is from here on, before there; the count when
 * there is none. */
static size_t find_image(const struct session *s, uint32_t from, uint32_t to)
{
	const struct doc *d = current_doc(s);
	size_t count = doc_image_count(d);
	int tries = 0;

	for (size_t i = 0; i < count && tries < TRIES_MAX; i++) {
		const struct doc_image *image = doc_image(d, i);

		if (!image->is_near || image->text_start < from || image->text_start >= to)
			continue;
		tries++;
		if (is_at_hand(s, i))
			return i;
	}
	return count;
}

/* The first one that is seen; where the text has only one, that. */
static size_t image_here(struct session *s)
{
	size_t count = doc_image_count(current_doc(s));
	uint32_t from, to = UINT32_MAX;

	if (s->wish.focus == PANE_LIST)
		return count;
	if (s->wish.focus == PANE_THREAD)
		from = thread_top_byte(&s->thread);
	else
		post_body_seen(&s->body, &from, &to);
	if (count == 1)
		from = 0, to = UINT32_MAX;
	return find_image(s, from, to);
}

void cmd_image(struct session *s, const struct call *call)
{
	size_t count = session_on_stub(s) ? 0 : doc_image_count(current_doc(s)), i;
	uint64_t n = call->has_count ? call->count : 0;

	if (*call->argument && !span_to_uint(span_str(call->argument), UINT32_MAX, &n)) {
		session_complain(s, "image: %s is not a number", call->argument);
		return;
	}
	i = n > 0 ? (size_t)n - 1 : count > 0 ? image_here(s) : count;
	if (i < count)
		show_image(s, i);
	else if (n > 0)
		session_complain(s, "there is no image %u here, but %zu", (unsigned)n, count);
	else
		cmd_details(s, call);
}
