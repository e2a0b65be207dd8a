/* A URL is split into the five components of RFC 3986 (3), put together again
 * by its resolution algorithm (5.2), and percent-encoded on the way out.
 */
#include "config.h"

#include "moot/text/url.h"

#include <string.h>

#include "moot/text/utf8.h"

struct url_parts {
	struct span scheme, authority, path, query, fragment; /* path is never NONE */
};

struct scheme {
	const char *name;
	bool has_host; /* "//host" must follow */
};

/* What the reader may open. */
static const struct scheme schemes[] = {
	{ "http", true }, { "https", true }, { "mailto", false },
	{ "gemini", true }, { "gopher", true }, { "ftp", true },
};

static size_t scheme_len(struct span url)
{
	size_t i = 0;

	if (url.len == 0 || !ascii_is_alpha(url.p[0]))
		return 0;
	while (i < url.len && (ascii_is_alnum(url.p[i]) || memchr("+-.", url.p[i], 3)))
		i++;
	return i < url.len && url.p[i] == ':' ? i : 0;
}

/* Takes the bytes before the first of stops off the front. */
static struct span take_until(struct span *rest, const char *stops)
{
	size_t n = rest->len;

	for (; *stops; stops++)
		n = span_find_byte(span_sub(*rest, 0, n), *stops);
	struct span taken = span_sub(*rest, 0, n);
	*rest = span_sub(*rest, n, rest->len);
	return taken;
}

static struct span skip(struct span s, size_t n)
{
	return span_sub(s, n, s.len);
}

static struct url_parts split(struct span url)
{
	struct url_parts u = { SPAN_NONE, SPAN_NONE, SPAN_LIT(""), SPAN_NONE, SPAN_NONE };
	size_t scheme = scheme_len(url);

	if (scheme) {
		u.scheme = span_sub(url, 0, scheme);
		url = skip(url, scheme + 1);
	}
	if (span_starts(url, "//")) {
		url = skip(url, 2);
		u.authority = take_until(&url, "/?#");
	}
	if (url.len)
		u.path = take_until(&url, "?#");
	if (span_starts(url, "?")) {
		url = skip(url, 1);
		u.query = take_until(&url, "#");
	}
	if (span_starts(url, "#"))
		u.fragment = skip(url, 1);
	return u;
}

static bool is_hex(char c)
{
	c = ascii_lower(c);
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* May the byte stand in a URL as it is?  (Of %, its caller knows.) */
static bool is_url_byte(unsigned char byte)
{
	static const char excluded[] = "\"<>\\^`{|}";

	return byte > ' ' && byte < 0x7F && !memchr(excluded, byte, sizeof excluded - 1);
}

/* How many bytes at the start need no look at what follows them. */
static size_t plain_len(struct span s)
{
	size_t i = 0;

	while (i < s.len && s.p[i] != '%' &&
	    (ascii_is_alnum(s.p[i]) || is_url_byte((unsigned char)s.p[i])))
		i++;
	return i;
}

/* Adds a component: what may not stand in a URL is percent-encoded, what already
 * is encoded stays. */
static void add_encoded(struct buf *out, struct span s)
{
	while (s.len) {
		size_t plain = plain_len(s);

		buf_add(out, s.p, plain);
		s = span_sub(s, plain, s.len);
		if (!s.len)
			return;
		if (s.p[0] == '%' && s.len > 2 && is_hex(s.p[1]) && is_hex(s.p[2]))
			buf_add_char(out, '%');
		else
			buf_addf(out, "%%%02X", (unsigned char)s.p[0]);
		s = span_sub(s, 1, s.len);
	}
}

static unsigned char hex_value(char c)
{
	return (unsigned char)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
}

void url_add_decoded(struct buf *out, struct span part)
{
	size_t start = out->len;
	bool cut;

	for (size_t i = 0; i < part.len; i++) {
		if (part.p[i] == '%' && part.len - i > 2 && is_hex(part.p[i + 1]) &&
		    is_hex(part.p[i + 2])) {
			buf_add_char(out,
			    (char)(hex_value(part.p[i + 1]) << 4 | hex_value(part.p[i + 2])));
			i += 2;
		} else {
			buf_add_char(out, part.p[i]);
		}
	}
	if (utf8_valid_prefix(out->data ? out->data + start : "", out->len - start, &cut) <
	    out->len - start) {
		buf_truncate(out, start);
		buf_add_span(out, part);
	}
}

static void join(struct buf *out, const struct url_parts *u)
{
	if (!span_is_none(u->scheme)) {
		add_encoded(out, u->scheme);
		buf_add_char(out, ':');
	}
	if (!span_is_none(u->authority)) {
		buf_add_str(out, "//");
		add_encoded(out, u->authority);
	}
	add_encoded(out, u->path);
	if (!span_is_none(u->query)) {
		buf_add_char(out, '?');
		add_encoded(out, u->query);
	}
	if (!span_is_none(u->fragment)) {
		buf_add_char(out, '#');
		add_encoded(out, u->fragment);
	}
}

/* Drops the last segment and its slash. */
static void drop_segment(struct buf *path)
{
	size_t len = path->len;

	while (len > 0 && path->data[len - 1] != '/')
		len--;
	if (path->data)
		buf_truncate(path, len ? len - 1 : 0);
}

/* RFC 3986, 5.2.4: "." and ".." are carried out. */
static void remove_dots(struct buf *out, struct span path)
{
	while (path.len) {
		if (span_starts(path, "../")) {
			path = skip(path, 3);
		} else if (span_starts(path, "./")) {
			path = skip(path, 2);
		} else if (span_starts(path, "/./")) {
			path = skip(path, 2);
		} else if (span_eq_str(path, "/.")) {
			path = SPAN_LIT("/");
		} else if (span_starts(path, "/../")) {
			path = skip(path, 3);
			drop_segment(out);
		} else if (span_eq_str(path, "/..")) {
			path = SPAN_LIT("/");
			drop_segment(out);
		} else if (span_eq_str(path, ".") || span_eq_str(path, "..")) {
			return;
		} else {
			size_t from = path.p[0] == '/';
			size_t end = from + span_find_byte(skip(path, from), '/');

			buf_add(out, path.p, end);
			path = skip(path, end);
		}
	}
}

/* RFC 3986, 5.2.3: the reference's path beside the base's last segment. */
static void merge(struct buf *out, const struct url_parts *base, struct span path)
{
	size_t len = base->path.len;

	while (len > 0 && base->path.p[len - 1] != '/')
		len--;
	if (!span_is_none(base->authority) && base->path.len == 0)
		buf_add_char(out, '/');
	else
		buf_add_span(out, span_sub(base->path, 0, len));
	buf_add_span(out, path);
}

/* Sets the components of ref that it takes from base; its path is made in path. */
static void resolve(struct url_parts *ref, const struct url_parts *base, struct buf *path)
{
	struct buf merged = BUF_INIT;

	if (!span_is_none(ref->scheme) || !span_is_none(ref->authority)) {
		remove_dots(path, ref->path);
	} else if (ref->path.len == 0) {
		buf_add_span(path, base->path);
		if (span_is_none(ref->query))
			ref->query = base->query;
	} else if (ref->path.p[0] == '/') {
		remove_dots(path, ref->path);
	} else {
		merge(&merged, base, ref->path);
		remove_dots(path, buf_span(&merged));
	}
	if (span_is_none(ref->scheme)) {
		if (span_is_none(ref->authority))
			ref->authority = base->authority;
		ref->scheme = base->scheme;
	}
	ref->path = buf_span(path);
	buf_release(&merged);
}

/* Tabs and line ends in a URL are folds of the source: browsers drop them first. */
static struct span unfold(struct buf *out, struct span url)
{
	url = span_trim(url);
	if (span_find_byte(url, '\t') == url.len && span_find_byte(url, '\n') == url.len &&
	    span_find_byte(url, '\r') == url.len)
		return url;
	for (size_t i = 0; i < url.len; i++)
		if (url.p[i] != '\t' && url.p[i] != '\n' && url.p[i] != '\r')
			buf_add_char(out, url.p[i]);
	return buf_span(out);
}

void url_resolve(struct buf *out, struct span base, struct span ref)
{
	struct buf plain_ref = BUF_INIT, plain_base = BUF_INIT, path = BUF_INIT;
	struct url_parts parts = split(unfold(&plain_ref, ref));

	if (!span_is_none(base)) {
		struct url_parts from = split(unfold(&plain_base, base));

		resolve(&parts, &from, &path);
	} else if (span_is_none(parts.scheme) && !span_is_none(parts.authority)) {
		parts.scheme = SPAN_LIT("https");
	}
	join(out, &parts);
	buf_release(&plain_ref);
	buf_release(&plain_base);
	buf_release(&path);
}

static bool has_space_or_control(struct span url)
{
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.p[i] <= ' ' || url.p[i] == 0x7F)
			return true;
	return false;
}

bool url_is_link(struct span url)
{
	struct url_parts u = split(url);

	if (span_is_none(u.scheme) || has_space_or_control(url))
		return false;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (span_eq_nocase(u.scheme, schemes[i].name))
			return schemes[i].has_host ? u.authority.len > 0 : u.path.len > 0;
	return false;
}

static bool is_unreserved(int c)
{
	return c < 0x80 && (ascii_is_alnum((char)c) || (c && strchr("-._~", c)));
}

/* As RFC 3986, 6.2.2 has it: what needs no escape has none, what is beyond ASCII has one,
 * and escapes are in upper case. */
static void add_normal(struct buf *out, struct span text)
{
	size_t i = 0;

	while (i < text.len) {
		size_t plain = i;
		while (plain < text.len && text.p[plain] != '%' && !(text.p[plain] & 0x80))
			plain++;
		buf_add_span(out, span_sub(text, i, plain));
		if (plain == text.len)
			return;
		int byte = (unsigned char)text.p[plain];
		bool escaped = byte == '%' && plain + 2 < text.len && is_hex(text.p[plain + 1]) &&
		    is_hex(text.p[plain + 2]);
		if (escaped)
			byte = hex_value(text.p[plain + 1]) << 4 | hex_value(text.p[plain + 2]);
		if (is_unreserved(byte) || (!escaped && byte < 0x80))
			buf_add_char(out, (char)byte);
		else
			buf_addf(out, "%%%02X", (unsigned)byte);
		i = plain + (escaped ? 3 : 1);
	}
}

static struct span without_usual_port(struct span host)
{
	if (span_ends(host, ":80"))
		return span_sub(host, 0, host.len - 3);
	return span_ends(host, ":443") ? span_sub(host, 0, host.len - 4) : host;
}

/* The bytes at the start in which case does not count: "scheme://host:port", or the scheme
 * alone where a user's name follows. */
static size_t caseless_len(struct span url)
{
	struct url_parts u = split(url);

	if (u.authority.len && span_find_byte(u.authority, '@') == u.authority.len)
		return (size_t)(u.authority.p - url.p) + u.authority.len;
	return u.scheme.len;
}

void url_add_lower(struct buf *out, struct span url)
{
	size_t start = out->len, end = start + caseless_len(url);

	buf_add_span(out, url);
	for (size_t i = start; i < end; i++)
		out->data[i] = ascii_lower(out->data[i]);
}

bool url_eq(struct span a, struct span b)
{
	size_t caseless = caseless_len(a);

	if (a.len != b.len || !span_eq(skip(a, caseless), skip(b, caseless)))
		return false;
	for (size_t i = 0; i < caseless; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

void url_add_key(struct buf *out, struct span url)
{
	struct url_parts u = split(span_trim(url));
	struct span host = u.authority, path = u.path;
	bool web = span_is_none(u.scheme) || span_eq_nocase(u.scheme, "http") ||
	    span_eq_nocase(u.scheme, "https");

	if (!web) {
		buf_add_span(out, u.scheme);
		buf_add_char(out, ':');
	}
	if (span_starts_nocase(host, "www."))
		host = skip(host, 4);
	host = without_usual_port(host);
	for (size_t i = 0; i < host.len; i++)
		buf_add_char(out, ascii_lower(host.p[i]));
	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	add_normal(out, path);
	if (u.query.len) {
		buf_add_char(out, '?');
		add_normal(out, u.query);
	}
}

bool url_same_page(struct span a, struct span b)
{
	struct buf left = BUF_INIT, right = BUF_INIT;

	if (span_eq(a, b))
		return true;
	url_add_key(&left, a);
	url_add_key(&right, b);
	bool same = span_eq(buf_span(&left), buf_span(&right));
	buf_release(&left);
	buf_release(&right);
	return same;
}

struct span url_fragment(struct span url)
{
	return split(url).fragment;
}

struct span url_basename(struct span url)
{
	struct span path = split(url).path;
	size_t from;

	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	for (from = path.len; from > 0 && path.p[from - 1] != '/'; from--)
		;
	return from < path.len ? skip(path, from) : SPAN_NONE;
}

struct span url_query_value(struct span url, const char *name)
{
	struct span query = split(url).query, pair;
	size_t len = strlen(name);

	while (span_split(&query, '&', &pair)) {
		if (!span_starts(pair, name))
			continue;
		if (pair.len == len)
			return skip(pair, len);
		if (pair.p[len] == '=')
			return skip(pair, len + 1);
	}
	return SPAN_NONE;
}
