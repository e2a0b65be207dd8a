/* What searching and going from hit to hit have in common. */
#ifndef APP_SEARCH_PRIV_H
#define APP_SEARCH_PRIV_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

/* A search starts from where the reader is. */
void search_note_origin(struct session *s);
void search_go_to_hit(struct session *s, size_t hit);
/* What is said when it goes on at the other end. */
const char *search_words_round(bool backward);

#endif
