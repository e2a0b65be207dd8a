#include "config.h"

#include <string.h>

#include "markup/xml_priv.h"
#include "moot/base/buf.h"
#include "moot/base/diag.h"
#include "unit.h"

/* Events as text: <name attr="value">text</name>, with {ns} before names that have one. */
struct reading {
	struct buf out;
	struct diags diags;
	struct xml *xml;
	size_t line; /* of the last start tag */
};

static void add_name(struct buf *out, struct span ns, struct span name)
{
	if (!span_is_none(ns)) {
		buf_add_char(out, '{');
		buf_add_span(out, ns);
		buf_add_char(out, '}');
	}
	buf_add_span(out, name);
}

static void on_start(
    void *user, struct span ns, struct span name, const struct xml_attr *attrs, size_t count)
{
	struct reading *r = user;

	buf_add_char(&r->out, '<');
	add_name(&r->out, ns, name);
	for (size_t i = 0; i < count; i++) {
		buf_add_char(&r->out, ' ');
		add_name(&r->out, attrs[i].ns, attrs[i].name);
		buf_add_str(&r->out, "=\"");
		buf_add_span(&r->out, attrs[i].value);
		buf_add_char(&r->out, '"');
	}
	buf_add_char(&r->out, '>');
	r->line = xml_line(r->xml);
}

static void on_end(void *user, struct span ns, struct span name)
{
	struct reading *r = user;

	buf_add_str(&r->out, "</");
	add_name(&r->out, ns, name);
	buf_add_char(&r->out, '>');
}

static void on_text(void *user, struct span text)
{
	struct reading *r = user;

	buf_add_span(&r->out, text);
}

static const struct xml_handlers handlers = { on_start, on_end, on_text };

/* The parser is to read everything, be it plain or not. */
static bool by_parser;

static void open_xml(struct reading *r)
{
	*r = (struct reading){ 0 };
	r->xml = xml_new(&handlers, r, &r->diags, 1);
	if (by_parser)
		assert_true(xml_begin_parser(r->xml));
}

static void read_xml(struct reading *r, struct span text, size_t piece_bytes)
{
	open_xml(r);
	for (size_t at = 0; at < text.len; at += piece_bytes)
		assert_true(xml_feed(r->xml, span_sub(text, at, at + piece_bytes)));
	xml_finish(r->xml);
	assert_int_equal(xml_depth(r->xml), 0);
}

static void release(struct reading *r)
{
	xml_free(r->xml);
	buf_release(&r->out);
	diags_release(&r->diags);
}

/* However the text is cut into slices, and whoever reads it, the events are the same. */
static void expect(const char *text, const char *events)
{
	static const size_t pieces[] = { 1, 2, 3, 7, 1 << 20 };
	enum { PIECES = sizeof pieces / sizeof *pieces };

	for (size_t i = 0; i < 2 * PIECES; i++) {
		struct reading r;

		by_parser = i >= PIECES;
		read_xml(&r, span_str(text), pieces[i % PIECES]);
		assert_string_equal(buf_str(&r.out), events);
		release(&r);
	}
	by_parser = false;
}

/* Behind so much of a document that no more of it is waited for, in slices. */
static void read_further(struct reading *r, struct span text, size_t piece_bytes)
{
	struct buf before = BUF_INIT;

	buf_add_str(&before, "<r>");
	buf_add_repeat(&before, ' ', XML_START_BYTES);
	open_xml(r);
	xml_feed(r->xml, buf_span(&before));
	for (size_t at = 0; at < text.len; at += piece_bytes)
		assert_true(xml_feed(r->xml, span_sub(text, at, at + piece_bytes)));
	xml_finish(r->xml);
	buf_release(&before);
}

/* What is far from the end of a slice may go another way than what is near: each of these,
 * between texts of any length, is read the same in one slice and byte by byte. */
static void nothing_depends_on_where_a_slice_ends(void **state)
{
	static const char *const things[] = {
		"<a/>",
		"<a b='1' c=\"2\">x</a>",
		"<a  b = '1' >x</a >",
		"<a.b-c:d_1>x</a.b-c:d_1>",
		"<abcdefghijklmnop>x</abcdefghijklmnop>",
		"<a:>",
		"<a:b:c>x</a:b:c>",
		"<a:b:4/>",
		"<a:4>x</a:4>",
		"<1>",
		"<a b=c d>x</a>",
		"<a b='<'>x</a>",
		"<a b='&lt;&#65;&nbsp;&x' c='>'>x</a>",
		"<a xmlns='u'>x</a>",
		"<a>x",
		"</b>",
		"x &amp; y & z &copy; &#7;",
		"]]>",
		"x]]",
		"]]&gt; > x",
		"<![CDATA[]]>",
		"<![CDATA[a]]b<c>]]]>",
		"<![CDATA[caf\u00E9 \u6F22 \U0001F600]]>",
		"<![CDATA[",
		"<!-- - -->",
		"<?x?>",
		"<",
		"<!x>",
	};
	struct buf text = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof things / sizeof *things; i++)
		for (size_t pad = 0; pad < 40; pad++) {
			struct reading whole, bytes;

			buf_clear(&text);
			buf_add_repeat(&text, '.', pad % 20);
			buf_add_str(&text, things[i]);
			buf_add_repeat(&text, '.', pad);
			buf_add_str(&text, "<z/>................</r>");
			read_further(&whole, buf_span(&text), text.len);
			read_further(&bytes, buf_span(&text), 1);
			assert_string_equal(buf_str(&whole.out), buf_str(&bytes.out));
			assert_int_equal(whole.diags.len, bytes.diags.len);
			release(&whole);
			release(&bytes);
		}
	buf_release(&text);
}

static unsigned next_random(unsigned *random)
{
	*random = *random * 1103515245 + 12345;
	return *random >> 16;
}

/* Up to 200 letters and pieces: in half of the texts only those that the parser knows as
 * they stand, so that some go on for long. */
static void add_random_text(struct buf *out, unsigned *random)
{
	static const char *const pieces[] = { "&amp;", "&lt;", "&gt;", "&apos;", "&quot;", "&#9;",
		"&#233;", "&#x1F600;", "&#xFDD0;", "&#13;", "\n", "\u00E9", "\u6F22", ">", "]]",
		/* and others */
		"\r\n", "\r", "&nbsp;", "&", "&#226;&#128;&#166;", "<![CDATA[", "]]>",
		"<b c='&#10;'>", "</b>", "<i/>", "<!-- c -->" };
	enum { PIECES = sizeof pieces / sizeof *pieces, PLAIN_PIECES = 15 };
	size_t choice = next_random(random) % 2 ? PLAIN_PIECES : PIECES;

	for (unsigned n = next_random(random) % 200; n; n--)
		if (next_random(random) % 3)
			buf_add_char(out, (char)('a' + next_random(random) % 26));
		else
			buf_add_str(out, pieces[next_random(random) % choice]);
}

static void add_random_document(struct buf *out, unsigned *random)
{
	static const char *const between[] = { "<p>", "</p>", "<![CDATA[", "]]>", "<q a='b'/>",
		"<n:p n:a='&#10;\r\n\t\r x' a='1'>", "</n:p>", "<p xmlns='u' xmlns:n='v' n:b=\"\">",
		"<n:q xmlns:n='w'/>", "<p xmlns=''>", "<p xml:lang='de'/>", "<e  a = 'b' ></e >" };
	enum { BETWEEN = sizeof between / sizeof *between };

	for (int i = 0; i < 12; i++) {
		add_random_text(out, random);
		buf_add_str(out, between[next_random(random) % BETWEEN]);
	}
}

static void read_by_parser(struct reading *r, struct span text, size_t piece_bytes)
{
	by_parser = true;
	read_further(r, text, piece_bytes);
	by_parser = false;
}

/* Nobody can tell who has read it. */
static void what_is_plain_is_read_as_the_parser_reads_it(void **state)
{
	struct buf text = BUF_INIT;
	unsigned random = 1;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct reading whole, bytes;

		buf_clear(&text);
		add_random_document(&text, &random);
		buf_add_str(&text, "<z/></r>");
		read_further(&whole, buf_span(&text), text.len);
		read_by_parser(&bytes, buf_span(&text), 1);
		assert_string_equal(buf_str(&whole.out), buf_str(&bytes.out));
		assert_int_equal(whole.line, bytes.line);
		assert_int_equal(whole.diags.len, bytes.diags.len);
		release(&whole);
		release(&bytes);
	}
	buf_release(&text);
}

/* What is not plain is left to the parser, which is told what is open and goes on. */
static void from_the_first_tag_on_that_is_not_plain_the_parser_reads(void **state)
{
	static const char *const things[] = {
		"<\u00E9t\u00E9 a='1'>x</\u00E9t\u00E9>",
		"<a:b:c/>",
		"<x \u00E9='&lt;'/>",
		"<x xmlns:n='u&amp;v'><n:y/></x>",
		"<x xmlns:n='u v\n'><n:y/></x>",
		"<x xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='de'/>",
		"<x xmlns:y='http://www.w3.org/XML/1998/namespace' y:lang='de'/>",
		"<x xmlns:n=''><n:y/></x>",
	};
	static const char before[] = "<a xmlns='d' xmlns:n='e'>\n<n:b xmlns:m='m' m:c='1'>\n"
	                             "<m:c xmlns='' xmlns:m='n' xmlns:m='o'>\n<d>",
			  behind[] = "<n:e/><m:f m:g='' g=''>\n</m:f></d></m:c>"
			             "<c m:d=''/></n:b><f/></a>";
	struct buf text = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof things / sizeof *things; i++)
		for (size_t piece_bytes = 1; piece_bytes < 200; piece_bytes += 33) {
			struct reading plain, parsed;

			buf_clear(&text);
			buf_add_str(&text, before);
			buf_add_str(&text, things[i]);
			buf_add_str(&text, behind);
			read_further(&plain, buf_span(&text), piece_bytes);
			read_by_parser(&parsed, buf_span(&text), piece_bytes);
			assert_string_equal(buf_str(&plain.out), buf_str(&parsed.out));
			assert_int_equal(plain.line, parsed.line);
			release(&plain);
			release(&parsed);
		}
	buf_release(&text);
}

/* The only finding is of this kind; DIAG_CODES: there is none. */
static void expect_said(const char *text, enum diag_code code)
{
	struct reading r;

	read_xml(&r, span_str(text), 1 << 20);
	assert_int_equal(r.diags.len, code == DIAG_CODES ? 0 : 1);
	if (r.diags.len)
		assert_int_equal(r.diags.rows[0].code, code);
	release(&r);
}

static void well_formed_text_gives_its_events(void **state)
{
	const char *text =
	    "<?xml version='1.0' encoding='latin1'?>\n<!-- c --><feed "
	    "xmlns='urn:f' xmlns:q='urn:q'><q:a b='1' q:c=\"2 &lt;&#65;&amp;\"/>x "
	    "&amp; &#x42; &quot;</feed>\n";

	(void)state;
	expect(text,
	    "<{urn:f}feed><{urn:q}a b=\"1\" {urn:q}c=\"2 <A&\"></{urn:q}a>x & B \"</{urn:f}feed>");
	expect_said(text, DIAG_CODES);
}

static void cdata_is_kept_as_it_is(void **state)
{
	(void)state;
	expect("<a><![CDATA[<b> & &nbsp; ]] > ]]></a>", "<a><b> & &nbsp; ]] > </a>");
	expect("<a><![CDATA[]]>x<![CDATA[]]]]><![CDATA[>]]></a>", "<a>x]]></a>");
	/* The first end is the end; what follows is text. */
	expect("<a><![CDATA[b<![CDATA[c]]>d]]></a>", "<a>b<![CDATA[cd]]></a>");
	expect("<a><![CDATA[cut ]]", "<a>cut ]]</a>");
}

static void undeclared_prefixes_stay_in_the_name(void **state)
{
	(void)state;
	expect("<a><dc:b x:y='1' z='2'>t</dc:b></a>", "<a><dc:b x:y=\"1\" z=\"2\">t</dc:b></a>");
}

static void references_that_xml_does_not_know_are_replaced(void **state)
{
	(void)state;
	expect("<a b='x&eacute;&y'>caf&eacute; &hellip;</a>",
	    "<a b=\"x\u00E9&y\">caf\u00E9 \u2026</a>");
	expect("<a>AT&T & ?a=1&b=2&copy=3 &eacute &; &#; &unknown;</a>",
	    "<a>AT&T & ?a=1&b=2&copy=3 &eacute &; &#; &unknown;</a>");
	expect(
	    "<a>&#128;&#x93;|&#xD83D;&#xDE09;|&LT;&AMP;</a>", "<a>\u20AC\u201C|\U0001F609|<&</a>");
	expect("<a>&#xD83D;x&#1114112;</a>", "<a>\uFFFDx\uFFFD</a>");
	expect("<a b='&#226;&#128;&#166;'>&#226;&#128;&#166;</a>", "<a b=\"\u2026\">\u2026</a>");
	expect("<a>&acirc;&#128;&brvbar;</a>", "<a>\u2026</a>");
	expect("<a>a&#11;b</a>", "<a>a\uFFFDb</a>");
}

static void less_than_in_text_is_text(void **state)
{
	(void)state;
	expect("<a>1 < 2 <3 <<b/> <! x</a>", "<a>1 < 2 <3 <<b></b> <! x</a>");
	expect("<a>x ]]> y</a>", "<a>x ]]> y</a>");
	expect("<a>x &gt;]]</a>", "<a>x >]]</a>");
	/* It may come about by what is left out. */
	expect("<a>]<!-- c -->]></a>", "<a>]]></a>");
	expect("<a>]]</b>></a>", "<a>]]></a>");
	expect("<a>]<?c?>]<?c?>></a>", "<a>]]></a>");
	expect("<a>]><b/>></a>", "<a>]><b></b>></a>");
	expect_said("<a>]<!-- c -->]>x</a>", DIAG_CODES);
}

/* libxml2 would pass over all references behind it. */
static void an_attribute_may_be_there_twice(void **state)
{
	(void)state;
	expect("<a><b c='1' d='2' c='3'>&lt;i&gt;</b>&amp;</a>",
	    "<a><b c=\"1\" d=\"2\" c=\"3\"><i></b>&</a>");
}

static void tags_are_made_well_formed(void **state)
{
	(void)state;
	expect(
	    "<a b=c d e='f'g=\"h\" =x>t</a >", "<a b=\"c\" d=\"d\" e=\"f\" g=\"h\" x=\"x\">t</a>");
	expect("<a b='<i> & \"'>t</a x>", "<a b=\"<i> & \"\">t</a>");
	expect("<a><b c='x>t</b><d e='1'/></a>", "<a><b c=\"x\">t</b><d e=\"1\"></d></a>");
	expect("<a><b c<d/></b></a>", "<a><b c=\"c\"><d></d></b></a>");
	expect("<a><b/ c></b></a>", "<a><b c=\"c\"></b></a>");
}

/* libxml2 would tell the start of such an element, but not its end. */
static void a_name_ends_at_a_colon_with_no_name_behind(void **state)
{
	(void)state;
	expect("<r><a:b:4/>x</r>", "<r><a:b></a:b>x</r>");
	expect("<r><a:b:-c>x</a:b:-c>y</r>", "<r><a:b c=\"c\">x</a:b>y</r>");
	expect("<r><a:b::c>x</a:b::c>y</r>", "<r><a:b c=\"c\">x</a:b>y</r>");
	expect("<r><a:b:c>x</a:b:c>y</r>", "<r><a:b:c>x</a:b:c>y</r>");
	expect("<r><a b:c:4='x'>y</a></r>", "<r><a b:c=\"b:c\" x=\"x\">y</a></r>");
}

static void elements_are_matched(void **state)
{
	(void)state;
	expect("<a><b>one<br>two<p>three</b>x</a>", "<a><b>one<br>two<p>three</p></br></b>x</a>");
	expect("<a>x</b>y</a>", "<a>xy</a>");
	expect("<A><B>x</b></a>", "<A><B>x</B></A>");
	expect_said("<a><b></a>", DIAG_CODE_XML_REPAIRED);
}

static void what_is_outside_the_document_is_dropped(void **state)
{
	(void)state;
	expect(
	    "Warning: <br />\n<b>x</b> <?xml version='1.0'?><rss><a/></rss>", "<rss><a></a></rss>");
	expect("\n\n <!-- c --><?xml version='1.0'?><a>x</a>", "<a>x</a>");
	expect("<?xml version='1.0'?><?xml version='1.1'?><a>x</a>", "<a>x</a>");
	expect("<a>x</a> y <b>z</b>", "<a>x</a>");
	expect("", "");
	expect("no markup", "");
	/* Only junk makes what is further down the document. */
	expect("<blog>an <rss> example</blog>", "<blog>an <rss> example</rss></blog>");
	expect("<rss>an <?xml version='1.0'?><feed/></rss>", "<rss>an <feed></feed></rss>");
}

static void comments_and_instructions_are_dropped(void **state)
{
	(void)state;
	expect("<a>x<!-- <b> & -- -->y<?php z?>w</a>", "<a>xyw</a>");
	expect("<?xml version='1.0'><a>x</a>", "<a>x</a>");
}

static void only_plain_entities_of_a_doctype_are_used(void **state)
{
	struct reading r;

	(void)state;
	expect("<!DOCTYPE rss PUBLIC '-//x' 'http://x/y.dtd'><rss>x</rss>", "<rss>x</rss>");
	expect(
	    "<!DOCTYPE a [<!ENTITY co 'A &#38; B'> <!ENTITY lt2 \"<b>\">]><a "
	    "c='&co;'>&co; &lt2;</a>",
	    "<a c=\"A & B\">A & B &lt2;</a>");
	read_xml(&r,
	    SPAN_LIT(
	    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p "
	    "SYSTEM 'http://x/'><!ENTITY l 'lol'><!ENTITY m '&l;&l;'>]><a>" "&x;&m;</a>"),
	    1 << 20);
	assert_string_equal(buf_str(&r.out), "<a>&x;&m;</a>");
	assert_int_equal(r.diags.len, 2);
	assert_int_equal(r.diags.rows[1].code, DIAG_CODE_XML_ENTITY);
	assert_non_null(strstr(r.diags.rows[1].detail, "3 entities"));
	release(&r);
}

static void comments_of_a_doctype_hold_no_quotes(void **state)
{
	(void)state;
	expect("<!DOCTYPE a [<!-- don't ]> --><!ENTITY x 'y'>]><a>&x;</a>", "<a>y</a>");
	expect("<!DOCTYPE a [<!-- ", "");
}

/* Looking for the end of each would take time in the square of their number. */
static void only_the_first_doctype_has_an_internal_subset(void **state)
{
	struct buf in = BUF_INIT;
	struct reading r;

	(void)state;
	expect("<!DOCTYPE a []><a>x<!DOCTYPE [>y]></a>", "<a>xy]></a>");
	buf_add_str(&in, "<a>");
	for (int i = 0; i < 300000; i++)
		buf_add_str(&in, "<!DOCTYPE [>");
	buf_add_str(&in, "x</a>");
	read_xml(&r, buf_span(&in), 1 << 20);
	assert_string_equal(buf_str(&r.out), "<a>x</a>");
	release(&r);
	buf_release(&in);
}

/* Each reference costs 2 KB; after a megabyte they give nothing. */
static void expansion_has_a_budget(void **state)
{
	struct buf in = BUF_INIT;
	struct reading r;

	(void)state;
	buf_add_str(&in, "<!DOCTYPE a [<!ENTITY x '");
	buf_add_repeat(&in, 'x', 2048);
	buf_add_str(&in, "'>]><a>");
	for (int i = 0; i < 5000; i++)
		buf_add_str(&in, "&x;");
	buf_add_str(&in, "</a>");
	read_xml(&r, buf_span(&in), 1 << 20);
	assert_int_equal(r.out.len, (1 << 20) + strlen("<a></a>"));
	release(&r);
	buf_release(&in);
}

static void a_cut_document_is_closed_and_said(void **state)
{
	(void)state;
	expect("<a><b>x", "<a><b>x</b></a>");
	expect("<a><b>x<c d='", "<a><b>x</b></a>");
	expect("<a><b>x &am", "<a><b>x &am</b></a>");
	expect("<a><b>x<!-- c", "<a><b>x</b></a>");
	expect("<a>x<![CDATA[", "<a>x</a>");
	expect_said("<a>\n<b>x", DIAG_CODE_TRUNCATED);
}

static void lines_are_those_of_the_source(void **state)
{
	struct reading r;

	(void)state;
	read_xml(&r,
	    SPAN_LIT(
	    "junk\n<?xml\n?>\n<!DOCTYPE a [\n]>\n<a>\n<!--\n--><b\nc=d>"
	    "&eacute;\n</b>\n<e/></a>"),
	    5);
	assert_int_equal(r.line, 11);
	assert_int_equal(r.diags.rows[0].code, DIAG_CODE_XML_REPAIRED);
	assert_int_equal(r.diags.rows[0].line, 1);
	release(&r);
}

static void depth_has_no_limit(void **state)
{
	enum { DEPTH = 100000 };
	struct buf in = BUF_INIT;
	struct reading r;

	(void)state;
	for (int i = 0; i < DEPTH; i++)
		buf_add_str(&in, "<a>");
	buf_add_str(&in, "x");
	read_xml(&r, buf_span(&in), 1 << 20);
	assert_int_equal(r.out.len, DEPTH * strlen("<a></a>") + 1);
	release(&r);
	buf_release(&in);
}

static void too_many_attributes_are_cut_and_said(void **state)
{
	struct buf in = BUF_INIT;
	struct reading r;

	(void)state;
	buf_add_str(&in, "<a");
	for (int i = 0; i < 300; i++)
		buf_addf(&in, " a%d='' xmlns:p%d='u'", i, i);
	buf_add_str(&in, "/>");
	read_xml(&r, buf_span(&in), 1 << 20);
	assert_non_null(strstr(buf_str(&r.out), " a255=\"\""));
	assert_null(strstr(buf_str(&r.out), " a256=\"\""));
	assert_int_equal(r.diags.rows[r.diags.len - 1].code, DIAG_CODE_TOO_LARGE);
	release(&r);
	buf_release(&in);
}

static void a_tag_without_end_is_text(void **state)
{
	struct buf in = BUF_INIT;
	struct reading r;

	(void)state;
	buf_add_str(&in, "<a>1 <b c='");
	buf_add_repeat(&in, 'x', 3 << 20);
	buf_add_str(&in, "<d/></a>");
	read_xml(&r, buf_span(&in), 1 << 20);
	assert_true(span_starts(buf_span(&r.out), "<a>1 <b c='xxx"));
	assert_true(span_ends(buf_span(&r.out), "xxx<d></d></a>"));
	release(&r);
	buf_release(&in);
}

static void the_start_of_the_document_is_found(void **state)
{
	struct xml_start start;

	(void)state;
	assert_false(xml_find_start(SPAN_LIT("plain text, 1 < 2"), &start));
	assert_false(xml_find_start(SPAN_LIT(""), &start));
	assert_true(xml_find_start(
	    SPAN_LIT(" <?xml version='1.0'?><!DOCTYPE html [<!ENTITY a '>'>]><ns0:feed x>"),
	    &start));
	assert_int_equal(start.offset, 1);
	assert_true(span_eq_str(start.root, "ns0:feed"));
	assert_true(xml_find_start(SPAN_LIT("x <b> <RSS version='2.0'>"), &start));
	assert_int_equal(start.offset, 6);
	/* A page that talks about feeds is a page. */
	assert_true(xml_find_start(SPAN_LIT("<!DOCTYPE html><html><p>&lt;rss> <rss>"), &start));
	assert_true(span_eq_str(start.root, "html"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(well_formed_text_gives_its_events),
		cmocka_unit_test(nothing_depends_on_where_a_slice_ends),
		cmocka_unit_test(what_is_plain_is_read_as_the_parser_reads_it),
		cmocka_unit_test(from_the_first_tag_on_that_is_not_plain_the_parser_reads),
		cmocka_unit_test(cdata_is_kept_as_it_is),
		cmocka_unit_test(undeclared_prefixes_stay_in_the_name),
		cmocka_unit_test(references_that_xml_does_not_know_are_replaced),
		cmocka_unit_test(less_than_in_text_is_text),
		cmocka_unit_test(an_attribute_may_be_there_twice),
		cmocka_unit_test(tags_are_made_well_formed),
		cmocka_unit_test(a_name_ends_at_a_colon_with_no_name_behind),
		cmocka_unit_test(elements_are_matched),
		cmocka_unit_test(what_is_outside_the_document_is_dropped),
		cmocka_unit_test(comments_and_instructions_are_dropped),
		cmocka_unit_test(only_plain_entities_of_a_doctype_are_used),
		cmocka_unit_test(comments_of_a_doctype_hold_no_quotes),
		cmocka_unit_test(only_the_first_doctype_has_an_internal_subset),
		cmocka_unit_test(expansion_has_a_budget),
		cmocka_unit_test(a_cut_document_is_closed_and_said),
		cmocka_unit_test(lines_are_those_of_the_source),
		cmocka_unit_test(depth_has_no_limit),
		cmocka_unit_test(too_many_attributes_are_cut_and_said),
		cmocka_unit_test(a_tag_without_end_is_text),
		cmocka_unit_test(the_start_of_the_document_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
