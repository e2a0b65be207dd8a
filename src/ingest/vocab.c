#include "config.h"

#include "ingest/vocab_priv.h"

/* clang-format off */
/* In order of how often they are met; of two URIs that begin alike, the longer first. */
static const struct {
	enum vocab vocab;
	struct {
		const char *p;
		size_t len;
	} uri;
	const char *prefix;
} vocabs[] = {
#define URI(s) { s, sizeof(s) - 1 }
	{ VOCAB_ATOM, URI("http://www.w3.org/2005/Atom"), "atom" },
	{ VOCAB_GDATA, URI("http://schemas.google.com/g/2005"), "gd" },
	{ VOCAB_THREAD, URI("http://purl.org/syndication/thread/1.0"), "thr" },
	{ VOCAB_BLOGGER, URI("http://schemas.google.com/blogger/2018"), "blogger" },
	{ VOCAB_WXR, URI("http://wordpress.org/export/"), "wp" },
	{ VOCAB_WXR, URI("https://wordpress.org/export/"), "excerpt" },
	{ VOCAB_DISQUS, URI("http://disqus.com"), "disqus" },
	{ VOCAB_DSQ, URI("http://www.disqus.com"), "dsq" },
	{ VOCAB_APP, URI("http://purl.org/atom/app#"), "app" },
	{ VOCAB_APP, URI("http://www.w3.org/2007/app"), "app" },
	{ VOCAB_OPENSEARCH, URI("http://a9.com/-/spec/opensearch"), "openSearch" },
	{ VOCAB_DC, URI("http://purl.org/dc/elements/"), "dc" },
	{ VOCAB_DCTERMS, URI("http://purl.org/dc/terms/"), "dcterms" },
	{ VOCAB_CONTENT, URI("http://purl.org/rss/1.0/modules/content"), "content" },
	{ VOCAB_SLASH, URI("http://purl.org/rss/1.0/modules/slash"), "slash" },
	{ VOCAB_THREADING, URI("http://purl.org/rss/1.0/modules/threading"), "threading" },
	{ VOCAB_OTHER, URI("http://purl.org/rss/1.0/modules/"), "sy" },
	{ VOCAB_WFW, URI("http://wellformedweb.org/CommentAPI"), "wfw" },
	{ VOCAB_SOURCE, URI("http://source.scripting.com"), "source" },
	{ VOCAB_SOURCE, URI("https://source.scripting.com"), "source" },
	{ VOCAB_YANDEX, URI("http://blogs.yandex.ru/"), "ya" },
	{ VOCAB_XHTML, URI("http://www.w3.org/1999/xhtml"), "xhtml" },
	{ VOCAB_ITUNES, URI("http://www.itunes.com/"), "itunes" },
	{ VOCAB_RDF, URI("http://www.w3.org/1999/02/22-rdf-syntax-ns"), "rdf" },
	{ VOCAB_ATOM, URI("http://purl.org/atom/ns"), "atom" },
	{ VOCAB_ATOM, URI("http://purl.org/net/atom"), "atom" },
	{ VOCAB_ATOM, URI("http://example.com/newformat"), "atom" },
	{ VOCAB_RSS, URI("http://purl.org/rss/1.0"), "rss" },
	{ VOCAB_RSS, URI("http://my.netscape.com/"), "rss" },
	{ VOCAB_RSS, URI("http://channel.netscape.com/"), "rss" },
	{ VOCAB_RSS, URI("http://backend.userland.com/"), "rss" },
	{ VOCAB_RSS, URI("http://blogs.law.harvard.edu/"), "rss" },
	{ VOCAB_RSS, URI("http://cyber.law.harvard.edu/"), "rss" },
#undef URI
};
/* clang-format on */

enum { VOCAB_ROWS = sizeof vocabs / sizeof *vocabs };

static enum vocab by_uri(struct span ns)
{
	for (size_t i = 0; i < VOCAB_ROWS; i++)
		if (ns.len >= vocabs[i].uri.len &&
		    memcmp(ns.p, vocabs[i].uri.p, vocabs[i].uri.len) == 0)
			return vocabs[i].vocab;
	return VOCAB_OTHER;
}

static enum vocab by_prefix(struct span prefix)
{
	for (size_t i = 0; i < VOCAB_ROWS; i++)
		if (span_eq_nocase(prefix, vocabs[i].prefix))
			return vocabs[i].vocab;
	return VOCAB_OTHER;
}

struct vocab_name vocab_name(struct span ns, struct span name)
{
	size_t colon;

	if (ns.len)
		return (struct vocab_name){ by_uri(ns), name };
	colon = span_find_byte(name, ':');
	if (colon == name.len)
		return (struct vocab_name){ VOCAB_NONE, name };
	return (struct vocab_name){ by_prefix(span_sub(name, 0, colon)),
		span_sub(name, colon + 1, name.len) };
}
