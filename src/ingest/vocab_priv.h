/* The vocabularies that feeds and exports are written in. */
#ifndef INGEST_VOCAB_PRIV_H
#define INGEST_VOCAB_PRIV_H

#include "moot/base/span.h"

enum vocab {
	VOCAB_NONE, /* no namespace */
	VOCAB_ATOM,
	VOCAB_RSS,
	VOCAB_RDF,
	VOCAB_BLOGGER, /* schemas.google.com/blogger/2018: Takeout */
	VOCAB_GDATA,
	VOCAB_OPENSEARCH,
	VOCAB_APP,
	VOCAB_THREAD, /* RFC 4685 */
	VOCAB_THREADING, /* of RSS 1.0 */
	VOCAB_DC,
	VOCAB_DCTERMS,
	VOCAB_CONTENT,
	VOCAB_SLASH,
	VOCAB_WFW,
	VOCAB_SOURCE,
	VOCAB_YANDEX,
	VOCAB_XHTML,
	VOCAB_ITUNES,
	VOCAB_WXR,    /* WordPress export; the excerpt's namespace begins like it */
	VOCAB_DISQUS, /* its own export, and the ids in it */
	VOCAB_DSQ,    /* what Disqus adds to WXR */
	VOCAB_OTHER,
};

struct vocab_name {
	enum vocab vocab;
	struct span local;
};

/* Namespaces are told by how their URIs begin (the rest is a version).  A prefix that
 * was never declared counts by its usual meaning. */
struct vocab_name vocab_name(struct span ns, struct span name);

#endif
