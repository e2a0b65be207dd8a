/* The laws of layout, held by every HTML fragment and plain text of the golden cases. */
#include "config.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "layout_laws.h"
#include "moot/base/buf.h"
#include "unit.h"

enum { MAX_BYTES = 4000, /* of a fixture: every width takes its time */
	FEWEST = 5 };

static void read_file(const char *path, struct buf *out)
{
	FILE *in = fopen(path, "rb");

	assert_non_null(in);
	buf_reserve(out, MAX_BYTES);
	out->len = fread(out->data, 1, MAX_BYTES, in);
	assert_false(ferror(in));
	fclose(in);
}

static void laws_hold_below(const char *pattern, enum body_type type)
{
	const char *srcdir = getenv("srcdir");
	struct buf path = BUF_INIT;
	glob_t found;

	buf_addf(&path, "%s/tests/golden/%s", srcdir ? srcdir : ".", pattern);
	assert_int_equal(glob(buf_str(&path), 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= FEWEST || type == BODY_TEXT);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct buf body = BUF_INIT;

		print_message("%s\n", found.gl_pathv[i]);
		read_file(found.gl_pathv[i], &body);
		laws_hold(buf_span(&body), type);
		buf_release(&body);
	}
	globfree(&found);
	buf_release(&path);
}

static void laws_hold_for_markup(void **state)
{
	(void)state;
	laws_hold_below("render/html/*/input*", BODY_HTML);
}

static void laws_hold_for_text(void **state)
{
	(void)state;
	laws_hold_below("render/text/*/input*", BODY_TEXT);
}

/* Markup that WordPress would make of any text. */
static void laws_hold_for_paragraphs_made(void **state)
{
	(void)state;
	laws_hold_below("render/html/*/input*", BODY_AUTOP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(laws_hold_for_markup),
		cmocka_unit_test(laws_hold_for_text),
		cmocka_unit_test(laws_hold_for_paragraphs_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
