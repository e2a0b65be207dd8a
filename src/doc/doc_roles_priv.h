/* What the files of roles share: doc_roles.c, doc_lists.c, doc_quoted.c. */
#ifndef DOC_DOC_ROLES_PRIV_H
#define DOC_DOC_ROLES_PRIV_H

#include "doc/doc_priv.h"
#include "moot/markup/html.h"

struct attrs {
	const struct html_attr *rows;
	size_t count;
};

/* Its value, trimmed; SPAN_NONE when it is missing. */
struct span attr(const struct attrs *attrs, const char *name);
/* A whole number with a sign, as HTML reads it: digits at the start, clamped. */
bool attr_int(const struct attrs *attrs, const char *name, int32_t *value);
/* Ends what the element opened. */
void block_close(struct builder *b, const struct open_element *open, int gap);

void role_list_start(struct builder *b, struct open_element *open, const struct attrs *attrs);
void role_list_end(struct builder *b, struct open_element *open);
void role_item_start(struct builder *b, struct open_element *open, const struct attrs *attrs);
void role_terms_start(struct builder *b, struct open_element *open, const struct attrs *attrs);
void role_quoted_start(struct builder *b, struct open_element *open, const struct attrs *attrs);
void role_quoted_end(struct builder *b, struct open_element *open);

/* The row of doc_quoted.c for a language (of a lang attribute); 0 when it has none. */
uint8_t quoted_language(struct span lang);

#endif
