/* Bare URLs in running text.
 *
 * A URL begins at a word's start with a scheme that the reader opens, or with
 * "www." when a host with a dot follows.  It goes on to the first character that
 * cannot be part of it; then what the sentence has put behind it is taken off:
 * punctuation, and closing brackets that the URL itself has not opened.
 */
#include "config.h"

#include "moot/text/url.h"

#include <string.h>

#include "moot/text/utf8.h"

enum lead_kind { LEAD_HOST, LEAD_MAIL, LEAD_WWW };

struct lead {
	const char *text;
	enum lead_kind kind;
};

static const struct lead leads[] = {
	{ "http://", LEAD_HOST }, { "https://", LEAD_HOST }, { "ftp://", LEAD_HOST },
	{ "gemini://", LEAD_HOST }, { "gopher://", LEAD_HOST }, { "mailto:", LEAD_MAIL },
	{ "www.", LEAD_WWW },
};

static const char open_brackets[] = "([{", close_brackets[] = ")]}";

static size_t host_len(struct span s)
{
	size_t n = 0;

	while (n < s.len && (ascii_is_alnum(s.p[n]) || s.p[n] == '.' || s.p[n] == '-' ||
			     (unsigned char)s.p[n] >= 0x80))
		n++;
	return n;
}

/* "name@host" */
static bool is_mail(struct span s)
{
	size_t n = 0;

	while (n < s.len && (ascii_is_alnum(s.p[n]) || memchr("._%+-", s.p[n], 5)))
		n++;
	return n > 0 && n + 1 < s.len && s.p[n] == '@' && ascii_is_alnum(s.p[n + 1]);
}

/* "name.tld" after "www." */
static bool is_www(struct span s)
{
	struct span host = span_sub(s, 0, host_len(s));
	size_t dot = span_find_byte(host, '.');

	return dot > 0 && dot + 1 < host.len && ascii_is_alpha(host.p[dot + 1]);
}

/* Bytes of the lead that s starts with, when what follows it fits; else 0. */
static size_t lead_len(struct span s)
{
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		size_t n = strlen(leads[i].text);
		struct span rest = span_sub(s, n, s.len);

		if (!span_starts_nocase(s, leads[i].text))
			continue;
		if (leads[i].kind == LEAD_MAIL)
			return is_mail(rest) ? n : 0;
		if (leads[i].kind == LEAD_WWW)
			return is_www(rest) ? n : 0;
		return rest.len && (host_len(rest) > 0 || rest.p[0] == '[') ? n : 0;
	}
	return 0;
}

/* Characters beyond ASCII that end a URL: spaces, quotes, CJK punctuation. */
static bool ends_url(uint32_t ch)
{
	if (ch < 0x80)
		return ch <= ' ' || ch == 0x7F || strchr("<>\"`\\^|", (int)ch);
	return ch < 0xA1 || ch == 0xAB || ch == 0xBB || (ch >= 0x2000 && ch <= 0x206F) ||
	    (ch >= 0x3000 && ch <= 0x301F) || (ch >= 0xFF00 && ch <= 0xFF0F) ||
	    (ch >= 0xFF1A && ch <= 0xFF1F) || ch == UTF8_REPLACEMENT || ch == 0xFEFF;
}

static size_t run_len(struct span s)
{
	size_t n = 0;

	while (n < s.len) {
		uint32_t ch;
		size_t len = utf8_next(s.p + n, s.len - n, &ch);

		if (ends_url(ch))
			break;
		n += len;
	}
	return n;
}

/* Which bracket is c in set?  -1: none. */
static int bracket(const char *set, char c)
{
	const char *at = c ? strchr(set, c) : NULL;

	return at ? (int)(at - set) : -1;
}

static size_t without_trailing(struct span url)
{
	size_t opened[3] = { 0 }, closed[3] = { 0 }, len = url.len;

	for (size_t i = 0; i < len; i++) {
		int open = bracket(open_brackets, url.p[i]),
		    close = bracket(close_brackets, url.p[i]);

		if (open >= 0)
			opened[open]++;
		if (close >= 0)
			closed[close]++;
	}
	while (len > 0) {
		char last = url.p[len - 1];
		int close = bracket(close_brackets, last), open = bracket(open_brackets, last);

		if (close >= 0 && closed[close] > opened[close])
			closed[close]--;
		else if (open >= 0)
			opened[open]--;
		else if (!memchr(".,;:!?'*", last, 8))
			break;
		len--;
	}
	return len;
}

static bool may_begin(char c)
{
	c = ascii_lower(c);
	return c == 'h' || c == 'w' || c == 'm' || c == 'f' || c == 'g';
}

bool url_find(struct span text, size_t *from, size_t *to)
{
	for (size_t i = *from; i < text.len; i++) {
		if (!may_begin(text.p[i]) || (i && ascii_is_alnum(text.p[i - 1])))
			continue;
		struct span rest = span_sub(text, i, text.len);
		size_t lead = lead_len(rest);

		if (lead == 0)
			continue;
		size_t len = without_trailing(span_sub(rest, 0, run_len(rest)));
		if (len <= lead)
			continue;
		*from = i;
		*to = i + len;
		return true;
	}
	return false;
}
