#include "config.h"

#include "moot/text/date.h"
#include "text/date_priv.h"
#include "unit.h"

struct row {
	const char *text, *expect; /* in RFC 3339, as printed; "" when it is no date */
};

static const struct row parse_rows[] = {
	/* RFC 822 and 2822, and their abuses */
	{ "Fri, 03 May 2013 10:20:30 GMT", "2013-05-03T10:20:30+00:00" },
	{ "Fri, 3 May 2013 10:20:30 +0200", "2013-05-03T10:20:30+02:00" },
	{ "3 May 2013 10:20:30 -0330", "2013-05-03T10:20:30-03:30" },
	{ "Fri,3 May 2013 10:20 +0000", "2013-05-03T10:20:00+00:00" },
	{ "Fri, 03 May 2013 10:20:30", "2013-05-03T10:20:30" },
	{ "Fri, 03 May 13 10:20:30 EST", "2013-05-03T10:20:30-05:00" },
	{ "03 May 68 00:00:00 Z", "2068-05-03T00:00:00+00:00" },
	{ "03 May 69 00:00:00 Z", "1969-05-03T00:00:00+00:00" },
	{ "FRI, 03 MAY 2013 10:20:30 gmt", "2013-05-03T10:20:30+00:00" },
	{ "Friday, 3rd of May, 2013 at 10:20", "2013-05-03T10:20:00" },
	{ "Tue, 31 Sept 2013 10:20:30 GMT", "" },
	{ "Mon, 30 Sept 2013 10:20:30 GMT", "2013-09-30T10:20:30+00:00" },
	{ "Fri, 03 May 2013 24:00:00 GMT", "2013-05-04T00:00:00+00:00" },
	{ "Tue, 31 Dec 2013 24:00 +0100", "2014-01-01T00:00:00+01:00" },
	{ "Fri, 03 May 2013 24:00:01 GMT", "" },
	{ "Fri, 03 May 2013 10:20:30 +02:00", "2013-05-03T10:20:30+02:00" },
	{ "Fri, 03 May 2013 10:20:30 GMT+0200", "2013-05-03T10:20:30+02:00" },
	{ "Fri, 03 May 2013 10:20:30 UTC-03:00", "2013-05-03T10:20:30-03:00" },
	{ "Fri, 03 May 2013 10:20:30 +2", "2013-05-03T10:20:30+02:00" },
	{ "Fri, 03 May 2013 10:20:30 PDT", "2013-05-03T10:20:30-07:00" },
	{ "Fri, 03 May 2013 10:20:30 CEST", "2013-05-03T10:20:30+02:00" },
	{ "Fri, 03 May 2013 10:20:30 MSK", "2013-05-03T10:20:30+03:00" },
	{ "Fri, 03 May 2013 10:20:30 UT", "2013-05-03T10:20:30+00:00" },
	{ "Fri, 03 May 2013 10:20:30 QQT", "2013-05-03T10:20:30" }, /* a zone nobody knows */
	{ "Fri, 03 May 2013 10:20:30 Asia/Tokyo", "2013-05-03T10:20:30" },
	{ "Fri, 03 May 2013 10:20:30 Etc/UTC", "2013-05-03T10:20:30+00:00" },
	{ "Fri, 03 May 2013 10:20:30 +0200 (CEST)", "2013-05-03T10:20:30+02:00" },
	{ "Fri May  3 10:20:30 2013", "2013-05-03T10:20:30" },
	{ "Fri May 03 10:20:30 +0100 2013", "2013-05-03T10:20:30+01:00" },
	{ "May 3, 2013", "2013-05-03" },
	{ "3 May 2013", "2013-05-03" },
	{ "May 2013", "2013-05-01" },
	{ "May 3, 2013 10:20 PM", "2013-05-03T22:20:00" },
	{ "May 3, 2013 12:20 AM", "2013-05-03T00:20:00" },
	{ "May 3, 2013 12:20 p.m.", "2013-05-03T12:20:00" },
	{ "May 3, 2013 10:20\xE2\x80\xAFPM", "2013-05-03T22:20:00" },
	{ "May 3, 2013 - 9pm", "2013-05-03T21:00:00" },
	{ "May 3, 2013 13:20 AM", "" },
	{ "5/3/2013", "2013-05-03" },
	{ "13/5/2013", "2013-05-13" },
	{ "Sun, 5/3/2017 10:20", "2017-03-05T10:20:00" }, /* the weekday decides */
	{ "13/13/2013", "" },
	{ "3.5.2013", "2013-05-03" },
	{ "3.5.13 10:20", "2013-05-03T10:20:00" },
	{ "03-05-2013", "2013-05-03" },
	{ "2013/05/03 10:20:30", "2013-05-03T10:20:30" },
	{ "2013.05.03", "2013-05-03" },
	{ "03-May-2013 10:20:30", "2013-05-03T10:20:30" },
	{ "99 May 2013", "" },
	{ "0 May 2013", "" },
	{ "29 Feb 2013", "" },
	{ "29 Feb 2012", "2012-02-29" },
	{ "29 Feb 1900", "" },
	{ "29 Feb 2000", "2000-02-29" },
	{ "3 May 2013 25:00", "" },
	{ "3 May 2013 10:60", "" },
	{ "3 May 2013 10:20:61", "" },
	{ "31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00+00:00" }, /* a leap second */
	{ "3 May 2013 10:20:30 +1900", "" },
	{ "3 May 2013 10:20:30 +0260", "" },
	{ "3 May 2013 1:2:3:4", "" },
	{ "3 May 2013 June", "" },
	{ "3 4 May 2013", "" },
	{ "3 Mayonnaise 2013", "" },
	{ "May", "" },
	{ "3 May 013", "" },
	{ "3 May 20130", "" },
	/* ISO 8601 and RFC 3339 */
	{ "2013-05-03T10:20:30Z", "2013-05-03T10:20:30+00:00" },
	{ "2013-05-03t10:20:30z", "2013-05-03T10:20:30+00:00" },
	{ "2013-05-03T10:20:30.123456789+05:30", "2013-05-03T10:20:30+05:30" },
	{ "2013-05-03T10:20:30,5Z", "2013-05-03T10:20:30+00:00" },
	{ "2013-05-03T10:20-07:00", "2013-05-03T10:20:00-07:00" },
	{ "2013-05-03 10:20:30 UTC", "2013-05-03T10:20:30+00:00" },
	{ "2013-05-03", "2013-05-03" },
	{ "2013-05", "2013-05-01" },
	{ "2013", "2013-01-01" },
	{ "20130503", "2013-05-03" },
	{ "20130503T102030Z", "2013-05-03T10:20:30+00:00" },
	{ "20130503T1020+0100", "2013-05-03T10:20:00+01:00" },
	{ "20130503102030", "2013-05-03T10:20:30" },
	{ "2013-123", "2013-05-03" },
	{ "2013123", "2013-05-03" },
	{ "2013-366", "" },
	{ "2012-366", "2012-12-31" },
	{ "130503", "2013-05-03" },
	{ "-1305", "2013-05-01" },
	{ "-13-05", "2013-05-01" },
	{ "0001-01-01", "0001-01-01" },
	{ "0000-01-01", "" },
	{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59+00:00" },
	{ "9999-12-31T24:00:00Z", "" },
	{ "2013-05-03T10:20:30+00:xx", "" },
	{ "2013-05-03T10:xx:30Z", "" },
	{ "2013-05-03T10:20:30Zebra", "" },
	{ "2013-13-03", "" },
	{ "2013-05-03-04", "" },
	/* seconds and milliseconds since 1970 */
	{ "1367576430", "2013-05-03T10:20:30+00:00" },
	{ "1367576430000", "2013-05-03T10:20:30+00:00" },
	{ "12345", "" },
	{ "123", "" },
	{ "123456789012345678", "" },
	/* other languages */
	{ "Freitag, 3. Mai 2013, 10:20 Uhr", "2013-05-03T10:20:00" },
	{ "Sa, 02 M\xC3\xA4rz 2013 10:20:30 +0100", "2013-03-02T10:20:30+01:00" },
	{ "Do, 05 Dez 2013 10:20:30 +0100", "2013-12-05T10:20:30+01:00" },
	{ "vendredi 3 mai 2013", "2013-05-03" },
	{ "mar., 06 ao\xC3\xBBt 2013 10:20:30 +0200", "2013-08-06T10:20:30+02:00" },
	{ "mar. 05 mars 2013", "2013-03-05" },
	{ "27 janvier 2012 \xC3\xA0 13 h 13", "2012-01-27T13:13:00" },
	{ "26 avril 2022 \xC3\xA0 14 h 02 min", "2022-04-26T14:02:00" },
	{ "26 de abril de 2022 a las 14:02", "2022-04-26T14:02:00" },
	{ "Salı, 26 Nisan 2022, 14:02", "2022-04-26T14:02:00" },
	{ "26.4.2022 klo 14:02", "2022-04-26T14:02:00" },
	{ "26 aprilie 2022 la 14:02", "2022-04-26T14:02:00" },
	{ "26 квітня 2022 о 14:02", "2022-04-26T14:02:00" },
	{ "26 ابريل، 2022 في 2:02 م", "2022-04-26T14:02:00" },
	{ "søndag 26. april 2020", "2020-04-26" },
	{ "1er f\xC3\xA9vrier 2013", "2013-02-01" },
	{ "3 jui 2013", "" }, /* June or July */
	{ "viernes, 3 de mayo de 2013", "2013-05-03" },
	{ "mi\xC3\xA9, 01 ene 2014 10:20:30 +0100", "2014-01-01T10:20:30+01:00" },
	{ "venerd\xC3\xAC 3 maggio 2013", "2013-05-03" },
	{ "gio, 02 gen 2014 10:20:30 +0100", "2014-01-02T10:20:30+01:00" },
	{ "sexta-feira, 4 de outubro de 2013", "2013-10-04" },
	{ "vrijdag 1 maart 2013", "2013-03-01" },
	{ "wo, 02 okt 2013 10:20:30 +0200", "2013-10-02T10:20:30+02:00" },
	{ "pt, 04 pa\xC5\xBA 2013 10:20:30 +0200", "2013-10-04T10:20:30+02:00" },
	{ "5 grudnia 2013", "2013-12-05" },
	{ "Пт, 03 мая 2013 10:20:30 +0400", "2013-05-03T10:20:30+04:00" },
	{ "3 сентября 2013 г.", "2013-09-03" },
	{ "Παρ, 03 Μαΐ 2013 10:20:30 +0300", "2013-05-03T10:20:30+03:00" },
	{ "2013. m\xC3\xA1jus 3. 10:20", "2013-05-03T10:20:00" },
	{ "2013-okt\xC3\xB3"
	  "ber-03T9:15+02:00",
	    "2013-10-03T09:15:00+02:00" },
	{ "2013年5月3日", "2013-05-03" },
	{ "2013년 05월 03일 10:20:30", "2013-05-03T10:20:30+09:00" },
	{ "2013-05-03 오전 12:20:30", "2013-05-03T00:20:30+09:00" },
	/* no dates */
	{ "", "" },
	{ " ", "" },
	{ "yesterday", "" },
	{ "10:20:30", "" },
	{ "-", "" },
	{ "+0200", "" },
	{ "Fri", "" },
	{ "2013-05-03 <b>", "" },
	{ "\xFF\xFE", "" },
	{ "3 May 2013\x1B[1m", "" },
};

static void dates_of_every_kind_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof parse_rows / sizeof *parse_rows; i++) {
		struct buf out = BUF_INIT;

		date_add_rfc3339(&out, date_parse(span_str(parse_rows[i].text)));
		if (!span_eq_str(buf_span(&out), parse_rows[i].expect))
			fail_msg("%s: %s, not %s", parse_rows[i].text, buf_str(&out),
			    parse_rows[i].expect);
		buf_release(&out);
	}
}

static void a_date_knows_how_exact_it_is(void **state)
{
	(void)state;
	assert_int_equal(date_parse(SPAN_LIT("3 May 2013")).precision, DATE_DAY);
	assert_int_equal(date_parse(SPAN_LIT("3 May 2013 10:20")).precision, DATE_MINUTE);
	assert_int_equal(date_parse(SPAN_LIT("3 May 2013 10:20:00")).precision, DATE_SECOND);
	assert_int_equal(date_parse(SPAN_LIT("never")).precision, DATE_NONE);
	assert_false(date_parse(SPAN_LIT("3 May 2013 10:20")).offset_known);
	assert_true(date_parse(SPAN_LIT("3 May 2013 10:20 GMT")).offset_known);
}

static void hostile_texts_are_no_dates(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	buf_add_repeat(&text, '1', 1000000);
	assert_false(date_known(date_parse(buf_span(&text))));
	for (int first = 0; first < 256; first++) {
		for (int second = 0; second < 256; second++) {
			buf_clear(&text);
			buf_addf(&text, "3 May%c%c2013", first, second);
			date_parse(buf_span(&text));
			for (size_t cut = 0; cut < text.len && first < 2; cut++)
				date_parse(span_sub(buf_span(&text), cut, text.len));
		}
	}
	buf_release(&text);
}

struct header_row {
	const char *line, *expect;
	bool has_weekday;
};

static const struct header_row header_rows[] = {
	{ "Thursday, 19 June 2014", "2014-06-19", true },
	{ "Thursday 19 June 2014", "2014-06-19", true },
	{ "Thursday, June 19, 2014", "2014-06-19", true },
	{ "Thursday June 19 2014", "2014-06-19", true },
	{ "19 June 2014, Thursday", "2014-06-19", true },
	{ "Thu, 19 Jun 2014", "2014-06-19", true },
	{ "Monday, 19 June 2014", "2014-06-19", false }, /* it was a Thursday */
	{ "19 June 2014", "2014-06-19", false },
	{ "June 19, 2014", "2014-06-19", false },
	{ "2014 June 19", "2014-06-19", false },
	{ "2014-06-19", "2014-06-19", false },
	{ "  1 May 2014\r\n", "2014-05-01", false },
	{ "16 DECEMBER 2014", "2014-12-16", false },
};

static const char *const no_headers[] = {
	"",
	"Thursday",
	"June 2014",
	"19 June",
	"2014",
	"19 2014 June 3",
	"19 June 2014 at 14:09",
	"19 June 2014 was a good day",
	"On 19 June 2014",
	"31 June 2014",
	"0 June 2014",
	"19 June 14",
	"19 Jane 2014",
	"Thursday Thursday 19 June 2014",
	"19 Thursday June 2014",
	"19/6/2014",
	"2014-6-19",
	"2014-06-31",
	"2014-06-19T10:00",
	"June June 2014",
	"19 June 2014.",
	"1. June 2014",
	"19 , June 2014 ,, Thursday",
	"019 June 2014",
	"19 June 02014",
	"19 June 2014 June",
	"A post about Thursday, 19 June 2014 and what came after it, at great length",
};

static void a_post_header_is_a_date_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof header_rows / sizeof *header_rows; i++) {
		struct buf out = BUF_INIT;
		struct date d = DATE_INIT;
		bool has_weekday;

		if (!date_parse_header(span_str(header_rows[i].line), &d, &has_weekday))
			fail_msg("%s is a header", header_rows[i].line);
		date_add_rfc3339(&out, d);
		assert_string_equal(buf_str(&out), header_rows[i].expect);
		assert_int_equal(has_weekday, header_rows[i].has_weekday);
		buf_release(&out);
	}
	for (size_t i = 0; i < sizeof no_headers / sizeof *no_headers; i++) {
		struct date d;

		if (date_parse_header(span_str(no_headers[i]), &d, NULL))
			fail_msg("%s is no header", no_headers[i]);
	}
}

struct stamp_row {
	const char *text, *before, *expect;
};

static const struct stamp_row stamp_rows[] = {
	{ "Goodbye Grayling19 June 2014 at 14:09", "Goodbye Grayling", "2014-06-19T14:09:00" },
	{ "Ann \xE2\x80\x94 19 June 2014 at 08:43", "Ann \xE2\x80\x94 ", "2014-06-19T08:43:00" },
	{ "Ann June 19, 2014 at 8:43 AM", "Ann ", "2014-06-19T08:43:00" },
	{ "AnnJune 19, 2014 at 12:43 AM", "Ann", "2014-06-19T00:43:00" },
	{ "Ann May 9, 2014 at 8:43\xE2\x80\xAFPM", "Ann ", "2014-05-09T20:43:00" },
	{ "Ann May 9, 2014 at 8:43\xC2\xA0p.m.", "Ann ", "2014-05-09T20:43:00" },
	{ "Ann, Thursday, 19 June 2014 at 08:43", "Ann, ", "2014-06-19T08:43:00" },
	{ "Thursday, June 19, 2014 at 8:43 AM", "", "2014-06-19T08:43:00" },
	{ "19 June 2014 at 08:43", "", "2014-06-19T08:43:00" },
	{ "19 June 2014, 08:43", "", "2014-06-19T08:43:00" },
	{ "19 June 2014 08:43:22 \n", "", "2014-06-19T08:43:22" },
	{ "Ann \xE2\x80\x94 19 June 2014", "Ann \xE2\x80\x94 ", "2014-06-19" },
	{ "Ann9 June 2014 at 08:43", "Ann", "2014-06-09T08:43:00" },
	{ "Ann391 June 2014 at 08:43", "Ann39", "2014-06-01T08:43:00" }, /* 91 is no day */
	{ "Bob331 July 2014 at 08:43", "Bob3", "2014-07-31T08:43:00" },
};

static const char *const no_stamps[] = {
	"",
	"Ann",
	"at 14:09",
	"14:09",
	"19 June 2014 at",
	"19 June 2014 at 24:09",
	"June 2014 at 14:09",
	"19 June 2014 at 14:60",
	"19 June at 14:09",
	"19 June 2014 at 14:09 o'clock",
	"0 June 2014 at 14:09",
	"19 Junes 2014 at 14:09",
	"19 June 2014 at 13:09 PM",
	"19June 2014 at 14:09",
	"19 June 2014at 14:09",
	"19 June 2014 around 14:09",
	"19 June 2014 at 1:2",
	"June 31, 2014 at 8:43 AM",
};

static void a_stamp_ends_the_line_of_its_author(void **state)
{
	struct date d = DATE_INIT;
	size_t start;

	(void)state;
	for (size_t i = 0; i < sizeof stamp_rows / sizeof *stamp_rows; i++) {
		const struct stamp_row *row = &stamp_rows[i];
		struct buf out = BUF_INIT;

		if (!date_parse_stamp_suffix(span_str(row->text), &d, &start))
			fail_msg("%s ends in a stamp", row->text);
		date_add_rfc3339(&out, d);
		assert_string_equal(buf_str(&out), row->expect);
		assert_true(span_eq_str(span_sub(span_str(row->text), 0, start), row->before));
		buf_release(&out);
	}
	for (size_t i = 0; i < sizeof no_stamps / sizeof *no_stamps; i++)
		if (date_parse_stamp_suffix(span_str(no_stamps[i]), &d, &start))
			fail_msg("%s ends in no stamp", no_stamps[i]);
}

static void dates_are_written_in_every_form(void **state)
{
	struct date d = date_parse(SPAN_LIT("2014-06-09T08:12:05+01:00"));
	struct date day = date_parse(SPAN_LIT("2014-06-09"));
	static const struct {
		void (*add)(struct buf *out, struct date d);
		const char *timed, *day;
	} forms[] = {
		{ date_add_rfc3339, "2014-06-09T08:12:05+01:00", "2014-06-09" },
		{ date_add_long, "Monday, 9 June 2014", "Monday, 9 June 2014" },
		{ date_add_stamp, "9 June 2014 at 08:12", "9 June 2014" },
		{ date_add_short, "2014-06-09", "2014-06-09" },
		{ date_add_brief, "9 Jun 2014 08:12", "9 Jun 2014" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct buf out = BUF_INIT;

		forms[i].add(&out, d);
		assert_string_equal(buf_str(&out), forms[i].timed);
		buf_clear(&out);
		forms[i].add(&out, day);
		assert_string_equal(buf_str(&out), forms[i].day);
		buf_clear(&out);
		forms[i].add(&out, DATE_INIT);
		assert_int_equal(out.len, 0);
		buf_release(&out);
	}
}

static void expect_same(struct date a, struct date b, enum date_precision precision)
{
	assert_true(a.unix_s == b.unix_s);
	assert_int_equal(b.precision, precision);
}

/* Every day of the years from 1 to 9999, at a time that changes with it. */
static void what_is_written_is_read_back(void **state)
{
	struct buf out = BUF_INIT;
	struct date_fields f = { .hour = 0 };

	(void)state;
	for (int64_t n = 0; n < 3652059; n += 97) {
		struct date d = { (n - 719162) * 86400 + n % 86400, (int16_t)(n % 1561 - 780),
			DATE_SECOND, true };
		struct date_fields back = date_fields(d);

		if (back.year < 1 || back.year > 9999)
			continue;
		f = back;
		expect_same(d, date_from_fields(&f, DATE_SECOND, true, d.offset_min), DATE_SECOND);
		buf_clear(&out);
		date_add_rfc3339(&out, d);
		struct date read = date_parse(buf_span(&out));
		expect_same(d, read, DATE_SECOND);
		assert_int_equal(read.offset_min, d.offset_min);
		buf_clear(&out);
		date_add_long(&out, d);
		struct date header;
		bool has_weekday;
		assert_true(
		    date_parse_header(buf_span(&out), &header, &has_weekday) && has_weekday);
		f.hour = f.minute = f.second = 0;
		expect_same(date_from_fields(&f, DATE_DAY, false, 0), header, DATE_DAY);
		buf_clear(&out);
		date_add_stamp(&out, d);
		size_t start;
		assert_true(date_parse_stamp_suffix(buf_span(&out), &header, &start) && start == 0);
		expect_same(date_from_fields(&back, DATE_MINUTE, false, 0), header, DATE_MINUTE);
	}
	buf_release(&out);
}

static void fields_out_of_range_make_no_date(void **state)
{
	static const struct date_fields rows[] = {
		{ .year = 0, .month = 1, .day = 1 }, { .year = 10000, .month = 1, .day = 1 },
		{ .year = 2014, .month = 0, .day = 1 }, { .year = 2014, .month = 13, .day = 1 },
		{ .year = 2014, .month = 1, .day = 0 }, { .year = 2014, .month = 4, .day = 31 },
		{ .year = 2014, .month = 1, .day = 1, .hour = 24 },
		{ .year = 2014, .month = 1, .day = 1, .minute = 60 },
		{ .year = 2014, .month = 1, .day = 1, .second = 61 },
		{ .year = INT32_MIN, .month = INT32_MAX, .day = INT32_MIN },
	};
	struct date_fields good = { .year = 2014, .month = 1, .day = 1 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_false(date_known(date_from_fields(&rows[i], DATE_SECOND, false, 0)));
	assert_true(date_known(date_from_fields(&good, DATE_SECOND, true, 18 * 60)));
	assert_false(date_known(date_from_fields(&good, DATE_SECOND, true, 18 * 60 + 1)));
	assert_false(date_known(date_from_fields(&good, DATE_NONE, false, 0)));
}

static void unix_times_have_bounds(void **state)
{
	struct date d = date_from_unix_ms(-1);

	(void)state;
	assert_true(d.unix_s == -1 && d.offset_known && d.offset_min == 0);
	assert_true(date_from_unix_ms(1403172123004).unix_s == 1403172123);
	assert_int_equal(date_fields(date_from_unix_ms(INT64_C(253402300799999))).year, 9999);
	assert_false(date_known(date_from_unix_ms(INT64_C(253402300800000))));
	assert_int_equal(date_fields(date_from_unix_ms(INT64_C(-62135596800000))).year, 1);
	assert_false(date_known(date_from_unix_ms(INT64_C(-62135596800001))));
	assert_false(date_known(date_from_unix_ms(INT64_MIN)));
	assert_false(date_known(date_from_unix_ms(INT64_MAX)));
}

static void dates_are_ordered_by_their_moment(void **state)
{
	struct date noon = date_parse(SPAN_LIT("2014-06-19T12:00Z"));
	struct date east = date_parse(SPAN_LIT("2014-06-19T14:00+02:00"));
	struct date later = date_parse(SPAN_LIT("2014-06-19T12:00:01Z"));

	(void)state;
	assert_int_equal(date_cmp(noon, east), 0);
	assert_true(date_cmp(noon, later) < 0);
	assert_true(date_cmp(later, east) > 0);
}

static unsigned next_random(unsigned *random)
{
	*random = *random * 1103515245 + 12345;
	return *random >> 16;
}

/* Most are dates; the others are nearly.  One byte of some is changed. */
static void add_random_stamp(struct buf *out, unsigned *random)
{
	static const char *const ends[] = { "", "Z", ".123Z", ".5", "+01:00", "-03:30", "+00:00",
		"-00:00", "+18:00", "-18:01", "+14:60", "+0100", "z", ".", ".Z", " Z", " +02:00",
		"+01:00Z", "Z+01:00", ".000+5:30" };
	static const char bytes[] = "0129 -:T+Z.x";

	buf_clear(out);
	buf_addf(out, "%04u-%02u-%02u%c%02u:%02u:%02u%s", next_random(random) % 10000,
	    next_random(random) % 14, next_random(random) % 33, "TT  t"[next_random(random) % 5],
	    next_random(random) % 26, next_random(random) % 62, next_random(random) % 62,
	    ends[next_random(random) % (sizeof ends / sizeof *ends)]);
	if (next_random(random) % 4 == 0)
		out->data[next_random(random) % out->len] =
		    bytes[next_random(random) % (sizeof bytes - 1)];
}

/* The quick reader of time stamps may leave a text to the other, but not differ from it. */
static void both_readers_of_dates_agree(void **state)
{
	struct buf text = BUF_INIT;
	unsigned random = 1, read = 0;

	(void)state;
	for (int i = 0; i < 50000; i++) {
		struct date quick, freely;

		add_random_stamp(&text, &random);
		if (!date_read_stamp(buf_span(&text), &quick))
			continue;
		read++;
		freely = date_read_freely(buf_span(&text));
		if (date_cmp(quick, freely) != 0 || quick.precision != freely.precision ||
		    quick.offset_known != freely.offset_known ||
		    quick.offset_min != freely.offset_min)
			fail_msg("\"%s\" is read in two ways", buf_str(&text));
	}
	assert_true(read > 10000);
	buf_release(&text);
}

static void exports_need_the_quick_reader_only(void **state)
{
	struct date date;

	(void)state;
	assert_true(date_read_stamp(SPAN_LIT("2014-06-19T08:12:00.001+01:00"), &date));
	assert_true(date_read_stamp(SPAN_LIT("2014-06-19T08:12:00Z"), &date));
	assert_true(date_read_stamp(SPAN_LIT("2014-06-19 08:12:00"), &date));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_of_every_kind_are_read),
		cmocka_unit_test(both_readers_of_dates_agree),
		cmocka_unit_test(exports_need_the_quick_reader_only),
		cmocka_unit_test(a_date_knows_how_exact_it_is),
		cmocka_unit_test(hostile_texts_are_no_dates),
		cmocka_unit_test(a_post_header_is_a_date_and_nothing_else),
		cmocka_unit_test(a_stamp_ends_the_line_of_its_author),
		cmocka_unit_test(dates_are_written_in_every_form),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(fields_out_of_range_make_no_date),
		cmocka_unit_test(unix_times_have_bounds),
		cmocka_unit_test(dates_are_ordered_by_their_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
