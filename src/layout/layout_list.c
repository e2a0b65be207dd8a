#include "config.h"

#include "layout/layout_priv.h"

static void add_alpha(struct buf *out, int32_t value, char first)
{
	char digits[8];
	size_t n = 0;

	for (int64_t v = value; v > 0; v = (v - 1) / 26)
		digits[n++] = (char)(first + (v - 1) % 26);
	while (n)
		buf_add_char(out, digits[--n]);
}

static void add_roman(struct buf *out, int32_t value, bool upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = {
		{ 1000, "m", "M" },
		{ 900, "cm", "CM" },
		{ 500, "d", "D" },
		{ 400, "cd", "CD" },
		{ 100, "c", "C" },
		{ 90, "xc", "XC" },
		{ 50, "l", "L" },
		{ 40, "xl", "XL" },
		{ 10, "x", "X" },
		{ 9, "ix", "IX" },
		{ 5, "v", "V" },
		{ 4, "iv", "IV" },
		{ 1, "i", "I" },
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (; value >= signs[i].value; value -= signs[i].value)
			buf_add_str(out, upper ? signs[i].upper : signs[i].lower);
}

static void add_bullet(const struct flow *f, struct buf *out)
{
	static const char *const screen[] = { "\342\200\242", "\342\227\246", "\342\226\252" };
	static const char *const ascii[] = { "*", "-", "+" };

	if (f->opts->export_pen)
		buf_add_str(out, ascii[f->list_depth % 2]);
	else
		buf_add_str(out, (f->opts->ascii ? ascii : screen)[f->list_depth % 3]);
}

enum { MAX_ROMAN = 3999 };

void list_marker(const struct flow *f, const struct doc_node *list, const struct doc_node *item,
    struct buf *out)
{
	int numbering = list->u.list.numbering, own = item->u.item.numbering;
	int32_t value = item->u.item.value;

	if (numbering == DOC_BULLETS) {
		add_bullet(f, out);
		return;
	}
	numbering = own ? own : numbering;
	bool roman = numbering >= DOC_LOWER_ROMAN;

	if (numbering == DOC_DECIMAL || value < 1 || (roman && value > MAX_ROMAN))
		buf_addf(out, "%d", (int)value);
	else if (roman)
		add_roman(out, value, numbering == DOC_UPPER_ROMAN);
	else
		add_alpha(out, value, numbering == DOC_UPPER_ALPHA ? 'A' : 'a');
	buf_add_char(out, '.');
}

static size_t decimal_cols(int32_t value)
{
	size_t cols = value < 0 ? 3 : 2;

	for (; value > 9 || value < -9; value /= 10)
		cols++;
	return cols;
}

int list_marker_cols(struct flow *f, uint32_t index)
{
	const struct doc_node *nodes = f->tree->nodes, *list = &nodes[index];
	struct buf marker = BUF_INIT;
	size_t widest = 0;

	if (list->u.list.numbering == DOC_BULLETS) {
		add_bullet(f, &marker);
		int cols = text_cols(buf_span(&marker), &f->opts->width);

		buf_release(&marker);
		return cols;
	}
	for (uint32_t i = index + 1; i < list->end; i = nodes[i].end) {
		size_t cols = decimal_cols(nodes[i].u.item.value);

		if (nodes[i].u.item.unmarked)
			continue;
		if (list->u.list.numbering != DOC_DECIMAL || nodes[i].u.item.numbering) {
			buf_clear(&marker);
			list_marker(f, list, &nodes[i], &marker);
			cols = marker.len;
		}
		widest = cols > widest ? cols : widest;
	}
	buf_release(&marker);
	return (int)widest;
}
