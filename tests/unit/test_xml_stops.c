/* The parser gives up in spite of all repairs, as it does when it has no memory, or never
 * tells the end of an element: what came before stays, and what is lost is said. */
#include "config.h"

#include <string.h>

#include "markup/libxml2_priv.h"
#include "markup/xml_priv.h"
#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "unit.h"

/* In the chunk at which all reading ends, and in one that is passed over. */
static const char *stops_at, *skips = "<none>";

static int parse_or_stop(xmlParserCtxtPtr parser, const char *chunk, int size, int terminate)
{
	struct span text = span_of(chunk, (size_t)size);

	if (span_find(text, span_str(stops_at)) < text.len)
		xmlStopParser(parser);
	if (span_find(text, span_str(skips)) < text.len)
		return 0;
	return xmlParseChunk(parser, chunk, size, terminate);
}

static void on_start(
    void *user, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
{
	struct buf *out = user;

	(void)ns;
	(void)attrs;
	(void)count;
	buf_addf(out, "<%.*s>", (int)name.len, name.p);
}

static void on_end(void *user, struct span ns, struct span name)
{
	struct buf *out = user;

	(void)ns;
	buf_addf(out, "</%.*s>", (int)name.len, name.p);
}

static void on_text(void *user, struct span text)
{
	buf_add_span(user, text);
}

static struct xml *open_stopping(void *out, struct diags *diags)
{
	static const struct xml_handlers handlers = { on_start, on_end, on_text };
	struct xml *x = xml_new(&handlers, out, diags, 1);

	assert_true(xml_begin_parser(x));
	libxml2.xmlParseChunk = parse_or_stop;
	return x;
}

static void what_the_parser_leaves_is_said_once(void **state)
{
	struct buf events = BUF_INIT;
	struct diags diags = { 0 };
	struct xml *x = open_stopping(&events, &diags);
	struct buf start = BUF_INIT;

	(void)state;
	stops_at = "<fatal";
	buf_add_str(&start, "<r><a>one</a>");
	buf_add_repeat(&start, '\n', XML_START_BYTES);
	assert_true(xml_feed(x, buf_span(&start)));
	assert_true(xml_feed(x, SPAN_LIT("<b>two</b>")));
	xml_feed(x, SPAN_LIT("<fatal/><c>three</c>")); /* some of it may wait to be repaired */
	assert_false(xml_feed(x, SPAN_LIT("<d>four</d></r>")));
	xml_finish(x);
	assert_non_null(strstr(buf_str(&events), "<r><a>one</a>"));
	assert_non_null(strstr(buf_str(&events), "<b>two</b>"));
	assert_null(strstr(buf_str(&events), "three"));
	assert_null(strstr(buf_str(&events), "four"));
	assert_int_equal(diags.len, 1);
	assert_int_equal(diags.rows[0].code, DIAG_CODE_XML_BROKEN);
	assert_int_equal(diags.rows[0].line, XML_START_BYTES + 1);
	xml_free(x);
	buf_release(&events);
	buf_release(&start);
	diags_release(&diags);
}

static void an_end_that_is_not_told_is_said(void **state)
{
	struct buf events = BUF_INIT;
	struct diags diags = { 0 };
	struct xml *x = open_stopping(&events, &diags);
	struct buf start = BUF_INIT;

	(void)state;
	stops_at = "<none>";
	skips = "</r>";
	buf_add_str(&start, "<r><a>one</a>");
	buf_add_repeat(&start, '\n', XML_START_BYTES);
	assert_true(xml_feed(x, buf_span(&start)));
	xml_feed(x, SPAN_LIT("</r>"));
	xml_finish(x);
	assert_int_equal(xml_depth(x), 1);
	assert_int_equal(diags.len, 1);
	assert_int_equal(diags.rows[0].code, DIAG_CODE_XML_BROKEN);
	xml_free(x);
	buf_release(&events);
	buf_release(&start);
	diags_release(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_parser_leaves_is_said_once),
		cmocka_unit_test(an_end_that_is_not_told_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
