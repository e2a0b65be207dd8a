/* Private to the adapter of Disqus exports: threads, and which of them are about one
 * page (disqus_threads.c); the adapter itself is disqus.c. */
#ifndef INGEST_DISQUS_PRIV_H
#define INGEST_DISQUS_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "moot/base/buf.h"
#include "moot/base/hash.h"
#include "moot/base/span.h"
#include "moot/model/model.h"

/* Identifiers that WordPress gives, "198 http://blog.example/?p=198", hold the guid of
 * the post; none for others. */
struct span disqus_identifier_url(struct span identifier);

/* What a link leads to, without what may vary: scheme, "www.", query (but where it
 * names the page), fragment, slashes at the end; and without a proxy around it. */
struct disqus_page {
	struct span host, path; /* path without slashes at its ends */
	bool local; /* the host is not the site's own: localhost, a proxy */
};
struct disqus_page disqus_page(struct span link);
/* The link without what disqus_page() leaves out at its end. */
struct span disqus_page_url(struct span link);

enum thread_text {
	THREAD_ID,
	THREAD_IDENTIFIER,
	THREAD_LINK,
	THREAD_TITLE,
	THREAD_AUTHOR,
	THREAD_BODY,
	THREAD_TEXTS
};

struct disqus_thread {
	struct {
		size_t at, len; /* in struct disqus_threads text */
	} text[THREAD_TEXTS];
	struct date created;
	uint32_t leader; /* the first thread about the same page; itself, when it is that */
	post_id post; /* of a leader, once one of the comments came; else 0 */
	bool deleted;
	bool awaited; /* only named by a comment so far */
};

/* Indices count from 1; 0 is none. */
struct disqus_threads {
	struct disqus_thread *rows;
	size_t len, cap;
	struct buf text;
	struct hash ids, pages;
	struct buf key, match; /* made for looking up, and of the row that is looked at */
};

struct span disqus_thread_text(
    const struct disqus_threads *t, uint32_t thread, enum thread_text which);
uint32_t disqus_threads_find(struct disqus_threads *t, struct span id);
/* Adds a thread, or completes the one that was awaited; its index.  One that is not
 * deleted joins those about the same page. */
uint32_t disqus_threads_add(struct disqus_threads *t, const struct span texts[THREAD_TEXTS],
    struct date created, bool deleted);
/* Adds a thread of which the id alone is known. */
uint32_t disqus_threads_await(struct disqus_threads *t, struct span id);
void disqus_threads_release(struct disqus_threads *t);

#endif
